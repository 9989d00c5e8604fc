"""Component: what happened, where and when, and which claim of the article is about what.

One incident for each place, date and family of types: reports of one evening speak of a march, clashes, shots and gas
by turns. What the police did to a gathering (dispersal, arrests) is part of it, as event data sets code it (ACLED:
"protest with intervention"), unless the article tells of nothing else at that place and date; a strike, a blockade, a
fire or a curfew is an incident of its own. What names no event or no place of its own (a demand, a toll, what somebody
thinks of it) is about the incident the text is speaking of; what denies, wants or fears something of a type, about one
of that type. Of which type an incident is, its claims decide together, as a model reads each, with what rules found.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp.annotations import CLAIM_ROLES, CLAIMS, INCIDENT_ROLES, INCIDENTS, TYPE_SCORES, traits, unfold
from ingest.nlp.event_places import EventPlaces
from ingest.nlp.event_words import (
    is_allowed_or_not,
    is_asked,
    is_before,
    is_beginning,
    is_conditional,
    is_death_of_one,
    is_state,
    taken_for_granted,
)
from ingest.nlp.events import find_events
from ingest.nlp.facts import CASUALTIES
from ingest.nlp.kind_context import NOTHING, types

Days = tuple[str | None, str | None]

# Added, in log odds, to what an incident's claims speak for together: for the type that the rules found, and for no
# incident at all, which is asked of those only that few claims tell of. Chosen on the development gold and our topics.
RULED, DOUBT = 2.5, 2.0
IN_PASSING = 3

# What is denied, demanded or only imagined is not an incident; what is planned is one to come when it has a date.
_REPORTED = frozenset({"asserted", "hedged", "conflicting"})
# Types that reports of one event choose between, and those of them that leave the dead and hurt.
VIOLENCE = frozenset({"shooting", "clash", "riot", "crowd-control"})
_ONE_FAMILY = VIOLENCE | {"demo"}
# Types that go on for days: reports of different days, so many apart at most, are of one.
MOST_APART = timedelta(days=14)
LASTING = frozenset({"strike", "hunger", "boycott", "curfew", "other"})
# What the police do to a gathering, and what they do it to.
_RESPONSES = frozenset({"crowd-control", "arrest"})
_GATHERINGS = frozenset({"demo", "strike", "obstruct", "riot", "clash", "shooting"})
# Kinds of claims that, paragraphs after what happened, are mostly about something else.
_OF_OTHER_MATTERS = frozenset({"concession", "concern"})
_HARM = frozenset({"death", "injury"})
# A place and day told of by its dead and hurt only; on the development gold this was mostly a shooting.
_OF_A_TOLL = "shooting"
# Types that are incidents of their own even where the text goes on about another one at their place; of these, what is
# called or ordered for a country where no place is named.
_OWN = frozenset({"strike", "hunger", "boycott", "obstruct", "vandalize", "curfew", "other"})
_TAKEN_FOR = frozenset({"strike", "obstruct"})  # types that claims without a word of them are taken for
_COUNTRYWIDE = frozenset({"strike", "other"})
# What a paragraph counts in turn for a whole country is one unrest: so many held, so many cars burnt.
_UNREST = VIOLENCE | {"demo", "arrest", "vandalize"}
# What people who strike may do, where a word says so.
_STRIKES = frozenset({"boycott", "hunger"})


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
    return "gathering" if type_ in _ONE_FAMILY else type_


def is_part(type_: str, whole: str) -> bool:
    """Whether an incident of one type, at the place and date of one of another type, is part of that."""
    return type_ in _RESPONSES and whole in _GATHERINGS and type_ != whole


@Language.component("incidents", requires=["doc.spans"], assigns=["doc.spans"])
def incidents(doc: Doc) -> Doc:
    """Fill the span groups of incidents from the claims and the mentions of places."""
    story = _Story(EventPlaces(doc))
    for report in _reports(doc, story.places):
        story.tell(report)
    _store(doc, _weighed(story.end(), doc.user_data.get(TYPE_SCORES, {})))
    return doc


@dataclass(eq=False)
class _Report:
    """A claim as what it says of an incident; `type` is None where it tells of nothing that happened.

    What is `faint` may tell of an incident that is known, and is too little to make one: a kind that no word names at
    a place that the sentence does not name, a state ("is in custody"), what something came after.
    """

    claim: Span
    words: Span  # those that name the event, else the whole claim
    type: str | None
    place: Span | None
    when: Span | None
    faint: bool = False
    named: bool = True  # whether a word says that it is of the type
    mentions: str | None = None  # the type of what is denied, wanted or feared

    @property
    def days(self) -> Days:
        """First and last day, None where unknown."""
        first, last = unfold(self.when.kb_id_)[:2] if self.when is not None else (None, None)
        return first, last

    def is_dated(self) -> bool:
        """Whether its own words say on what day it was."""
        return self.when is not None and self.claim.start <= self.when.start < self.claim.end

    def names_place(self) -> bool:
        """Whether its own sentence names the place."""
        return self.place is not None and self.place.sent.start == self.claim.sent.start

    def holds_place(self) -> bool:
        """Whether its own words name the place."""
        return self.place is not None and self.claim.start <= self.place.start < self.claim.end


def _reports(doc: Doc, places: EventPlaces) -> Iterator[_Report]:
    """Every claim in the order of the text."""
    stances = traits(doc)
    roles: dict[str, dict[str, list[Span]]] = {}
    for role in doc.spans[CLAIM_ROLES]:
        roles.setdefault(role.id_, {}).setdefault(role.label_, []).append(role)
    claims: list[Span] = sorted(doc.spans[CLAIMS])
    for claim in claims:
        own = roles.get(claim.id_, {})
        event, when = own.get("EVENT", [None])[0], own.get("DATE", [None])[0]
        stance = stances[claim.id_]["stance"]
        counted = claim.label_ == "participants" and stance == "denied"  # "no more than 300" came, all the same
        told = stance in _REPORTED or counted or (stance == "planned" and when is not None)
        if event is not None and told and _is_of_kind(event.kb_id_, claim.label_):
            report = _happened(claim, event, places.of(claim, event), when)
            if report is not None:
                yield report
        else:
            yield _spoken(claim, event, when, places, reported=stance in _REPORTED)


def _is_of_kind(type_: str, kind: str) -> bool:
    """Whether a claim can tell of what its words name.

    What is done to prisoners is about their arrest; a death "in custody" is none.
    """
    if kind == "detention_conditions":
        return type_ == "arrest"
    return not (kind in _HARM and type_ == "arrest")


def _happened(claim: Span, event: Span, place: Span | None, when: Span | None) -> _Report | None:
    """A claim that tells of an event; None where it tells when a movement began, or on what condition."""
    named = find_events(claim)
    report = _Report(claim, event, event.kb_id_, place, when)
    at_event = {one.type.incident for one in named if one.token.i == event.start}
    if report.type == "strike" and report.type not in at_event:
        report.type = next((one.type.incident for one in named if one.type.incident in _STRIKES), report.type)
    if claim.label_ == "participants" and is_asked(claim.root):
        return None
    begun = report.type == "demo" and is_beginning(event.root) and not report.holds_place()
    if begun or is_conditional(event.root) or is_allowed_or_not(event.root):
        return None
    words = [one for one in named if one.type.incident == report.type]
    told = bool(words) or claim.label_ == "participants" or report.names_place()
    report.named = bool(words) or report.type == "demo"
    report.faint = not told or is_before(event.root) or (report.type == "arrest" and is_state(claim, words))
    return report


def _spoken(claim: Span, event: Span | None, when: Span | None, places: EventPlaces, *, reported: bool) -> _Report:
    """A claim that tells of no event: of one that it takes for granted at a place it names, or of the dead there."""
    named = places.named_in(claim)
    granted = taken_for_granted(claim) if named is not None else None
    if granted is not None:
        words = claim.doc[granted.token.i : granted.token.i + 1]
        return _Report(claim, words, granted.type.incident, named, when)
    place = named or places.around(claim)
    toll = event is None and place is not None and claim.label_ in CASUALTIES and reported
    mentions = "arrest" if claim.label_ == "detention_conditions" else event.kb_id_ if event is not None else None
    report = _Report(claim, event or claim, _OF_A_TOLL if toll else None, place, when, mentions=mentions)
    report.named = not toll
    report.faint = toll and is_death_of_one(claim.root) and not report.names_place()
    return report


@dataclass(eq=False)
class _Incident:
    """An incident while the article is read."""

    type: str  # that of the first report: it says what the article is about, the rest tells how it went
    words: Span
    place: Span | None
    when: Span | None
    claims: list[Span]
    aside: bool  # told in passing: the next paragraph is about what it was told beside
    named: bool  # whether a word says that it is of the type; else it is of the type of the first report that one does

    @property
    def days(self) -> Days:
        """First and last day, None where unknown."""
        first, last = unfold(self.when.kb_id_)[:2] if self.when is not None else (None, None)
        return first, last

    def is_of_day(self, report: _Report) -> bool:
        """Whether a report may be of the incident by its date."""
        lasting = self.type == report.type and self.type in LASTING
        return may_be_one_time(self.days, report.days, lasting=lasting)

    def fits(self, report: _Report) -> bool:
        """Whether a report may tell of the incident by its type and date.

        A gathering is no part of the arrests that were told of before it; a turnout is that of any gathering.
        """
        type_ = report.type or self.type
        turnout = report.claim.label_ == "participants" and self.type in _GATHERINGS
        return (turnout or self.is_like(type_)) and self.is_of_day(report)

    def is_like(self, type_: str) -> bool:
        """Whether what is of some type may be this incident or part of it."""
        return self.is_of_type(type_) or family(self.type) == family(type_) or is_part(type_, self.type)

    def is_of_type(self, type_: str | None) -> bool:
        """Whether it is of a type, or may prove to be violence of that type since no word named what it was."""
        return self.type == type_ or (not self.named and self.type not in _OWN and type_ in VIOLENCE)

    def take(self, report: _Report) -> None:
        """Add a report, with what it knows."""
        if report.type is not None and (self.when is None or unfold(self.when.kb_id_)[0] is None):
            self.when = report.when or self.when
        if report.named and not report.faint and not self.named and self.is_of_type(report.type):
            self.type, self.words, self.named = report.type or "", report.words, True
        self.claims.append(report.claim)


class _Story:
    """The incidents of an article while it is read, claim by claim."""

    def __init__(self, places: EventPlaces) -> None:
        self.places = places
        self._found: list[_Incident] = []
        self._main: _Incident | None = None  # what the text is about
        self._aside: _Incident | None = None  # what it tells of beside that, in one paragraph
        self._told_in = 0  # the paragraph of the last claim about an incident that happened
        self._waiting: list[_Report] = []  # told before any incident with a place

    def tell(self, report: _Report) -> None:
        """Find the incident of a report, or make it."""
        number = self.places.paragraph(report.claim)
        if number != self._told_in:
            self._aside = None
        if report.type is None:
            if self._is_of_none(report):
                return
            one = self._spoken_of(report)
        else:
            told = self._placed if report.place is not None else self._unplaced
            one = self._violence_with(report) or told(report)
        if one is None:
            self._waiting.append(report)
            return
        if report.type is not None:
            self._told_in = number
        one.take(report)
        waiting, self._waiting = self._waiting, []
        for told in waiting:
            (self._where_of(told, one) or one).take(told)
        self._go_on_about(one)

    def _where_of(self, report: _Report, one: _Incident) -> _Incident | None:
        """The incident of what was told before any place: it was where the first one with a place is."""
        if report.type is None or one.place is None or report.faint or one.fits(report) or not one.is_of_day(report):
            return one
        report.place = one.place
        return self._placed(report)

    @property
    def _current(self) -> _Incident | None:
        return self._aside or self._main

    def _go_on_about(self, one: _Incident) -> None:
        """What follows is about an incident; after a curfew it is about what that answers."""
        if self._main is None or not (one.aside or one.type == "curfew"):
            self._main, self._aside = one, None
        elif one.type != "curfew":
            self._aside = one

    def end(self) -> list[_Incident]:
        """All incidents; where no place is known for any, those without."""
        for report in self._waiting:
            known = next((one for one in reversed(self._found) if one.fits(report)), None)
            if known is None and report.type is not None and not (report.faint and self._found):
                known = self._new(report)
            if known is not None:
                known.take(report)
        for one in [one for one in self._found if not one.named and one.type in _TAKEN_FOR]:
            self._give_up(one)
        return self._found

    def _give_up(self, one: _Incident) -> None:
        """Take what no word names for part of another incident of that place and day, where there is one."""
        for other in self._found:
            surer = other is not one and (other.named or other.type not in _TAKEN_FOR)
            beside = one.place and other.place and one.place.id_ == other.place.id_
            if surer and beside and may_be_one_time(one.days, other.days, lasting=False):
                other.claims = sorted([*other.claims, *one.claims])
                self._found.remove(one)
                return

    def _told(self, report: _Report) -> _Incident | None:
        """An incident of its own; what is too faint for one is about what is spoken of, else what is told next."""
        if not report.faint:
            return self._new(report)
        spoken_of = self._spoken_of(report)
        if spoken_of is None:
            return self._new(report)
        return spoken_of if not report.is_dated() or spoken_of.is_of_day(report) else None

    def _new(self, report: _Report) -> _Incident:
        aside = report.type in _OWN and bool(self._at(report))
        one = _Incident(report.type or "", report.words, report.place, report.when, [], aside, report.named)
        self._found.append(one)
        return one

    def _placed(self, report: _Report) -> _Incident | None:
        """The incident of that place that fits; where the place is not the sentence's own, any of that day."""
        here = self._at(report)
        fitting = _of_own_type([one for one in here if one.fits(report)], report)
        if not fitting and not self.places.is_beside(report.claim, report.when):
            # A day that only the paragraphs before name may be another one than that of what is spoken of.
            fitting = [one for one in here if one is self._current and one.is_like(report.type or "")]
        own = report.type in _OWN or (report.type == "demo" and report.claim.label_ != "participants")
        if not fitting and not report.names_place() and not own:
            gathered = report.type == "demo"  # what gathered is no part of the arrests that were told of before it
            apart = {"arrest"} if gathered else _OWN if report.type == "shooting" and not report.faint else set()
            fitting = [one for one in here if one.is_of_day(report) and one.type not in apart]
        if not fitting and report.type in _UNREST and self._is_in_turn(report):
            fitting = [one for one in here if one.is_of_day(report)]
        return fitting[-1] if fitting else self._told(report)

    def _is_in_turn(self, report: _Report) -> bool:
        """Whether a report is of the whole country, in a paragraph that told of an incident before."""
        country, place = self.places.country, report.place
        whole = country is not None and place is not None and place.id_ == country.id_
        return whole and self.places.paragraph(report.claim) == self._told_in

    def _unplaced(self, report: _Report) -> _Incident | None:
        """The incident spoken of, where it fits, else the last that does, else one of that day or of its own."""
        if report.type == "arrest" and self.places.is_total(report.claim):
            return self._total(report)
        fitting = [one for one in self._found if one.fits(report)]
        current = self._current
        # A new paragraph on arrests goes on about those told of, before what they may be a part of; so does the same
        # one where they were at the place that it speaks of.
        further = self.places.paragraph(report.claim) != self._told_in
        fitting = _of_own_type(fitting, report, None if further or current is None else current.place)
        if current is None or current in fitting:
            return current
        if not fitting:
            report.place = self._supposed_place(report, current)
        if report.place is not None:
            return self._placed(report)
        return fitting[-1] if fitting else current

    def _supposed_place(self, report: _Report, current: _Incident) -> Span | None:
        """Where that was for which no place is named; None where it is part of what is spoken of."""
        if report.type in _OWN:
            return (self.places.country if report.type in _COUNTRYWIDE else None) or current.place
        if current.type == "arrest" and report.type == "demo":
            return current.place
        first = self._found[0].place  # another day of what the article is about
        if current.is_of_day(report) or report.type == "arrest" or first is self.places.country:
            return None
        return first

    def _total(self, report: _Report) -> _Incident | None:
        """All the arrests of a country or of a time: an incident of that country, not of the place spoken of."""
        report.place = self.places.country
        place = report.place.id_ if report.place else None
        same = (one for one in self._found if one.type == "arrest" and (one.place.id_ if one.place else None) == place)
        return next(same, None) or self._told(report)

    def _is_of_none(self, report: _Report) -> bool:
        """Whether a claim is about none of the incidents: it names a place that has none, or turns to other matters."""
        if self._current is None or self._at(report):
            return False
        further = self.places.paragraph(report.claim) > self._told_in
        return report.place is not None or (further and report.claim.label_ in _OF_OTHER_MATTERS)

    def _spoken_of(self, report: _Report) -> _Incident | None:
        """The incident that a report is about that tells of none itself: at the place it names, else the current.

        What it denies or wants says which, where that is of a type that the current is not. The dead and hurt are those
        of the violence there, where there is any.
        """
        here = self._at(report)
        current = self._current if self._current in here or not here else here[-1]
        if current is not None and report.mentions is not None:
            told = (current, *reversed(here or self._found))
            own = [one for one in (current, *(here or self._found)) if one.type == report.mentions]
            return next((one for one in (*own, *told) if one.is_like(report.mentions)), current)
        if current is not None and report.is_dated() and not current.is_of_day(report):
            of_day = (one for one in reversed(here or self._found) if one.when is not None and one.is_of_day(report))
            current = next(of_day, current)
        if current is None or report.claim.label_ not in _HARM or current.type in VIOLENCE:
            return current
        violent = (one for one in reversed(self._found) if one.type in VIOLENCE and one.is_of_day(report))
        return next(
            (one for one in violent if one.place and current.place and one.place.id_ == current.place.id_), current
        )

    def _violence_with(self, report: _Report) -> _Incident | None:
        """The violence of that day that a fire is part of, where the words of the fire name no place."""
        place = report.place or (self._current.place if self._current is not None else None)
        if report.type != "vandalize" or report.holds_place() or place is None:
            return None
        violent = (one for one in reversed(self._found) if one.type in VIOLENCE and one.is_of_day(report))
        return next((one for one in violent if one.place is not None and one.place.id_ == place.id_), None)

    def _at(self, report: _Report) -> list[_Incident]:
        place = report.place
        return [one for one in self._found if place and one.place and one.place.id_ == place.id_]


def _of_own_type(fitting: list[_Incident], report: _Report, place: Span | None = None) -> list[_Incident]:
    """Those that are of the very type of a response, and at a place if one is given, where there are any.

    More arrests are of those told of, before what they are part of.
    """
    own = (one for one in fitting if one.type == report.type and report.type in _RESPONSES)
    there = [one for one in own if place is None or (one.place is not None and one.place.id_ == place.id_)]
    return there or fitting


def _weighed(found: Iterable[_Incident], scores: Mapping[str, NDArray[np.float32]]) -> Iterator[_Incident]:
    """The incidents of the types that their claims speak for; what few claims tell of, all for none, is left out.

    `scores`: of the types for each claim by its key, as the model reads it; a pipeline may have none.
    """
    names = types()
    for one in found:
        told = [scores[claim.id_] for claim in one.claims if claim.id_ in scores]
        if told:
            whole = np.sum(told, axis=0)
            whole[names.index(one.type)] += RULED
            whole[names.index(NOTHING)] += DOUBT if len(told) <= IN_PASSING else -np.inf
            one.type = names[int(whole.argmax())]
        if one.type != NOTHING:
            yield one


def _store(doc: Doc, found: Iterable[_Incident]) -> None:
    spans: list[Span] = []
    roles: list[Span] = []
    for number, one in enumerate(found, start=1):
        key = f"i{number:03d}"
        spans.append(Span(doc, one.words.start, one.words.end, label=one.type, span_id=key))
        roles += _roles(one, key)
    doc.spans[INCIDENTS] = spans
    doc.spans[INCIDENT_ROLES] = roles


def _roles(one: _Incident, key: str) -> Iterator[Span]:
    doc = one.words.doc
    if one.place is not None:
        yield Span(doc, one.place.start, one.place.end, label="PLACE", kb_id=one.place.id_, span_id=key)
    if one.when is not None:
        yield Span(doc, one.when.start, one.when.end, label="DATE", kb_id=one.when.kb_id_, span_id=key)
    for claim in one.claims:
        yield Span(doc, claim.start, claim.end, label="CLAIM", kb_id=claim.id_, span_id=key)
