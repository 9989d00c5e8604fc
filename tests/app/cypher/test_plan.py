"""What is made of a plan, without a server."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cypher.plan import MOST_HOPS, OPERATORS, PROCEDURES, check_plan
from app.errors import StatementRefused


def step(name: str, details: str = "", *children: dict[str, Any]) -> dict[str, Any]:
    return {"operatorType": f"{name}@neo4j", "args": {"Details": details}, "children": [*children]}


@given(st.text(max_size=30).filter(lambda name: name not in OPERATORS), st.integers(0, 5))
def test_an_operator_that_is_not_known_is_refused_wherever_it_stands(name: str, depth: int) -> None:
    plan = step(name)
    for _ in range(depth):
        plan = step("Apply", "", step("Argument"), plan)
    with pytest.raises(StatementRefused, match="not allowed"):
        check_plan(plan, "r")


@pytest.mark.parametrize("kind", ["w", "rw", "s", "", None])
def test_a_plan_that_is_not_for_reading_is_refused(kind: str | None) -> None:
    check_plan(step("ProduceResults", "n"), "r")
    with pytest.raises(StatementRefused, match="more than read"):
        check_plan(step("ProduceResults", "n"), kind)


def test_no_plan_is_refused() -> None:
    with pytest.raises(StatementRefused, match="no plan"):
        check_plan(None, "r")


@given(st.integers(0, 20), st.one_of(st.none(), st.integers(0, 20)))
def test_a_path_needs_a_bound_that_is_not_too_far(least: int, most: int | None) -> None:
    told = "" if most is None else str(most)
    steps = (
        step("VarLengthExpand(All)", f"(a)-[r:X*{least}..{told}]->(b)"),
        step("Repeat(Trail)", f"(a) (...){{{least}, {told}}} (b)"),
    )
    for one in steps:
        if most is not None and most <= MOST_HOPS:
            check_plan(one, "r")
        else:
            with pytest.raises(StatementRefused, match="at most"):
                check_plan(one, "r")


def test_nothing_that_writes_or_leaves_the_graph_is_on_the_list() -> None:
    for word in ("Create", "Set", "Delete", "Merge", "Remove", "Load", "Show", "Terminate", "Transaction", "Foreach",
                 "Drop", "Command", "ById", "Alter", "Grant"):  # fmt: skip
        assert [name for name in OPERATORS if word in name and "ByElementId" not in name] in ([], ["ValueHashJoin"])
    assert {"db.index.fulltext.queryNodes"} == PROCEDURES
