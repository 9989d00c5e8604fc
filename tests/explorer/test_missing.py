"""An explorer that was not built says how to build it."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from neo4j import Driver

from app.access import OpenAccess
from app.graph import Graph
from app.main import Admission, create_app
from app.routers import explorer
from graph_schema.settings import GraphSettings
from protest_graph.reading import accepting


def test_a_service_without_a_built_explorer_says_how_to_build_it(
    driver: Driver, neo4j_settings: GraphSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(explorer, "BUILT", tmp_path)
    accept = accepting(Graph(driver, neo4j_settings.database))
    with TestClient(create_app(driver, accept=accept, admission=Admission(OpenAccess()))) as client:
        answer = client.get("/")
        assert answer.status_code == 503
        assert "make explorer" in answer.text
        assert client.get("/assets/index.js").status_code == 404
