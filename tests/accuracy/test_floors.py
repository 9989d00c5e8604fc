"""Floors hold what was reached: a check that can fail."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.accuracy import floors
from tests.accuracy.floors import Reached, pinned, problems

ONE = Reached("stance", "gold", "abc", 0.9, 100)


def test_below_its_floor_is_a_problem_and_above_is_none() -> None:
    pins = pinned([ONE], {}, lower=False)
    assert problems([ONE], pins) == []
    (problem,) = problems([Reached("stance", "gold", "abc", 0.87, 100)], pins)
    assert "stance is 0.870, its floor 0.880" in problem


def test_other_files_and_a_lost_figure_are_problems() -> None:
    pins = pinned([ONE], {}, lower=False)
    assert "its files are others" in problems([Reached("stance", "gold", "xyz", 0.99, 100)], pins)[0]
    assert "was not measured" in problems([], pins)[0]


@given(st.lists(st.floats(0, 1), min_size=1))
def test_a_floor_sinks_only_when_told(values: list[float]) -> None:
    pins: dict[tuple[str, str], floors.Reached] = {}
    for value in values:
        pins = pinned([Reached("stance", "gold", "abc", value, 100)], pins, lower=False)
    highest = pins["gold", "stance"].value
    assert highest == round(max(0.0, max(values) - floors.SLACK - 0.01), 3)
    lowered = pinned([Reached("stance", "gold", "abc", 0.0, 100)], pins, lower=True)
    assert lowered["gold", "stance"].value == 0.0


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    pins = pinned([ONE, Reached("kind", "gold", "abc", 0.5, 100)], {}, lower=False)
    floors.write(pins, tmp_path / "floors.json")
    assert floors.read(tmp_path / "floors.json") == pins
