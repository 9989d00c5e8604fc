"""What the documentation tells people to do works, and what it says of the model and the API is so."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from neo4j import Driver
from typer.main import get_command

from app.access import KeyAccess, OpenAccess
from app.api_page import api_page, described_service
from app.cypher.copies import Copies
from app.cypher.desk import Desk
from app.graph import Graph
from app.main import Admission, create_app, offer_cypher
from graph_schema import embedded
from graph_schema.model_page import model_page
from graph_schema.settings import GraphSettings
from protest_graph.cli import app
from protest_graph.keys import api_keys
from protest_graph.reading import accepting
from tests.documentation import Follower, blocks, commands

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "notebooks" / "README.md",
    *sorted(DOCS.rglob("*.md")),
]
TOLD = [page for page in PAGES if any(language in ("console", "python") for language, _ in blocks(page))]
"""Pages that tell people to do something."""


def _named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_the_page_of_the_graph_model_is_up_to_date() -> None:
    assert (DOCS / "graph-model.md").read_text(encoding="utf-8") == model_page()


def test_the_page_of_the_api_is_up_to_date() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    assert page == api_page(described_service()), "make it anew: python -m app.api_page > docs/api.md"


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8"))
    assert [link for link, _ in links if not (page.parent / link).exists()] == []
    marks = [(page.parent / link if link else page, mark) for link, mark in links if mark]
    assert [mark for target, mark in marks if mark not in _marks(target)] == []


def _marks(page: Path) -> set[str]:
    """What a link into a page can name: its headings, as GitHub spells them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_commands_named_in_a_sentence_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"`make ([a-z-]+)", text)
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []
    for words in re.findall(r"`protest-graph ([^`]+)`", text):
        command: Any = get_command(app)
        for word in words.split():
            if hasattr(command, "commands"):
                assert word in command.commands, words
                command = command.commands[word]


def test_every_page_is_in_the_index() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md") if page.parent.name != "decisions"]
    assert [page for page in pages if page != "README.md" and f"]({page})" not in index] == []


@pytest.fixture
def follower(
    request: pytest.FixtureRequest,
    seeded: Driver,
    neo4j_settings: GraphSettings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Follower]:
    """Somebody in a directory with the samples; pages that speak of a key meet a service that wants one."""
    page: Path = request.getfixturevalue("page")
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "PROTEST_GRAPH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PROTEST_GRAPH_DATA_DIR", str(neo4j_settings.data_dir))
    monkeypatch.setenv("PROTEST_GRAPH_CACHE_DIR", str(neo4j_settings.cache_dir))
    monkeypatch.setenv("COLUMNS", "200")  # so that tables do not break ids
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    graph = Graph(seeded, neo4j_settings.database)
    keyed = "PROTEST_GRAPH_KEY" in page.read_text(encoding="utf-8")
    access = KeyAccess(api_keys(graph, neo4j_settings)) if keyed else OpenAccess()
    service = create_app(seeded, accept=accepting(graph), admission=Admission(access), database=graph.database)
    copies = Copies(neo4j_settings)
    offer_cypher(service, Desk(copies))
    endpoint = embedded.status(neo4j_settings)
    assert endpoint is not None
    own = {"NEO4J_URI": endpoint.bolt_uri, "NEO4J_PASSWORD_FILE": str(endpoint.password_file)}
    with TestClient(service) as client:
        yield Follower(client, monkeypatch, own)
    copies.stop()


@pytest.mark.parametrize("page", TOLD, ids=_named)
def test_a_page_can_be_followed(page: Path, follower: Follower) -> None:
    """In its order, on the sample articles; pages may add to them, so none stands on how many there are."""
    follower.follow(page)


def test_every_command_of_the_readme_is_followed() -> None:
    assert len(commands(ROOT / "README.md")) > 20


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (DOCS / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8").lower()
    needed = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[^\w-]", one)[0].lower() for one in needed}
    assert [name for name in sorted(names) if not re.search(rf"(?<![\w-]){name}(?![\w-])", page)] == []
