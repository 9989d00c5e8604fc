"""The reader without a graph, in the format that scorers compare."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from protest_graph.cli import app

ARTICLE = {"id": "a1", "published": "2023-05-17", "paragraphs": ["Over 40 people were held in Lima, Karsk Watch said."]}


def test_a_prediction_has_what_was_read_and_no_annotation(tmp_path: Path) -> None:
    gold, output = tmp_path / "gold.json", tmp_path / "out.json"
    gold.write_text(json.dumps({"articles": [ARTICLE], "claims": [{"id": "gold"}]}), encoding="utf-8")
    result = CliRunner().invoke(app, ["predict", str(gold), "-o", str(output)])
    assert result.exit_code == 0, result.output
    found = json.loads(output.read_text(encoding="utf-8"))
    (claim,) = found["claims"]
    assert (claim["kind"], claim["count"]["low"], claim["article"]) == ("arrest", 41, "a1")
    assert {entity["name"] for entity in found["entities"]} >= {"Lima", "Karsk Watch"}


@pytest.mark.parametrize("content", ["no json", "[]", '{"articles": [{"id": "a1"}]}'])
def test_another_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["predict", str(gold), "-o", str(tmp_path / "out.json")])
    assert result.exit_code == 1
    assert "gold.json: not a file of annotated articles" in result.output


def test_a_pipeline_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INGEST_MODEL", "en_nowhere")
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"articles": [ARTICLE]}), encoding="utf-8")
    result = CliRunner().invoke(app, ["predict", str(gold), "-o", str(tmp_path / "out.json")])
    assert result.exit_code == 1
    assert "cannot load the pipeline 'en_nowhere'" in result.output
