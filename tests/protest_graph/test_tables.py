"""What a person reads in the table of reports."""

import pytest

from app.reports import Count
from protest_graph.tables import count_words


@pytest.mark.parametrize(
    ("words", "low", "high", "shown"),
    [
        ("over 100", 101, None, "over 100"),
        ("dozens", 24, 99, "dozens (24–99)"),
        ("at least a thousand", 1000, None, "at least a thousand (1,000–)"),
        ("two", 2, 2, "two (2)"),
        ("large crowds", None, None, "large crowds"),
        (None, 7, 7, "7"),
    ],
)
def test_a_count_is_shown_in_the_words_of_the_text(
    words: str | None, low: int | None, high: int | None, shown: str
) -> None:
    assert count_words(Count(low=low, high=high, qualifier=None, unit="people", words=words)) == shown
