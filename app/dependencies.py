"""What routes ask for, each under a name that says what it is."""

from typing import Annotated

from fastapi import Depends, Request

from app.graph import Graph
from app.submissions import Accept


def _graph(request: Request) -> Graph:
    return request.app.state.graph


def _accept(request: Request) -> Accept:
    return request.app.state.accept


GraphDep = Annotated[Graph, Depends(_graph)]
AcceptDep = Annotated[Accept, Depends(_accept)]
