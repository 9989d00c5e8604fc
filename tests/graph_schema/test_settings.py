from pathlib import Path

import pytest

from graph_schema.errors import SettingsError
from graph_schema.settings import GraphSettings


def test_nothing_set_means_a_local_server() -> None:
    settings = GraphSettings.from_env({"NEO4J_URI": ""})
    assert settings.uri is None
    assert settings.data_dir.is_absolute()


def test_an_address_with_its_password() -> None:
    env = {"NEO4J_URI": "neo4j://db", "NEO4J_USER": "reader", "NEO4J_PASSWORD": "pw", "NEO4J_DATABASE": "protest"}
    settings = GraphSettings.from_env(env)
    assert (settings.uri, settings.user, settings.password, settings.database) == tuple(env.values())


def test_the_password_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from file\n", encoding="utf-8")
    env = {"NEO4J_URI": "neo4j://db", "NEO4J_PASSWORD_FILE": str(tmp_path / "secret")}
    assert GraphSettings.from_env(env).password == "from file"


def test_the_password_is_not_shown() -> None:
    assert "hidden" not in repr(GraphSettings(uri="neo4j://db", password="hidden"))


def test_cypher_is_off_unless_it_is_on() -> None:
    assert not GraphSettings.from_env({}).cypher
    assert not GraphSettings.from_env({"PROTEST_GRAPH_CYPHER": ""}).cypher
    assert GraphSettings.from_env({"PROTEST_GRAPH_CYPHER": "on"}).cypher


def test_a_relative_data_directory_does_not_move_with_the_working_directory() -> None:
    assert GraphSettings.from_env({"PROTEST_GRAPH_DATA_DIR": "data"}).data_dir == Path.cwd() / "data"


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"NEO4J_URI": "neo4j://db"}, "neither NEO4J_PASSWORD nor NEO4J_PASSWORD_FILE"),
        ({"NEO4J_PASSWORD": "a", "NEO4J_PASSWORD_FILE": "b"}, "both set"),
        ({"NEO4J_PASSWORD_FILE": "no/such/file"}, "cannot be read.*no/such/file"),
        ({"NEO4J_PASSWORD_FILE": "/dev/null"}, "is empty"),
        ({"PROTEST_GRAPH_CYPHER": "yes"}, "PROTEST_GRAPH_CYPHER is 'yes'"),
    ],
)
def test_contradictions_are_named(env: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        GraphSettings.from_env(env)
