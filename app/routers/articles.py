"""Articles: submit one, follow its reading, see its text with what was found in it."""

from datetime import datetime
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from app import routes as guarded
from app.access import allowed
from app.articles import ArticleMetadata, ArticlePage, ArticleQuery, articles
from app.dependencies import AcceptDep, GraphDep
from app.errors import NotFound
from app.graph import Graph, GraphQuery
from app.jobs import Batch, submit
from app.jobs import Submitted as SubmittedBatch
from app.names import NamedNode
from app.problems import documented
from app.reports import Offsets, ReportRow, SentenceRef, claims_by_id
from app.submissions import Accept, Accepted, Submission, SubmittedMetadata
from graph_schema.model import ReadingStatus

router = guarded.router("/v1/articles", "articles")


class Sentence(SentenceRef):
    """A sentence of a revision."""

    id: str


class Mention(Offsets):
    """A name or a phrase of the text, and whom or what it stands for."""

    id: str
    text: str
    nominal: bool = Field(description="Whether it is a description (the women) and no name")
    entity: NamedNode


class _ReadingState(BaseModel):
    status: ReadingStatus
    reason: str | None = Field(description="Why a parked text cannot be read")


class _Reading(_ReadingState):
    id: str
    accepted_at: datetime
    format: str | None
    text: str | None = Field(description="What all offsets refer to, in characters (code points)")
    sentences: list[Sentence]
    mentions: list[Mention]


class Submitted(Accepted, _ReadingState):
    """Where a submitted document is stored, and how far its reading is."""


class Revision(_Reading):
    """One text of an article and the state of its reading; superseded texts carry no sentences and claims."""

    claims: list[ReportRow]


class Article(ArticleMetadata):
    """What is unknown is null. Revisions come newest first."""

    revisions: list[Revision]


class _FoundRevision(_Reading):
    claim_ids: list[str]


class _FoundArticle(ArticleMetadata):
    revisions: list[_FoundRevision]


ARTICLE = GraphQuery("article", _FoundArticle)
READING_STATE = GraphQuery("reading_state", _ReadingState)


@router.post("", status_code=202)
@allowed("submit", cost=5)
def submit_article(accept: AcceptDep, graph: GraphDep, submission: Submission) -> Submitted:
    """Store a raw document to be read; once this returned it is durable. The same document again changes nothing.

    The document must be in one of the formats that are read; `GET /v1/articles/{id}` tells how its reading went.
    """
    return _stored(accept, graph, submission.raw.encode(), submission.metadata)


def _stored(accept: Accept, graph: Graph, raw: bytes, metadata: SubmittedMetadata) -> Submitted:
    accepted = accept(raw, metadata)
    [state] = graph.rows(READING_STATE, id=accepted.revision)
    return Submitted(**accepted.model_dump(), **state.model_dump())


@router.post("/batch", status_code=202)
@allowed("submit", cost=50)
def submit_articles(accept: AcceptDep, graph: GraphDep, batch: Batch) -> SubmittedBatch:
    """Store several raw documents; what cannot be read is named by its place, and keeps none from being stored.

    The job tells how the reading goes, at `/v1/jobs/{id}` and as server-sent events at `/v1/jobs/{id}/events`.
    """
    return submit(graph, accept, batch)


@router.post(
    "/raw",
    status_code=202,
    openapi_extra={
        "requestBody": {"required": True, "content": {"text/html": {}, "text/plain": {}, "application/json": {}}}
    },
)
@allowed("submit", cost=5)
async def submit_file(
    request: Request, accept: AcceptDep, graph: GraphDep, metadata: Annotated[SubmittedMetadata, Query()]
) -> Submitted:
    """Store the body as it is, such as a saved page; what is known beside it stands in the address."""
    return await run_in_threadpool(_stored, accept, graph, await request.body(), metadata)


@router.get("")
@allowed("public")
def list_articles(graph: GraphDep, query: Annotated[ArticleQuery, Query()]) -> ArticlePage:
    """Articles, newest first: all, of an outlet, between two days, or those that speak of a name or an id."""
    return articles(graph, query)


@router.get("/{article_id}", responses=documented(404))
@allowed("public")
def get_article(graph: GraphDep, article_id: str) -> Article:
    """One article: its texts, and for the one that was read its sentences and claims with their offsets."""
    found = graph.rows(ARTICLE, id=article_id)
    if not found:
        raise NotFound("article", article_id)
    article = found[0]
    wanted = [claim for revision in article.revisions for claim in revision.claim_ids]
    claims = {row.id: row for row in claims_by_id(graph, wanted)}
    revisions = [
        Revision(**revision.model_dump(exclude={"claim_ids"}), claims=[claims[claim] for claim in revision.claim_ids])
        for revision in article.revisions
    ]
    return Article(**article.model_dump(exclude={"revisions"}), revisions=revisions)
