"""Tags and links of the encoder as attributions and claims."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest.nlp.reported import ROLE_TAGS, ROLES, attributions, decode, role_tags, told

Spans = list[tuple[int, int, str]]


@st.composite
def texts(draw: st.DrawFn) -> tuple[int, Spans]:
    """A number of words and spans over them that do not overlap."""
    spans: Spans = []
    at = 0
    for gap, length, role in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(ROLES)))):
        spans.append((at + gap, at + gap + length, role))
        at += gap + length
    return at + draw(st.integers(0, 3)), spans


def sure(length: int, spans: Spans) -> NDArray[np.float32]:
    scores = np.zeros((length, len(ROLE_TAGS)), dtype=np.float32)
    scores[np.arange(length), role_tags(length, spans)] = 9
    return scores


@given(texts())
def test_what_is_tagged_is_found_again(text: tuple[int, Spans]) -> None:
    length, spans = text
    assert decode(sure(length, spans)) == spans


@given(st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_any_scores_give_spans_that_do_not_overlap(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, len(ROLE_TAGS))).astype(np.float32)
    spans = decode(scores)
    assert all(0 <= start < end <= length for start, end, _ in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


def links(length: int, targets: dict[int, int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What each word seeks and offers, so that word `a` fits word `targets[a]` best."""
    seeks, offers = np.zeros((2, length, length), dtype=np.float32)
    np.fill_diagonal(offers, 1)
    for word, target in targets.items():
        seeks[word, target] = 5
    return seeks, offers


def test_parts_go_to_the_cue_they_seek_and_not_to_the_nearest() -> None:
    # 0 source, 1 cue, 2-3 content, 4 source, 5 cue, 6-7 a second part of the first content
    spans = [(0, 1, "source"), (1, 2, "cue"), (2, 4, "content"), (4, 5, "source"), (5, 6, "cue"), (6, 8, "content")]
    seeks, offers = links(8, {0: 1, 2: 1, 3: 1, 4: 5, 6: 1, 7: 1})
    (found,) = attributions(sure(8, spans), seeks, offers)  # the second cue has no content left
    assert (found.source, found.cue, found.contents) == ((0, 1), (1, 2), ((2, 4), (6, 8)))
    assert 0.9 < found.score <= 1


def test_without_a_cue_nothing_is_reported() -> None:
    seeks, offers = links(3, {})
    assert attributions(sure(3, [(0, 1, "source"), (1, 3, "content")]), seeks, offers) == []


def test_a_claim_that_seeks_itself_is_the_outlets_own() -> None:
    spans = [(0, 2, "content"), (3, 4, "source"), (4, 5, "cue"), (5, 7, "content")]
    seeks, offers = links(7, {0: 0, 1: 0, 4: 3, 5: 3, 6: 3})
    own, said = told(sure(7, spans), seeks, offers)
    assert (own.content, own.speaker, own.cue) == ((0, 2), None, None)
    assert (said.content, said.speaker, said.cue) == ((5, 7), (3, 4), (4, 5))


def test_an_empty_text_tells_nothing() -> None:
    nothing = np.zeros((0, len(ROLE_TAGS)), dtype=np.float32)
    assert attributions(nothing, nothing, nothing) == told(nothing, nothing, nothing) == []
