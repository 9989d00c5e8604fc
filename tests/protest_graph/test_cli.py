"""What a person at the terminal gets: answers on standard output, one line a failure, exit statuses."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import neo4j
import pytest
from typer import Typer
from typer.main import get_command
from typer.testing import Result

from protest_graph.cli import app

Run = Callable[..., Result]


def help_texts(typer: Typer) -> Iterator[tuple[str, str]]:
    for command in typer.registered_commands:
        callback = command.callback
        assert callback is not None
        yield command.name or callback.__name__, cast("str", callback.__doc__)
    for group in typer.registered_groups:
        yield from help_texts(cast("Typer", group.typer_instance))


@pytest.mark.parametrize(("name", "text"), list(help_texts(app)))
def test_every_command_has_help_with_an_example(name: str, text: str) -> None:
    assert "Example: protest-graph " in text
    assert name.replace("_", "-") in text.split("Example:")[1]


def test_ask_prints_a_readable_table(run: Run, one_report: neo4j.Driver) -> None:
    result = run("ask", "Махачкала")
    assert result.exit_code == 0
    for words in ("2022-09-26", "Coast", "OVD-Info", "said", "hedged", "Over 100 were"):
        assert words in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_ask_prints_the_fields_of_the_api_as_json(run: Run, one_report: neo4j.Driver) -> None:
    [row] = json.loads(run("ask", "Makhachkala", "--json").stdout)
    assert (row["outlet"], row["speaker"]["name"], row["claim"]) == ("Coast Radio", "OVD-Info", "Over 100 were held")
    assert (row["count"]["low"], row["count"]["high"], row["count"]["words"]) == (101, None, "Over 100")
    assert row["event_date"] == {"from": None, "to": None, "precision": "unknown", "words": None}


def test_ask_suggests_what_an_unknown_name_may_mean(run: Run, one_report: neo4j.Driver) -> None:
    result = run("ask", "Makhachkalinsk", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "Makhachkala (place)" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ask", ""], "about"),
        (["ask", "?!"], "letters or digits"),
        (["ask", "x" * 201], "200"),
        (["ask", "Makh\udcd0"], "about"),
        (["ask", "x", "--limit", "-5"], "limit"),
        (["ask", "x", "--limit", "201"], "limit"),
        (["ask"], "about"),
        (["ingest", "no-such-file"], "no-such-file"),
        (["ingest", ".", "--title", "x"], "--title"),
        (["ingest", __file__, "--published", "25.9.2022"], "25.9.2022"),
        (["serve", "--port", "70000"], "port"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_usage_is_named_with_exit_status_2(run: Run, arguments: list[str], complaint: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert complaint in result.stderr


@pytest.mark.parametrize("command", [["ask", "x"], ["db", "status"], ["worker", "--once"], ["serve", "--port", "0"]])
def test_a_stopped_database_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")  # the discard port: nothing listens
    monkeypatch.setenv("NEO4J_PASSWORD", "unused")
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    [line] = result.stderr.strip().splitlines()
    assert line.startswith("Error: ")
    assert "bolt://127.0.0.1:9" in line


def test_settings_that_contradict_are_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    result = run("ask", "x")
    assert result.exit_code == 1
    assert result.stderr.strip() == "Error: NEO4J_URI is set, but neither NEO4J_PASSWORD nor NEO4J_PASSWORD_FILE is"


def test_the_local_server_only_is_started_and_stopped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    monkeypatch.setenv("NEO4J_PASSWORD", "unused")
    for command in ("start", "stop"):
        result = run("db", command)
        assert result.exit_code == 1
        assert "NEO4J_URI" in result.stderr


def test_malformed_input_is_named_and_set_aside(run: Run, graph: neo4j.Driver, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("no format looks like this", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    result = run("ingest", str(tmp_path))
    assert result.exit_code == 1
    assert "2 set aside" in result.stdout
    for name in ("odd.txt", "empty.txt"):
        assert f"Set aside: {(tmp_path / name).as_posix()}: " in result.stderr
    [record] = graph.execute_query("MATCH (r:Revision {status: 'parked'}) RETURN count(r) AS parked").records
    assert record["parked"] == 2


def test_a_missing_pipeline_is_one_line_and_loses_nothing(
    run: Run, graph: neo4j.Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INGEST_MODEL", "no-such-pipeline")
    article = tmp_path / "article.txt"
    article.write_text("Two streets were closed in the centre on Sunday.\n\nSource: Example Wire\n", encoding="utf-8")
    result = run("ingest", str(article), "--title", "Streets closed", "--published", "2022-09-25")
    assert result.exit_code == 1
    assert "no-such-pipeline" in result.stderr
    records = graph.execute_query(
        "MATCH (s:Source)-[:PUBLISHED]->(a)-[:HAS_REVISION]->(r {status: 'accepted'}) RETURN s.name, a.title"
    ).records
    assert [record.values() for record in records] == [["Example Wire", "Streets closed"]]


def test_a_taken_port_is_one_line(run: Run, graph: neo4j.Driver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.strip().startswith(f"Error: cannot listen on 127.0.0.1:{port}")


def test_nothing_due_needs_no_pipeline(run: Run, graph: neo4j.Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INGEST_MODEL", "no-such-pipeline")
    result = run("worker", "--once")
    assert (result.exit_code, result.stdout) == (0, "0 read, 0 parked, 0 to be retried.\n")


def test_the_database_commands_tell_what_they_find(run: Run, one_report: neo4j.Driver) -> None:
    status = run("db", "status").stdout
    assert "/browser/" in status
    assert "The schema is up to date." in status
    assert run("db", "migrate").stdout == "The schema is up to date.\n"
    lint = run("db", "lint")  # the report of these tests was never read by a run
    assert lint.exit_code == 1
    assert "rev-1" in lint.stdout


def test_the_commands_are_the_documented_ones() -> None:
    predictions = {"predict", "predict-attributions", "predict-incidents"}
    documented = predictions | {
        "ask",
        "ingest",
        "serve",
        "worker",
        "join",
        "decide",
        "keys",
        "demo",
        "db",
        "cypher-copy",
    }
    assert set(getattr(get_command(app), "commands")) == documented  # noqa: B009
