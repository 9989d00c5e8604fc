"""Which gazetteer row each place of an article is, judged by what else the article speaks of.

A name beside another ("X, Y", "X in the Y region") must lie in it when any of its rows does. Otherwise population
decides, helped by the countries and regions the article mentions. A small place that nothing in the article supports
stays unresolved: a wrong row is worse than none.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp import lexicon
from ingest.nlp.annotations import MENTIONS, PLACE
from ingest.nlp.gazetteer import Candidate, kilometres, lies_in, lookup, row
from ingest.nlp.gazetteer_index import Row, place_key, without_designator

KNOWN_ANYWHERE = 50_000  # inhabitants above which a town needs no support from the article
MOST_COMPARED = 100  # places of an article that a candidate is compared with: bounds the time on lists of names
NEAR_KM = 150  # places of one report lie about a region apart

# Weights of the sum that ranks candidates, on the scale of log10(population): set by hand, checked on the gold corpus.
COUNTRY_PRIOR = 9.0
REGION_HANDICAP = 0.7  # a bare name that is both a town's and its region's is the town's
OWN_NAME = 1.0
SAME_SPELLING = 0.5
SUPPORT = {"country": 3.0, "region": 2.5, "near": 1.5}

_SETTLEMENTS = frozenset({"city", "town", "village", "port", "settlement"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article says about where it plays: countries by weight, and the rows its names stand for so far."""

    countries: Counter[str]
    rows: tuple[Row, ...]

    def supports(self, place: Row) -> Counter[str]:
        """The supports of a candidate, each between 0 and 1."""
        total = self.countries.total()
        others = [other for other in self.rows if _bare(other) != _bare(place)]
        inside = any(other.feature == "region" and lies_in(place, other) for other in others)
        around = any(place.feature == "region" and lies_in(other, place) for other in others)
        near = any(other.feature == "town" and kilometres(place, other) < NEAR_KM for other in others)
        share = self.countries[place.country] / total if total else 0.0
        return Counter({"country": share, "region": float(inside or around), "near": float(near)})  # type: ignore[arg-type]  # weights


@lru_cache(maxsize=4096)
def _bare(place: Row) -> str:
    """A town and the region called after it must not speak for each other."""
    return place_key(without_designator(place.name))


def best(candidates: Iterable[Candidate], around: Surroundings, beside: Row | None = None) -> Row | None:
    """The row that fits best, or None when the best one is small and nothing supports it."""
    candidates = tuple(candidates)
    within = tuple(c for c in candidates if beside and c.row.id != beside.id and lies_in(c.row, beside))
    scored = [(_score(c, around.supports(c.row)), -c.row.id, c.row) for c in within or candidates]
    if not scored:
        return None
    place = max(scored)[2]
    supported = bool(within) or any(value > 0.2 for value in around.supports(place).values())
    return place if supported or place.population >= KNOWN_ANYWHERE or place.feature == "country" else None


def _score(candidate: Candidate, supports: Counter[str]) -> float:
    place = candidate.row
    prior = COUNTRY_PRIOR if place.feature == "country" else math.log10(place.population + 10)
    prior -= REGION_HANDICAP * (place.feature == "region")
    prior += OWN_NAME * candidate.own + SAME_SPELLING * candidate.exact
    return prior + sum(SUPPORT[name] * value for name, value in supports.items())


def resolve(doc: Doc) -> dict[tuple[int, int], Row]:
    """The rows of the document's place mentions, by their first and last-plus-one token."""
    mentions = [span for span in doc.spans[MENTIONS] if span.label_ == PLACE]
    names = {span.text for span in mentions}
    candidates = {name: lookup(f"{name} City" if f"{name} City" in names else name) for name in names}
    stated = _stated_countries(doc, candidates)
    found: dict[tuple[int, int], Row] = {}
    for _ in range(2):  # the second round sees what the first one found around each name
        seen = {place.id: place for place in found.values()}
        around = Surroundings(
            stated + Counter(place.country for place in seen.values()), tuple(seen.values())[:MOST_COMPARED]
        )
        beside = {(a.start, a.end): found.get((b.start, b.end)) for a, b in _neighbours(mentions)}
        senses = {span: (span.text, beside.get((span.start, span.end)), _is_settlement(span)) for span in mentions}
        chosen = {
            (name, inside, settled): best(_towns(candidates[name]) if settled else candidates[name], around, inside)
            for name, inside, settled in set(senses.values())
        }
        found = {(span.start, span.end): place for span, sense in senses.items() if (place := chosen[sense])}
    return found


def _is_settlement(name: Span) -> bool:
    """Whether the words before a name say that it is a town: "the city of X"."""
    before = [token.lower_ for token in name.doc[max(0, name.start - 2) : name.start]]
    return len(before) == 2 and before[0] in _SETTLEMENTS and before[1] == "of"


def _towns(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return tuple(c for c in candidates if c.row.feature == "town") or candidates


def _stated_countries(doc: Doc, candidates: dict[str, tuple[Candidate, ...]]) -> Counter[str]:
    """Countries the article names, twice the weight of one that only a demonym or a town speaks for."""
    named = (c.row.country for rows in candidates.values() for c in rows[:1] if c.row.feature == "country")
    demonyms = lexicon.demonyms()
    adjectives = {demonyms[token.text] for token in doc if token.text in demonyms} - {"-"}
    return Counter(dict.fromkeys(named, 2)) + Counter(adjectives)


_LINKS = frozenset({",", "in", "of", "the", "(", "near"})


def _neighbours(mentions: list[Span]) -> Iterable[tuple[Span, Span]]:
    """Places named beside a larger one: "X, Y" · "X in the Y region" · "Y's X" (here as X, Y)."""
    for first, second in pairwise(mentions):
        between = [token.lower_ for token in first.doc[first.end : second.start][:4]]
        same_sentence = not any(token.is_sent_start for token in first.doc[first.end : second.start + 1][:5])
        if same_sentence and len(between) <= 3:
            if between and all(word in _LINKS for word in between):
                yield first, second
            elif between in (["'s"], ["’s"], []):
                yield second, first


def enclosing(doc: Doc) -> dict[str, str]:
    """For places without a row, by entity key: the key of the resolved place named beside it or nearest before it.

    Streets and squares are told apart by their town this way.
    """
    mentions = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == PLACE]
    around: dict[str, str] = {
        a.id_: b.id_ for a, b in _neighbours(mentions) if b.kb_id_ and not a.kb_id_ and b.id_ != a.id_
    }
    sentence_of = {token.i: sentence.start for sentence in doc.sents for token in sentence}
    towns = [
        (m.start, sentence_of[m.start], m.id_) for m in mentions if m.kb_id_ and row(int(m.kb_id_)).feature == "town"
    ]
    for span in mentions:
        if towns and not span.kb_id_ and span.id_ not in around:
            by_distance = (
                (sentence != sentence_of[span.start], start > span.start, abs(start - span.start), key)
                for start, sentence, key in towns
            )
            around[span.id_] = min(by_distance)[3]
    return around


@Language.component("places", requires=["doc.spans", "doc.sents"], assigns=["doc.spans"])
def places(doc: Doc) -> Doc:
    """Add places the entity recogniser missed, then give every place that has one its GeoNames id."""
    mentions = _joined(sorted([*doc.spans[MENTIONS], *_missed(doc)]))
    doc.spans[MENTIONS] = mentions
    rows = resolve(doc)
    doc.spans[MENTIONS] = [
        Span(doc, s.start, s.end, label=s.label_, kb_id=str(found.id) if (found := rows.get((s.start, s.end))) else "")
        for s in mentions
    ]
    return doc


def _joined(mentions: list[Span]) -> list[Span]:
    """Halves of a region's or country's name put together: "Bosnia" and "Herzegovina"."""
    joined: list[Span] = []
    for mention in mentions:
        if (
            mention.start >= 2
            and mention.doc[mention.start - 1].lower_ == "and"
            and mention.doc[mention.start - 2].is_title
        ):
            first = joined[-1] if joined and joined[-1].end == mention.start - 1 else None
            whole = Span(mention.doc, first.start if first else mention.start - 2, mention.end, label=PLACE)
            if any(c.own and c.row.feature != "town" for c in lookup(whole.text)):
                joined[len(joined) - bool(first) :] = [whole]
                continue
        joined.append(mention)
    return joined


_PLACE_PREPOSITIONS = frozenset({"in", "near", "from", "at", "to", "outside", "across", "around"})
LONGEST_NAME = 4  # tokens


def _missed(doc: Doc) -> list[Span]:
    """Capitalised names after a preposition of place that the gazetteer knows and no mention covers."""
    taken = {token.i for span in doc.spans[MENTIONS] for token in span}
    missed: list[Span] = []
    for token in doc[:-1]:
        if token.lower_ not in _PLACE_PREPOSITIONS:
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i <= LONGEST_NAME and doc[end].is_title and end not in taken:
            end += 1
        known = end > token.i + 1 and not (end < len(doc) and (end in taken or doc[end].pos_ == "PROPN"))
        if (
            known
            and doc[end - 1].pos_ == "PROPN"
            and any(
                c.own and (c.row.population >= KNOWN_ANYWHERE or c.row.feature != "town")
                for c in lookup(doc[token.i + 1 : end].text)
            )
        ):
            missed.append(Span(doc, token.i + 1, end, label=PLACE))
    return missed
