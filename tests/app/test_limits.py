"""How much one viewer may ask in a minute."""

from contextlib import suppress
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import TooManyRequests
from app.limits import WINDOW, Limiter

UNITS = 20
ASKED = st.lists(st.tuples(st.floats(0, 40), st.integers(1, 8)), max_size=60)  # seconds since the last, cost


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def _taken(limiter: Limiter, clock: _Clock, asked: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """When what was taken, of what was asked."""
    taken: list[tuple[float, int]] = []
    for at, (_, cost) in zip(accumulate(gap for gap, _ in asked), asked, strict=True):
        clock.now = at
        with suppress(TooManyRequests):
            limiter.spend("a", cost)
            taken.append((at, cost))
    return taken


@given(ASKED)
def test_no_minute_of_the_clock_sees_more_than_the_units_and_no_sixty_seconds_twice_as_many(
    asked: list[tuple[float, int]],
) -> None:
    clock = _Clock()
    taken = _taken(Limiter(UNITS, clock=clock), clock, asked)
    for at, _ in taken:
        assert sum(cost for when, cost in taken if when // WINDOW == at // WINDOW) <= UNITS
        assert sum(cost for when, cost in taken if at <= when < at + WINDOW) < 2 * UNITS


@given(ASKED)
def test_whoever_waits_two_minutes_has_all_their_units_again(asked: list[tuple[float, int]]) -> None:
    clock = _Clock()
    limiter = Limiter(UNITS, clock=clock)
    _taken(limiter, clock, asked)
    clock.now += 2 * WINDOW
    limiter.spend("a", UNITS)
    with pytest.raises(TooManyRequests):
        limiter.spend("a", 1)


@given(ASKED, st.integers(1, UNITS))
def test_whoever_waits_as_long_as_told_is_served_and_a_second_less_is_not_enough(
    asked: list[tuple[float, int]], cost: int
) -> None:
    clock = _Clock()
    limiter = Limiter(UNITS, clock=clock)
    _taken(limiter, clock, asked)
    try:
        limiter.spend("a", cost)
    except TooManyRequests as refused:
        told, now = refused.seconds, clock.now
        if told > 1:
            clock.now = now + told - 1.01
            with pytest.raises(TooManyRequests):
                limiter.spend("a", cost)
        clock.now = now + told + 0.01
        limiter.spend("a", cost)


def test_viewers_do_not_spend_each_others_units_and_refusals_are_counted_apart() -> None:
    limiter = Limiter(UNITS, refusals=1, clock=_Clock())
    limiter.spend("a", UNITS)
    limiter.spend("b", UNITS)
    limiter.refuse("a")
    with pytest.raises(TooManyRequests):
        limiter.refuse("a")


def test_what_is_refused_costs_nothing() -> None:
    limiter = Limiter(UNITS, clock=_Clock())
    limiter.spend("a", UNITS - 1)
    with pytest.raises(TooManyRequests):
        limiter.spend("a", 2)
    limiter.spend("a", 1)
