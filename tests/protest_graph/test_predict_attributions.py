"""Who says what in plain texts, as a scorer wants it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from protest_graph.cli import app

TEXT = (
    "KARSK\r\n\r\n“Nobody told us anything,” said Ana Roca, a nurse. "
    "The governor denied that 40 people had been held.\r\n"
)


def test_every_span_is_in_characters_of_the_file(tmp_path: Path) -> None:
    folder, output = tmp_path / "texts", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "a1.txt").write_bytes(TEXT.encode())
    result = CliRunner().invoke(app, ["predict-attributions", str(folder), "-o", str(output)])
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert {row["doc"] for row in rows} == {"a1"}
    said = [(TEXT[slice(*row["source"])], TEXT[slice(*part)]) for row in rows for part in row["content"]]
    assert any("Ana Roca" in source and "Nobody told us anything" in content for source, content in said)
    assert any("governor" in source and "40 people had been held" in content for source, content in said)


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["predict-attributions", str(tmp_path), "-o", str(tmp_path / "out.jsonl")])
    assert result.exit_code == 1
    assert "no .txt file in it" in result.output


def test_a_text_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Żółć".encode("cp1250"))
    result = CliRunner().invoke(app, ["predict-attributions", str(tmp_path), "-o", str(tmp_path / "out.jsonl")])
    assert result.exit_code == 1
    assert "not UTF-8" in result.output
