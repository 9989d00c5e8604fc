"""Assemble the service. What it needs is passed in and stays the caller's to close; it opens nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import neo4j
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from app import problems
from app.access import Access
from app.cypher.desk import Desk
from app.decisions import Join, left_to_worker
from app.freshness import Freshness
from app.graph import Graph, Memory
from app.headers import SecurityHeaders
from app.kept import LEAST_COMPRESSED, KeptPages
from app.lanes import Lanes
from app.limits import Limiter
from app.routers import (
    articles,
    compare,
    cypher,
    decisions,
    documentation,
    entities,
    explorer,
    exports,
    findings,
    health,
    incidents,
    jobs,
    keys,
    paths,
    reports,
    reviews,
    sources,
    stats,
    timeline,
)
from app.submissions import Accept

MAX_BODY_BYTES = 1_048_576
"""Largest request body; a long article has under 100 kB."""

ROUTERS = (
    reports,
    findings,
    entities,
    incidents,
    articles,
    jobs,
    paths,
    timeline,
    sources,
    compare,
    decisions,
    reviews,
    stats,
    exports,
    cypher,
    keys,
    health,
    explorer,
    documentation,
)


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may ask, how much, and from pages of which other hosts."""

    access: Access
    limiter: Limiter = field(default_factory=Limiter)
    origins: Sequence[str] = ()


def create_app(
    driver: neo4j.Driver,
    *,
    accept: Accept,
    admission: Admission,
    join: Join = left_to_worker,
    database: str = "neo4j",
) -> FastAPI:
    """The service over one database; `accept` stores what is submitted, `join` shows what was decided.

    Raises TypeError when a route does not say who may call it.
    """
    app = FastAPI(
        title="Protest Graph",
        summary="Who reported what: protest news as claims, each with its speaker and its sentence.",
        version="1",
        docs_url=None,  # the framework's pages load scripts from another host
        redoc_url=None,
        max_body_size=MAX_BODY_BYTES,
        responses=problems.documented(400, 401, 403, 422, 429, 503),
    )
    app.state.graph = Graph(driver, database, memory=Memory())
    app.state.accept = accept
    app.state.join = join
    app.state.access = admission.access
    app.state.limiter = admission.limiter
    app.state.lanes = Lanes()
    app.state.desk = None
    app.state.freshness = Freshness(app.state.graph)
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_COMPRESSED)
    app.add_middleware(KeptPages)
    if admission.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=admission.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Retry-After"],
        )
    app.add_middleware(SecurityHeaders)
    for noun in ROUTERS:
        app.include_router(noun.router)
    return app


def offer_cypher(app: FastAPI, desk: Desk) -> None:
    """Let the service take statements of Cypher, which the desk asks a copy of the graph."""
    app.state.desk = desk
