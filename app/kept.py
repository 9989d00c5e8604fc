"""Pages that are kept are answered before anything else: without routing, a thread or the database."""

import re
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access import Access, Viewer, admit
from app.errors import NotAllowed, NotAuthenticated, TooManyRequests
from app.freshness import Freshness, Page
from app.limits import Limiter

PRIVATE = "private, no-cache"
"""Only the viewer keeps an answer, and asks each time whether it still holds."""

LEAST_COMPRESSED = 1024  # bytes; below, compressing saves no packet

_UNPACKS = re.compile(r"gzip(\s*;\s*q=(?!0(\.0*)?$).*)?", re.IGNORECASE)  # RFC 9110, 12.5.3: q=0 is a refusal


class KeptPages:
    """Answers what it can, as the guarded route would; everything else, refusals too, is left to the route."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        get = scope["type"] == "http" and scope["method"] == "GET"
        await ((_kept(scope) if get else None) or self._app)(scope, receive, send)


def _kept(scope: Scope) -> Response | None:
    state = scope["app"].state
    access: Access = state.access
    freshness: Freshness = state.freshness
    limiter: Limiter = state.limiter
    headers = Headers(scope=scope)
    version = freshness.known()
    try:
        viewer: Viewer | None = access.known(headers.get("authorization"))
        page = freshness.page(version, address(scope), hidden=viewer.hidden) if viewer and version else None
        if viewer is None or page is None or (page.packs_slowly and unpacks(headers)):
            return None
        admit(viewer, page.needs)
        limiter.spend(viewer.id, page.needs.cost)
    except (NotAuthenticated, NotAllowed, TooManyRequests):
        return None
    return answer(page, headers)


def address(scope: Scope) -> str:
    """What a page is kept under."""
    return f"{quote(scope['path'])}?{scope['query_string'].decode('latin-1')}"


def answer(page: Page, asked: Headers) -> Response:
    """A page for who asked with these headers: nothing but its tag where they have it, packed where they unpack."""
    headers = {"ETag": page.tag, "Cache-Control": PRIVATE, "Vary": "Authorization, Accept-Encoding"}
    if {page.tag.removeprefix("W/"), "*"} & {tag.removeprefix("W/") for tag in _listed(asked, "if-none-match")}:
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = page.media_type
    if len(page.body) >= LEAST_COMPRESSED and unpacks(asked):
        return Response(page.packed(), headers={**headers, "Content-Encoding": "gzip"})
    return Response(page.body, headers=headers)


def unpacks(asked: Headers) -> bool:
    """Whether who asked takes gzip."""
    return any(_UNPACKS.fullmatch(coding) for coding in _listed(asked, "accept-encoding"))


def _listed(asked: Headers, name: str) -> list[str]:
    return [part.strip() for line in asked.getlist(name) for part in line.split(",")]
