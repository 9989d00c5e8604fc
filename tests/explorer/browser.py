"""Somebody who looks at the explorer, and the service that is looked at."""

import socket
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from neo4j import Driver
from playwright.sync_api import ConsoleMessage, Page, Request

from app.access import Access
from app.graph import Graph
from app.main import Admission, create_app
from graph_schema.settings import GraphSettings
from protest_graph.reading import accepting

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
"""Kept by CI; git ignores it."""

WAIT_MS = 30_000
"""Longest wait for what a page shows; the map is drawn by the processor here."""
Answer = dict[str, Any]


def ask(service: str, path: str) -> Answer:
    """What the API itself answers."""
    answer = httpx.get(service + path, timeout=60)
    answer.raise_for_status()
    return answer.json()


class Service:
    """The service on a free port of this machine, in a thread."""

    def __init__(self, driver: Driver, settings: GraphSettings, access: Access) -> None:
        graph = Graph(driver, settings.database)
        app = create_app(driver, accept=accepting(graph), admission=Admission(access), database=settings.database)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> "Service":
        self._socket.listen()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


@dataclass
class Visitor:
    """Somebody who looks at the explorer; whatever the browser complains about, or asks elsewhere, is noted."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT_MS)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note_request)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")

    def open(self, path: str) -> Page:
        """Go to an address of the explorer and wait until it is quiet."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page
