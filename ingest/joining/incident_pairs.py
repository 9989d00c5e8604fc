"""Whether two reports are of the same incident: what a pair is compared by, the trained model, and the groups.

A report is known by what can be said of it in any country: days, coordinates, names that are only ever compared. What
a report does not know is None and gives a missing feature (NaN). How crowded the days and the spot are decides how
much agreement is worth: two reports of one town and day are surely the same in a quiet month, and not on election day.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from ingest.joining.clusters import clusters
from ingest.nlp import gazetteer
from ingest.nlp.onnx_model import session

MODEL = Path(__file__).resolve().parents[2] / "models" / "incident_pairs" / "model.onnx"
THRESHOLD = 0.5  # the middle of a plateau that `train-incidents` prints
# Which pairs are looked at; these hold 98 % of the pairs of one event in MAVERICK.
MOST_DAYS_APART = 3
LONGEST = 40  # days between two beginnings
MOST_KM_APART = 60.0
UNDATED = timedelta(days=7)  # before its publication, what a report without a date is compared with
COUNTRY = 1  # the level of a place whose coordinates are not compared
SAME_SPOT_KM = 1.0
NAN = math.nan

Pair = tuple[str, str]
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed or hurt: inclusive bounds, None where a report leaves them open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """What one report says of one incident; what it does not say is None or empty.

    Attributes:
        id: unique among the reports.
        first, last: the days it may have happened or gone on.
        latitude, longitude: degrees.
        level: how precise the place is, 1 a country, 2 a region, 3 a town, 4 a village or a spot near a town, 5 a
            part of a town, 6 an exact spot (the levels of MAVERICK's geo_precision).
        town, place: names, the town and the nearest named place.
        actors: names of who took part; nobody unnamed.
        roles: what kinds of actors they are.
        parties: the parties they belong to.
        victims: those of the actors it was done to.
        violence: what kinds of acts are told.
        context, target: what it was part of and whom it was aimed at, words of one codebook.
        deaths, injuries: bounds; both open when nothing is told of them.
        damage, displacement: whether property was damaged and people fled.
        outlet: who published it.
        source: what the report stands in: two with the same source are two parts of one text.
        headline: its words.
        published: when.
    """

    id: str
    first: date | None = None
    last: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    level: float | None = None
    town: str | None = None
    place: str | None = None
    actors: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    violence: frozenset[str] = frozenset()
    context: str | None = None
    target: str | None = None
    deaths: Toll = Toll()
    injuries: Toll = Toll()
    damage: bool | None = None
    displacement: bool | None = None
    outlet: str | None = None
    source: str | None = None
    headline: str | None = None
    published: date | None = None


def same_incidents(reports: Collection[IncidentReport]) -> list[list[str]]:
    """Ids of the reports, grouped by incident; the same groups for any order of the reports."""
    return clusters([report.id for report in reports], likely_same(reports), THRESHOLD)


def likely_same(reports: Collection[IncidentReport]) -> dict[Pair, float]:
    """How likely two reports are of one incident, for all pairs that are worth a look; the lower id stands first."""
    pairs = candidates(reports)
    return dict(zip(((one.id, other.id) for one, other in pairs), probabilities(table(pairs)), strict=True))


def candidates(reports: Collection[IncidentReport]) -> list[tuple[IncidentReport, IncidentReport]]:
    """Pairs that may be of one incident by day and place, sorted by id, the lower first in each."""
    windows = sorted((window, report.id, report) for report in reports if (window := _window(report)))
    begins = [window[0] for window, _, _ in windows]
    found = [
        (one, other) if one.id < other.id else (other, one)
        for at, (window, _, one) in enumerate(windows)
        for _, _, other in windows[at + 1 : bisect_right(begins, _latest_begin(window))]
        if not _far_apart(one, other)
    ]
    return sorted(found, key=lambda pair: (pair[0].id, pair[1].id))


def _window(report: IncidentReport) -> tuple[date, date] | None:
    first = report.first or report.last
    if first is not None:
        return first, report.last or first
    return (report.published - UNDATED, report.published) if report.published else None


def _latest_begin(window: tuple[date, date]) -> date:
    return min(window[1] + timedelta(days=MOST_DAYS_APART), window[0] + timedelta(days=LONGEST))


def _far_apart(one: IncidentReport, other: IncidentReport) -> bool:
    """Whether the places are known to be too far apart; the middle of a country is where nothing happened."""
    return COUNTRY not in (one.level, other.level) and distance(one, other) > MOST_KM_APART


def table(pairs: Sequence[tuple[IncidentReport, IncidentReport]]) -> NDArray[np.float32]:
    """One row of features for each pair; the pairs must be all candidates, as crowding is counted over them."""
    rows = [compared(one, other) for one, other in pairs]
    for row, crowding in zip(rows, _crowding(pairs, rows), strict=True):
        row.update(crowding)
    # three decimals: no two values are so near that single precision puts them on the wrong side of a threshold
    return np.round(np.array([list(row.values()) for row in rows]).reshape(-1, len(FEATURES)), 3).astype(np.float32)


def compared(one: IncidentReport, other: IncidentReport) -> Features:
    """What two reports agree and differ in, the same for both orders."""
    return {
        **_when(one, other),
        **_where(one, other),
        **_who(one, other),
        **_toll("deaths", one.deaths, other.deaths),
        **_toll("injuries", one.injuries, other.injuries),
        **_telling(one, other),
    }


def _when(one: IncidentReport, other: IncidentReport) -> Features:
    names = ("days apart", "begins apart", "ends apart", "days shared", "days, fewer", "days, more")
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return dict.fromkeys(names, NAN)
    gap = (max(one.first, other.first) - min(one.last, other.last)).days
    union = (max(one.last, other.last) - min(one.first, other.first)).days + 1
    lengths = sorted(((one.last - one.first).days, (other.last - other.first).days))
    values = (
        gap,
        abs((one.first - other.first).days),
        abs((one.last - other.last).days),
        max(0, 1 - gap) / union,
        *lengths,
    )
    return dict(zip(names, values, strict=True))


def _where(one: IncidentReport, other: IncidentReport) -> Features:
    levels = sorted(level for level in (one.level, other.level) if level is not None)
    return {
        "km apart": distance(one, other),
        "level, lower": levels[0] if levels else NAN,
        "level, higher": levels[-1] if len(levels) > 1 else NAN,
        "place alike": _alike(one.place, other.place),
        "same town": _same(one.town, other.town),
    }


def _who(one: IncidentReport, other: IncidentReport) -> Features:
    return {
        "actors shared": _shared(one.actors, other.actors),
        "actors equal": float(one.actors == other.actors),
        "roles shared": _shared(one.roles, other.roles),
        "parties shared": _shared(one.parties, other.parties),
        "victims shared": _shared(one.victims, other.victims),
        "violence shared": _shared(one.violence, other.violence),
        "same context": _same(one.context, other.context),
        "same target": _same(one.target, other.target),
        "same damage": _same(one.damage, other.damage),
        "damage": float(bool(one.damage) + bool(other.damage)),
        "same displacement": _same(one.displacement, other.displacement),
    }


def _toll(name: str, one: Toll, other: Toll) -> Features:
    known = [toll for toll in (one, other) if toll.low is not None or toll.high is not None]
    lows = [toll.low if toll.low is not None else 0.0 for toll in known]
    highs = sorted(toll.high if toll.high is not None else math.inf for toll in known)
    both = len(known) == 2
    return {
        f"{name} told": float(len(known)),
        f"{name}, fewer": highs[0] if both else NAN,
        f"{name}, more": highs[-1] if known else NAN,
        f"{name} equal": float(one == other) if both else NAN,
        f"{name} apart": math.log1p(max(lows)) - math.log1p(highs[0]) if both else NAN,
        f"{name} ratio": math.log1p(highs[1]) - math.log1p(highs[0]) if both else NAN,
    }


def _telling(one: IncidentReport, other: IncidentReport) -> Features:
    days = abs((one.published - other.published).days) if one.published and other.published else NAN
    return {
        "same source": _same(one.source, other.source),
        "same outlet": _same(one.outlet, other.outlet),
        "published apart": days,
        "headline alike": _alike(one.headline, other.headline),
    }


def distance(one: IncidentReport, other: IncidentReport) -> float:
    """Kilometres between two reports along a great circle, NaN when one has no coordinates."""
    kilometres = gazetteer.distance((one.latitude, one.longitude), (other.latitude, other.longitude))
    return kilometres if math.isfinite(kilometres) else NAN


def _same(one: object, other: object) -> float:
    return NAN if one is None or other is None else float(one == other)


def _alike(one: str | None, other: str | None) -> float:
    return NAN if one is None or other is None else fuzz.token_set_ratio(one.lower(), other.lower())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else NAN


def _crowding(pairs: Sequence[tuple[IncidentReport, IncidentReport]], rows: Sequence[Features]) -> Iterator[Features]:
    """How many candidates the two reports of each pair have: in all, on the same days, and there at the same spot."""
    near, days, spot = Counter[str](), Counter[str](), Counter[str]()
    for pair, row in zip(pairs, rows, strict=True):
        same_days = row["days apart"] <= 0
        for report in pair:
            near[report.id] += 1
            days[report.id] += same_days
            spot[report.id] += same_days and row["km apart"] < SAME_SPOT_KM
    for one, other in pairs:
        counts = [float(n) for count in (near, days, spot) for n in sorted((count[one.id], count[other.id]))]
        yield dict(zip(CROWDING, counts, strict=True))


def probabilities(features: NDArray[np.float32]) -> list[float]:
    """What the model gives each row: 0 surely two incidents, 1 surely one."""
    if not len(features):
        return []
    given = cast("list[Any]", _session().run(None, {"features": features}))
    return [float(share) for share in given[0][:, 0]]


@cache
def _session() -> Any:
    return session(MODEL)


CROWDING = tuple(
    f"{what}, {side}" for what in ("near", "same days", "same days and spot") for side in ("fewer", "more")
)
FEATURES = (*compared(IncidentReport(""), IncidentReport("")), *CROWDING)
"""The names of the features, in the order of the columns."""
