"""What was known on a day: by when articles were published, or by when they came in."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class KnownAt(BaseModel):
    """Only what articles up to a day tell; without a day, everything.

    An article without a publication date is not known to have been published by any.
    """

    known_at: Annotated[
        date | None, Field(le=date(9999, 12, 30), description="Only what was known on this day, itself included")
    ] = None
    clock: Annotated[
        Literal["publication", "ingest"],
        Field(description="Known since it was published, or since it came into this graph"),
    ] = "publication"

    def parameters(self) -> dict[str, object]:
        """Parameters of queries: the last day of publication, and the milliseconds (UTC) before which it came in."""
        day = self.known_at
        published = day.isoformat() if day is not None and self.clock == "publication" else None
        before: int | None = None
        if day is not None and self.clock == "ingest":
            midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
            before = int(midnight.timestamp() * 1000)
        return {"published_by": published, "accepted_before": before}


EVER = KnownAt()
