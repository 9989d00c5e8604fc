"""Who reported what about a place, a person, an organisation, a group, an outlet or an incident."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ConfigDict

from app.dependencies import GraphDep
from app.known import KnownAt
from app.names import Name
from app.paging import Cursor, Limit
from app.reports import ReportPage, reports_about

router = APIRouter(prefix="/v1/reports", tags=["reports"])


class ReportQuery(KnownAt):
    """What the reports are about, and which page of them."""

    model_config = ConfigDict(extra="forbid")

    about: Name
    limit: Limit = 50
    cursor: Cursor = None


@router.get("")
def list_reports(graph: GraphDep, query: Annotated[ReportQuery, Query()]) -> ReportPage:
    """Who reported what about a name or an id, newest article first.

    A place includes all that lies in it; a person or organisation, what they said and what is said of them; an outlet,
    what it reported. A name the graph does not know gives an empty page with suggestions.
    """
    return reports_about(graph, query.about, query.limit, query.cursor, query)
