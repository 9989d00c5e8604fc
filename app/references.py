"""What an entity or incident is joined from: the units that decisions are about."""

from pydantic import Field

from app.graph import Graph, GraphQuery
from app.reports import ArticleRef, NamedId


class Reference(NamedId):
    """What articles call somebody or something by: what a split takes apart and a merge joins."""

    articles: int = Field(description="How many articles use it")
    example: ArticleRef | None = Field(description="One of them")


REFERENCES = GraphQuery("references", Reference)


def references_of(graph: Graph, id_: str) -> list[Reference]:
    """What is joined in an entity or incident, most used first, 100 at most. Raises GraphUnavailable."""
    return graph.rows(REFERENCES, id=id_)
