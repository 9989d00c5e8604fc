from pathlib import Path

import pytest

from graph_schema.codebook import load_codebook
from ingest.nlp.cues import load_cues


def test_lexicon_is_broad():
    cues = load_cues()
    assert len(cues.verbs) + len(cues.nouns) + len(cues.prepositions) >= 150


@pytest.mark.parametrize(
    ("verb", "stance"), [("say", "asserted"), ("deny", "denied"), ("demand", "demanded"), ("allege", "hedged")]
)
def test_stance_of_a_verb(verb: str, stance: str):
    assert load_cues().verbs[verb][0].stance == stance


def test_kinds_are_those_of_the_codebook():
    kinds = {cue.kind for cues in load_cues().verbs.values() for cue in cues if cue.kind}
    assert kinds <= load_codebook().kinds


def test_unknown_stance_is_named(tmp_path: Path):
    path = tmp_path / "cues.toml"
    path.write_text('[[verbs]]\nstance = "shouted"\ncontent = ["clause"]\nlemmas = ["say"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"cues\.toml: unknown stance 'shouted'"):
        load_cues(path)
