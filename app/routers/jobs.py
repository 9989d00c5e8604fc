"""Following what was submitted together."""

from fastapi.responses import StreamingResponse

from app import routes as guarded
from app.access import allowed
from app.dependencies import GraphDep
from app.errors import NotFound
from app.graph import Graph
from app.jobs import Job, follow, job_by_id
from app.problems import documented

router = guarded.router("/v1/jobs", "jobs")


@router.get("/{job_id}", responses=documented(404))
@allowed("submit")
def get_job(graph: GraphDep, job_id: str) -> Job:
    """How far the reading of what was submitted together has come."""
    return _found(graph, job_id)


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}, **documented(404)},
)
@allowed("submit", cost=5)
def follow_job(graph: GraphDep, job_id: str) -> StreamingResponse:
    """The same as server-sent events: `state` now and at every change, `done` at the end; data is the job as JSON."""
    return StreamingResponse(follow(graph, _found(graph, job_id)), media_type="text/event-stream")


def _found(graph: Graph, job_id: str) -> Job:
    job = job_by_id(graph, job_id)
    if job is None:
        raise NotFound("job", job_id)
    return job
