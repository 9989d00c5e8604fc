"""Our own annotated passages are well formed, and bad ones are named."""

import json
from collections import Counter
from pathlib import Path

import pytest

from graph_schema.codebook import load_codebook
from models.recipe.claims import read, read_file

GOOD = {"published": "2021-05-06", "text": "Police held 40, Ana said.", "claims": []}
CLAIM = {
    "content": "Police held 40",
    "speaker": "Ana",
    "cue": "said",
    "quote": "indirect",
    "stance": "asserted",
    "kind": "arrest",
}


def test_all_passages_are_read_and_show_every_kind() -> None:
    passages = list(read())
    kinds = Counter(claim.kind for passage in passages for claim in passage.claims)
    assert len(passages) > 1500
    assert set(kinds) == load_codebook().kinds
    assert min(kinds.values()) >= 50


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ({**CLAIM, "content": "Police held 50"}, "'Police held 50' is not in the text"),
        ({**CLAIM, "kind": "picnic"}, "kind 'picnic' is none of"),
        ({**CLAIM, "speaker": "Olga"}, "'Olga' is not in the text"),
    ],
)
def test_a_bad_claim_is_named_with_its_line(tmp_path: Path, claim: dict[str, str], message: str) -> None:
    file = tmp_path / "own.jsonl"
    file.write_text(json.dumps(GOOD) + "\n" + json.dumps({**GOOD, "claims": [claim]}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"own.jsonl:2: {message}"):
        list(read_file(file))
