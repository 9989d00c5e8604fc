"""The encoder's training in miniature: stopped, gone on with, packaged, and read by a process without torch."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.biaffine import Biaffine
from ingest.nlp.name_tags import tags_of
from ingest.nlp.reported import ROLE_TAGS
from models.recipe import claims
from models.recipe.corpus import tokenizer
from models.recipe.sentence import NAME_LABELS

torch = pytest.importorskip("torch", reason="torch is not installed: `make test-train` runs this with the train extra")

from models.recipe.attribution import polnear  # noqa: E402  needs torch
from models.recipe.encoder import examples, export, labels, levers, losses, network, train, unpack  # noqa: E402  need torch

SENTENCE = "Officials in Lima didn't meet Rosa Quispe."


def test_training_stops_goes_on_and_ends_in_a_pipeline(miniature: Path, tmp_path: Path) -> None:
    build = tmp_path / "encoder"
    plan = train.Plan(words=16_000, threads=2, without=frozenset({"silver"}))
    train.train(replace(plan, minutes=0), miniature, build)
    assert not _seen(build)
    assert train.train(plan, miniature, build) == 0
    assert _seen(build) >= 16_000
    figures = levers.develop(build, miniature)
    assert figures["gum las"] > 0.9
    assert figures["gum names"] > 0.9

    small = export.package(build)
    reads = (
        "import sys\n"
        "sys.modules['torch'] = None\n"
        "import spacy\n"
        "doc = spacy.load(sys.argv[1])(sys.argv[2])\n"
        "print([(e.text, e.label_) for e in doc.ents], [t.dep_ for t in doc])"
    )
    command = [sys.executable, "-c", reads, str(small), SENTENCE]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "('Rosa Quispe', 'PERSON')" in shown.stdout
    assert "nsubj" in shown.stdout

    back = unpack.unpack(small, tmp_path / "back")
    again, first = train.trained(back)[0].state_dict(), train.trained(build)[0].state_dict()
    assert torch.equal(again["names.weight"], first["names.weight"])
    assert torch.allclose(again["layers.0.qkv.weight"], first["layers.0.qkv.weight"], atol=0.01)
    assert torch.allclose(again["names_mix.weights"].softmax(0), first["names_mix.weights"].softmax(0), atol=1e-5)
    assert train.train(replace(plan, words=200), miniature, tmp_path / "next", start=back) == 0

    exact, quantised = spacy.load(export.package(build, quantise=False)), spacy.load(small)
    assert [t.tag_ for t in quantised(SENTENCE)] == [t.tag_ for t in exact(SENTENCE)]


def tags(*names: tuple[int, int, str], words: int) -> list[int]:
    return tags_of(words, list(names), NAME_LABELS)


def test_what_a_set_leaves_open_costs_nothing() -> None:
    sizes = len(NAME_LABELS)
    known = labels.Labels(list(NAME_LABELS), ["NN"], ["NOUN|"], ["K0|"], ["ROOT"], ["arrest"], ["asserted"], {})
    counted = losses.Losses(known, {"silent": {"DATE"}, "complete": set()})
    scores = torch.full((1, 1, 4 * sizes + 1), -20.0)
    scores[0, 0, tags((0, 1, "DATE"), words=1)[0]] = 20.0
    outside = torch.zeros(1, 1, dtype=torch.long)
    assert counted.names(scores, outside, ["silent"]) < 0.01
    assert counted.names(scores, outside, ["complete"]) > 10


def test_the_reader_scores_labels_as_training_does() -> None:
    sizes = network.Sizes(names=5, tags=1, morphs=1, lemmas=1, deps=7, kinds=1, stances=1)
    trained = network.Network(sizes)
    generator = torch.Generator().manual_seed(1)
    child, head = (torch.randn(1, 9, network.LABEL_WIDTH, generator=generator) for _ in range(2))
    heads = torch.tensor([[2, 2, 2, 1, 3, 2, 7, 5, 7]])
    with torch.no_grad():
        scores = losses.label_scores(trained, {"dep_child": child, "dep_head": head}, heads)
    names = ["ROOT", *(f"dep{i}" for i in range(6))]
    root, dep, dep_root = (w.detach().numpy() for w in (trained.root, trained.dep, trained.dep_root))
    reader = Biaffine(root, dep, dep_root, names)
    found = reader.labels(child[0].numpy(), head[0].numpy(), heads[0].numpy())
    scores[:, 0] = -torch.inf  # the reader keeps ROOT for the root
    expected = scores.argmax(1).numpy()
    expected[2] = 0
    assert found.tolist() == expected.tolist()


@given(st.integers(0, 10_000))
def test_varied_rows_keep_every_target_on_its_word(seed: int) -> None:
    words = ["Ana", "Roca", "left", "Lima", "."]
    row = examples.bare(
        words,
        [True] * 5,
        "gum",
        sentence=[0] * 5,
        names=tags((0, 2, "PERSON"), (3, 4, "GPE"), words=5),
        tags=[0, 1, 2, 3, 4],
        heads=[2, 0, 2, 2, 2],
    )
    rng = random.Random(seed)
    pool = examples.NamePool([row], {1: [("Cusco",), ("Puno",)]})
    varied = examples.vary(pool.swap(row, rng), rng)
    length = len(varied)
    assert [len(getattr(varied, kind)) for kind in examples.TARGETS] == [length] * len(examples.TARGETS)
    assert len(varied.roles) == length
    assert varied.names == row.names[:length]
    assert all(head < length for head in varied.heads)
    assert varied.words[2].lower() == "left"


def _seen(build: Path) -> int:
    return int(torch.load(build / "checkpoint.pt", map_location="cpu", weights_only=True)["seen"])


def test_a_passage_becomes_words_with_claims_and_their_speakers() -> None:
    raw = {
        "text": "Police held 40, Ana Roca said.",
        "claims": [
            {
                "content": "Police held 40", "speaker": "Ana Roca", "cue": "said", "quote": "indirect",
                "stance": "asserted", "kind": "arrest",
            }
        ],
    }  # fmt: skip
    known = labels.Labels([], [], [], [], [], ["arrest"], ["asserted"], {})
    row = examples.claim_row(claims.passage(raw), tokenizer(), known)
    assert [ROLE_TAGS[tag] for tag in row.claims] == [
        "B-content", "I-content", "I-content", "O", "B-source", "I-source", "B-cue", "O",
    ]  # fmt: skip
    assert row.speakers == [4, 4, 4, examples.IGNORED, 4, 4, 4, examples.IGNORED]
    assert row.facts == [(0, 3, 0, 0)]
    joined = examples.join([row, row])
    assert joined.speakers[8:] == [12, 12, 12, examples.IGNORED, 12, 12, 12, examples.IGNORED]
    assert joined.facts == [(0, 3, 0, 0), (8, 11, 0, 0)]


def test_a_teachers_reading_comes_back_to_its_words(tmp_path: Path) -> None:
    row = examples.bare(["Ana", "said", "no"], [True] * 3, "gum", cues=[1, 1, 1])
    read = replace(row, roles=np.eye(3, len(ROLE_TAGS), dtype=np.float16))
    examples.write_silver([[read], [read, read]], tmp_path / "gum.npz")
    (first,), (second, _) = examples.with_silver([[row], [row, row]], tmp_path / "gum.npz")
    assert first.cues == second.cues == [1, 1, 1]
    assert second.roles.tolist() == read.roles.tolist()
    with pytest.raises(ValueError, match="is the reading of other texts"):
        examples.with_silver([[row]], tmp_path / "gum.npz")


def test_brat_attributions_are_put_on_words(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text("Ana Roca said no.\n\nNo, no.", encoding="utf-8")
    marks = "T1\tSource 0 8\tAna Roca\nT2\tCue 9 13\tsaid\nT3\tContent 14 16;19 21\tno No\n"
    (tmp_path / "a_x1.ann").write_text(marks + "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n", encoding="utf-8")
    (one,) = polnear.read(tmp_path, tokenizer())
    words = [t.text for t in one.doc]
    tagged = [(word, ROLE_TAGS[tag]) for word, tag in zip(words, one.tags, strict=True) if tag]
    assert tagged == [
        ("Ana", "B-source"), ("Roca", "I-source"), ("said", "B-cue"), ("no", "B-content"), ("No", "B-content"),
    ]  # fmt: skip
    assert {cue for cue in one.cues if cue is not None} == {2}
