"""A table of reports in, the incident of each out; what is wrong with a table is said by file, row and column."""

import csv
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from protest_graph.cli import app

HEADER = ["id", "date_start", "date_end", "latitude", "longitude", "city", "deaths_best", "source"]
ROWS = [
    ["r2", "2019-03-02", "2019-03-02", "48.0", "20.0", "Karsk", "2", "Northlight (2019-03-03) Two killed in Karsk"],
    ["r1", "2019-03-02", "2019-03-02", "48.0", "20.0", "Karsk", "2", "Ferryman (2019-03-03) Two killed in Karsk,\nnow"],
    ["r3", "2019-03-02", "2019-03-01", "51.0", "20.0", "Brod", "", "Ferryman (2019-03-03) Shots in Brod"],
    ["r4", "", "NA", "", "", "", "", ""],
]


def run(folder: Path, rows: list[list[str]], header: list[str] = HEADER) -> tuple[Result, Path]:
    table, output = folder / "reports.csv", folder / "incidents.csv"
    with table.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *rows])
    return CliRunner().invoke(app, ["predict-incidents", str(table), "-o", str(output)]), output


def test_each_report_gets_its_incident_whatever_the_order_of_rows_and_columns(tmp_path: Path) -> None:
    expected = "id,incident\nr1,r1\nr2,r1\nr3,r3\nr4,r4\n"
    for seed in range(4):
        rows = random.Random(seed).sample(ROWS, len(ROWS))
        columns = random.Random(seed).sample(range(len(HEADER)), len(HEADER))
        result, output = run(tmp_path, [[row[n] for n in columns] for row in rows], [HEADER[n] for n in columns])
        assert result.exit_code == 0, result.output
        assert output.read_text(encoding="utf-8") == expected


def test_columns_that_can_be_done_without(tmp_path: Path) -> None:
    result, output = run(tmp_path, [row[:5] for row in ROWS], HEADER[:5])
    assert result.exit_code == 0, result.output
    assert len(output.read_text(encoding="utf-8").splitlines()) == 1 + len(ROWS)


def test_a_table_without_rows(tmp_path: Path) -> None:
    result, output = run(tmp_path, [])
    assert (result.exit_code, output.read_text(encoding="utf-8")) == (0, "id,incident\n")


def test_missing_columns_are_named_with_the_file(tmp_path: Path) -> None:
    result, output = run(tmp_path, [row[1:4] for row in ROWS], HEADER[1:4])
    assert result.exit_code == 1
    assert "reports.csv: no column id and no column longitude" in " ".join(result.output.split())
    assert not output.exists()


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("date_start", "2017-13-40", "date_start '2017-13-40' is no date"),
        ("latitude", "north", "latitude 'north' is no number"),
        ("longitude", "181", "longitude '181' is not within 180 degrees"),
        ("deaths_best", "-99", "deaths_best '-99' is no count"),
        ("id", " ", "id is empty"),
        ("id", "r1", "id 'r1' is that of row 3"),
    ],
)
def test_a_malformed_field_is_named_with_its_row(tmp_path: Path, column: str, value: str, said: str) -> None:
    bad = list(ROWS[2])
    bad[HEADER.index(column)] = value
    result, _ = run(tmp_path, [*ROWS[:2], bad])
    assert result.exit_code == 1
    assert f"reports.csv: row 4: {said}" in " ".join(result.output.split())


@pytest.mark.parametrize("row", [["r9", "2019-03-02"], [*ROWS[0], "more"]])
def test_a_row_of_another_length(tmp_path: Path, row: list[str]) -> None:
    result, _ = run(tmp_path, [row])
    assert result.exit_code == 1
    assert "row 2: the header has 8 fields, this row has" in " ".join(result.output.split())


def test_another_encoding(tmp_path: Path) -> None:
    table = tmp_path / "reports.csv"
    table.write_bytes("id,Stätte\n".encode("latin-1"))
    result = CliRunner().invoke(app, ["predict-incidents", str(table), "-o", str(tmp_path / "out.csv")])
    assert result.exit_code == 1
    assert "reports.csv: not UTF-8" in " ".join(result.output.split())
