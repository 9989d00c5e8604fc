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
from spacy.tokens import Doc, Span, Token

from ingest.nlp import lexicon
from ingest.nlp.annotations import MENTIONS, NOMINALS, PLACE
from ingest.nlp.continuation import ends_paragraph
from ingest.nlp.gazetteer import Candidate, capital, kilometres, lies_in, lookup, row
from ingest.nlp.gazetteer_index import Row, place_key, without_designator
from ingest.nlp.paragraphs import dateline_end

KNOWN_ANYWHERE = 50_000  # inhabitants above which a town needs no support from the article
MOST_COMPARED = 100  # places of an article that a candidate is compared with: bounds the time on lists of names
NEAR_KM = 150  # places of one report lie about a region apart
TOWN_KM = 30  # how far a part of a town may lie from the town's own point
SMALLEST_REGION = 100_000  # inhabitants of a region that no town tells: a second-level one of middle size

# Weights of the sum that ranks candidates, on the scale of log10(population): set by hand, checked on the gold corpus.
COUNTRY_BONUS = 1.5
REGION_HANDICAP = 0.7  # a level: a bare name that is both a town's and its region's is the town's
OWN_NAME = 1.0
SAME_SPELLING = 0.5
SUPPORT = {"country": 3.0, "region": 2.5, "near": 1.5}

_SETTLEMENTS = frozenset({"city", "town", "village", "port", "settlement", "hamlet"})
_PARTS = frozenset({"suburb", "neighbourhood", "neighborhood", "quarter", "ward", "borough", "outskirts"})
_PARTS_OF = frozenset({"district", "area", "part", "section", "side"})  # parts of a town only with "of the city"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article says about where it plays: countries by weight, and the rows its names stand for so far."""

    demonyms: Counter[str]
    rows: tuple[tuple[Row, int], ...]  # with the weight of each for its country

    def supports(self, place: Row) -> Counter[str]:
        """The supports of a candidate, each between 0 and 1. A name does not speak for itself."""
        others = [(other, weight) for other, weight in self.rows if _bare(other) != _bare(place)]
        countries = self.demonyms.copy()
        for other, weight in others:
            countries[other.country] += weight
        inside = any(other.feature == "region" and lies_in(place, other) for other, _ in others)
        around = any(place.feature == "region" and lies_in(other, place) for other, _ in others)
        near = any(other.feature == "town" and kilometres(place, other) < NEAR_KM for other, _ in others)
        share = countries[place.country] / countries.total() if countries else 0.0
        return Counter({"country": share, "region": float(inside or around), "near": float(near)})  # type: ignore[arg-type]  # weights


@lru_cache(maxsize=4096)
def _bare(place: Row) -> str:
    """A town and the region called after it must not speak for each other."""
    return place_key(without_designator(place.name))


def best(candidates: Iterable[Candidate], around: Surroundings, beside: Row | None = None) -> Row | None:
    """The row that fits best, or None when the best one is small and nothing supports it."""
    candidates = tuple(candidates)
    within = tuple(c for c in candidates if beside and c.row.id != beside.id and lies_in(c.row, beside))
    if within and _is_area(candidates[0]) and not any(map(_is_area, within)):
        within = ()  # a list of regions or countries: "Texas, California and Oregon"
    scored = [(_score(c, around.supports(c.row)), -c.row.id, c.row) for c in within or candidates]
    if not scored:
        return None
    place = max(scored)[2]
    supported = bool(within) or any(value > 0.2 for value in around.supports(place).values())
    return place if supported or place.population >= KNOWN_ANYWHERE or place.feature == "country" else None


def _is_area(candidate: Candidate) -> bool:
    """Whether a name is first of all a country's or first-level region's."""
    return candidate.own and candidate.row.feature != "town" and candidate.row.code.count(".") < 2


def _score(candidate: Candidate, supports: Counter[str]) -> float:
    place = candidate.row
    people = place.population or SMALLEST_REGION * (place.feature == "region")
    prior = math.log10(people + 10)
    prior += COUNTRY_BONUS * (place.feature == "country")
    prior -= REGION_HANDICAP * (place.feature == "region") * place.code.count(".")
    prior += OWN_NAME * candidate.own + SAME_SPELLING * candidate.exact
    return prior + sum(SUPPORT[name] * value for name, value in supports.items())


@dataclass(frozen=True, slots=True)
class _Sense:
    """What is said of a name where it stands: equal senses of a document stand for one place."""

    name: str
    beside: Row | None  # the place it is said to lie in
    settlement: bool  # called a city, town or village
    part: bool  # called a part of a town
    holds: bool  # something else is said to lie in it


def resolve(doc: Doc) -> dict[tuple[int, int], Row]:
    """The rows of the document's place mentions, by their first and last-plus-one token."""
    mentions = [span for span in doc.spans[MENTIONS] if span.label_ == PLACE]
    candidates = {name: _candidates(name) for name in {span.text for span in mentions}}
    links = {(inner.start, inner.end): outer for inner, outer in _neighbours(mentions)}
    asides = {(outer.start, outer.end) for inner, outer in _neighbours(mentions) if not _is_part(inner)}
    demonyms = _demonyms(doc)
    found = {
        (span.start, span.end): rows[0].row
        for span in mentions
        if (rows := candidates[span.text]) and rows[0].row.feature == "country"
    }
    for _ in range(3):  # each round sees what the one before found around each name
        around = Surroundings(demonyms, _weights(found, asides))
        senses = {
            (span.start, span.end): _sense(span, found, links.get((span.start, span.end)), asides) for span in mentions
        }
        chosen = {sense: _choose(sense, candidates[sense.name], around) for sense in dict.fromkeys(senses.values())}
        found = {span: place for span, sense in senses.items() if (place := chosen[sense])}
    return found


def _candidates(name: str) -> tuple[Candidate, ...]:
    """Rows of a name, and of the city that is called so for short: "Benin" for Benin City."""
    rows = lookup(name)
    known = {c.row.id for c in rows}
    short = (Candidate(c.row, own=False, exact=False) for c in lookup(f"{name} City") if c.row.id not in known)
    return *rows, *short


def _weights(found: dict[tuple[int, int], Row], asides: set[tuple[int, int]]) -> tuple[tuple[Row, int], ...]:
    """Each row once: a country weighs twice a town, unless it is only named to tell where something else lies."""
    weights: dict[Row, int] = {}
    for span, place in found.items():
        country = place.feature == "country" and span not in asides
        weights[place] = max(weights.get(place, 0), 1 + country)
    return tuple(weights.items())[:MOST_COMPARED]


def _sense(name: Span, found: dict[tuple[int, int], Row], outer: Span | None, asides: set[tuple[int, int]]) -> _Sense:
    beside = found.get((outer.start, outer.end)) if outer is not None else None
    part = _is_part(name) or (outer is not None and _is_part_of(outer))
    if part and (beside is None or beside.feature != "town"):
        beside = _town_before(name, found) or beside
    return _Sense(name.text, beside, _is_settlement(name), part, (name.start, name.end) in asides)


def _choose(sense: _Sense, candidates: tuple[Candidate, ...], around: Surroundings) -> Row | None:
    town = sense.beside if sense.beside is not None and sense.beside.feature == "town" else None
    if sense.part and town is not None:  # else it is told apart from the town by name only
        candidates = tuple(c for c in candidates if c.row.feature == "town" and 0 < kilometres(c.row, town) < TOWN_KM)
    elif sense.settlement:
        candidates = tuple(c for c in candidates if c.row.feature == "town") or candidates
    elif sense.holds:
        candidates = tuple(c for c in candidates if c.row.feature != "town") or candidates
    return best(candidates, around, sense.beside)


def _town_before(name: Span, found: dict[tuple[int, int], Row]) -> Row | None:
    """The town spoken of last before a name."""
    before = [(start, place) for (start, _), place in found.items() if start < name.start and place.feature == "town"]
    return max(before, key=lambda one: one[0])[1] if before else None


def _is_settlement(name: Span) -> bool:
    """Whether the words before a name say that it is a town: "the city of X"."""
    before = [token.lower_ for token in name.doc[max(0, name.start - 2) : name.start]]
    return len(before) == 2 and before[0] in _SETTLEMENTS and before[1] == "of"


def _is_part(name: Span) -> bool:
    """Whether the words around a name say that it is part of a town: "X, a suburb" · "X district of the city"."""
    doc, end = name.doc, name.end
    after = [token.lower_ for token in doc[end : end + 4]]
    last = name[-1].lower_ if len(name) > 1 else ""
    if last in _PARTS or last in _PARTS_OF:
        after = [last, *after]
    if after[:1] and after[0] in _PARTS:
        return True
    if after[:1] and after[0] in _PARTS_OF:
        return after[1:4] in (["of", "the", "city"], ["of", "the", "capital"], ["of", "the", "town"])
    return any(child.dep_ == "appos" and child.lower_ in _PARTS for child in name.root.children)


def _is_part_of(town: Span) -> bool:
    """Whether what stands before a name is a part of it: "X, the Y suburb"."""
    return any(token.lower_ in _PARTS for token in town.doc[town.end : town.end + 1])


def _demonyms(doc: Doc) -> Counter[str]:
    """Countries that a demonym of the article speaks for."""
    demonyms = lexicon.demonyms()
    return Counter({demonyms[token.text] for token in doc if token.text in demonyms} - {"-"})


_LINKS = frozenset({",", "in", "of", "the", "(", "near"})
_DESCRIPTIONS = frozenset({"capital", "district", *_SETTLEMENTS, *_PARTS})
LONGEST_DESCRIPTION = 8  # tokens between a name and the place it is said to lie in


def _neighbours(mentions: list[Span]) -> Iterable[tuple[Span, Span]]:
    """Places named beside a larger one: "X, Y" · "X in the Y region" · "X, the old capital of Y" · "Y's X"."""
    for first, second in pairwise(mentions):
        between = [token.lower_ for token in first.doc[first.end : second.start][: LONGEST_DESCRIPTION + 1]]
        if len(between) > LONGEST_DESCRIPTION or any(
            token.is_sent_start for token in first.doc[first.end : second.start + 1]
        ):
            continue
        described = between[:1] == [","] and {"of", "in"}.intersection(between[-2:])
        if (between and len(between) <= 3 and _LINKS.issuperset(between)) or (
            described and _DESCRIPTIONS.intersection(between)
        ):
            yield first, second
        elif between in (["'s"], ["’s"], []):
            yield second, first


def enclosing(doc: Doc) -> dict[str, str]:
    """For places without a row, by entity key: the key of the place they are part of.

    That is the place named beside it, else a town: for streets, squares and buildings the one spoken of there, for
    other names one of the same paragraph. What is called a town itself lies in no other. Where there is no such town,
    it is the region or country spoken of.
    """
    mentions = [span for span in doc.spans.get(MENTIONS, ()) if span.label_ == PLACE]
    linked = {a.id_: b.id_ for a, b in _neighbours(mentions) if b.kb_id_ and not a.kb_id_ and b.id_ != a.id_}
    unknown: dict[str, list[Span]] = {}
    for span in mentions:
        if not span.kb_id_ and span.id_ not in linked and span.text.lower() not in lexicon.not_places():
            unknown.setdefault(span.id_, []).append(span)
    known = _Known(doc, mentions)
    found = {key: around for key, spans in unknown.items() if (around := known.around(spans)) is not None}
    return linked | found


class _Known:
    """The resolved places of a document, to be asked which of them an unknown one lies in."""

    def __init__(self, doc: Doc, mentions: list[Span]) -> None:
        features = {m.id_: row(int(m.kb_id_)).feature for m in mentions if m.kb_id_}
        nominals = [span for span in doc.spans.get(NOMINALS, ()) if span.label_ == PLACE]  # "the capital"
        spans: list[Span] = sorted(span for span in (*mentions, *nominals) if span.id_ in features)
        self._towns = [span for span in spans if features[span.id_] == "town"]
        self._areas = [span for span in spans if features[span.id_] != "town"]
        dateline = dateline_end(doc.text)
        self._filed = [town for town in self._towns if town.start_char < dateline]
        self._sentence = {token.i: sentence.start for sentence in doc.sents for token in sentence}
        self._paragraph = paragraph_numbers(doc)

    def around(self, spans: list[Span]) -> str | None:
        """The key of the place that the mentions of an unknown one lie in; None where the text names none."""
        first = spans[0]
        towns: list[Span]
        if any(map(_is_settlement, spans)) or any(map(_is_region, spans)):
            towns = []
        elif any(map(is_landmark, spans)):
            towns = self._bearing(first) or self._here(first) or self._filed or self._towns
        else:
            towns = [town for town in self._here(first) if town not in self._filed]
        return self._nearest(first, towns) or self._nearest(first, self._areas)

    def _bearing(self, name: Span) -> list[Span]:
        """Towns that a name begins with: "Springfield airport"."""
        return [town for town in self._towns if name.text.startswith(f"{town.text} ")]

    def _here(self, name: Span) -> list[Span]:
        """Towns of the same paragraph."""
        number = self._paragraph[name.start]
        return [town for town in self._towns if self._paragraph[town.start] == number]

    def _nearest(self, name: Span, places: list[Span]) -> str | None:
        """One of the same sentence, else one before it; nothing lies in its namesake."""

        def distance(place: Span) -> tuple[bool, bool, int]:
            elsewhere = self._sentence[place.start] != self._sentence[name.start]
            return elsewhere, place.start > name.start, abs(place.start - name.start)

        nearest = min((place for place in places if place.text != name.text), key=distance, default=None)
        return nearest.id_ if nearest is not None else None


def _is_region(place: Span) -> bool:
    """Whether a name says that it is a region's: "X Province"; a district may be a town's."""
    return place[-1].lower_ != "district" and without_designator(place.text) != place.text


def is_landmark(place: Span) -> bool:
    """Whether a name says that it is a square, a street, a building."""
    heads, firsts = lexicon.name_heads(), lexicon.name_words("first")
    before = place.doc[place.start - 1].lower_ if place.start else ""
    return place[-1].lower_ in heads or place[0].lower_ in firsts or before in firsts


def paragraph_numbers(doc: Doc) -> list[int]:
    """The number of each token's paragraph."""
    numbers: list[int] = []
    number = 0
    for sentence in doc.sents:
        numbers += [number] * len(sentence)
        number += ends_paragraph(sentence)
    return numbers


def capital_spoken_of(noun: Token) -> str | None:
    """The row id of the place that "the capital" is: of the country or region named after it, or of the article's.

    A region's is the largest town in it that the article names.
    """
    mentions = [span for span in noun.doc.spans[MENTIONS] if span.label_ == PLACE and span.kb_id_]
    rows = [row(int(span.kb_id_)) for span in mentions]
    after = noun.doc[noun.i + 1 : noun.i + 4]
    if after and after[-1].tag_ == "POS":
        after = noun.doc[noun.i + 1 : noun.i + 5]
    named = [
        place for span, place in zip(mentions, rows, strict=True) if span.start in {token.i for token in after[1:]}
    ]
    if after and after[0].lower_ == "of" and not named:
        return None
    regional = any(child.lower_ in {"regional", "provincial", "state"} for child in noun.lefts)
    area = named[-1] if named else None  # "the capital of Freedonia's Westland region" is Westland's
    if area is None and regional:
        before = [place for span, place in zip(mentions, rows, strict=True) if span.start < noun.i]
        area = next((place for place in reversed(before) if place.feature == "region"), None)
    if area is not None and area.feature == "region":
        towns = [place for place in rows if place.feature == "town" and lies_in(place, area)]
        return str(max(towns, key=lambda town: (town.population, -town.id)).id) if towns else None
    if regional or not rows:
        return None
    countries = Counter(place.country for place in rows)
    country = area.country if area else max(sorted(countries), key=countries.__getitem__)
    town = capital(country)
    return str(town.id) if town is not None else None


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
