"""Our own table of name pairs: how often two spellings are rightly taken for one name or for two."""

from pathlib import Path

from ingest.joining.names import compare_bodies, compare_people

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("names.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SAME = 0.6  # below it only context can settle a pair


def test_the_table_is_large_and_mixed() -> None:
    scripts = [row for row in ROWS if any("\u0370" <= letter < "\u1e00" for letter in row[0] + row[1])]
    assert len(ROWS) == len({row[:2] for row in ROWS}) >= 150
    assert len(scripts) >= 40
    assert 0.4 <= sum(row[3] == "0" for row in ROWS) / len(ROWS) <= 0.6


def test_names_are_told_apart() -> None:
    wrong = [row for row in ROWS if _same(row) != (row[3] == "1")]
    assert 1 - len(wrong) / len(ROWS) >= 0.97, wrong


def _same(row: tuple[str, ...]) -> bool:
    compare = compare_people if row[2] == "person" else compare_bodies
    return compare(row[0], row[1]).score >= SAME
