"""Our own annotated topics are well formed, and bad ones are named."""

import json
from collections import Counter
from pathlib import Path

import pytest

from graph_schema.codebook import load_codebook
from ingest.nlp.kind_context import NOTHING
from models.recipe.topics import read

CLAIM = {
    "id": "c1", "article": "a1", "content": "Gas was used", "nth": 2, "speaker_text": None, "cue": None,
    "quote_type": "narrated", "stance": "asserted", "kind": "force", "about": ["e1", "i1"],
}  # fmt: skip


def written(folder: Path, **changed: object) -> Path:
    topic = {
        "articles": [{"id": "a1", "published": None, "paragraphs": ["Gas was used.", "Gas was used again."]}],
        "incidents": [{"id": "i1", "type": "crowd-control"}],
        "claims": [CLAIM | changed],
    }
    (folder / "own.json").write_text(json.dumps(topic), encoding="utf-8")
    return folder


def test_all_topics_are_read_and_show_every_kind_and_type() -> None:
    claims = [claim for passage in read() for claim in passage.claims]
    assert len(claims) > 4000
    assert {claim.kind for claim in claims} == load_codebook().kinds
    assert set(Counter(claim.incident for claim in claims)) <= {*load_codebook().incidents, NOTHING}


def test_a_claim_stands_where_its_words_stand_that_many_times(tmp_path: Path) -> None:
    (passage,) = read(written(tmp_path))
    (claim,) = passage.claims
    assert claim.content == (15, 27)
    assert claim.incident == "crowd-control"


def test_what_is_about_no_incident_says_so(tmp_path: Path) -> None:
    (passage,) = read(written(tmp_path, about=["e1"]))
    assert passage.claims[0].incident == NOTHING


@pytest.mark.parametrize(
    ("changed", "message"), [({"nth": 3}, "substring not found"), ({"kind": "picnic"}, "kind 'picnic' is none of")]
)
def test_a_bad_claim_is_named_with_its_file(tmp_path: Path, changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=rf"own\.json: c1: {message}"):
        list(read(written(tmp_path, **changed)))
