"""Which reports are of one incident: what is compared, what is not known, and that order says nothing."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.joining.incident_pairs import (
    FEATURES,
    IncidentReport,
    Toll,
    candidates,
    compared,
    distance,
    likely_same,
    probabilities,
    same_incidents,
    table,
)

CLASH = IncidentReport(
    "a",
    first=date(2019, 3, 2),
    last=date(2019, 3, 2),
    latitude=48.0,
    longitude=20.0,
    level=3,
    town="Karsk",
    place="Karsk",
    actors=frozenset({"Riverside Union", "Harbour Guard"}),
    roles=frozenset({"workers", "police"}),
    violence=frozenset({"stones", "gas"}),
    context="strike",
    target="strikers",
    deaths=Toll(2, 2),
    outlet="The Ferryman",
    source="The Ferryman, 3 March",
    headline="Two killed as guards meet strikers in Karsk",
    published=date(2019, 3, 3),
)
ECHO = replace(
    CLASH, id="b", outlet="Northlight", source="Northlight, 3 March", headline="Two strikers killed in Karsk"
)
ELSEWHERE = replace(ECHO, id="c", latitude=51.0, town="Brod", place="Brod", deaths=Toll(), headline="Quiet in Brod")
BLANK = IncidentReport("d")

toll = st.sampled_from([Toll(), Toll(1, 3), Toll(2, None), Toll(None, 7), Toll(0, 0)])
day = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 20))
words = st.none() | st.sampled_from(["Karsk", "Brod", "Old Karsk"])
names = st.frozensets(st.sampled_from("uvwx"), max_size=3)


@st.composite
def reports(draw: st.DrawFn) -> list[IncidentReport]:
    made: list[IncidentReport] = []
    for number in range(draw(st.integers(0, 9))):
        first, last = draw(day), draw(day)
        made.append(
            IncidentReport(
                f"r{number}",
                first=min(first, last) if first and last else first,
                last=max(first, last) if first and last else last,
                latitude=draw(st.none() | st.floats(47, 49)),
                longitude=draw(st.none() | st.floats(19, 21)),
                level=draw(st.none() | st.integers(1, 6)),
                town=draw(words),
                place=draw(words),
                actors=draw(names),
                violence=draw(names),
                deaths=draw(toll),
                injuries=draw(toll),
                damage=draw(st.none() | st.booleans()),
                source=draw(words),
                published=draw(day),
            )
        )
    return made


def test_two_reports_of_one_clash_are_one_incident_and_another_town_is_none() -> None:
    assert same_incidents([ELSEWHERE, ECHO, CLASH]) == [["a", "b"], ["c"]]


@given(reports().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_of_reports_says_nothing(orders: tuple[Sequence[IncidentReport], Sequence[IncidentReport]]) -> None:
    given_, other = orders
    assert likely_same(given_) == likely_same(other)
    assert same_incidents(given_) == same_incidents(other)


@given(reports())
def test_every_report_is_in_one_group_and_every_pair_has_a_probability(made: list[IncidentReport]) -> None:
    groups = same_incidents(made)
    assert sorted(id_ for group in groups for id_ in group) == sorted(report.id for report in made)
    assert all(0 <= score <= 1 and one < other for (one, other), score in likely_same(made).items())


@given(reports())
def test_a_pair_is_compared_alike_in_both_orders(made: list[IncidentReport]) -> None:
    for one, other in candidates(made):
        assert compared(one, other) == pytest.approx(compared(other, one), nan_ok=True)


def test_what_is_not_known_is_missing_and_not_a_difference() -> None:
    found = compared(CLASH, BLANK)
    unknown = ("days apart", "km apart", "place alike", "actors shared", "same context", "deaths apart", "same source")
    assert all(math.isnan(found[name]) for name in unknown)
    assert found["deaths told"] == 1


def test_bounds_that_meet_are_not_apart() -> None:
    meeting, apart = (compared(CLASH, replace(ECHO, deaths=deaths)) for deaths in (Toll(1, 5), Toll(4, None)))
    assert meeting["deaths apart"] <= 0 < apart["deaths apart"]


def test_an_undated_report_is_looked_for_in_the_week_before_it_was_published() -> None:
    undated = replace(ECHO, first=None, last=None)
    assert candidates([CLASH, undated]) == [(CLASH, undated)]
    assert candidates([CLASH, replace(undated, published=date(2019, 4, 3))]) == []


def test_the_middle_of_a_country_is_not_far_from_its_towns() -> None:
    country = replace(ELSEWHERE, level=1)
    assert candidates([CLASH, ELSEWHERE]) == []
    assert candidates([CLASH, country]) == [(CLASH, country)]


def test_kilometres() -> None:
    assert distance(CLASH, ELSEWHERE) == pytest.approx(333.6, abs=0.1)  # three degrees of latitude


def test_more_agreement_never_makes_two_reports_less_likely_one() -> None:
    (near,) = table([(CLASH, ECHO)])
    for name, further in (("km apart", 20.0), ("days apart", 2.0), ("headline alike", 10.0), ("actors shared", 0.0)):
        less = near.copy()
        less[FEATURES.index(name)] = further
        agreeing, differing = probabilities(table([(CLASH, ECHO)])), probabilities(less[None, :])
        assert differing[0] <= agreeing[0] + 1e-6
