"""Metadata in a JSON file beside an article: `<file name>.meta.json` with any of the fields of `Metadata`."""

from dataclasses import fields
from pathlib import Path
from typing import cast

import orjson

from ingest.article import Metadata

SUFFIX = ".meta.json"
_KEYS = tuple(field.name for field in fields(Metadata))
_MAX_BYTES = 64_000


def sidecar_of(article: Path) -> Path:
    """Path of the sidecar that belongs to an article file, whether it exists or not."""
    return article.with_name(article.name + SUFFIX)


def read_sidecar(path: Path) -> Metadata:
    """Read a sidecar. ValueError names what is wrong and under which key; OSError when the file cannot be read."""
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError(f"larger than {_MAX_BYTES} bytes")
    try:
        content: object = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- the content of the file is wrong, not an argument
    values: dict[str, str | None] = {}
    for key, value in cast("dict[str, object]", content).items():
        if key not in _KEYS:
            raise ValueError(f"unknown key {key!r}; known are {', '.join(_KEYS)}")
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{key}: {value!r} is not a string")
        values[key] = value
    return Metadata(**values)
