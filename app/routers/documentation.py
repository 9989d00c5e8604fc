"""What the routes are, for people: the page of the docs, made from this very service."""

from functools import cache

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from app import routes as guarded
from app.access import open_to_all

router = guarded.router("", "documentation")


@router.get("/docs", include_in_schema=False)
@open_to_all
def show_documentation(request: Request) -> PlainTextResponse:
    """All routes with parameters, answers, scopes and costs, as plain text: nothing is loaded from another host."""
    return PlainTextResponse(_page(request.app))


@cache
def _page(service: FastAPI) -> str:
    """Made once: whoever asks needs no key, and pays nothing."""
    from app.api_page import api_page  # noqa: PLC0415  it describes the assembled service, so it imports all of it

    return api_page(service)
