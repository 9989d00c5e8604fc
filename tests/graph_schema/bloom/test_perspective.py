"""The perspective is a file of the format, says what the graph model says, and hides what is plumbing."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import neo4j
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from graph_schema.bloom.look import LOOKS
from graph_schema.bloom.perspective import PALETTE, perspective
from graph_schema.bloom.phrases import phrases
from graph_schema.model import NODES, RELATIONSHIPS
from protest_graph.cli import app

PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "bloom.md").read_text(encoding="utf-8")
PLUMBING = {"Revision", "Mention", "Reference", "Key", "Decision", "Run"}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(files("graph_schema.bloom").joinpath("perspective.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """As a reader of the file sees it."""
    return json.loads(json.dumps(perspective()))


def test_it_is_of_the_format(validator: Draft202012Validator, written: dict[str, Any]) -> None:
    assert [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(written)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("categories", 0, "color"), "blue"),
        (("categories", 0, "icon"), "person"),
        (("categories", 0, "size"), 9),
        (("categories", 0, "properties", 0, "dataType"), "text"),
        (("templates", 0, "params", 0, "name"), "outlet"),
        (("templates", 0, "query"), "RETURN 1"),
        (("relationshipTypes", 0, "size"), None),
        (("metadata", "indexes", 0, "propertyKeys"), "id"),
        (("version",), "new"),
    ],
)
def test_what_is_not_of_the_format_is_told(validator: Draft202012Validator, path: tuple[Any, ...], value: Any) -> None:
    spoilt = json.loads(json.dumps(perspective()))
    part = spoilt
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert not validator.is_valid(spoilt)


def test_every_kind_of_node_is_shown_or_known_plumbing(written: dict[str, Any]) -> None:
    shown = {label for category in written["categories"] for label in category["labels"]}
    assert shown | PLUMBING == {record.label for record in NODES}
    assert not shown & PLUMBING
    assert written["hideUncategorisedData"] is True


def test_every_relationship_is_shown_or_hidden_and_what_is_shown_connects_shown_kinds(written: dict[str, Any]) -> None:
    shown = {relationship["name"] for relationship in written["relationshipTypes"]}
    hidden = set(written["hiddenRelationshipTypes"])
    assert shown | hidden == set(RELATIONSHIPS)
    assert not shown & hidden
    segments = written["metadata"]["pathSegments"]
    assert {segment["relationshipType"] for segment in segments} == shown
    assert {end for segment in segments for end in (segment["source"], segment["target"])} == set(LOOKS)
    assert {"source": "Source", "relationshipType": "REPORTED", "target": "Claim"} in segments


def test_captions_are_properties_that_are_shown(written: dict[str, Any]) -> None:
    for category in written["categories"]:
        shown = {one["name"] for one in category["properties"] if not one["exclude"]}
        assert set(category["captionKeys"]) <= shown


def test_no_two_kinds_look_alike(written: dict[str, Any]) -> None:
    colours = [category["color"] for category in written["categories"]]
    assert len(set(colours)) == len(colours)
    assert set(colours) <= set(PALETTE)


def test_types_are_those_of_the_graph(written: dict[str, Any]) -> None:
    types = {(label, one["propertyKey"]): one["dataType"] for label, many in written["labels"].items() for one in many}
    assert types["Claim", "low"] == "bigint"
    assert types["Claim", "stance"] == "string"
    assert types["Claim", "tactics"] == "array"
    assert types["Article", "publishedAt"] == "string"
    assert types["Place", "location"] == "Point"
    assert ("Place", "latitude") not in types


def test_what_is_said_to_be_indexed_is(written: dict[str, Any], driver: neo4j.Driver, neo4j_settings: Any) -> None:
    records, _, _ = driver.execute_query(
        "SHOW INDEXES YIELD type, entityType, labelsOrTypes, properties "
        "WHERE type = 'RANGE' AND entityType = 'NODE' RETURN labelsOrTypes AS labels, properties",
        database_=neo4j_settings.database,
    )
    indexed = {(record["labels"][0], record["properties"][0]) for record in records}
    said = {(one["label"], one["propertyKeys"][0]) for one in written["metadata"]["indexes"]}
    assert said <= indexed
    properties = {(label, one["propertyKey"]) for label, many in written["labels"].items() for one in many}
    assert said == indexed & properties


def test_parameters_of_a_phrase_are_those_of_its_cypher() -> None:
    for phrase in phrases():
        assert {parameter.name for parameter in phrase.parameters} == set(re.findall(r"\$(\w+)", phrase.cypher))


def test_phrases_have_different_words() -> None:
    asked = [phrase.question for phrase in phrases()]
    assert len(set(asked)) == len(asked) >= 10


def test_the_command_writes_the_same_file_each_time(tmp_path: Path, written: dict[str, Any]) -> None:
    contents: list[bytes] = []
    for name in ("one.json", "two.json"):
        result = CliRunner().invoke(app, ["db", "bloom", "-o", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]
    assert cast("dict[str, Any]", json.loads(contents[0])) == written


@pytest.mark.parametrize("command", re.findall(r"^\$ protest-graph (.+)$", PAGE, re.MULTILINE))
def test_the_commands_of_the_page_write_the_files_it_names(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, command.split())
    assert result.exit_code == 0, result.output
    assert (tmp_path / command.rsplit(maxsplit=1)[-1]).stat().st_size > 1000


def test_the_page_names_every_question() -> None:
    words = PAGE.replace("*", "").replace("other outlet", "other_outlet")
    for phrase in phrases():
        first = phrase.question.split("$")[0].strip()
        assert first in words, phrase.question


@pytest.mark.parametrize("command", ["bloom", "favourites", "style"])
def test_where_nothing_can_be_written_the_command_says_so(command: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["db", command, "-o", str(tmp_path / "no" / "folder")])
    assert result.exit_code == 1
    assert "cannot write" in result.output
    assert "Example: protest-graph" in CliRunner().invoke(app, ["db", command, "--help"]).output
