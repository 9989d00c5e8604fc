"""From what somebody types to nodes of the graph: any spelling, script or alias, or an id."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from app.graph import Graph, GraphQuery
from graph_schema.ids import fold_name

MAX_MATCHES = 200
"""Most nodes a name stands for: "women" is a group in every other article."""

MAX_SUGGESTIONS = 5
SUGGESTION_SCORE = 0.6
"""Least likeness of a suggestion; below, the names that full-text search finds share little more than a letter."""

LETTERS_PER_EDIT = 5
"""One misspelt letter is forgiven in five, so that names of four letters (Iran, Iraq) are never mixed up."""

SURNAME_SCORE = 0.95

_ID = re.compile(r"(?:src|per|org|grp|plc|inc)-\S+")
_LUCENE_SYNTAX = re.compile(r'[-+&|!(){}\[\]^"~*?:\\/<>=]')
_MAX_WORDS = 12
_PREFIX = 4  # letters of a word that are enough for a suggestion


def _is_askable(text: str) -> str:
    if not fold_name(text):
        raise ValueError("has no letters or digits")
    return text


Name = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="A name in any spelling or script, or an id",
        examples=["Makhachkala", "Махачкала", "plc-532096"],
    ),
    AfterValidator(_is_askable),
]


class NamedNode(BaseModel):
    """Something with a name that can be asked about."""

    id: str
    name: str
    kind: str = Field(description="person, organisation, group, place, incident, or the kind of a source")


class Match(NamedNode):
    """A node a name was understood as, and why: the name of it that came nearest, and how near (1 is equal)."""

    matched: str
    score: float


class Resolution(BaseModel):
    """What a name was understood as; `suggestions` are near misses, given only when nothing matched."""

    query: str = Field(description="As it was asked; empty for viewers from whom persons are withheld")
    matches: list[Match]
    suggestions: list[NamedNode]


class _Candidate(NamedNode):
    aliases: list[str]


NAMED_NODES = GraphQuery("named_nodes", NamedNode)
NAME_CANDIDATES = GraphQuery("name_candidates", _Candidate)


def resolve_name(graph: Graph, query: str) -> Resolution:
    """Understand a name or an id.

    Every node with an equal name or alias matches (compared folded: transliterated, without case and punctuation);
    failing that, the most alike within one edit in LETTERS_PER_EDIT; failing that, nothing, with suggestions.
    """
    return graph.remembered(("name", query), lambda: _resolve(graph, query))


def _resolve(graph: Graph, query: str) -> Resolution:
    asked = "" if graph.hidden else query  # a name that comes back masked would be known to be withheld
    if _ID.fullmatch(query.strip()):
        found = graph.rows(NAMED_NODES, ids=[query.strip()])
        if found:
            matches = [Match(**node.model_dump(), matched=node.id, score=1.0) for node in found]
            return Resolution(query=asked, matches=matches, suggestions=[])
    compared = search_names(graph, query)
    best = max((match.score for match in compared), default=0.0)
    if best > 0:
        matches = [match for match in compared if match.score == best]
        return Resolution(query=asked, matches=matches[:MAX_MATCHES], suggestions=[])
    return Resolution(query=asked, matches=[], suggestions=_suggestions(graph, query))


def search_names(graph: Graph, query: str, kind: str | None = None) -> list[Match]:
    """Nodes, of one kind if given, whose name or alias is the query or a misspelling of it away, best first."""
    folded = fold_name(query)
    compared = (_compare(folded, candidate) for candidate in _candidates(graph, query, kind))
    return sorted((match for match in compared if match.score > 0), key=lambda match: -match.score)


def _suggestions(graph: Graph, query: str) -> list[NamedNode]:
    folded = fold_name(query)

    def likeness(node: _Candidate) -> float:
        return max(fuzz.WRatio(folded, _fold(name)) / 100 for name in _names(node))

    scored = [(likeness(node), node) for node in _candidates(graph, query)]
    scored.sort(key=lambda pair: -pair[0])
    near = [node for score, node in scored if score >= SUGGESTION_SCORE]
    return [NamedNode(id=node.id, name=node.name, kind=node.kind) for node in near[:MAX_SUGGESTIONS]]


def _candidates(graph: Graph, query: str, kind: str | None = None) -> list[_Candidate]:
    return graph.rows(NAME_CANDIDATES, query=full_text_query(query), kind=kind, limit=MAX_MATCHES)


def full_text_query(name: str) -> str:
    """A Lucene query for nodes that may bear the name: as written and transliterated, whole, misspelt or begun."""
    clauses: list[str] = []
    for spelling in dict.fromkeys((name.lower(), fold_name(name))):
        words = [word for word in _LUCENE_SYNTAX.sub(" ", spelling).split() if any(map(str.isalnum, word))][:_MAX_WORDS]
        clauses.append(f'"{" ".join(words)}"^8')
        for word in words:
            clauses.append(f"{word}~{_edits(word)}" if _edits(word) else word)
            clauses.append(f"{word[:_PREFIX]}*")
    return " OR ".join(clauses)


def _edits(word: str) -> int:
    return min(2, len(word) // 3)  # Lucene allows two at most; wide, because the comparison afterwards is strict


def _names(node: _Candidate) -> Iterable[str]:
    return dict.fromkeys((node.name, *node.aliases))


@lru_cache(maxsize=50_000)
def _fold(name: str) -> str:
    return fold_name(name)


def _compare(folded: str, candidate: _Candidate) -> Match:
    """How near the nearest of a candidate's names comes; 0 where it is further than a misspelling."""
    scored = [(_likeness(folded, name, candidate.kind), name) for name in _names(candidate)]
    score, matched = max(scored, key=lambda pair: pair[0])  # of equal ones the first: the node's own name
    return Match(id=candidate.id, name=candidate.name, kind=candidate.kind, matched=matched, score=round(score, 3))


def _likeness(folded: str, name: str, kind: str) -> float:
    other = _fold(name)
    score = _edit_score(folded, other)
    surname = " ".join(other.split()[-len(folded.split()) :])
    if kind == "person" and surname != other:
        score = max(score, SURNAME_SCORE * _edit_score(folded, surname))
    return score


def _edit_score(one: str, other: str) -> float:
    """1 for equal texts, less by the share of edited letters, 0 where more than one in LETTERS_PER_EDIT is."""
    edits = OSA.distance(one, other)
    return 1 - edits / len(one) if edits <= len(one) // LETTERS_PER_EDIT else 0.0
