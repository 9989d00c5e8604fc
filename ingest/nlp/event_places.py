"""Where an event takes place: looked up in its claim, its sentence, then what the paragraph speaks of before."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from ingest.extraction import PlaceMatch
from ingest.nlp import gazetteer, lexicon, syntax
from ingest.nlp.annotations import CLAIM_ROLES, MENTIONS, NOMINALS, ORGANISATION, PLACE
from ingest.nlp.event_words import is_death_of_one
from ingest.nlp.gazetteer import match
from ingest.nlp.inflection import base_form
from ingest.nlp.paragraphs import dateline_end
from ingest.nlp.places import enclosing, is_landmark, paragraph_numbers

# The town an event took place in says more than a square (no gazetteer row), a region or a country.
_SPECIFICITY = {"town": 3, None: 2, "region": 1, "country": 0}
_STANDS_FOR = 1.5  # what only stands for a place ("the capital") says less than a name in it, more than a region
_AREAS = frozenset(
    {"district", "region", "province", "county", "oblast", "governorate", "raion", "state", "department"}
)
_ELSEWHERE = frozenset(
    {"to", "from", "between", "towards", "toward", "via", "than", "like", "unlike", "with", "against"}
)
_WARS = frozenset({"war", "invasion"})  # whose place is not that of what is done about them
_SAYING = frozenset({"SPEAKER", "CHANNEL", "CUE"})
_GOALS = frozenset({"to", "towards", "toward"})
_NATIONWIDE = re.compile(
    r"\b(?:nationwide|countrywide|(?:across|throughout|around|all\s+over|in)\s+(?:much\s+of\s+|the\s+whole\s+)?"
    r"the\s+(?:whole\s+)?(?:country|nation)|(?:national|general)\s+strike)\b"
    r"|\b(?:in|across)\s+(?:(?:at\s+least|some|about|nearly|over|more\s+than)\s+)*"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens\s+of|several|many)\s+(?:\w+\s+)?"
    r"(?:towns|cities|regions|provinces|departments|states|districts)\b",
    re.IGNORECASE,
)
_FINITE = syntax.FINITE | {"MD"}
LONGEST_HEADING = 6  # words
LEAST_SECTIONS = 2  # headings with a place
REACH_OF_NOT = 6  # tokens between "not" and a place that something is not in: "not the one in X"
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)


class EventPlaces:
    """The places of one article's events, asked for in the order of its claims."""

    def __init__(self, doc: Doc) -> None:
        """Index the places that other components found."""
        dateline = dateline_end(doc.text)
        spans = _places(doc)
        self._nominal = {span.start for span in doc.spans.get(NOMINALS, ())}
        body = [span for span in spans if span.start_char >= dateline]
        named = sorted(body or spans, key=lambda span: span.start)
        self._towns = {span.id_: span for span in reversed(named) if _feature(span) == "town"}
        self._spans = [span for span in named if not _is_deathbed(span, self._towns.values())]
        self._enclosing = enclosing(doc)
        self._doc = doc
        rows = [(span, match(int(span.kb_id_))) for span in spans if span.kb_id_.isdigit()]
        most = Counter(row.country for _, row in rows).most_common(1)
        countries = (span for span, row in rows if row.feature == "country" and row.country == most[0][0])
        # The one that most of its places lie in; where it is not named, on the first word of the text.
        self.country = next(countries, None) or _unnamed_country(doc, [row for _, row in rows])
        self._paragraph = paragraph_numbers(doc)
        self._said = {t.i for role in doc.spans.get(CLAIM_ROLES, ()) if role.label_ in _SAYING for t in role}
        self._last: Span | None = None
        self._bodies = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == ORGANISATION]
        self._headings = _headings(doc, self._spans, self._paragraph)
        self._sections = _sections(doc, self._headings, self._paragraph)

    def of(self, claim: Span, event: Span) -> Span | None:
        """The most specific place in the claim, else in its sentence, else what its paragraph speaks of.

        A square or a street stands for its town; what the words of a speaker or cue hold or govern is no place of an
        event: "the prefecture of Z", "told reporters in Y".
        """
        found = self._named(claim, event)
        return found if found is None or _feature(found) is not None else self._town_of(found)

    def _town_of(self, place: Span) -> Span | None:
        """The town that a site without a row stands for, None where no town is named for it; else the place itself."""
        bearing = next((town for town in self._towns.values() if place.text.startswith(f"{town.text} ")), None)
        if bearing is not None or not _is_site(place):
            return bearing or place
        before = (span for span in self._before(place.start, place.start) if _feature(span) == "town")
        if (section := self._sections.get(self._paragraph[place.start])) is not None:
            return next(before, section)
        return self._towns.get(self._enclosing.get(place.id_, "")) or next(before, None)

    def paragraph(self, claim: Span) -> int:
        """The number of its paragraph."""
        return self._paragraph[claim.start]

    def is_beside(self, claim: Span, other: Span | None) -> bool:
        """Whether some words are of the paragraph of a claim."""
        return other is not None and self._paragraph[other.start] == self.paragraph(claim)

    def named_in(self, claim: Span) -> Span | None:
        """The most specific place that a claim names."""
        inside = (span for span in self._spans if claim.start <= span.start < claim.end and not _is_aside(span))
        return min(inside, key=lambda span: -self._says(span), default=None)

    def is_total(self, claim: Span) -> bool:
        """Whether a claim counts what happened in a whole country, or since some time."""
        return bool(_NATIONWIDE.search(claim.text) or _SINCE.search(claim.text))

    def around(self, claim: Span) -> Span | None:
        """The town that its paragraph spoke of last when the claim ends; not where its speakers are."""
        if (heading := self._headings.get(self.paragraph(claim))) is not None:
            return heading
        towns = [span for span in self._before(claim.start, claim.end) if _feature(span) == "town"]
        bodies = {town.id_ for town in towns if _is_of_body(town)}
        here = next((town for town in towns if not _is_of(town, self._said) and town.id_ not in bodies), None)
        return here or self._sections.get(self.paragraph(claim))

    def _before(self, at: int, end: int) -> Iterator[Span]:
        """The towns and regions that the paragraph of a token has named before `end`, the last one first."""
        number = self._paragraph[at]
        named = (span for span in reversed(self._spans) if span.start < end and self._paragraph[span.start] == number)
        return filter(_is_setting, named)

    def _says(self, place: Span) -> float:
        """How much a place says: a name more than what stands for a town ("the capital")."""
        return min(_SPECIFICITY[_feature(place)], _STANDS_FOR if place.start in self._nominal else 3)

    def _named(self, claim: Span, event: Span) -> Span | None:
        for words, outside in ((claim, set[int]()), (event.sent, self._said)):
            if (found := self._inside(words, event, outside)) is not None:
                return found
        number = self._paragraph[event.start]
        if number in self._headings:
            return self._headings[number]
        if self._last is not None and self._paragraph[self._last.start] == number:
            return self._last
        before = self._before(event.start, event.start)
        here = next((span for span in before if not _is_of(span, self._said) or self._tells_of(span)), None)
        return here or self._sections.get(number)

    def _tells_of(self, place: Span) -> bool:
        """Whether the town of a speaker is that of what it tells of: that of villagers, but not of "ministers in X".

        Who is in the capital says nothing of where things happened, once the text has told where.
        """
        if _feature(place) != "town":
            return False
        capital = gazetteer.capital(match(int(place.kb_id_)).country or "")
        there = capital is not None and capital.id == int(place.kb_id_) and syntax.case_of(place.root) == "in"
        return not there or self._last is None

    def _inside(self, words: Span, event: Span, outside: set[int]) -> Span | None:
        """The most specific place that some words name, else the town that a body they name is called after."""
        among = [span for span in self._spans if words.start <= span.start < words.end and not _is_of(span, outside)]
        inside = [span for span in among if not _is_aside(span)] or [span for span in among if _is_goal(span)]
        found = min(inside, key=lambda span: (-self._says(span), abs(span.start - event.start)), default=None)
        if found is None:
            bodies = [one for one in self._bodies if words.start <= one.start < words.end and one.root.i not in outside]
            towns = (town for one in bodies for town in self._towns.values() if one.text.startswith(f"{town.text} "))
            found = next(towns, None)
        if found is not None:
            self._last = found
            return found
        return self.country if _NATIONWIDE.search(words.text) else None


def _places(doc: Doc) -> list[Span]:
    """The names of places and what stands for them ("the capital"), each with its row."""
    named: list[Span] = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == PLACE]
    rows = {span.id_: span.kb_id_ for span in named}
    return named + [
        Span(doc, span.start, span.end, label=PLACE, kb_id=rows[span.id_], span_id=span.id_)
        for span in doc.spans.get(NOMINALS, ())
        if rows.get(span.id_)
    ]


def _headings(doc: Doc, places: list[Span], paragraph: list[int]) -> dict[int, Span]:
    """The place that the first words of a paragraph are, as a heading for it: "LIMA. The march brought …"."""
    found: dict[int, Span] = {}
    opened: set[int] = set()
    for sentence in doc.sents:
        number = paragraph[sentence.start]
        heading = _heading(sentence)
        if number not in opened and heading is not None:
            named = [place for place in places if heading.start <= place.start < heading.end]
            found |= {number: named[0]} if len(named) == 1 else {}
        opened.add(number)
    return found if paragraph and paragraph[-1] else {}  # a text of one paragraph has none


def _sections(doc: Doc, headings: dict[int, Span], paragraph: list[int]) -> dict[int, Span]:
    """The heading that the paragraphs after it stand under, up to the next one; none where the text has only one."""
    found: dict[int, Span] = {}
    if len(headings) < LEAST_SECTIONS:
        return found
    opened = -1
    section: Span | None = None
    for sentence in doc.sents:
        number = paragraph[sentence.start]
        if number > opened:
            titled = number in headings or _heading(sentence) is not None
            section = headings.get(number) if titled else section
            if section is not None:
                found[number] = section
        opened = number
    return found


def _heading(sentence: Span) -> Span | None:
    """The few words without a verb that has a tense that a sentence is, or opens with before a colon."""
    colon = next((token.i for token in sentence if token.text == ":"), sentence.end)
    words = sentence.doc[sentence.start : colon]
    short = sum(token.is_alpha for token in words) <= LONGEST_HEADING
    return words if short and not any(token.tag_ in _FINITE for token in words) else None


def _is_site(place: Span) -> bool:
    """Whether a name is that of a site in a town and of no settlement: by its words, or an article before it."""
    if is_landmark(place) or place.root.lower_ in lexicon.name_heads() or place[-1].is_lower:
        return True
    free = place.root.dep_ not in ("compound", "nmod", "nmod:poss", "amod") or bool(syntax.case_of(place.root))
    return free and place.start > 0 and place.doc[place.start - 1].lower_ == "the"


def _unnamed_country(doc: Doc, rows: list[PlaceMatch]) -> Span | None:
    """The country that most places lie in, of an article about several of them: one about a single town stays there."""
    if len({row.geoname_id for row in rows}) < 2:
        return None
    around = (place.geoname_id for row in rows for place in (row, *row.part_of)[-1:] if place.feature == "country")
    most = Counter(around).most_common(1)
    return Span(doc, 0, 1, label=PLACE, kb_id=str(most[0][0]), span_id=f"place:{most[0][0]}") if most else None


def _feature(place: Span) -> str | None:
    """What the gazetteer has a place as; what calls itself a district is no town."""
    if not place.kb_id_.isdigit():
        return None
    feature = match(int(place.kb_id_)).feature
    return "region" if feature == "town" and place[-1].lower_ in _AREAS else feature


def _is_of(place: Span, said: set[int]) -> bool:
    """Whether a place is part of, or hangs on, some words, with no verb in between."""
    for step in (place.root, *syntax.ancestors(place.root)):
        if step.i in said or step.pos_ in ("VERB", "AUX"):
            return step.i in said
    return False


def _is_of_body(place: Span) -> bool:
    """Whether a place only tells which body speaks: "the neighbourhood assembly of X"."""
    known = lexicon.name_heads().get(place.root.head.lower_)
    of = place.start > 0 and place.doc[place.start - 1].lower_ == "of"
    return of and known is not None and known.kind == "organisation"


def _is_setting(place: Span) -> bool:
    """Whether the text goes on about a place it names: a town or a region, and not in passing."""
    return _feature(place) in ("town", "region") and not _is_aside(place)


def _is_goal(place: Span) -> bool:
    """Whether somebody goes or is sent to a place: what they do there may be told without naming it."""
    return syntax.case_of(place.root) in _GOALS and syntax.part(place.root.head) == "VERB"


def _is_apart(place: Span) -> bool:
    """Whether a place is one that another is told from: "not the one in X", "not to be confused with X"."""
    before = place.doc[max(place.sent.start, place.start - REACH_OF_NOT) : place.start]
    acts = any(token.pos_ == "VERB" and token.tag_ != "VBN" for token in before)
    return not acts and any(token.lower_ == "not" for token in before)


def _is_aside(place: Span) -> bool:
    """Whether a place only tells more of another ("X, a village in the Y district") or where a road leads."""
    head = place.root
    if head.dep_ == "conj" and not syntax.case_of(head):  # "between X and Y"
        head = head.head
    if syntax.case_of(head) in _ELSEWHERE or base_form(head.head) in _WARS or _is_apart(place):
        return True
    above = list(syntax.ancestors(place.root))[:2]
    told_more_of = (step for step in above if step.dep_ == "appos" and step.head.i < step.i)
    return any(not step.like_num for step in told_more_of) or _is_in_apposition(place)  # "92 dead, 74 of them in X"


def _is_deathbed(place: Span, towns: Iterable[Span]) -> bool:
    """Whether one person died at a place, in a text that told of another town before: the hurt are taken away."""
    verb = next((step for step in syntax.ancestors(place.root) if step.pos_ == "VERB"), None)
    elsewhere = any(town.start < place.start and town.id_ != place.id_ for town in towns)
    return elsewhere and verb is not None and is_death_of_one(verb)


def _is_in_apposition(place: Span) -> bool:
    """Whether a place is in a few words behind another and a comma that say what that is, however they are parsed."""
    names = {name.end for name in place.doc.spans.get(MENTIONS, ()) if name.label_ == PLACE}
    before = place.doc[max(place.sent.start, place.start - LONGEST_HEADING) : place.start]
    comma = next((token.i for token in reversed(before) if token.is_punct), place.start)
    return comma in names and comma + 1 < place.start and place.doc[comma + 1].lower_ in ("a", "an", "the")
