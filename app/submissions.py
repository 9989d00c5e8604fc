"""What the service needs of whoever stores incoming documents; the command line supplies it."""

from datetime import date
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field


class SubmittedMetadata(BaseModel):
    """What is known beside the text; whatever is left out is unknown, unless the text itself states it."""

    model_config = ConfigDict(extra="forbid")

    url: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None


class Submission(BaseModel):
    """A raw document exactly as it was found, and what is known beside it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "raw": "Police closed two streets in the centre on Sunday.\n\nSource: Example Wire\n",
                    "metadata": {"title": "Streets closed", "published": "2022-09-25"},
                }
            ]
        },
    )

    raw: str = Field(min_length=1)
    metadata: SubmittedMetadata = SubmittedMetadata()


class Accepted(BaseModel):
    """A document that is stored and will be read, or that was stored before."""

    article: str
    revision: str


class Accept(Protocol):
    """Stores a document before anything reads it; the same document twice changes nothing."""

    def __call__(self, raw: bytes, metadata: SubmittedMetadata) -> Accepted:
        """Raises SubmissionRefused when the document cannot be parsed, GraphUnavailable."""
        ...
