"""Component: what happened, where and when, from the claims of an article.

One incident for each place, date and family of types: reports of one evening speak of clashes, shots and gas by turns.
What the police did to a gathering (dispersal, arrests) is part of that gathering, as event data sets code it (ACLED:
"protest with intervention"), unless the article tells of nothing else at that place and date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp.annotations import CLAIM_ROLES, CLAIMS, INCIDENT_ROLES, INCIDENTS, traits, unfold
from ingest.nlp.event_places import EventPlaces

Days = tuple[str | None, str | None]

# What is denied, demanded or only imagined is not an incident; what is planned is one to come when it has a date.
_REPORTED = frozenset({"asserted", "hedged", "conflicting"})
# Types that reports of one event choose between.
VIOLENCE = frozenset({"shooting", "clash", "riot", "crowd-control"})
# Types that go on for days: reports of different days, so many apart at most, are of one.
MOST_APART = timedelta(days=14)
LASTING = frozenset({"strike", "hunger", "boycott", "curfew", "other"})
# What the police do to a gathering, and what they do it to.
_RESPONSES = frozenset({"crowd-control", "arrest"})
_GATHERINGS = frozenset({"demo", "strike", "obstruct", "riot", "clash", "shooting"})


def may_be_one_time(one: Days, other: Days, *, lasting: bool) -> bool:
    """Whether two times can be of one incident: they overlap, or nothing is known of one.

    Each is the first and last day (ISO). `lasting`: what goes on for days may be told of days that lie some apart. A
    month or a year says too little to be the time of an incident of one day.
    """
    if one[0] is None or other[0] is None or one == other:
        return True
    days = [date.fromisoformat(day or "") for day in (*one, *other)]
    if max(days[1] - days[0], days[3] - days[2]) > MOST_APART and not lasting:
        return False
    gap = max(days[0], days[2]) - min(days[1], days[3])
    return gap <= (MOST_APART if lasting else timedelta(0))


def family(type_: str) -> str:
    """The family of a type of incident: types of one family, at one place and date, are one incident."""
    return "violence" if type_ in VIOLENCE else type_


@Language.component("incidents", requires=["doc.spans"], assigns=["doc.spans"])
def incidents(doc: Doc) -> Doc:
    """Fill the span groups of incidents from the claims and the mentions of places."""
    places, stances = EventPlaces(doc), traits(doc)
    events = {role.id_: role for role in doc.spans[CLAIM_ROLES] if role.label_ == "EVENT"}
    dates = {role.id_: role for role in doc.spans[CLAIM_ROLES] if role.label_ == "DATE"}
    said: defaultdict[str, list[Span]] = defaultdict(list)
    for role in doc.spans[CLAIM_ROLES]:
        if role.label_ in ("SPEAKER", "CHANNEL", "CUE"):
            said[role.id_].append(role)
    found: list[_Incident] = []
    for claim in doc.spans[CLAIMS]:
        event = events.get(claim.id_)
        stance = stances[claim.id_]["stance"]
        if event is None or not (stance in _REPORTED or (stance == "planned" and claim.id_ in dates)):
            continue
        one = _Incident(event, places.of(claim, event, said[claim.id_]), dates.get(claim.id_), [claim])
        known = _same(one, found)
        if known is None:
            found.append(one)
        else:
            known.take(one)
    _store(doc, _absorbed(found))
    return doc


@dataclass
class _Incident:
    """An incident while the article is read."""

    event: Span  # the word that names it first, with the type as its knowledge-base id
    place: Span | None
    when: Span | None
    claims: list[Span] = field(default_factory=list)

    @property
    def type(self) -> str:
        """That of the first report: it names what the article is about, the rest tells how it went."""
        return self.event.kb_id_

    @property
    def day(self) -> Days:
        """First and last day, None where unknown."""
        first, last = unfold(self.when.kb_id_)[:2] if self.when is not None else (None, None)
        return first, last

    def beside(self, other: "_Incident") -> bool:
        """Whether two may be at one place and date: none of both is known to differ."""
        same_place = self.place is None or other.place is None or self.place.id_ == other.place.id_
        return same_place and may_be_one_time(
            self.day, other.day, lasting=self.type == other.type and self.type in LASTING
        )

    def fits(self, other: "_Incident") -> bool:
        """Whether two may be one: of one family, and no different place or date."""
        return family(self.type) == family(other.type) and self.beside(other)

    def take(self, other: "_Incident") -> None:
        """Add what another report of the same incident knows."""
        self.place = self.place or other.place
        if self.day[0] is None and other.day[0] is not None:
            self.when = other.when
        self.claims += other.claims


def _same(one: _Incident, found: list[_Incident]) -> _Incident | None:
    """The incident that a report speaks of: the only one that fits, else the latest at the very same place."""
    fitting = [known for known in found if known.fits(one)]
    if len(fitting) > 1 and one.place is not None:
        fitting = [known for known in fitting if known.place is not None and known.place.id_ == one.place.id_]
    return fitting[-1] if fitting else None


def is_part(type_: str, whole: str) -> bool:
    """Whether an incident of one type, at the place and date of one of another type, is part of that."""
    return type_ in _RESPONSES and whole in _GATHERINGS and type_ != whole


def _absorbed(found: list[_Incident]) -> list[_Incident]:
    """Incidents without the responses to a gathering: those are part of it."""
    kept = list(found)
    for one in found:
        whole = next((other for other in kept if is_part(one.type, other.type) and other.beside(one)), None)
        if whole is not None and (whole.place is not None or one.place is None):
            whole.take(one)
            kept.remove(one)
    return kept


def _store(doc: Doc, found: Iterable[_Incident]) -> None:
    spans: list[Span] = []
    roles: list[Span] = []
    for number, one in enumerate(found, start=1):
        key = f"i{number:03d}"
        spans.append(Span(doc, one.event.start, one.event.end, label=one.type, span_id=key))
        roles += _roles(one, key)
    doc.spans[INCIDENTS] = spans
    doc.spans[INCIDENT_ROLES] = roles


def _roles(one: _Incident, key: str) -> Iterator[Span]:
    doc = one.claims[0].doc
    if one.place is not None:
        yield Span(doc, one.place.start, one.place.end, label="PLACE", kb_id=one.place.id_, span_id=key)
    if one.when is not None:
        yield Span(doc, one.when.start, one.when.end, label="DATE", kb_id=one.when.kb_id_, span_id=key)
    for claim in one.claims:
        yield Span(doc, claim.start, claim.end, label="CLAIM", kb_id=claim.id_, span_id=key)
