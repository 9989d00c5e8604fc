"""Who may use the service: the keys on record, without what opens anything."""

from pydantic import BaseModel, Field

from app.graph import Graph, GraphQuery
from graph_schema.api_keys import Scope


class Key(BaseModel):
    """A key on record; times are ISO, UTC."""

    id: str = Field(description="What `protest-graph keys revoke` takes", examples=["1f3a5c7e9b0d"])
    name: str = Field(description="Whose it is; decisions are made under this name")
    scopes: list[Scope]
    created_at: str
    expires_at: str
    revoked_at: str | None = Field(description="Null unless it was taken back")


class KeyList(BaseModel):
    """All keys, newest first."""

    rows: list[Key]


KEYS = GraphQuery("keys", Key)


def keys(graph: Graph) -> list[Key]:
    """All keys, newest first. Raises GraphUnavailable."""
    return graph.rows(KEYS)
