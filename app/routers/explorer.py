"""The page for people who look: the built files of `explorer/`, at the address of the service itself."""

from pathlib import Path

from fastapi.responses import FileResponse, PlainTextResponse, Response

from app import routes as guarded
from app.access import open_to_all
from app.errors import NotFound

BUILT = Path(__file__).parents[1] / "dist"
"""What `make explorer` builds."""

ALWAYS = "public, max-age=31536000, immutable"
"""A built file has its content in its name: another content is another address."""

AGAIN = "no-cache"
"""The page itself is asked for each time, and sent when it has changed."""

_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
}
"""Media types as browsers demand them, whatever the machine's own table says."""

_MISSING = """The explorer has not been built on this machine.

Build it, with nothing but Python and make:

    make explorer

and load this page again. The API answers meanwhile; it is described at /docs.
"""

router = guarded.router("", "explorer")


@router.get("/", include_in_schema=False)
@open_to_all
def show_explorer() -> Response:
    """The page; what it asks for, it asks of the API with the reader's own key."""
    page = BUILT / "index.html"
    if not page.is_file():
        return PlainTextResponse(_MISSING, status_code=503, headers={"Cache-Control": "no-store"})
    return FileResponse(page, media_type="text/html", headers={"Cache-Control": AGAIN})


@router.get("/assets/{name}", include_in_schema=False)
@open_to_all
def get_asset(name: str) -> Response:
    """A built file by its name; nothing else that lies on this machine."""
    known = {file.name: file for file in (BUILT / "assets").glob("*")}
    if name not in known:
        raise NotFound("file of the explorer", name)
    return FileResponse(known[name], media_type=_TYPES[known[name].suffix], headers={"Cache-Control": ALWAYS})
