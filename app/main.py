"""Assemble the service. What it needs is passed in and stays the caller's to close; it opens nothing itself."""

import neo4j
from fastapi import FastAPI

from app import problems
from app.graph import Graph
from app.routers import articles, entities, findings, health, incidents, reports
from app.submissions import Accept

MAX_BODY_BYTES = 1_048_576
"""Largest request body; a long article has under 100 kB."""


def create_app(driver: neo4j.Driver, *, accept: Accept, database: str = "neo4j") -> FastAPI:
    """The service over one database; `accept` stores what is submitted."""
    app = FastAPI(
        title="Protest Graph",
        summary="Who reported what: protest news as claims, each with its speaker and its sentence.",
        version="1",
        max_body_size=MAX_BODY_BYTES,
        responses=problems.documented(422, 503),
    )
    app.state.graph = Graph(driver, database)
    app.state.accept = accept
    problems.install(app)
    for router in (reports.router, findings.router, entities.router, incidents.router, articles.router, health.router):
        app.include_router(router)
    return app
