"""Who reported what about a place, a person, an organisation, a group, an outlet or an incident."""

from typing import Annotated

from fastapi import Query, Response

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.reports import ReportPage, ReportQuery, reports_json

router = guarded.router("/v1/reports", "reports")


@router.get("", response_model=ReportPage)
@allowed("public")
def list_reports(graph: GraphDep, query: Annotated[ReportQuery, Query()]) -> Response:
    """Who reported what, of everything or about a name or an id, newest article first.

    A place includes all that lies in it; a person or organisation, what they said and what is said of them; an outlet,
    what it reported. A name the graph does not know gives an empty page with suggestions.
    """
    return Response(reports_json(graph, query), media_type="application/json")
