"""What the documentation tells people to type works, and what it says of the model is so."""

import re
import shlex
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from neo4j import Driver
from typer.testing import CliRunner

from app.access import OpenAccess
from app.graph import Graph
from app.main import Admission, create_app
from graph_schema.model_page import model_page
from graph_schema.settings import GraphSettings
from protest_graph.cli import app
from protest_graph.reading import accepting

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = re.findall(r"^\$ (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_of_the_graph_model_is_up_to_date() -> None:
    assert (ROOT / "docs" / "graph-model.md").read_text(encoding="utf-8") == model_page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make ")])
def test_make_commands_exist(command: str) -> None:
    target = shlex.split(command)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("protest-graph ")])
def test_commands_of_the_readme_work(
    command: str, seeded: Driver, neo4j_settings: GraphSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("PROTEST_GRAPH_DATA_DIR", str(neo4j_settings.data_dir))
    monkeypatch.setenv("PROTEST_GRAPH_CACHE_DIR", str(neo4j_settings.cache_dir))
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    assert result.output.strip()


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("curl ")])
def test_requests_of_the_readme_work(command: str, seeded: Driver, neo4j_settings: GraphSettings) -> None:
    graph = Graph(seeded, neo4j_settings.database)
    with TestClient(
        create_app(seeded, accept=accepting(graph), admission=Admission(OpenAccess()), database=graph.database)
    ) as client:
        answer = client.get(command.removeprefix("curl "))
    assert answer.status_code == 200
    assert answer.json()
