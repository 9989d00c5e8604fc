"""What happens around every route: who asks, what it costs, whether they have the answer, what is withheld."""

import hashlib
from collections.abc import AsyncIterator, Callable, Coroutine
from enum import Enum
from importlib.metadata import version as version_of
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from app.access import Access, Needs, Viewer, admit, needs_of
from app.errors import NotAuthenticated
from app.freshness import Freshness, Page
from app.kept import address, answer, unpacks
from app.lanes import Lanes
from app.limits import Limiter
from app.masking import Masker

RELEASE = version_of("protest-graph")

_bearer = HTTPBearer(auto_error=False, description="A key that `protest-graph keys create` made")
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def router(prefix: str, *tags: str) -> APIRouter:
    """A router whose routes are guarded."""
    names: list[str | Enum] = [*tags]
    return APIRouter(prefix=prefix, tags=names, route_class=GuardedRoute, dependencies=[Depends(_bearer)])


class GuardedRoute(APIRoute):
    """A route that says what it needs of a viewer. Raises TypeError, when the service starts, for one that does not.

    `request.state.viewer` is who asks. A GET answer carries the version of the graph as ETag; who sends it back gets a
    304 as long as nothing has changed, and the same question is answered from memory.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self.needs = needs_of(endpoint)

    def get_route_handler(self) -> Handler:
        """The handler of the framework, with the guard around it."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            if self.needs.scope is None:
                return await handle(request)
            viewer = request.state.viewer = await _enter(request, self.needs)
            if request.method == "GET":
                return await _fresh(request, viewer, self.needs, handle)
            try:
                response = await handle(request)
            finally:
                _freshness(request).forget()
            return await _withhold(request, viewer, response)

        return guarded


async def _enter(request: Request, needs: Needs) -> Viewer:
    """Who asks, and may. Raises NotAuthenticated, NotAllowed, TooManyRequests."""
    access: Access = request.app.state.access
    limiter: Limiter = request.app.state.limiter
    authorization = request.headers.get("authorization")
    viewer = access.known(authorization)
    if viewer is None:
        try:
            viewer = await run_in_threadpool(access.viewer, authorization)
        except NotAuthenticated:
            if authorization is not None:  # a key that does not open: keys cannot be tried out
                limiter.refuse(request.client.host if request.client else "")
            raise
    admit(viewer, needs)
    limiter.spend(viewer.id, needs.cost)
    return viewer


async def _fresh(request: Request, viewer: Viewer, needs: Needs, handle: Handler) -> Response:
    """The answer of the current version: none where the viewer has it, else the one kept, else a new one."""
    freshness = _freshness(request)
    version = freshness.known()
    if version is None:
        version = await run_in_threadpool(freshness.version)
    asked = address(request.scope)
    page = freshness.page(version, asked, hidden=viewer.hidden)
    if page is None:
        lanes: Lanes = request.app.state.lanes
        async with lanes.lane(needs.cost):
            page = freshness.page(version, asked, hidden=viewer.hidden)  # whoever waited may find it made
            if page is None:
                response = await _withhold(request, viewer, await handle(request))
                if response.status_code != 200 or isinstance(response, StreamingResponse):
                    return response
                page = _page(response, asked, version, viewer, needs)
                freshness.keep(version, page, hidden=viewer.hidden)
    if page.packs_slowly and unpacks(request.headers):
        await run_in_threadpool(page.packed)
    return answer(page, request.headers)


def _page(response: Response, asked: str, version: str, viewer: Viewer, needs: Needs) -> Page:
    seed = f"{RELEASE}\n{version}\n{viewer.hidden}\n{asked}"
    tag = f'W/"{hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'
    return Page(asked, bytes(response.body), response.headers["content-type"], tag, needs)


async def _withhold(request: Request, viewer: Viewer, response: Response) -> Response:
    """The answer as this viewer may see it."""
    if not viewer.hidden:
        return response
    masker = await run_in_threadpool(_freshness(request).masker)
    if isinstance(response, StreamingResponse):
        response.body_iterator = _masked(masker, response.body_iterator)
        return response
    response.body = masker.mask(bytes(response.body).decode()).encode()
    response.headers["content-length"] = str(len(response.body))
    return response


async def _masked(masker: Masker, chunks: Any) -> AsyncIterator[bytes]:
    """Line by line, as no name goes over the end of one."""
    left = ""
    async for chunk in chunks:
        left += chunk if isinstance(chunk, str) else bytes(chunk).decode()
        lines = left.split("\n")
        left = lines.pop()
        if lines:
            yield masker.mask("".join(f"{line}\n" for line in lines)).encode()
    if left:
        yield masker.mask(left).encode()


def _freshness(request: Request) -> Freshness:
    return request.app.state.freshness
