"""What was submitted together: kept in the graph, so that whoever answers, on any host, can tell how it went."""

from collections.abc import Sequence
from datetime import UTC, datetime

from neo4j import Driver

from graph_schema.cypher import load
from graph_schema.ids import content_id


def create_job(driver: Driver, database: str, revisions: Sequence[str]) -> str:
    """Remember revisions, in their order; the same ones again are the same job. Returns its id."""
    id_ = content_id("job", *revisions)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    driver.execute_query(load("writes/job.cypher"), id=id_, revisions=list(revisions), at=at, database_=database)
    return id_
