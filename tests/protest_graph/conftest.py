"""Commands run against the tests' own server, as a person would set it up: by environment variables."""

from collections.abc import Callable

import neo4j
import pytest
from typer.testing import CliRunner, Result

from graph_schema.settings import GraphSettings
from protest_graph.cli import app

ONE_REPORT = """
CREATE (coast:Source {id: 'src-coast-radio', name: 'Coast Radio', kind: 'outlet'}),
       (article:Article {id: 'art-1', title: 'Arrests', publishedAt: '2022-09-26', language: 'en'}),
       (revision:Revision {id: 'rev-1', status: 'done', acceptedAt: 1, text: 'Over 100 were held, OVD-Info said.'}),
       (sentence:Sentence {id: 'sen-1', idx: 0, text: revision.text, charStart: 0, charEnd: 34}),
       (claim:Claim {id: 'clm-1', text: 'Over 100 were held', kind: 'arrest', stance: 'hedged', quoteType: 'indirect',
                     verb: 'said', charStart: 0, charEnd: 18, low: 101, quantity: 'Over 100', unit: 'people',
                     datePrecision: 'unknown', article: 'art-1', published: '2022-09-26'}),
       (speaker:Organisation {id: 'org-1', name: 'OVD-Info', aliases: []}),
       (town:Place {id: 'plc-1', name: 'Makhachkala', aliases: ['Махачкала'], feature: 'town'}),
       (coast)-[:PUBLISHED]->(article)-[:HAS_REVISION]->(revision)-[:HAS_SENTENCE]->(sentence),
       (coast)-[:REPORTED]->(claim), (speaker)-[:SAID]->(claim),
       (claim)-[:EVIDENCED_BY]->(sentence), (claim)-[:ABOUT]->(town)
"""

Run = Callable[..., Result]


@pytest.fixture
def environment(neo4j_settings: GraphSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that leads commands to the tests' server."""
    for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PROTEST_GRAPH_DATA_DIR", str(neo4j_settings.data_dir))
    monkeypatch.setenv("PROTEST_GRAPH_CACHE_DIR", str(neo4j_settings.cache_dir))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def run(environment: None) -> Run:
    """Run a command line in this process."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(app, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def one_report(graph: neo4j.Driver) -> neo4j.Driver:
    """A graph of one report, and nothing else."""
    graph.execute_query(ONE_REPORT)
    return graph
