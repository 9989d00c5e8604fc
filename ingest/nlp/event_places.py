"""Where an event takes place: looked up in its claim, its sentence, then what the paragraph speaks of before."""

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from ingest.nlp import syntax
from ingest.nlp.annotations import MENTIONS, PLACE
from ingest.nlp.gazetteer import match
from ingest.nlp.paragraphs import dateline_end
from ingest.nlp.places import enclosing, is_landmark, paragraph_numbers

# The town an event took place in says more than a square (no gazetteer row), a region or a country.
_SPECIFICITY = {"town": 3, None: 2, "region": 1, "country": 0}
_AREAS = frozenset(
    {"district", "region", "province", "county", "oblast", "governorate", "raion", "state", "department"}
)
_ELSEWHERE = frozenset(
    {"to", "from", "between", "towards", "toward", "via", "than", "like", "unlike", "with", "against"}
)
_GOALS = frozenset({"to", "towards", "toward"})
_NATIONWIDE = re.compile(
    r"\b(?:nationwide|countrywide|(?:across|throughout|around|all\s+over|in\s+much\s+of)\s+the\s+(?:country|nation)"
    r"|(?:national|general)\s+strike)\b",
    re.IGNORECASE,
)


class EventPlaces:
    """The places of one article's events, asked for in the order of its claims."""

    def __init__(self, doc: Doc) -> None:
        """Index the places that other components found."""
        dateline = dateline_end(doc.text)
        spans: list[Span] = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == PLACE]
        body = [span for span in spans if span.start_char >= dateline]
        self._spans = sorted(body or spans, key=lambda span: span.start)
        self._towns = {span.id_: span for span in reversed(self._spans) if _feature(span) == "town"}
        self._enclosing = enclosing(doc)
        self._doc = doc
        countries = Counter(span.id_ for span in self._spans if _feature(span) == "country")
        most = countries.most_common(1)
        self._country = next((span for span in self._spans if most and span.id_ == most[0][0]), None)
        self._paragraph = paragraph_numbers(doc)
        self._last: Span | None = None

    def of(self, claim: Span, event: Span, said: Sequence[Span]) -> Span | None:
        """The most specific place in the claim, else in its sentence, else what its paragraph speaks of.

        A square or a street stands for its town; what `said` (the words of speaker and cue) holds or
        governs is no place of an event: "the prefecture of Z", "told reporters in Y".
        """
        found = self._named(claim, event, {token.i for span in said for token in span})
        if found is None or _feature(found) is not None:
            return found
        town = next((town for town in self._towns.values() if found.text.startswith(f"{town.text} ")), None)
        if town is None and is_landmark(found):
            town = self._towns.get(self._enclosing.get(found.id_, ""))
        return town or found

    def paragraph(self, claim: Span) -> int:
        """The number of its paragraph."""
        return self._paragraph[claim.start]

    def named_in(self, claim: Span) -> Span | None:
        """The most specific place that a claim names."""
        inside = (span for span in self._spans if claim.start <= span.start < claim.end and not _is_aside(span))
        return min(inside, key=lambda span: -_SPECIFICITY[_feature(span)], default=None)

    def setting(self, claim: Span) -> Span | None:
        """The town or region that the text spoke of last when the claim ends."""
        before = (span for span in reversed(self._spans) if span.start < claim.end and _is_setting(span))
        return next(before, None)

    def _named(self, claim: Span, event: Span, said: set[int]) -> Span | None:
        sentence = event.sent
        for start, end, outside in ((claim.start, claim.end, set[int]()), (sentence.start, sentence.end, said)):
            among = [span for span in self._spans if start <= span.start < end and not _is_of(span, outside)]
            inside = [span for span in among if not _is_aside(span)] or [span for span in among if _is_goal(span)]
            if not inside and self._country is not None and _NATIONWIDE.search(self._doc[start:end].text):
                return self._country
            if inside:
                self._last = min(
                    inside, key=lambda span: (-_SPECIFICITY[_feature(span)], abs(span.start - event.start))
                )
                return self._last
        number = self._paragraph[event.start]
        if self._last is not None and self._paragraph[self._last.start] == number:
            return self._last
        before = [span for span in self._spans if span.start < event.start and _is_setting(span)]
        return before[-1] if before and self._paragraph[before[-1].start] == number else None


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


def _is_setting(place: Span) -> bool:
    """Whether the text goes on about a place it names: a town or a region, and not in passing."""
    return _feature(place) in ("town", "region") and not _is_aside(place)


def _is_goal(place: Span) -> bool:
    """Whether somebody goes or is sent to a place: what they do there may be told without naming it."""
    return syntax.case_of(place.root) in _GOALS and syntax.part(place.root.head) == "VERB"


def _is_aside(place: Span) -> bool:
    """Whether a place only tells more of another ("X, a village in the Y district") or where a road leads."""
    head = place.root
    if head.dep_ == "conj" and not syntax.case_of(head):  # "between X and Y"
        head = head.head
    if syntax.case_of(head) in _ELSEWHERE:
        return True
    above = list(syntax.ancestors(place.root))[:2]
    return any(step.dep_ == "appos" and step.head.i < step.i for step in above)
