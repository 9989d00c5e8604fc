from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction import ExtractedClaim, Quantity, Span, Speaker
from ingest.joining.utterances import utterances

TEXT = "“They came at six. Two men fell. Nobody helped,” she said. “I ran.”\n\n“We stay.”"
NURSE = Speaker("channel", words="a nurse")


def claim(words: str, kind: str = "statement", speaker: Speaker = NURSE) -> ExtractedClaim:
    start = TEXT.index(words)
    return ExtractedClaim(
        sentence=0, content=Span(start, start + len(words)), speaker=speaker, cue=None, verb=None, via=(),
        quote_type="direct", stance="asserted", kind=kind, count=None, when=None, about=(), setting=None,
        incident=None, method="rule",
    )  # fmt: skip


CAME, FELL, HELPED = claim("They came at six"), claim("Two men fell", "injury"), claim("Nobody helped", "accusation")


def test_sentences_of_one_quotation_are_one_utterance_with_the_first_event_and_count() -> None:
    two = Quantity(2, 2, "Two men", "people", None)
    ((at, whole, length),) = utterances([CAME, replace(FELL, count=two), HELPED], TEXT)
    assert (at, length) == (0, 3)
    assert TEXT[whole.content.start : whole.content.end] == "They came at six. Two men fell. Nobody helped"
    assert (whole.kind, whole.count) == ("injury", two)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HELPED, claim("I ran")),  # the cue parts them
        (claim("I ran"), claim("We stay")),  # paragraph and quotation end
        (CAME, replace(FELL, speaker=Speaker("channel", words="a guard"))),
        (CAME, replace(FELL, quote_type="indirect")),
        (CAME, HELPED),  # what stands between is no part of either
    ],
)
def test_what_is_not_said_in_one_breath_stays_apart(one: ExtractedClaim, other: ExtractedClaim) -> None:
    assert [found for _, found, _ in utterances([one, other], TEXT)] == [one, other]


@given(st.lists(st.sampled_from([CAME, FELL, HELPED, claim("I ran"), claim("We stay")]), max_size=8))
def test_every_claim_is_part_of_one_utterance(claims: list[ExtractedClaim]) -> None:
    claims = sorted(claims, key=lambda one: one.content.start)
    found = utterances(claims, TEXT)
    assert [at for at, _, _ in found] == [sum(length for _, _, length in found[:n]) for n in range(len(found))]
    assert sum(length for _, _, length in found) == len(claims)
