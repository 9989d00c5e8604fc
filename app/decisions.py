"""What people decide about who or what is the same: made, listed and taken back."""

from collections.abc import Callable
from typing import Annotated, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from app.errors import NotFound
from app.graph import DATABASE_ERRORS, Graph, GraphQuery
from app.names import Name, NamedNode, Resolution, resolve_name
from app.paging import Cursor, Limit, cut, decode_cursor
from graph_schema.decide import Curator
from graph_schema.embedded import probe
from graph_schema.errors import GraphUnavailable
from graph_schema.model import Decision as Recorded
from graph_schema.model import DecisionKind

MAX_REASON = 2000  # characters
MAX_REFERENCES = 500
"""Most references that one request splits off."""

Id = Annotated[
    str,
    Field(
        max_length=100,
        pattern=r"^[a-z]+-[0-9A-Za-z-]+$",
        description="Of a person, organisation, group, place, incident or reference; one of before a merge is good",
        examples=["per-3f0c9a1be2d4c5f60718"],
    ),
]
Reason = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_REASON,
        description="Why, for those who read it later",
        examples=["the court used both names"],
    ),
]


class SameOrNot(BaseModel):
    """Two are the same (`merge`), two that were judged to be the same are (`confirm`), or two are not (`reject`)."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["merge", "confirm", "reject"]
    one: Id
    other: Id
    reason: Reason


class Split(BaseModel):
    """Some references of an entity or incident stand for something else than its others."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["split"]
    one: Annotated[Id, Field(description="The entity or incident that is more than one")]
    references: Annotated[
        list[Id],
        Field(
            min_length=1,
            max_length=MAX_REFERENCES,
            description="Those of its references (`/v1/entities/{id}` lists them) that stand for something else",
            examples=[["ref-77aa0c9d1e2f3a4b5c6d"]],
        ),
    ]
    reason: Reason


class Relink(BaseModel):
    """In one article, what was read as `one` stands for `other`; other articles keep their `one`."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["relink"]
    article: Annotated[Id, Field(description="The article", examples=["art-2acb80fce7a7a84f02db"])]
    one: Id
    other: Id
    reason: Reason


NewDecision = Annotated[SameOrNot | Split | Relink, Field(discriminator="kind")]

EXAMPLES = {
    "merge": {
        "summary": "Two are the same",
        "value": {"kind": "merge", "one": "per-1f", "other": "per-2c", "reason": "the court used both names"},
    },
    "reject": {
        "summary": "Two are not the same",
        "value": {"kind": "reject", "one": "ref-1f", "other": "ref-2c", "reason": "brothers"},
    },
    "split": {
        "summary": "One is more than one",
        "value": {"kind": "split", "one": "per-1f", "references": ["ref-2c"], "reason": "another Melikov"},
    },
    "relink": {
        "summary": "One article means somebody else",
        "value": {"kind": "relink", "article": "art-7e", "one": "per-1f", "other": "per-2c", "reason": "the driver"},
    },
}
"""One body of each shape, for the API's description."""


class Decision(BaseModel):
    """A decision; taken back, it stays on record. Times are ISO, UTC."""

    id: str
    kind: DecisionKind
    actor: str = Field(description="Who decided", examples=["Ann"])
    at: str = Field(examples=["2026-11-27T10:15:00.000000+00:00"])
    reason: str
    summary: str = Field(examples=["merge R. Melikov (per-1f) and Sergei Melikov (per-2c)"])
    retracted_at: str | None
    retracted_by: str | None
    concerns: list[NamedNode] = Field(description="What those it is about stand for now, 20 at most")


class DecisionPage(BaseModel):
    """Newest first, taken back or not."""

    about: Resolution | None
    rows: list[Decision]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class Decided(BaseModel):
    """A decision that is on record, and whether the graph is in line with it."""

    decision: Decision
    joined: bool = Field(description="Whether answers show it already; if not, they will as soon as joining is done")


class DecisionQuery(BaseModel):
    """Which decisions, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    about: Name | None = None
    limit: Limit = 50
    cursor: Cursor = None


class Join(Protocol):
    """Brings the graph in line with what was decided; the command line supplies it."""

    def __call__(self) -> bool:
        """Whether that is done: False when it takes longer than somebody at a page waits, and goes on by itself."""
        ...


def left_to_worker() -> bool:
    """A `Join` for a service without one: a decision is on record, and the next worker brings the graph in line."""
    return False


class _Position(BaseModel):
    """The sort key of a decision."""

    at: str
    id: str


DECISIONS = GraphQuery("decisions", Decision)


def decisions(graph: Graph, query: DecisionQuery) -> DecisionPage:
    """One page of decisions, all or on what a name or id stands for and was ever joined with.

    Raises BadCursor, GraphUnavailable.
    """
    resolution = resolve_name(graph, query.about) if query.about else None
    about = [match.id for match in resolution.matches] if resolution else None
    rows, after = decisions_on(graph, about, query.limit, query.cursor)
    return DecisionPage(about=resolution, rows=rows, next=after)


def decisions_on(
    graph: Graph, about: list[str] | None, limit: int, cursor: str | None
) -> tuple[list[Decision], str | None]:
    """One page of decisions on some ids, or of all, and the cursor of the next. Raises BadCursor, GraphUnavailable."""
    after = decode_cursor(cursor, _Position)
    found = graph.rows(
        DECISIONS,
        about=about,
        id=None,
        after=after.model_dump() if after else None,
        limit=limit + 1,  # one more than shown tells whether a page follows
    )
    return cut(found, limit, lambda decision: _Position(at=decision.at, id=decision.id))


def decision_by_id(graph: Graph, id_: str) -> Decision:
    """One decision. Raises NotFound, GraphUnavailable."""
    found = graph.rows(DECISIONS, about=None, id=id_, after=None, limit=1)
    if not found:
        raise NotFound("decision", id_)
    return found[0]


def decide(graph: Graph, actor: str, new: NewDecision, join: Join) -> Decided:
    """Record a decision and bring the graph in line with it.

    Raises DecisionRefused, with nothing changed, and GraphUnavailable.
    """

    def act(curator: Curator) -> Recorded:
        if isinstance(new, Split):
            return curator.split(new.one, new.references, new.reason)
        if isinstance(new, Relink):
            return curator.relink(new.article, new.one, new.other, new.reason)
        kinds = {"merge": curator.merge, "confirm": curator.confirm, "reject": curator.reject}
        return kinds[new.kind](new.one, new.other, new.reason)

    return _act(graph, actor, act, join)


def take_back(graph: Graph, actor: str, id_: str, join: Join) -> Decided:
    """Take a decision back; what it was about is judged as if it had never been made.

    Raises NotFound, DecisionRefused when it was taken back before, GraphUnavailable.
    """
    decision_by_id(graph, id_)
    return _act(graph, actor, lambda curator: curator.undo(id_), join)


def _act(graph: Graph, actor: str, act: Callable[[Curator], Recorded], join: Join) -> Decided:
    try:
        probe(graph.driver, graph.database)  # an outage is told at once; the driver's retries of a write hide it
        recorded = act(Curator(graph.driver, graph.database, actor))
    except DATABASE_ERRORS as error:
        raise GraphUnavailable(f"nothing was decided: {error}") from error
    joined = join()
    return Decided(decision=decision_by_id(graph, recorded.id), joined=joined)
