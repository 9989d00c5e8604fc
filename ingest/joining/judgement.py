"""A recorded judgement: whether two things are the same, how sure, and why in words a person can read."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["positive", "negative", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether `one` and `other` (ids, `one` the lower) are the same; `score` from 0 (surely not) to 1 (surely)."""

    one: str
    other: str
    verdict: Verdict
    score: float
    why: str


def judged(one: str, other: str, verdict: Verdict, score: float, why: str) -> Judgement:
    """A judgement on two ids in either order."""
    low, high = sorted((one, other))
    return Judgement(low, high, verdict, round(score, 4), why)
