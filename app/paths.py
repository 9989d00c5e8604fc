"""How two are linked: chains of people, bodies, places and incidents, each link resting on claims.

The search goes from both ends in turn, a step at a time, and is bounded: of each node it looks at the claims written
last and follows the heaviest links, and it gives up when its time is over. Countries and outlets link nearly everything
with everything, so chains go around them unless asked otherwise.

Neo4j has `SHORTEST`, but nothing bounds it: with a deadline as a condition of each step, and none that met it, a search
on the sample articles still ran after ten minutes (5.26.30).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.errors import UnknownName
from app.graph import Graph, GraphQuery
from app.names import NAMED_NODES, Name, NamedNode, resolve_name

SECONDS = 5.0
"""How long one search may take after its first step."""
EXAMINED = 200
"""Most claims of a node, by each way it takes part in them, that its links are taken from."""
BREADTH = 50
"""Most links of a node that are followed, the heaviest first."""
FRONTIER = 200
"""Most nodes that one step goes on from, the heaviest linked first."""
MAX_HOPS = 6
MAX_PATHS = 20
_VISITS = 20_000  # of nodes while paths are put together; bounds what a dense neighbourhood costs

LinkType = Literal["said", "reported", "about", "passed on"]


class PathQuery(BaseModel):
    """Which two, and how far apart at most."""

    model_config = ConfigDict(extra="forbid")

    start: Annotated[Name, Field(alias="from", examples=["OVD-Info"])]
    end: Annotated[Name, Field(alias="to", examples=["Sergei Melikov"])]
    hops: Annotated[int, Field(ge=1, le=MAX_HOPS, description="Most links in a path")] = 4
    limit: Annotated[int, Field(ge=1, le=MAX_PATHS, description="Paths")] = 5
    hubs: Annotated[bool, Field(description="Also through countries and outlets, which link nearly everything")] = False


class Link(BaseModel):
    """Why two stand beside each other in a path.

    `said`: the one says or passes on something about the other; `reported`: an outlet reports something about the other
    or what the other says; `about`: claims are about both; `passed on`: the one passes on what the other says.
    """

    start: str
    end: str
    type: LinkType
    claims: list[str] = Field(description="Ids of claims that it rests on, newest first, 20 at most")


class Path(BaseModel):
    """A chain from the one to the other; two neighbours may be linked in several ways."""

    nodes: list[NamedNode]
    edges: list[Link]


class Paths(BaseModel):
    """Shortest first; of those as long, the one whose weakest link rests on most claims."""

    start: NamedNode = Field(alias="from")
    end: NamedNode = Field(alias="to")
    paths: list[Path]
    complete: bool = Field(
        description="False when the search gave up: its time was over, or some nodes had more links than it follows"
    )


class _Beside(BaseModel):
    id: str
    weight: int


class Step(BaseModel):
    """What one node is linked to, and whether that is not all."""

    id: str
    beside: list[_Beside]
    cut: bool


class _Link(BaseModel):
    one: str
    other: str
    start: str
    end: str
    type: LinkType
    claims: list[str]


PATH_STEPS = GraphQuery("path_steps", Step)
PATH_LINKS = GraphQuery("path_links", _Link)

Expand = Callable[[Sequence[str]], list[Step]]
"""From nodes to what each is linked to."""


def paths(graph: Graph, query: PathQuery, seconds: float = SECONDS) -> Paths:
    """The shortest paths between two names or ids. Raises UnknownName, GraphUnavailable."""
    start, end = _best(graph, query.start), _best(graph, query.end)
    until: list[float] = []  # set by the first step, which a database that has just started takes seconds to plan

    def left() -> float:
        return max(0.0, until[0] - time.monotonic()) if until else seconds

    def expand(ids: Sequence[str]) -> list[Step]:
        found = graph.rows(
            PATH_STEPS,
            ids=ids,
            ends=[start.id, end.id],
            hubs=query.hubs,
            examined=EXAMINED,
            breadth=BREADTH,
            milliseconds=int(left() * 1000),
        )
        if not until:
            until.append(time.monotonic() + seconds)
        return found

    search = Search(start.id, end.id, expand, lambda: left() == 0)
    found = search.run(query.hops, query.limit) if start.id != end.id else []
    names = {node.id: node for node in graph.rows(NAMED_NODES, ids=sorted({id_ for path in found for id_ in path}))}
    pairs = sorted({(min(pair), max(pair)) for path in found for pair in pairwise(path)})
    links: dict[tuple[str, str], list[Link]] = {}
    for link in graph.rows(PATH_LINKS, pairs=pairs) if pairs else []:
        edge = Link(start=link.start, end=link.end, type=link.type, claims=link.claims)
        links.setdefault((link.one, link.other), []).append(edge)
    shown = [
        Path(
            nodes=[names[id_] for id_ in path],
            edges=[link for pair in pairwise(path) for link in links.get((min(pair), max(pair)), [])],
        )
        for path in found
    ]
    return Paths.model_validate({"from": start, "to": end, "paths": shown, "complete": search.complete})


def _best(graph: Graph, name: str) -> NamedNode:
    for match in resolve_name(graph, name).matches:
        return NamedNode(id=match.id, name=match.name, kind=match.kind)
    raise UnknownName("entity or incident", name)


@dataclass(slots=True)
class _Side:
    """What is known from one end: how far nodes are, and which were reached last."""

    distance: dict[str, int]
    frontier: list[str]
    depth: int = 0


@dataclass(slots=True)
class Search:
    """A search between two nodes, from both at once; `complete` tells afterwards whether it saw everything.

    Every link of a path it returns is one that `expand` returned, and no node comes twice in a path.
    """

    start: str
    end: str
    expand: Expand
    late: Callable[[], bool]
    complete: bool = True
    _links: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])

    def run(self, hops: int, limit: int) -> list[list[str]]:
        """At most `limit` paths of at most `hops` links, shortest first. Raises what `expand` raises."""
        near, far = _Side({self.start: 0}, [self.start]), _Side({self.end: 0}, [self.end])
        found: list[list[str]] = []
        while len(found) < limit and near.depth + far.depth < hops and (near.frontier or far.frontier):
            if self.late():
                self.complete = False
                break
            nearer = bool(near.frontier) and (not far.frontier or len(near.frontier) <= len(far.frontier))
            self._step(near if nearer else far)
            found = self._paths(far, near.depth + far.depth, limit)
        return found

    def _step(self, side: _Side) -> None:
        """Go one link further from one end."""
        reached: dict[str, int] = {}
        for step in self.expand(side.frontier):
            self.complete = self.complete and not step.cut
            for one in step.beside:
                self._links.setdefault(step.id, {})[one.id] = one.weight
                self._links.setdefault(one.id, {})[step.id] = one.weight
                if one.id not in side.distance:
                    reached[one.id] = max(one.weight, reached.get(one.id, 0))
        side.depth += 1
        side.distance |= dict.fromkeys(reached, side.depth)
        heaviest = sorted(reached, key=lambda id_: (-reached[id_], id_))
        self.complete = self.complete and len(heaviest) <= FRONTIER
        side.frontier = heaviest[:FRONTIER]

    def _paths(self, far: _Side, longest: int, limit: int) -> list[list[str]]:
        """The paths among the links seen so far, as long as both ends together have gone."""
        visits = iter(range(_VISITS))
        found: list[list[str]] = []
        for length in range(1, longest + 1):
            of_length = list(self._walk([self.start], length, far, visits))
            of_length.sort(key=lambda path: (-self._weakest(path), path))
            found += of_length
            if len(found) >= limit:
                break
        return found[:limit]

    def _walk(self, path: list[str], left: int, far: _Side, visits: Iterator[int]) -> Iterator[list[str]]:
        """All ways to go on to the end in exactly so many links."""
        if next(visits, None) is None:
            self.complete = False
            return
        here = path[-1]
        if left == 0:
            if here == self.end:
                yield path
            return
        if here == self.end:
            return
        links = self._links.get(here, {})
        for id_ in sorted(links, key=lambda id_: (-links[id_], id_)):
            # what was not reached from the far end is further from it than that has gone
            if id_ not in path and far.distance.get(id_, far.depth + 1) <= left - 1:
                yield from self._walk([*path, id_], left - 1, far, visits)

    def _weakest(self, path: list[str]) -> int:
        return min(self._links[one][other] for one, other in pairwise(path))
