from pathlib import Path

import pytest

from graph_schema.codebook import Codebook, CodebookError, load_codebook

BLOCK = """
[types.picket]
label = "Picket"
definition = "People stand at a gate."
kind = "protest"
rank = 1
triggers = [{ verbs = ["picket"], subjects = ["@crowd"] }]
examples = ["They picket."]
counter_examples = ["They eat."]
"""
CLASSES = '[classes]\ncrowd = ["worker"]\n'

INCIDENTS = [
    "demo",
    "riot",
    "strike",
    "hunger",
    "boycott",
    "obstruct",
    "vandalize",
    "clash",
    "arrest",
    "crowd-control",
    "shooting",
    "curfew",
    "other",
]
KINDS = [
    "arrest",
    "injury",
    "death",
    "participants",
    "protest",
    "march",
    "strike",
    "riot",
    "clash",
    "force",
    "blockade",
    "vandalism",
    "shooting",
    "detention_conditions",
    "demand",
    "concession",
    "curfew",
    "internet_shutdown",
    "concern",
    "accusation",
    "denial",
    "statement",
]


def load(tmp_path: Path, text: str) -> Codebook:
    path = tmp_path / "codebook.toml"
    path.write_text(text, encoding="utf-8")
    return load_codebook(path)


def test_shipped_codebook_has_every_type_and_kind():
    codebook = load_codebook()
    assert codebook.incidents == set(INCIDENTS)
    assert codebook.kinds == set(KINDS)


def test_classes_stand_for_their_words(tmp_path: Path):
    assert load(tmp_path, CLASSES + BLOCK).types["picket"].triggers[0].subjects == {"worker"}


def test_version_changes_with_the_content(tmp_path: Path):
    first = load(tmp_path, CLASSES + BLOCK).version
    load_codebook.cache_clear()
    assert load(tmp_path, CLASSES + BLOCK + "# a note\n").version != first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[types", "codebook .*codebook.toml: "),
        ("", r"no \[types\.\*\] block"),
        (BLOCK, "types.picket: no class 'crowd'"),
        (CLASSES + BLOCK + 'colour = "red"\n', "types.picket.colour: Extra inputs"),
        (CLASSES + BLOCK.replace("rank = 1\n", ""), "types.picket.rank: Field required"),
        (CLASSES + BLOCK.replace('counter_examples = ["They eat."]', ""), "needs examples and counter_examples"),
        (CLASSES + BLOCK.replace('verbs = ["picket"], ', ""), "a trigger needs verbs"),
    ],
)
def test_unusable_codebook_is_refused_with_place_and_reason(tmp_path: Path, text: str, message: str):
    load_codebook.cache_clear()
    with pytest.raises(CodebookError, match=message):
        load(tmp_path, text)


def test_missing_file_is_named(tmp_path: Path):
    with pytest.raises(CodebookError, match=r"nowhere\.toml"):
        load_codebook(tmp_path / "nowhere.toml")
