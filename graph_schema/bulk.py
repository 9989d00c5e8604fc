"""Files for the server's own import, which writes a whole graph in little time and constant memory.

Ids are unique in the whole graph. An empty list is left out, as the import has no word for it.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast, get_args, get_origin, get_type_hints

from neo4j import Driver
from neo4j.spatial import Point

from graph_schema import embedded
from graph_schema.artefacts import Progress, silent
from graph_schema.migrate import shipped
from graph_schema.model import Node, property_names
from graph_schema.settings import GraphSettings

Columns = Mapping[str, str]
"""Name of a property and its type, in the words of the import."""

POINT = "point{crs:WGS-84}"

_ARRAY = "\x1f"  # between the values of a list
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


def columns(record: type[Node]) -> Columns:
    """The properties of a node kind and their types."""
    hints = get_type_hints(record)
    types = (_type(hints[field.name]) for field in fields(record))
    return {**dict(zip(property_names(record), types, strict=True)), "id": "ID"}


class ImportFiles:
    """One file a label and one a type of relationship, in a folder. Use it in a `with`, then `run_import`."""

    def __init__(self, folder: Path, nodes: Mapping[str, Columns], relationships: Mapping[str, Columns]) -> None:
        self.folder = folder
        self._nodes = nodes
        self._relationships = relationships
        self._streams: dict[str, IO[str]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for label, names in self._nodes.items():
            self._open(self._node_file(label), names)
        for kind, names in self._relationships.items():
            self._open(self._relationship_file(kind), {":START_ID": "", ":END_ID": "", **names})
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*cast("tuple[type[BaseException], BaseException, TracebackType]", error))

    def node(self, label: str, values: Mapping[str, object]) -> None:
        """One node; properties without a column are left out. Raises KeyError for a label without a file."""
        row = ",".join([_field(values.get(name)) for name in self._nodes[label]])
        self._streams[self._node_file(label)].write(row + "\n")

    def relationship(self, kind: str, start: str, end: str, values: Mapping[str, object]) -> None:
        """One relationship, between ids; properties without a column are left out. Raises KeyError as `node` does."""
        row = ",".join([_field(start), _field(end), *(_field(values.get(name)) for name in self._relationships[kind])])
        self._streams[self._relationship_file(kind)].write(row + "\n")

    def arguments(self) -> list[str]:
        """What tells the import of the files."""
        nodes = [f"--nodes={label}={self.folder / self._node_file(label)}" for label in self._nodes]
        kinds = self._relationships
        return nodes + [f"--relationships={kind}={self.folder / self._relationship_file(kind)}" for kind in kinds]

    def _open(self, name: str, names: Columns) -> None:
        stream = self._stack.enter_context((self.folder / name).open("w", encoding="utf-8"))
        stream.write(",".join(f"{column}:{type_}" if type_ else column for column, type_ in names.items()) + "\n")
        self._streams[name] = stream

    def _node_file(self, label: str) -> str:
        return f"node-{label}.csv"

    def _relationship_file(self, kind: str) -> str:
        return f"edge-{kind}.csv"


def run_import(
    settings: GraphSettings, files: ImportFiles, more: Sequence[str] = (), progress: Progress = silent
) -> None:
    """Replace the graph of a stopped local server by closed files, without constraints and indexes: see `index`.

    `more` are further options of the import. Raises EmbeddedError when it fails or the server runs.
    """
    embedded.admin(settings, [
        "database", "import", "full", embedded.DATABASE, "--overwrite-destination=true", "--id-type=string",
        "--multiline-fields=true", f"--array-delimiter=U+{ord(_ARRAY):04X}",
        f"--report-file={files.folder / 'import.report'}", *more, *files.arguments(),
    ], progress)  # fmt: skip


def index(driver: Driver, database: str) -> None:
    """Create the constraints and indexes of an imported graph, and wait until they are filled."""
    with driver.session(database=database) as session:
        for migration in shipped():
            for statement in migration.statements if migration.changes_schema else ():
                session.run(statement).consume()
        session.run("CALL db.awaitIndexes(3600)").consume()


def _type(hint: object) -> str:
    if get_origin(hint) is tuple:
        return "string[]"
    inner = [one for one in (get_args(hint) or (hint,)) if one in _TYPES]
    return _TYPES[inner[0]] if inner else "string"


def _field(value: object) -> str:
    """A value as the import reads it: nothing for null, a quoted nothing for an empty text."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, Point):
        return f'"{{longitude:{value[0]}, latitude:{value[1]}}}"'
    text = _ARRAY.join(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'
