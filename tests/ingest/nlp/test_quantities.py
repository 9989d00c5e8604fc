import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.quantities import find_quantities

COUNTS = [
    ("over 100 people were held", 101, None),
    ("more than 1,000 came", 1001, None),
    ("the toll exceeded 40", 41, None),
    ("at least 277 dead", 277, None),
    ("no fewer than 12 women", 12, None),
    ("100 or more people", 100, None),
    ("50+ marchers", 50, None),
    ("up to 50 arrests", None, 50),
    ("as many as 1,500 teachers", None, 1500),
    ("no more than 150 came", None, 150),
    ("80 at most", None, 80),
    ("fewer than 100 came", None, 99),
    ("less than 30 miners", None, 29),
    ("about 40 officers", 40, 40),
    ("some 2,500 people", 2500, 2500),
    ("nearly 400 students", 400, 400),
    ("close to 2,000 residents", 2000, 2000),
    ("dozens of women", 24, 99),
    ("hundreds marched", 200, 999),
    ("several hundred people", 200, 900),
    ("a few hundred", 200, 900),
    ("thousands", 2000, 9999),
    ("several thousand", 2000, 9000),
    ("tens of thousands of people", 20_000, 99_999),
    ("hundreds of thousands", 200_000, 999_999),
    ("between 40 and 50 people", 40, 50),
    ("40 to 50 men", 40, 50),
    ("40–50 men", 40, 50),
    ("from 20 to 30 students", 20, 30),
    ("12 or 13 people", 12, 13),
    ("seven, maybe eight", 7, 8),
    ("3 to 4 million", 3_000_000, 4_000_000),
    ("two to three thousand", 2000, 3000),
    ("a dozen men", 12, 12),
    ("half a dozen", 6, 6),
    ("two dozen pickets", 24, 24),
    ("more than a dozen", 13, None),
    ("twenty-seven people", 27, 27),
    ("thirty-five thousand", 35_000, 35_000),
    ("one hundred and five people", 105, 105),
    ("1.08 million", 1_080_000, 1_080_000),
    ("more than two million", 2_000_001, None),
    ("over a million", 1_000_001, None),
    ("2 000 people", 2000, 2000),
    ("2000 people", 2000, 2000),
    ("one person was killed", 1, 1),
    ("a 300-strong crowd", 300, 300),
    ("four of their demands", 4, 4),
    ("one of whom is in a coma", 1, 1),
    ("10.000 people came", 10_000, 10_000),
    ("1,50,000 farmers", 150_000, 150_000),
    ("five lakh people", 500_000, 500_000),
    ("7-8,000 marchers", 7000, 8000),
    ("2019 people were counted", 2019, 2019),
    ("At least Five were hurt", 5, None),
]

NOT_COUNTS = [
    "Mira Oster, 23, said so",
    "a woman aged 41",
    "a 23-year-old man",
    "held in 2022 by the court",
    "since 2019",
    "at 8 p.m. on Monday",
    "at 14:30",
    "until 6 in the morning",
    "the 21st day",
    "a fine of $300 was set",
    "3,000 euros in damage",
    "40% of shops",
    "60 per cent of voters",
    "five km away",
    "three days of unrest",
    "on 15 December",
    "on December 15",
    "under Article 29",
    "Covid-19 rules",
    "No. 3 hospital",
    "one of them",
    "the one that was never held",
    "not one complaint",
    "In 2017 weavers parked their carts",
    "By six her brother was gone",
    "a man of 29 was held",
    "Maria Lopez (45) was there",
    "ages 12 to 17",
    "the 2019 protests shook the port",
    "between 2019 and 2021",
    "on 3/5/2021",
    "a quarter of a million",
    "one another",
    "two-thirds of the seats",
    "",
]


@pytest.mark.parametrize(("text", "low", "high"), COUNTS)
def test_count_as_interval(text: str, low: int | None, high: int | None):
    (count,) = find_quantities(text)
    assert (count.low, count.high) == (low, high)
    assert text[count.start : count.end] == count.words


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_other_numbers_are_no_counts(text: str):
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    "text", ["large crowds of people", "several people were hurt", "a handful of residents waited"]
)
def test_vague_crowd_keeps_its_words(text: str):
    (count,) = find_quantities(text)
    assert (count.low, count.high) == (None, None)
    assert count.words in text


def test_multiple_is_no_count():
    assert [c.words for c in find_quantities("ten times more than 40 people")] == ["more than 40"]


def test_qualifier_is_kept():
    assert find_quantities("About 40 came")[0].qualifier == "about"
    assert find_quantities("40 came")[0].qualifier is None


def test_two_counts_in_order():
    counts = find_quantities("Five people died and at least 30 were injured.")
    assert [(c.low, c.high) for c in counts] == [(5, 5), (30, None)]


@given(st.text(max_size=200))
def test_any_text_gives_spans_that_reproduce_their_words(text: str):
    counts = find_quantities(text)
    assert all(text[c.start : c.end] == c.words for c in counts)
    assert all(a.end <= b.start for a, b in itertools.pairwise(counts))


@given(st.integers(min_value=2, max_value=10**8))
def test_figures_round_trip(number: int):
    (count,) = find_quantities(f"more than {number:,} people")
    assert (count.low, count.high) == (number + 1, None)


@pytest.mark.parametrize(
    "piece", ["one ", "1 000 ", "twenty-", "a few hundred and ", "1", "more than ", "Ab, 23 ", "«\u200fא "]
)
def test_long_text_is_read_in_bounded_time(piece: str):
    started = time.process_time()
    text = piece * (100_000 // len(piece))
    assert all(text[one.start : one.end] == one.words for one in find_quantities(text))
    assert time.process_time() - started < 10
