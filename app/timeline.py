"""When things happened: reports counted by the day, week or month of what they tell."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.filters import Filters
from app.graph import Graph, GraphQuery
from app.names import Resolution
from app.paging import Cursor, cut, decode_cursor

MAX_PERIODS = 1000

Step = Literal["day", "week", "month"]


class TimelineQuery(Filters):
    """Which reports, and how they are counted."""

    by: Annotated[Step, Field(description="Length of a period; weeks begin on Monday")] = "day"
    limit: Annotated[int, Field(ge=1, le=MAX_PERIODS, description="Periods a page")] = 400
    cursor: Cursor = None


class Period(BaseModel):
    """A day, week or month in which something happened. Each incident is counted where it begins."""

    first: str = Field(alias="from", description="ISO date", examples=["2022-09-26"])
    last: str = Field(alias="to", description="ISO date", examples=["2022-10-02"])
    incidents: int
    claims: int
    outlets: int = Field(description="How many outlets report on it")
    types: dict[str, int] = Field(description="Incidents by type", examples=[{"demo": 3, "arrest": 1}])


class Undated(BaseModel):
    """What is told without a date."""

    incidents: int
    claims: int


class Timeline(BaseModel):
    """Latest period first, without those in which nothing happened. All claims together are the reports asked for."""

    about: Resolution | None
    rows: list[Period]
    undated: Undated
    next: str | None = Field(description="Cursor of the next page; null on the last")


class _Position(BaseModel):
    """The first day of a period."""

    first: str


class _Type(BaseModel):
    type: str
    incidents: int


class _Period(BaseModel):
    first: str
    last: str
    incidents: int
    claims: int
    outlets: int
    types: list[_Type]


class _Timeline(BaseModel):
    periods: list[_Period]
    undated: Undated


TIMELINE = GraphQuery("timeline", _Timeline)


def timeline(graph: Graph, query: TimelineQuery) -> Timeline:
    """One page of periods, of everything or of what the filters let through. Raises BadCursor, GraphUnavailable."""
    after = decode_cursor(query.cursor, _Position)
    asked = query.asked(graph)
    [found] = graph.rows(
        TIMELINE,
        by=query.by,
        before=after.first if after else None,
        limit=query.limit + 1,  # one more than shown tells whether a page follows
        **asked.parameters,
    )
    shown, following = cut(found.periods, query.limit, lambda period: _Position(first=period.first))
    rows = [
        Period.model_validate(
            {
                "from": period.first,
                "to": period.last,
                **period.model_dump(include={"incidents", "claims", "outlets"}),
                "types": {one.type: one.incidents for one in period.types},
            }
        )
        for period in shown
    ]
    return Timeline(about=asked.about, rows=rows, undated=found.undated, next=following)
