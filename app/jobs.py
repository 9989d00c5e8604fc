"""Documents that were submitted together, and how far their reading has come."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from app.errors import SubmissionRefused
from app.graph import DATABASE_ERRORS, Graph, GraphQuery
from app.submissions import Accept, Submission
from graph_schema.errors import GraphUnavailable
from graph_schema.jobs import create_job
from graph_schema.model import ReadingStatus

MOST_DOCUMENTS = 100
POLL_SECONDS = 1.0
FOLLOWED_SECONDS = 900.0
"""After so long a stream ends; whoever still waits opens it again."""


class Batch(BaseModel):
    """Several raw documents."""

    model_config = ConfigDict(extra="forbid")

    documents: Annotated[list[Submission], Field(min_length=1, max_length=MOST_DOCUMENTS)]


class Refused(BaseModel):
    """A document that cannot be read, by its place in what was sent, and why."""

    index: int
    reason: str


class Document(BaseModel):
    """A stored document and the state of its reading."""

    article: str | None
    revision: str
    status: ReadingStatus
    reason: str | None = Field(description="Why a parked text cannot be read")


class Job(BaseModel):
    """What was submitted together, in its order."""

    id: str
    created_at: str = Field(description="ISO time, UTC")
    documents: list[Document]

    @property
    def open(self) -> bool:
        """Whether something still waits to be read."""
        return any(document.status == "accepted" for document in self.documents)


class Submitted(BaseModel):
    """The job to follow at `/v1/jobs/{id}`, null when nothing was accepted, and what was refused."""

    job: Job | None
    refused: list[Refused]


JOB = GraphQuery("job", Job)


def submit(graph: Graph, accept: Accept, batch: Batch) -> Submitted:
    """Store documents one by one: one that is refused keeps none from being stored. Raises GraphUnavailable."""
    revisions: list[str] = []
    refused: list[Refused] = []
    for index, submission in enumerate(batch.documents):
        try:
            revisions.append(accept(submission.raw.encode(), submission.metadata).revision)
        except SubmissionRefused as error:
            refused.append(Refused(index=index, reason=str(error)))
    if not revisions:
        return Submitted(job=None, refused=refused)
    try:
        id_ = create_job(graph.driver, graph.database, list(dict.fromkeys(revisions)))
    except DATABASE_ERRORS as error:
        raise GraphUnavailable(f"the documents are stored, the job is not: {error}") from error
    return Submitted(job=job_by_id(graph, id_), refused=refused)


def job_by_id(graph: Graph, id_: str) -> Job | None:
    """A job; None when there is none. Raises GraphUnavailable."""
    found = graph.rows(JOB, id=id_)
    return found[0] if found else None


async def follow(graph: Graph, job: Job) -> AsyncIterator[bytes]:
    """The states of a job as server-sent events: now, whenever it changes, and `done` when nothing waits any more."""
    yield _event("state", job)
    waited = 0.0
    while job.open and waited < FOLLOWED_SECONDS:
        await asyncio.sleep(POLL_SECONDS)
        waited += POLL_SECONDS
        now = await run_in_threadpool(job_by_id, graph, job.id)
        if now is None:
            return
        if now != job:
            yield _event("state", now)
        else:
            yield b": waiting\n\n"  # so that nobody on the way takes the silence for an end
        job = now
    if not job.open:
        yield _event("done", job)


def _event(name: str, job: Job) -> bytes:
    return f"event: {name}\ndata: {job.model_dump_json()}\n\n".encode()
