"""The service over the seeds, and a real Chromium that looks at it.

Fails without a browser, never skips: Debian's `apt-get install chromium`, or any Chromium named in CHROMIUM.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from neo4j import Driver
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from app.access import Access, OpenAccess
from app.graph import Graph
from app.main import Admission, create_app
from app.routers.explorer import BUILT
from graph_schema.settings import GraphSettings
from protest_graph.reading import accepting

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
"""Kept by CI; git ignores it."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # CI runs as root
    "--use-angle=swiftshader",  # the map draws without a graphics card
    "--enable-unsafe-swiftshader",
)
WAIT_MS = 15_000


def _browser_path() -> str:
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("no Chromium on this machine: install one (Debian: apt-get install chromium) or name it in CHROMIUM")
    return found


@pytest.fixture(scope="session")
def built() -> Path:
    """The explorer, built from its sources as they are."""
    subprocess.run(["make", "explorer"], cwd=ROOT, check=True, timeout=900)
    return BUILT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser_path(), args=FLAGS)
        yield browser
        browser.close()


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


@pytest.fixture(scope="module")
def service(built: Path, seeded: Driver, neo4j_settings: GraphSettings) -> Iterator[str]:
    """The address of the service over the seeds, open as in the demo."""
    with Service(seeded, neo4j_settings, OpenAccess()) as running:
        yield running.address


@dataclass
class Reader:
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


@pytest.fixture
def reader(browser: Browser, service: str) -> Iterator[Reader]:
    """A reader at a desk. Fails when the browser complained about anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    reader = Reader(context.new_page(), service)
    yield reader
    context.close()
    assert reader.complaints == []
