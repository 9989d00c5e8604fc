"""Keyset pages: a cursor is the sort key of the last row shown, so rows that arrive meanwhile repeat and hide none."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from app.errors import BadCursor

MAX_LIMIT = 200

Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="Rows a page")]
Cursor = Annotated[
    str | None, Field(max_length=500, description="`next` of the page before; leave out for the first page")
]

Key = TypeVar("Key", bound=BaseModel)
Row = TypeVar("Row")


def encode_cursor(key: BaseModel) -> str:
    """The sort key of a row as an opaque, address-safe text."""
    return base64.urlsafe_b64encode(key.model_dump_json().encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, key: type[Key]) -> Key | None:
    """The sort key a cursor holds; None without a cursor. Raises BadCursor when it is not such a key."""
    if cursor is None:
        return None
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return key.model_validate_json(text)
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error


def cut(found: list[Row], limit: int, key: Callable[[Row], BaseModel]) -> tuple[list[Row], str | None]:
    """The rows of a page, of up to one more than its limit, and the cursor of the next page, None on the last.

    `key` gives the sort key of a row.
    """
    shown = found[:limit]
    return shown, encode_cursor(key(shown[-1])) if len(found) > limit else None
