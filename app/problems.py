"""From error to response, in one table; every error body is a problem document (RFC 9457).

One exception: the framework refuses a body over the size limit by itself, in plain text, before reading it.
"""

import logging
from collections.abc import Mapping
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from app.errors import (
    BadCursor,
    CopyUnavailable,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    StatementRefused,
    SubmissionRefused,
    SwitchedOff,
    TooManyRequests,
)
from app.headers import SECURITY
from graph_schema.errors import DecisionRefused, GraphUnavailable

RETRY_SECONDS = 5
"""When to ask again while the database is away; it boots in 6 to 18 seconds (docs/graph-model.md)."""

logger = logging.getLogger(__name__)


class Problem(BaseModel):
    """An error; `type` names its kind, `detail` what is wrong with this request."""

    type: str = Field(examples=["urn:protest-graph:problem:invalid-request"])
    title: str
    status: int
    detail: str


PROBLEMS: Mapping[type[Exception], tuple[int, str]] = {
    NotAuthenticated: (401, "Key needed"),
    NotAllowed: (403, "Not allowed"),
    NotFound: (404, "Unknown id"),
    SwitchedOff: (404, "Switched off"),
    DecisionRefused: (409, "Decision refused"),
    RequestValidationError: (422, "Invalid request"),
    BadCursor: (422, "Invalid cursor"),
    SubmissionRefused: (422, "Document refused"),
    StatementRefused: (422, "Statement refused"),
    TooManyRequests: (429, "Too many requests"),
    GraphUnavailable: (503, "Database unavailable"),
    CopyUnavailable: (503, "Copy unavailable"),
    Exception: (500, "Internal error"),
}
"""Kind of error → status and title. The kinds are unrelated, so that a request meets exactly one line."""

_HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    500: SECURITY,  # answered outside everything else that adds headers
    503: {"Retry-After": str(RETRY_SECONDS)},
}


_REFUSED = "Request refused"  # by the framework: an unknown path or method, a body that is no JSON


# Details of failures on our side name addresses and may quote data: the log has them, whoever asks gets these words.
_UNTOLD: Mapping[type[Exception], str] = {
    Exception: "the request could not be answered; the log of the service says why",
    GraphUnavailable: "the database does not answer now; ask again later",
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses for routes that can fail with these statuses."""
    return {
        status: {
            "description": " or ".join(title for code, title in PROBLEMS.values() if code == status).capitalize()
            or _REFUSED,
            "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
        }
        for status in statuses
    }


def install(app: FastAPI) -> None:
    """Make the app answer every error of the table, and those of the framework, with a problem document."""
    for kind in PROBLEMS:
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(HTTPException, _answer_http)


def _answer(_request: Request, error: Exception) -> JSONResponse:
    kind = next(kind for kind in type(error).__mro__ if kind in PROBLEMS)
    status, title = PROBLEMS[kind]
    if kind in _UNTOLD:
        logger.error("%s: %s", title, error)
        detail = _UNTOLD[kind]
    elif isinstance(error, RequestValidationError):
        detail = "; ".join(map(_describe, error.errors()))
    else:
        detail = str(error)
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooManyRequests) else _HEADERS.get(status)
    return _problem(status, title, detail, headers)


def _answer_http(_request: Request, error: Exception) -> JSONResponse:
    """Errors of routing and of reading the request: unknown path, wrong method, unreadable or too large a body."""
    refused = cast("HTTPException", error)  # the framework declares handlers more widely than it calls them
    return _problem(refused.status_code, _REFUSED, refused.detail, refused.headers)


def _problem(status: int, title: str, detail: str, headers: Mapping[str, str] | None) -> JSONResponse:
    problem = Problem(
        type="urn:protest-graph:problem:" + title.lower().replace(" ", "-"), title=title, status=status, detail=detail
    )
    return JSONResponse(
        problem.model_dump(), status_code=status, headers=headers, media_type="application/problem+json"
    )


def _describe(fault: Mapping[str, Any]) -> str:
    """Where and what, without the input itself: it may be huge, and need not be text that can be sent back."""
    where = ".".join(map(str, fault["loc"][1:])) or str(fault["loc"][0])
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"
