"""Articles in files and folders, each with an optional sidecar.

One bad file never ends a run: it is yielded as `SetAside` with its reason and the walk goes on.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from ingest.article import MAX_BYTES, Metadata
from ingest.sources.raw import RawDocument, SetAside
from ingest.sources.sidecar import SUFFIX, read_sidecar, sidecar_of


def read_path(path: Path) -> Iterator[RawDocument | SetAside]:
    """Yield the article at `path`, or every article below it in sorted order.

    Hidden files and folders below `path` are passed over, and a sidecar yields nothing by itself. Links to folders
    are not followed, so that a loop of links cannot occur. Nothing is raised for a file that cannot be read.
    """
    try:
        if path.is_dir():
            found = False
            for item in _walk(path):
                found = True
                yield item
            if not found:
                yield SetAside(_origin(path), "the folder holds no article")
        else:
            yield from _read_file(path)
    except OSError as error:
        yield SetAside(_origin(path), _reason(error))


def _walk(folder: Path) -> Iterator[RawDocument | SetAside]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        try:
            if not path.is_dir():
                yield from _read_file(path)
            elif path.is_symlink():
                yield SetAside(_origin(path), "a link to a folder is not followed")
            else:
                yield from _walk(path)
        except OSError as error:
            yield SetAside(_origin(path), _reason(error))


def _read_file(path: Path) -> Iterator[RawDocument | SetAside]:
    origin = _origin(path)
    if path.name.endswith(SUFFIX):
        article = path.with_name(path.name.removesuffix(SUFFIX))
        if not article.exists():
            yield SetAside(origin, f"a sidecar without its article {article.name}")
        return
    size = path.stat().st_size
    if not path.is_file():  # a pipe or device would be waited for without end
        yield SetAside(origin, "not a regular file")
        return
    if size > MAX_BYTES:
        yield SetAside(origin, f"{size} bytes, the limit is {MAX_BYTES}")
        return
    raw = path.read_bytes()
    sidecar = sidecar_of(path)
    try:
        metadata = read_sidecar(sidecar) if os.path.lexists(sidecar) else Metadata()
    except (ValueError, OSError) as error:
        reason = _reason(error) if isinstance(error, OSError) else str(error)
        yield SetAside(origin, f"its sidecar {sidecar.name}: {reason}", raw)
    else:
        yield RawDocument(origin, raw, metadata)


def _origin(path: Path) -> str:
    # Names of files are bytes: those that are not UTF-8 are shown with escapes, as no database stores halves.
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"
