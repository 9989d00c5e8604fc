"""How much the graph holds."""

from pydantic import BaseModel, Field

from app.graph import Graph, GraphQuery


class Counted(BaseModel):
    """How many of a label, and of each kind of it."""

    label: str = Field(examples=["Claim"])
    count: int
    kinds: dict[str, int] = Field(
        description="Kind of a claim, finding or source, type of an incident; empty for others",
        examples=[{"arrest": 120, "statement": 80}],
    )


class Stats(BaseModel):
    """How much the graph holds, and since when."""

    version: int = Field(description="Grows with every change of the graph")
    nodes: list[Counted]
    texts: dict[str, int] = Field(
        description="Texts of articles by the state of their reading: accepted, done or parked",
        examples=[{"done": 16}],
    )
    first_published: str | None = Field(description="ISO date of the oldest article")
    last_published: str | None


class _Part(BaseModel):
    kind: str
    number: int


class _Counted(BaseModel):
    label: str
    count: int
    parts: list[_Part]


class _Texts(BaseModel):
    status: str
    number: int


class _Stats(BaseModel):
    """Cypher has no maps whose keys are data, so what is keyed by kind comes as lists."""

    version: int
    nodes: list[_Counted]
    texts: list[_Texts]
    first_published: str | None
    last_published: str | None


STATS = GraphQuery("stats", _Stats)


def stats(graph: Graph) -> Stats:
    """Counts of the whole graph, without persons who are withheld from the viewer. Raises GraphUnavailable."""
    [found] = graph.rows(STATS)
    return Stats(
        version=found.version,
        nodes=[
            Counted(label=one.label, count=one.count, kinds={part.kind: part.number for part in one.parts})
            for one in found.nodes
        ],
        texts={one.status: one.number for one in found.texts},
        first_published=found.first_published,
        last_published=found.last_published,
    )
