"""An imported graph is one that the service and the lint take for their own."""

from pathlib import Path

from app.graph import Graph
from app.reports import reports_about
from graph_schema import embedded
from graph_schema.bulk import index
from graph_schema.connection import open_driver
from graph_schema.lint import run_lint
from graph_schema.migrate import pending
from graph_schema.settings import GraphSettings
from tests.scale.bulk import import_articles
from tests.scale.world import TOWNS, World

ARTICLES, A_DAY, CLAIMS = 40, 10, 11  # claims an article


def test_an_imported_graph_is_whole(tmp_path: Path) -> None:
    settings = GraphSettings(data_dir=tmp_path, cache_dir=GraphSettings.from_env({}).cache_dir)
    import_articles(settings, World(1, TOWNS, A_DAY), ARTICLES)
    try:
        with open_driver(settings) as driver:
            index(driver, settings.database)
            assert pending(driver, settings.database) == []
            with driver.session(database=settings.database) as session:
                # the import has no word for an empty list
                assert {one.invariant for one in run_lint(driver, settings.database)} == {"required_properties"}
                country = session.run("MATCH (n:Place {feature: 'country'}) RETURN n.name LIMIT 1").single(strict=True)[
                    0
                ]
                assert session.run("MATCH (c:Claim) RETURN count(c)").single(strict=True)[0] == ARTICLES * CLAIMS
            assert reports_about(Graph(driver, settings.database), country, 50).rows
    finally:
        embedded.stop(settings)
