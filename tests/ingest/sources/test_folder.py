"""Folders of articles: every file is handed on or set aside, none is lost and none ends the walk."""

import json
import os
from pathlib import Path

import pytest

from ingest.article import MAX_BYTES, Metadata
from ingest.sources.folder import read_path
from ingest.sources.raw import RawDocument, SetAside


def write(path: Path, content: bytes | str = b"text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def reasons(path: Path) -> dict[str, str]:
    return {Path(item.origin).name: item.reason for item in read_path(path) if isinstance(item, SetAside)}


def test_a_file_comes_with_its_bytes_and_its_sidecar(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", b"raw \xff bytes")
    write(tmp_path / "a.txt.meta.json", json.dumps({"title": "Ж", "published": "2022-09-26", "byline": None}))
    assert list(read_path(file)) == [
        RawDocument(file.as_posix(), b"raw \xff bytes", Metadata(title="Ж", published="2022-09-26"))
    ]


def test_folders_are_walked_in_sorted_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.html", "c", ".hidden", ".git/config", "b/.DS_Store"):
        write(tmp_path / name)
    write(tmp_path / "c.meta.json", "{}")
    found = [Path(item.origin).relative_to(tmp_path).as_posix() for item in read_path(tmp_path)]
    assert found == ["a.html", "b/10.txt", "b/2.txt", "c"]


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("{", "not JSON"),
        ("", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"titel": "x"}', "unknown key 'titel'"),
        ('{"published": "26 Sept"}', "published: '26 Sept'"),
        ('{"published": 20220926}', "published: 20220926 is not a string"),
        ('{"title": ""}', "title: is empty"),
        ('{"title": "\\ud800"}', "not JSON"),
        ('{"url": "file:///etc/passwd"}', "url"),
        (b"\xff\xfe", "not JSON"),
        ("[" * 70_000, "larger than"),
    ],
)
def test_a_bad_sidecar_sets_its_article_aside_and_the_walk_goes_on(
    tmp_path: Path, sidecar: bytes | str, reason: str
) -> None:
    write(tmp_path / "a.txt", b"kept")
    write(tmp_path / "a.txt.meta.json", sidecar)
    write(tmp_path / "b.txt")
    first, second = read_path(tmp_path)
    assert isinstance(first, SetAside)
    assert first.raw == b"kept"
    assert "a.txt.meta.json" in first.reason
    assert reason in first.reason
    assert isinstance(second, RawDocument)


def test_what_is_not_a_readable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path / "huge", b"x" * (MAX_BYTES + 1))
    write(tmp_path / "lonely.txt.meta.json", "{}")
    (tmp_path / "noted").mkdir()
    write(tmp_path / "noted" / "x.txt")
    (tmp_path / "noted" / "x.txt.meta.json").symlink_to(tmp_path / "nowhere")
    found = reasons(tmp_path)
    assert sorted(found) == ["broken", "huge", "lonely.txt.meta.json", "loop", "pipe", "self", "x.txt"]
    assert "No such file" in found["broken"]
    assert "link" in found["loop"]
    assert "cannot be read" in found["self"]
    assert "not a regular file" in found["pipe"]
    assert str(MAX_BYTES) in found["huge"]
    assert "without its article lonely.txt" in found["lonely.txt.meta.json"]
    assert "x.txt.meta.json" in found["x.txt"]


def test_links_to_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(write(tmp_path / "away" / "a.txt", b"linked"))
    assert [item.raw for item in read_path(tmp_path / "link.txt")] == [b"linked"]


def test_a_missing_path_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    assert "No such file" in reasons(tmp_path / "absent")["absent"]
    (tmp_path / "empty").mkdir()
    assert reasons(tmp_path / "empty") == {"empty": "the folder holds no article"}


def test_a_sidecar_given_by_itself_belongs_to_its_article(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    assert list(read_path(write(tmp_path / "a.txt.meta.json", "{}"))) == []


def test_names_that_are_not_text_are_shown_with_escapes(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")))
    (item,) = read_path(tmp_path)
    assert item.origin.endswith("/\\xff.txt")
