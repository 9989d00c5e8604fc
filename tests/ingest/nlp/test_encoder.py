"""What the encoder's parts promise by themselves, and the whole with the weights of the default pipeline."""

import itertools
import pickle
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.encoder import FACTORY, LONGEST_SENTENCE, ProtestEncoder
from ingest.nlp.lemma_scripts import apply_script, script_of
from ingest.nlp.load import VARIANTS
from ingest.nlp.name_tags import NameDecoder, followers, tags_of
from ingest.nlp.pieces import MAX_PIECES, SHAPES, kind, shape
from ingest.nlp.trees import ROOTS_TRIED, best_tree
from ingest.nlp.windows import LONGEST, MARGIN, PADDING, WORDS, batches, cut

WORD = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)


def is_tree(heads: list[int]) -> bool:
    for word in range(len(heads)):
        seen: set[int] = set()
        while heads[word]:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word] - 1  # noqa: PLW2901  climbs to the root
    return heads.count(0) == 1


@given(st.integers(1, ROOTS_TRIED), st.integers(0, 10_000))
def test_no_tree_scores_better_than_the_one_found(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)
    found = best_tree(scores).tolist()
    assert is_tree(found)
    trees = (h for h in itertools.product(range(words + 1), repeat=words) if is_tree(list(h)))
    best = max(sum(scores[i, h] for i, h in enumerate(tree)) for tree in trees)
    assert sum(scores[i, h] for i, h in enumerate(found)) == pytest.approx(best, abs=1e-4)


@given(st.integers(1, 60), st.integers(0, 10_000))
def test_a_sentence_of_any_length_is_one_tree(words: int, seed: int) -> None:
    assert is_tree(best_tree(np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32)).tolist())


@given(st.integers(0, 12), st.integers(0, 10_000))
def test_tags_are_always_well_formed(words: int, seed: int) -> None:
    decoder = NameDecoder(("PERSON", "ORG"))
    scores = np.random.default_rng(seed).normal(size=(words, 9)).astype(np.float32)
    tags = [0, *decoder.tags(scores).tolist(), 0]
    allowed = followers(2)
    assert all(allowed[a, b] for a, b in itertools.pairwise(tags))


def test_names_survive_tagging_and_decoding() -> None:
    labels = ("PERSON", "ORG")
    names = [(0, 1, "ORG"), (1, 3, "PERSON"), (5, 9, "ORG")]
    scores = np.eye(9, dtype=np.float32)[tags_of(10, names, labels)]
    assert NameDecoder(labels).names(scores) == names


@given(WORD, WORD)
def test_a_script_leads_from_the_word_to_its_lemma(word: str, lemma: str) -> None:
    assert apply_script(script_of(word, lemma), word) == lemma


@pytest.mark.parametrize(
    ("script_from", "word", "lemma"),
    [
        (("studies", "study"), "Armies", "Army"),
        (("Studies", "study"), "Armies", "army"),
        (("walked", "walk"), "talked", "talk"),
    ],
)
def test_scripts_carry_over_to_other_words(script_from: tuple[str, str], word: str, lemma: str) -> None:
    assert apply_script(script_of(*script_from), word) == lemma


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("police", "lower"), ("Berlin", "Title"), ("NATO", "UPPER"), ("J.", "initial"), ("U.S.", "dotted"),
        ("Ust-Ilimsk", "Hyphen-Title"), ("anti-Putin", "Hyphen-lower"), ("McLeod", "camelCase"), ("2022", "digits"),
        ("23rd", "digits mixed"), ("...", "punctuation"), ("香港", "caseless script"),
    ],
)  # fmt: skip
def test_shape_keeps_what_lower_case_loses(word: str, expected: str) -> None:
    assert kind(word) == expected
    assert 0 <= shape(word, after_space=False) < shape(word, after_space=True) < SHAPES


@given(st.lists(st.integers(1, MAX_PIECES), max_size=700), st.sets(st.integers(1, 699), max_size=30))
def test_windows_speak_for_each_word_once_within_the_encoders_limits(pieces: list[int], breaks: set[int]) -> None:
    settled = sorted(b for b in breaks if b < len(pieces))
    made = list(cut(pieces, settled))
    assert [i for w in made for i in range(w.first, w.last)] == list(range(len(pieces)))
    for window in made:
        assert window.start <= window.first < window.last <= window.end <= len(pieces)
        assert window.end - window.start <= WORDS
        assert sum(pieces[window.start : window.end]) <= LONGEST
        assert window.last in {*settled, len(pieces)} or window.end > window.last, (
            "a cut sentence is seen beyond the cut"
        )


@given(st.integers(0, 1000))
def test_common_words_have_their_margin_on_both_sides(length: int) -> None:
    for window in cut([1] * length):
        assert window.start == 0 or window.first - window.start == MARGIN
        assert window.end == length or window.end - window.last == MARGIN


@given(st.lists(st.integers(1, LONGEST), max_size=40))
def test_batches_hold_every_item_once(lengths: list[int]) -> None:
    grouped = list(batches(lengths, 1000))
    assert sorted(i for group in grouped for i in group) == list(range(len(lengths)))
    for group in grouped:
        sizes = [lengths[i] for i in group]
        assert len(group) == 1 or max(sizes) * len(group) <= 1000
        assert max(sizes) <= PADDING * min(sizes)


# With the weights of the default pipeline.


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(VARIANTS["default"])


TEXTS = (
    "Police in Lima detained dozens on Friday. Governor Ana Quispe didn't comment.",
    "“We will stay,” said Tomas Huanca, who leads the union.\n\nThe ministry denied it.",
    "word " * 1_000,
    "Marchers " * 3 + "x" * 5_000,
    "МВД Дагестана сообщило о задержаниях. 抗议",
)


def annotation(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_type_) for t in doc]


def test_a_text_reads_the_same_alone_and_among_others(nlp: Language) -> None:
    together = [annotation(doc) for doc in nlp.pipe(TEXTS)]
    assert together == [annotation(nlp(text)) for text in TEXTS]


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_is_one_tree_of_bounded_size(nlp: Language, text: str) -> None:
    for sentence in nlp(text).sents:
        assert sum(t.head == t for t in sentence) == 1
        assert all(t.head in sentence for t in sentence)
        assert sum(not t.is_space for t in sentence) <= LONGEST_SENTENCE


@pytest.mark.parametrize("gap", ["\n\n", "\n", "  ", " \t "])
def test_white_space_between_sentences_changes_no_word(nlp: Language, gap: str) -> None:
    plain = "Police left Lima on Friday. The mayor, Ana Quispe, was in hospital."
    words = [row[:5] for row in annotation(nlp(plain))]
    laid_out = nlp("\n" + plain.replace(". ", f".{gap}"))
    assert [row[:5] for row, token in zip(annotation(laid_out), laid_out, strict=True) if not token.is_space] == words
    assert ("Ana Quispe", "PERSON") in {(e.text, e.label_) for e in laid_out.ents}


def test_capitals_of_a_headline_have_plain_lemmas(nlp: Language) -> None:
    lemmas = {t.lower_: t.lemma_ for t in nlp("POLICE DETAINED PROTESTERS NEAR THE BARRICADES")}
    assert lemmas["protesters"] == "protester"
    assert lemmas["detained"] == "detain"


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\n"])
def test_white_space_alone_is_read(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) == (1 if text else 0)
    assert not doc.ents


def test_limits_of_sentences_that_are_settled_stand(nlp: Language) -> None:
    doc = nlp.make_doc("Ana left Lima. Police stayed in Cusco that day")
    for token in doc:
        token.is_sent_start = token.i in {0, 6}
    assert [s.start for s in nlp.get_pipe(FACTORY)(doc).sents] == [0, 6]


def test_the_component_travels_as_bytes(nlp: Language) -> None:
    component = nlp.get_pipe(FACTORY)
    revived = pickle.loads(pickle.dumps(component))
    assert annotation(revived(nlp.make_doc(TEXTS[0]))) == annotation(component(nlp.make_doc(TEXTS[0])))


def test_two_processes_read_what_one_reads(nlp: Language) -> None:
    alone = [annotation(doc) for doc in nlp.pipe(TEXTS)]
    assert [annotation(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)] == alone


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", ["a“", "5 ", "She left Lima, "])
def test_a_hundred_thousand_characters_in_one_paragraph_are_read(nlp: Language, piece: str) -> None:
    doc = nlp.get_pipe(FACTORY)(nlp.make_doc(piece * (100_000 // len(piece))))
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE


def test_a_missing_file_is_named(nlp: Language, tmp_path: Path) -> None:
    component = cast("ProtestEncoder", nlp.get_pipe(FACTORY))
    component.to_disk(tmp_path)
    (tmp_path / "labels.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"has no labels\.json"):
        ProtestEncoder(nlp.vocab).from_disk(tmp_path)


@pytest.mark.parametrize("file", ["encoder.onnx", "biaffine.npz", "labels.json", "pieces.json"])
def test_a_broken_file_is_refused(nlp: Language, tmp_path: Path, file: str) -> None:
    cast("ProtestEncoder", nlp.get_pipe(FACTORY)).to_disk(tmp_path)
    (tmp_path / file).write_bytes(b"{}")
    with pytest.raises(ValueError, match="broken or do not belong together"):
        ProtestEncoder(nlp.vocab).from_disk(tmp_path)


def test_without_weights_the_error_says_so() -> None:
    with pytest.raises(ValueError, match="has no weights"):
        ProtestEncoder(spacy.blank("en").vocab)(spacy.blank("en").make_doc("Lima"))
