import hashlib
from pathlib import Path, PurePosixPath

import pytest

from graph_schema.artefacts import fetch, read_lock
from graph_schema.errors import EmbeddedError

JAR = PurePosixPath("org/example/thing/1.0/thing-1.0.jar")
CONTENT = b"not a jar, but the right bytes"
LOCKED = {JAR: hashlib.sha256(CONTENT).hexdigest()}


@pytest.fixture
def maven_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A local Maven repository that holds the jar, so that nothing is asked of the network."""
    repository = tmp_path / "m2"
    (repository / JAR).parent.mkdir(parents=True)
    (repository / JAR).write_bytes(CONTENT)
    monkeypatch.setenv("M2_REPO", str(repository))
    return repository


def test_the_locked_file_is_taken(tmp_path: Path, maven_repository: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    (jar,) = fetch(tmp_path / "cache", lambda step, done, total: steps.append((step, done, total)), LOCKED)
    assert jar.read_bytes() == CONTENT
    assert steps == [("fetching Neo4j: thing-1.0.jar", 1, 1)]

    (maven_repository / JAR).unlink()
    assert fetch(tmp_path / "cache", locked=LOCKED) == [jar]


def test_another_file_under_its_name_is_refused(tmp_path: Path, maven_repository: Path) -> None:
    (maven_repository / JAR).write_bytes(b"something else")
    with pytest.raises(EmbeddedError, match=r"m2/.*thing-1\.0\.jar is not the file that was locked"):
        fetch(tmp_path / "cache", locked=LOCKED)
    assert not list((tmp_path / "cache").rglob("*.jar"))


def test_a_file_changed_later_is_refused(tmp_path: Path, maven_repository: Path) -> None:
    (jar,) = fetch(tmp_path / "cache", locked=LOCKED)
    jar.write_bytes(CONTENT[:-1])
    with pytest.raises(EmbeddedError, match=r"cache/neo4j/thing-1\.0\.jar is not the file that was locked"):
        fetch(tmp_path / "cache", locked=LOCKED)


def test_the_lock_pins_the_server_and_the_browser() -> None:
    names = {path.name for path in read_lock()}
    assert {"neo4j-5.26.30.jar", "neo4j-server-5.26.30.jar", "neo4j-browser-5.24.0.jar"} <= names
