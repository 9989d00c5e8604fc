"""The service as `protest-graph serve --without-keys` runs it, for measuring: `forgetful`, it keeps no page."""

import socket
import sys

import uvicorn

from app.access import OpenAccess
from app.freshness import Freshness, Page
from app.limits import Limiter
from app.main import Admission, create_app
from app.submissions import Accepted, SubmittedMetadata
from graph_schema.connection import open_driver
from graph_schema.settings import GraphSettings

UNLIMITED = 10**9  # units a minute


class _Forgetful(Freshness):
    """Every answer is made anew."""

    def keep(self, version: str, page: Page, *, hidden: bool) -> None:
        """It is not kept."""


def _accept(raw: bytes, metadata: SubmittedMetadata) -> Accepted:
    raise NotImplementedError(f"nothing is submitted here: {len(raw)} bytes, {metadata}")


def main() -> None:
    """Serve the graph of the environment's settings on a free port, printed first, until stopped."""
    settings = GraphSettings.from_env()
    with open_driver(settings) as driver, socket.create_server(("127.0.0.1", 0)) as listener:
        print(listener.getsockname()[1], flush=True)
        admission = Admission(OpenAccess(), Limiter(UNLIMITED))
        service = create_app(driver, accept=_accept, admission=admission)
        if "forgetful" in sys.argv[1:]:
            service.state.freshness = _Forgetful(service.state.graph)
        uvicorn.Server(uvicorn.Config(service, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
