"""Component: what happened, where and when, from the claims of an article. One incident a type, place and date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp.annotations import CLAIM_ROLES, CLAIMS, INCIDENT_ROLES, INCIDENTS, MENTIONS, traits, unfold
from ingest.nlp.continuation import ends_paragraph
from ingest.nlp.gazetteer import match
from ingest.nlp.paragraphs import dateline_end

# What is denied, demanded or only imagined is not an incident; what is planned is one to come when it has a date.
_REPORTED = frozenset({"asserted", "hedged", "conflicting"})
# The town an event took place in says more than a square (no gazetteer row), a region or a country.
_SPECIFICITY = {"town": 3, None: 2, "region": 1, "country": 0}


@Language.component("incidents", requires=["doc.spans"], assigns=["doc.spans"])
def incidents(doc: Doc) -> Doc:
    """Fill the span groups of incidents from the claims and the mentions of places."""
    places, stances = _Places(doc), traits(doc)
    events = {role.id_: role for role in doc.spans[CLAIM_ROLES] if role.label_ == "EVENT"}
    dates = {role.id_: role for role in doc.spans[CLAIM_ROLES] if role.label_ == "DATE"}
    found: list[_Incident] = []
    for claim in doc.spans[CLAIMS]:
        event = events.get(claim.id_)
        stance = stances[claim.id_]["stance"]
        if event is None or not (stance in _REPORTED or (stance == "planned" and claim.id_ in dates)):
            continue
        one = _Incident(event, places.of(claim, event), dates.get(claim.id_), [claim])
        known = _same(one, found)
        if known is None:
            found.append(one)
        else:
            known.take(one)
    _store(doc, found)
    return doc


@dataclass
class _Incident:
    """An incident while the article is read."""

    event: Span  # the word that names it, with the type as its knowledge-base id
    place: Span | None
    date: Span | None
    claims: list[Span] = field(default_factory=list)

    @property
    def day(self) -> tuple[str | None, str | None]:
        """First and last day, None where unknown."""
        first, last = unfold(self.date.kb_id_)[:2] if self.date is not None else (None, None)
        return first, last

    def fits(self, other: "_Incident") -> bool:
        """Whether two may be one: same type, and no different place or date."""
        same_place = self.place is None or other.place is None or self.place.id_ == other.place.id_
        same_day = self.day == other.day or None in (self.day[0], other.day[0])
        return self.event.kb_id_ == other.event.kb_id_ and same_place and same_day

    def take(self, other: "_Incident") -> None:
        """Add what another report of the same incident knows."""
        self.place = self.place or other.place
        if self.day[0] is None and other.day[0] is not None:
            self.date = other.date
        self.claims += other.claims


def _same(one: _Incident, found: list[_Incident]) -> _Incident | None:
    """The incident that a report speaks of: the only one that fits, else the latest at the very same place."""
    fitting = [known for known in found if known.fits(one)]
    if len(fitting) > 1 and one.place is not None:
        fitting = [known for known in fitting if known.place is not None and known.place.id_ == one.place.id_]
    return fitting[-1] if fitting else None


class _Places:
    """Where events take place: looked up in the claim, its sentence, then what the paragraph spoke of before."""

    def __init__(self, doc: Doc) -> None:
        dateline = dateline_end(doc.text)
        spans: list[Span] = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == "PLACE"]
        body = [span for span in spans if span.start_char >= dateline]
        self._spans = sorted(body or spans, key=lambda span: span.start)
        self._paragraph = _paragraphs(doc)
        self._last: Span | None = None

    def of(self, claim: Span, event: Span) -> Span | None:
        """The most specific place in the claim, else in its sentence, else the last event place of its paragraph."""
        sentence = event.sent
        for start, end in ((claim.start, claim.end), (sentence.start, sentence.end)):
            inside = [span for span in self._spans if start <= span.start < end]
            if inside:
                self._last = min(inside, key=lambda span: (-_specificity(span), abs(span.start - event.start)))
                return self._last
        return self._last


def _specificity(place: Span) -> int:
    return _SPECIFICITY[match(int(place.kb_id_)).feature if place.kb_id_.isdigit() else None]


def _paragraphs(doc: Doc) -> list[int]:
    """The number of each token's paragraph."""
    numbers: list[int] = []
    number = 0
    for sentence in doc.sents:
        numbers += [number] * len(sentence)
        number += ends_paragraph(sentence)
    return numbers


def _store(doc: Doc, found: Iterable[_Incident]) -> None:
    spans: list[Span] = []
    roles: list[Span] = []
    for number, one in enumerate(found, start=1):
        key = f"i{number:03d}"
        spans.append(Span(doc, one.event.start, one.event.end, label=one.event.kb_id_, span_id=key))
        roles += _roles(one, key)
    doc.spans[INCIDENTS] = spans
    doc.spans[INCIDENT_ROLES] = roles


def _roles(one: _Incident, key: str) -> Iterator[Span]:
    doc = one.event.doc
    if one.place is not None:
        yield Span(doc, one.place.start, one.place.end, label="PLACE", kb_id=one.place.id_, span_id=key)
    if one.date is not None:
        yield Span(doc, one.date.start, one.date.end, label="DATE", kb_id=one.date.kb_id_, span_id=key)
    for claim in one.claims:
        yield Span(doc, claim.start, claim.end, label="CLAIM", kb_id=claim.id_, span_id=key)
