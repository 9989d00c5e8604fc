from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.joining.figures import at_odds, far_apart, overlap
from tests.ingest.joining.told import counted

UNION: dict[str, Any] = {"speaker": "e2", "speaker_name": "Dockers' Union"}


@pytest.mark.parametrize(
    ("few", "many", "apart"), [(2, 101, True), (2, 100, False), (0, 1000, False), (None, 3, False)]
)
def test_a_figure_many_times_smaller_is_of_a_part(few: int | None, many: int, apart: bool):
    one, other = counted("a.1", few, few if few is not None else 3), counted("b.1", many, None)
    assert far_apart(one, other) == far_apart(other, one) == apart


@pytest.mark.parametrize(
    ("one", "other", "odd"),
    [
        (counted("a.1", 40, 40), counted("b.1", 42, 42), True),
        (counted("a.1", 40, 40, count_words="about 40"), counted("b.1", 42, 42), False),
        (counted("a.1", 40, 40, count_words="about 40"), counted("b.1", 50, 50), True),
        (counted("a.1", 24, 99, count_words="dozens"), counted("b.1", 120, None), False),  # there may be more
        (counted("a.1", 24, 99, count_words="dozens"), counted("b.1", 9, 9), True),
        (counted("a.1", 40, None), counted("b.1", 70, 70), False),  # at least 40
        (counted("a.1", 40, None), counted("b.1", 90, 90), True),  # who says so knew of no 90
        (counted("a.1", 40, None, **UNION), counted("b.1", 90, 90, **UNION), False),  # and then of more
        (counted("a.1", 40, None), counted("b.1", 60, 90), False),
    ],
)
def test_which_figures_cannot_both_be_so(one: Any, other: Any, odd: bool):
    assert at_odds(one, other) == at_odds(other, one) == odd


BOUNDS = st.none() | st.integers(0, 200)


@settings(deadline=None)
@given(BOUNDS, BOUNDS, BOUNDS, BOUNDS)
def test_what_one_voice_tells_in_plain_figures_is_at_odds_where_they_do_not_overlap(
    low: int | None, high: int | None, other_low: int | None, other_high: int | None
):
    one, other = counted("a.1", low, high, **UNION), counted("b.1", other_low, other_high, **UNION)
    assert overlap(one, other) == overlap(other, one)
    assert at_odds(one, other) == (not overlap(one, other))
