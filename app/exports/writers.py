"""Records as files: CSV and Parquet, a chunk of bytes at a time."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from app.exports.tables import Cell, Row, Table

ROWS_A_CHUNK = 1000
PIECE_BYTES = 64 * 1024
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10)."""

TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces: the server takes up a thread for each, which costs more than making a row."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def csv_lines(rows: Iterable[Row], table: Table[Row]) -> Iterator[bytes]:
    """A table with a heading (RFC 4180, UTF-8): unknown is empty; text that a spreadsheet would run begins with '."""
    yield _csv_line(column.name for column in table)
    for row in rows:
        yield _csv_line(_harmless(column.cell(row)) for column in table)


def parquet(rows: Iterable[Row], table: Table[Row]) -> Iterator[bytes]:
    """A Parquet file, a row group for each ROWS_A_CHUNK rows."""
    schema = pa.schema([(column.name, TYPES[column.type]) for column in table])
    sink = _Drained()
    source = iter(rows)
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        while chunk := list(islice(source, ROWS_A_CHUNK)):
            cells = {column.name: [column.cell(row) for row in chunk] for column in table}
            writer.write_table(pa.table(cells, schema=schema))
            yield sink.drain()
    yield sink.drain()


class _Drained(io.RawIOBase):
    """A file that forgets what was taken from it, so that only what waits to be sent is in memory."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        """It takes bytes."""
        return True

    def write(self, data: object) -> int:
        """Keep bytes until they are drained."""
        piece = bytes(memoryview(data))  # pyright: ignore[reportArgumentType]  # whatever holds bytes
        self._waiting.append(piece)
        self._written += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How many bytes were ever written."""
        return self._written

    def drain(self) -> bytes:
        """What was written since."""
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def _csv_line(cells: Iterable[Cell]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(["" if cell is None else cell for cell in cells])
    return line.getvalue().encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
