import re
from typing import LiteralString, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema import cypher

FOLDERS = (
    "queries",
    "writes",
    "joining",
    "decisions",
    "access",
    "copying",
    "lint",
    "ledger",
    "migrations",
    "bloom/phrases",
    "bloom/suggestions",
)
FILES = [name for folder in FOLDERS for name in cypher.names(folder)]


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_its_purpose(name: str) -> None:
    assert len(cypher.purpose(name)) > 10


# Queries must mean the same as Cypher 5 and as Cypher 25, and need no plug-in.
BANNED = {
    "a version prefix": r"^\s*CYPHER\b",
    "a plug-in procedure": r"\b(apoc|gds)\.",
    "id() instead of elementId()": r"(?<![\w.])id\(",
    "importing WITH in a subquery": r"\bCALL\s*\{",
    "a label computed at run time": r":\s*\$\(",
    "a clause of Cypher 25 only": r"^\s*(FILTER|LET|NEXT|WHEN\b.*\bTHEN\s*\{)",
    "reading files or addresses": r"\bLOAD\s+CSV\b",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("construct", BANNED)
def test_no_construct_of_one_dialect_only(name: str, construct: str) -> None:
    code = "\n".join(cypher.statements(cypher.load(name)))
    assert not re.search(BANNED[construct], code, re.MULTILINE)


def test_an_unknown_file_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_query"):
        cypher.load("queries/no_such_query.cypher")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("RETURN 1", ["RETURN 1"]),
        ("RETURN 1;\nRETURN 2;\n", ["RETURN 1", "RETURN 2"]),
        ("RETURN ';' AS a; RETURN \"it's;\"", ["RETURN ';' AS a", 'RETURN "it\'s;"']),
        (r"RETURN 'don\'t;'; RETURN 2", [r"RETURN 'don\'t;'", "RETURN 2"]),
        ("// a; b\nRETURN 1 /* ; */; // c;", ["RETURN 1"]),
        ("RETURN 1 AS `a;b`", ["RETURN 1 AS `a;b`"]),
        ("RETURN 4 / 2", ["RETURN 4 / 2"]),
        ("RETURN 'https://x;y'", ["RETURN 'https://x;y'"]),
        (" ; \n;", []),
    ],
)
def test_scripts_split_at_the_end_of_statements_only(script: LiteralString, expected: list[str]) -> None:
    assert cypher.statements(script) == expected


@given(st.lists(st.text().map(lambda text: "RETURN '" + text.replace("\\", "\\\\").replace("'", "\\'") + "' AS x")))
def test_what_stands_in_strings_never_splits(parts: list[str]) -> None:
    assert cypher.statements(cast("LiteralString", ";\n".join(parts))) == parts
