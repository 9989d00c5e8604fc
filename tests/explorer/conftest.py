"""The service over the seeds, and a real Chromium that looks at it.

Fails without a browser, never skips: Debian's `apt-get install chromium`, or any Chromium named in CHROMIUM.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver
from playwright.sync_api import Browser, expect, sync_playwright

from app.access import OpenAccess
from app.routers.explorer import BUILT
from graph_schema.settings import GraphSettings
from tests.explorer.browser import ROOT, WAIT_MS, Service, Visitor

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # CI runs as root
    "--use-angle=swiftshader",  # the map draws without a graphics card
    "--enable-unsafe-swiftshader",
)


def _browser_path() -> str:
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail(
            "no Chromium on this machine: install one (Debian: apt-get install chromium) or name it in CHROMIUM"
        )
    return found


@pytest.fixture(scope="session")
def built() -> Path:
    """The explorer, built from its sources as they are."""
    subprocess.run(["make", "explorer"], cwd=ROOT, check=True, timeout=900)
    return BUILT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def service(built: Path, seeded: Driver, neo4j_settings: GraphSettings) -> Iterator[str]:
    """The address of the service over the seeds, open as in the demo."""
    with Service(seeded, neo4j_settings, OpenAccess()) as running:
        yield running.address


@pytest.fixture
def visitor(browser: Browser, service: str) -> Iterator[Visitor]:
    """Somebody at a desk. Fails when the browser complained about anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor = Visitor(context.new_page(), service)
    yield visitor
    context.close()
    assert visitor.complaints == []
