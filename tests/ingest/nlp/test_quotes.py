import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.quotes import find_quotes

QUOTES = [
    ('"We stay," said Ruta.', ["We stay,"]),
    ("“We stay,” said Ruta.", ["We stay,"]),
    ("«We stay», said Ruta.", ["We stay"]),
    ("„We stay“, said Ruta.", ["We stay"]),
    ("‘We don’t leave,’ said Ruta.", ["We don’t leave,"]),
    ("'We don't leave,' said Ruta.", ["We don't leave,"]),
    ('"We stay," said Ruta. "We eat here."', ["We stay,", "We eat here."]),
    ('He called it "a mistake" and left.', ["a mistake"]),
    ("“They said ‘go home’ to us,” Ruta said.", ["They said ‘go home’ to us,"]),
    ("The women's march and the miners' strike went on.", []),
    ("No marks at all.", []),
    ("", []),
    ('A closing mark without an opening one," he said.', []),
    ('"An open quotation without an end. Then the outlet goes on.', ["An open quotation without an end."]),
    ('A board 6"x4" wide was found.', []),
    ("``We stay,'' said Ruta.", ["We stay,"]),
    ("Ruta said: « We stay ». Then « they left », she added.", ["We stay", "they left"]),
    ("«\u00a0We stay\u00a0», said Ruta.", ["We stay"]),
    ("»We stay«, said Ruta. »We eat.«", ["We stay", "We eat."]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotations(text: str, expected: list[str]):
    assert [text[quote.start : quote.end] for quote in find_quotes(text)] == expected


def test_quotation_over_paragraphs():
    text = "“We waited.\n\n“Then we walked,” said Ruta."
    assert [text[q.start : q.end] for q in find_quotes(text)] == ["We waited.", "Then we walked,"]


def test_open_quotation_does_not_swallow_the_next_paragraph():
    text = '"We waited, said Ruta.\n\nPolice came.'
    assert [text[q.start : q.end] for q in find_quotes(text)] == ["We waited, said Ruta."]


def test_open_quotation_is_marked():
    assert [quote.closed for quote in find_quotes('"Open. He said "closed" later.')] == [False, True]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»", max_size=120))
def test_any_mix_of_marks_gives_ordered_spans(text: str):
    quotes = find_quotes(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)
    assert all(a.end <= b.start for a, b in itertools.pairwise(quotes))


@pytest.mark.parametrize("piece", ['"', "“", "”", "' a", '" a "', "‘a’ ", "«", "'"])
def test_marks_everywhere_are_read_in_bounded_time(piece: str):
    started = time.process_time()
    assert len(find_quotes(piece * (100_000 // len(piece)))) <= 100_000
    assert time.process_time() - started < 5
