"""What routes ask for, each under a name that says what it is; coroutines, so that none needs a thread."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request

from app.access import Viewer
from app.cypher.desk import Desk
from app.decisions import Join
from app.graph import Graph
from app.submissions import Accept


async def _viewer(request: Request) -> Viewer:
    return request.state.viewer


async def _graph(request: Request) -> Graph:
    viewer: Viewer | None = getattr(request.state, "viewer", None)  # a route that is open to all has none
    return replace(request.app.state.graph, hidden=viewer is None or viewer.hidden)


async def _accept(request: Request) -> Accept:
    return request.app.state.accept


async def _join(request: Request) -> Join:
    return request.app.state.join


async def _desk(request: Request) -> Desk | None:
    return request.app.state.desk


ViewerDep = Annotated[Viewer, Depends(_viewer)]
GraphDep = Annotated[Graph, Depends(_graph)]
AcceptDep = Annotated[Accept, Depends(_accept)]
JoinDep = Annotated[Join, Depends(_join)]
DeskDep = Annotated[Desk | None, Depends(_desk)]
