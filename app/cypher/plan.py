"""Whether a statement may be run: judged by the plan that the server makes of it, never by its words alone.

What is not known to be harmless is refused. The words are looked at for one thing only, that a plan can be believed:
Neo4j shows a subquery that stays inside an expression as text, without its operators, and such a plan is refused too.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.errors import StatementRefused

MOST_HOPS = 6
"""Longest path of variable length."""

OPERATORS = frozenset({
    # where it begins
    "AllNodesScan", "NodeByLabelScan", "UnionNodeByLabelsScan", "IntersectionNodeByLabelsScan",
    "SubtractionNodeByLabelsScan", "NodeByElementIdSeek", "NodeIndexScan", "NodeIndexSeek", "NodeIndexSeekByRange",
    "NodeIndexContainsScan", "NodeIndexEndsWithScan", "NodeUniqueIndexSeek", "NodeUniqueIndexSeekByRange",
    "MultiNodeIndexSeek", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan",
    "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan", "DirectedUnionRelationshipTypesScan",
    "UndirectedUnionRelationshipTypesScan", "DirectedRelationshipByElementIdSeek",
    "UndirectedRelationshipByElementIdSeek", "DirectedRelationshipIndexScan", "UndirectedRelationshipIndexScan",
    "DirectedRelationshipIndexSeek", "UndirectedRelationshipIndexSeek", "NodeCountFromCountStore",
    "RelationshipCountFromCountStore", "EmptyRow", "Argument",
    # where it goes
    "Expand(All)", "Expand(Into)", "OptionalExpand(All)", "OptionalExpand(Into)", "VarLengthExpand(All)",
    "VarLengthExpand(Into)", "VarLengthExpand(Pruning)", "VarLengthExpand(Pruning,BFS,All)",
    "VarLengthExpand(Pruning,BFS,Into)", "Repeat(Trail)", "ShortestPath", "StatefulShortestPath(All)",
    "StatefulShortestPath(Into)",
    # how rows are joined
    "Apply", "SemiApply", "AntiSemiApply", "LetSemiApply", "LetAntiSemiApply", "SelectOrSemiApply",
    "SelectOrAntiSemiApply", "LetSelectOrSemiApply", "LetSelectOrAntiSemiApply", "ConditionalApply",
    "AntiConditionalApply", "RollUpApply", "CartesianProduct", "NodeHashJoin", "ValueHashJoin", "LeftOuterHashJoin",
    "RightOuterHashJoin", "NodeLeftOuterHashJoin", "NodeRightOuterHashJoin", "AssertSameNode", "AssertSameRelationship",
    "TriadicSelection", "TriadicBuild", "TriadicFilter", "Union", "OrderedUnion", "Optional",
    # what is made of them
    "Filter", "Projection", "CacheProperties", "Unwind", "Distinct", "OrderedDistinct", "EagerAggregation",
    "OrderedAggregation", "Sort", "PartialSort", "Top", "PartialTop", "Limit", "ExhaustiveLimit", "Skip", "Eager",
    "PreserveOrder", "ProcedureCall", "ProduceResults", "EmptyResult",
})  # fmt: skip
"""Operators of plans that read this graph and nothing else."""

PROCEDURES = frozenset({"db.index.fulltext.queryNodes"})

_BOUNDED = {"VarLengthExpand": re.compile(r"\*(?P<least>\d*)(?P<range>\.\.)?(?P<most>\d*)"),
            "ShortestPath": re.compile(r"\*(?P<least>\d*)(?P<range>\.\.)?(?P<most>\d*)"),
            "Repeat": re.compile(r"\{(?P<least>\d+)(?P<range>,) ?(?P<most>\d*)\}"),
            "StatefulShortestPath": re.compile(r"\{(?P<least>\d+)(?P<range>,) ?(?P<most>\d*)\}")}  # fmt: skip
"""Operators that go on for more than a step, and how their details tell how far."""

_NESTED = re.compile(r"\b(?:COLLECT|COUNT|EXISTS)\s*\{|\bResolvedCall\(|shortestPaths?\(", re.IGNORECASE)
_PREFIX = re.compile(r"(?:\s|//[^\r\n]*|/\*.*?\*/)*(?P<word>[a-z]+)(?P<rest>.{0,40})", re.IGNORECASE | re.DOTALL)
_VERSION = re.compile(r"\s+\d+\s(?!\s*\w+\s*=)")
_SHOWN = 200  # characters of what was refused


def check_text(statement: str) -> None:
    r"""What a plan would not tell. Raises StatementRefused.

    `\u…` would become another letter before the server reads it: words could hide. Files are named here too, in case a
    plan ever leaves out a part of an expression.
    """
    word = _PREFIX.match(statement)
    if word and word["word"].upper() in ("EXPLAIN", "PROFILE"):
        raise StatementRefused(f"{word['word'].upper()} at its beginning: send the statement alone")
    if word and word["word"].upper() == "CYPHER" and not _VERSION.match(word["rest"]):
        raise StatementRefused("CYPHER at its beginning: only a version may follow, such as CYPHER 5")
    if re.search(r"\\u", statement, re.IGNORECASE):
        raise StatementRefused(r"\u: write the letter itself, or send the text as a parameter")
    lower = statement.lower()
    if "load" in lower and "csv" in lower:
        raise StatementRefused("LOAD CSV: nothing is read but the graph (send texts with these words as parameters)")


def check_plan(plan: Mapping[str, Any] | None, kind: str | None) -> None:
    """Raises StatementRefused for a plan that does anything but read the graph; says which operator does what."""
    if plan is None:
        raise StatementRefused("the server shows no plan of it")
    for operator in _operators(plan):
        name = str(operator["operatorType"]).partition("@")[0]
        details = str(operator.get("args", {}).get("Details") or "")
        if name not in OPERATORS:
            raise StatementRefused(f"{name} is not allowed{_where(details)}")
        if name == "ProcedureCall" and details.partition("(")[0] not in PROCEDURES:
            raise StatementRefused(f"procedure {details.partition('(')[0]} is not allowed")
        if _NESTED.search(details):
            raise StatementRefused(
                "a subquery inside an expression cannot be checked: give it a name by `WITH … AS` or `RETURN … AS`, "
                f"outside of CASE and lists ({name}{_where(details)})"
            )
        _check_length(name, details)
    if kind != "r":
        raise StatementRefused("it does more than read")


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    waiting = [plan]
    while waiting:
        operator = waiting.pop()
        yield operator
        waiting += operator.get("children", ())


def _check_length(name: str, details: str) -> None:
    form = _BOUNDED.get(name.partition("(")[0])
    if form is None:
        return
    lengths = [_most(found) for found in form.finditer(details)]
    if not lengths or any(most is None or most > MOST_HOPS for most in lengths):
        raise StatementRefused(
            f"a path of at most {MOST_HOPS} steps needs its bound, such as *1..3 ({details[:_SHOWN]})"
        )


def _most(found: re.Match[str]) -> int | None:
    """The most steps of a pattern; None where it has no end."""
    text = found["most"] if found["range"] else found["least"]
    return int(text) if text else None


def _where(details: str) -> str:
    return f": {details[:_SHOWN]}" if details else ""
