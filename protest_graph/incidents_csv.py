"""Which reports of a table tell of the same incident: CSV in, rows of id and incident out."""

import csv
from collections.abc import Iterator
from pathlib import Path

from ingest.joining.incident_pairs import IncidentReport, same_incidents
from ingest.joining.maverick import NEEDED, MalformedRow, incident_report
from protest_graph.console import Failure


def predict_incidents(table: Path) -> Iterator[tuple[str, str]]:
    """The id of every report of a table and that of its incident, sorted; the same for any order of the rows.

    An incident is called after the lowest id of its reports.

    Args:
        table: CSV in UTF-8 with the columns of MAVERICK; other columns are not looked at.

    Raises:
        Failure: it is not such a table; the message names file, row and column. The header is row 1.
    """
    incident = {id_: group[0] for group in same_incidents(read_reports(table)) for id_ in group}
    yield from sorted(incident.items())


def read_reports(table: Path) -> list[IncidentReport]:
    """The reports of a table, see `predict_incidents`. Raises Failure."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            return list(_reports(csv.DictReader(lines, strict=True)))
    except UnicodeDecodeError as error:
        raise Failure(f"{table}: not UTF-8: {error}") from error
    except (csv.Error, MalformedRow) as error:
        raise Failure(f"{table}: {error}") from error


def _reports(rows: "csv.DictReader[str]") -> Iterator[IncidentReport]:
    if missing := [column for column in NEEDED if column not in (rows.fieldnames or ())]:
        raise MalformedRow(f"no column {' and no column '.join(missing)}")
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():  # how DictReader marks what is too much or too little
            raise MalformedRow(f"row {number}: the header has {len(rows.fieldnames or ())} fields, this row has not")
        if not row["id"].strip():
            raise MalformedRow(f"row {number}: id is empty")
        if (first := seen.setdefault(row["id"], number)) != number:
            raise MalformedRow(f"row {number}: id '{row['id']}' is that of row {first}")
        try:
            yield incident_report(row)
        except MalformedRow as error:
            raise MalformedRow(f"row {number}: {error}") from error
