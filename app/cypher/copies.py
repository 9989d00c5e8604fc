"""Making a copy of the graph that holds only what the public may see, and which copy is the one to ask.

Copies lie beside each other in `<data_dir>/cypher-copy`, each with a server of its own; a record names the current one.
"""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import neo4j
from filelock import FileLock, Timeout
from neo4j.exceptions import DriverError, Neo4jError
from pydantic import BaseModel, ValidationError

from app.freshness import VERSION
from app.graph import Graph
from app.masking import WITHHELD, Masker
from graph_schema import embedded
from graph_schema.artefacts import Progress, silent
from graph_schema.bulk import POINT, Columns, ImportFiles, columns, index, run_import
from graph_schema.connection import open_driver
from graph_schema.cypher import load
from graph_schema.errors import EmbeddedError, GraphUnavailable
from graph_schema.model import (
    Article,
    Claim,
    Finding,
    Group,
    Incident,
    Mention,
    Node,
    Organisation,
    Person,
    Place,
    Sentence,
    Source,
)
from graph_schema.settings import GraphSettings

TRIES = 3
"""How often a copy is begun anew because somebody became withheld while it was made."""

_TOLD_EVERY = 1000  # nodes or relationships


def _shown(record: type[Node], *left_out: str) -> Columns:
    return {name: type_ for name, type_ in columns(record).items() if name not in left_out}


NODES: Mapping[str, Columns] = {
    **{record.label: _shown(record) for record in (Source, Incident, Organisation, Group, Person, Finding)},
    "Article": _shown(Article, "url"),  # which may spell a name
    "Revision": {"id": "ID", "format": "string", "status": "string", "acceptedAt": "long", "text": "string"},
    "Sentence": _shown(Sentence),
    "Mention": _shown(Mention),
    "Claim": _shown(Claim, "method"),
    "Place": {**_shown(Place, "latitude", "longitude"), "location": POINT},
}
"""What of each kind of node a copy has; a property that is not named here is in none."""

RELATIONSHIPS: Mapping[str, Columns] = {
    **{kind: {} for kind in ("PUBLISHED", "HAS_REVISION", "HAS_SENTENCE", "HAS_MENTION", "REFERS_TO", "EVIDENCED_BY",
                             "OCCURRED_AT", "PART_OF", "ORIGINATES_FROM", "CORROBORATES")},
    "SAID": {"verb": "string", "direct": "boolean"},
    "ATTRIBUTED_VIA": {"depth": "long"},
    "ABOUT": {"role": "string"},
    "REPORTED": {"articleId": "string", "derived": "boolean"},
    "SUPPORTED_BY": {"origin": "string", "by": "string", "agrees": "boolean", "measured": "boolean"},
    "CONTRADICTS": {"basis": "string", "score": "double", "why": "string"},
    "COPY_OF": {"share": "double"},
}  # fmt: skip


class Copy(BaseModel):
    """The copy to ask: the name of its directory, when it was made (ISO, UTC), and of which version of the graph."""

    name: str
    made_at: str
    version: str


@dataclass(frozen=True, slots=True)
class Made:
    """A new copy, and how much it holds."""

    copy: Copy
    nodes: int
    relationships: int


class Copies:
    """The copies of one installation."""

    def __init__(self, settings: GraphSettings) -> None:
        self._settings = settings
        self._root = settings.data_dir / "cypher-copy"
        self._record = self._root / "current.json"

    def current(self) -> Copy | None:
        """The copy to ask; None before the first is made. Raises EmbeddedError for a record that says nothing."""
        try:
            return Copy.model_validate_json(self._record.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError as error:
            raise EmbeddedError(f"{self._record} is damaged: make a new copy") from error

    def server(self, copy: Copy) -> GraphSettings:
        """How to reach the server of a copy."""
        return replace(self._settings, uri=None, data_dir=self._root / copy.name, database="neo4j", guarded=True)

    def refresh(self, graph: Graph, progress: Progress = silent) -> Made:
        """Make a copy of the graph as it is now, and the one to ask; the one before answers until then.

        Raises EmbeddedError or GraphUnavailable; the copy before then stays.
        """
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with FileLock(self._root / "refresh.lock", timeout=0):
                return self._refresh(graph, progress)
        except Timeout as error:
            raise EmbeddedError("a copy is being made by another process") from error

    def stop(self) -> bool:
        """Stop the server of the current copy, which stays on disk; False when it was not running."""
        copy = self.current()
        return copy is not None and embedded.stop(self.server(copy))

    def _refresh(self, graph: Graph, progress: Progress) -> Made:
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        copy = Copy(name=name, made_at=now.isoformat(timespec="seconds"), version="")
        guarded = self.server(copy)
        open_ = replace(guarded, guarded=False)  # it is filled and indexed before it is guarded
        guarded.data_dir.mkdir(mode=0o700)
        try:
            made = _fill(graph, open_, copy, progress)
            with open_driver(open_, progress) as driver:
                progress("indexing the copy", 0, 0)
                index(driver, open_.database)
            embedded.stop(open_)
            embedded.ensure_running(guarded, progress)
        except BaseException:  # Ctrl-C included: half a copy is no use
            embedded.stop(guarded)
            shutil.rmtree(guarded.data_dir, ignore_errors=True)
            raise
        part = self._record.with_suffix(".part")
        part.write_text(made.copy.model_dump_json(), encoding="utf-8")
        part.replace(self._record)
        self._clear(name)
        return made

    def _clear(self, current: str) -> None:
        """Remove every other copy: the one before, and what a refresh that was killed left."""
        for directory in self._root.iterdir():
            if directory.is_dir() and directory.name != current:
                embedded.stop(replace(self._settings, uri=None, data_dir=directory))
                shutil.rmtree(directory, ignore_errors=True)


def _fill(graph: Graph, settings: GraphSettings, copy: Copy, progress: Progress) -> Made:
    """Write what the public may see into a new server. Whoever becomes withheld meanwhile begins it anew."""
    for _ in range(TRIES):
        [version] = graph.rows(VERSION)
        withheld = graph.rows(WITHHELD)
        mask = Masker(withheld).mask
        with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder:
            with ImportFiles(Path(folder), NODES, RELATIONSHIPS) as files:
                nodes = _copy_nodes(graph, files, mask, progress)
                relationships = _copy_relationships(graph, files, mask, progress)
            if _sorted(graph.rows(WITHHELD)) != _sorted(withheld):
                continue
            progress("importing the copy", 0, 0)
            # what came in meanwhile may lack its ends; two ids are one where both spell a name
            lenient = ["--skip-bad-relationships=true", "--skip-duplicate-nodes=true", "--bad-tolerance=-1"]
            run_import(settings, files, lenient, progress)
        numbered = copy.model_copy(update={"version": f"{version.since}-{version.number}"})
        return Made(numbered, nodes, relationships)
    raise GraphUnavailable("persons became withheld each time a copy was begun: make it when less is being read")


def _sorted(withheld: list[Any]) -> list[tuple[str, list[str]]]:
    return sorted((person.id, sorted(person.names)) for person in withheld)


def _copy_nodes(graph: Graph, files: ImportFiles, mask: Callable[[str], str], progress: Progress) -> int:
    number = 0
    for number, row in enumerate(_stream(graph, "copying/nodes.cypher"), start=1):
        files.node(row["label"], _masked(row["properties"], mask))
        if number % _TOLD_EVERY == 0:
            progress("copying nodes", number, 0)
    return number


def _copy_relationships(graph: Graph, files: ImportFiles, mask: Callable[[str], str], progress: Progress) -> int:
    number = 0
    for number, row in enumerate(_stream(graph, "copying/relationships.cypher"), start=1):
        files.relationship(row["type"], mask(row["start"]), mask(row["end"]), _masked(row["properties"], mask))
        if number % _TOLD_EVERY == 0:
            progress("copying relationships", number, 0)
    return number


def _stream(graph: Graph, query: str) -> Any:
    """Rows as they come, so that memory stays constant. Raises GraphUnavailable."""
    try:
        with graph.driver.session(database=graph.database, default_access_mode=neo4j.READ_ACCESS) as session:
            yield from session.run(load(query))
    except (DriverError, Neo4jError) as error:
        raise GraphUnavailable(f"the graph could not be copied: {error}") from error


def _masked(properties: Mapping[str, Any], mask: Callable[[str], str]) -> dict[str, Any]:
    return {name: _mask(value, mask) for name, value in properties.items()}


def _mask(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    return [_mask(one, mask) for one in value] if isinstance(value, list) else value
