"""The model that says whether two reports are of one incident: trained on MAVERICK, measured on elections it never saw.

Boosted trees over what two reports agree in. More agreement in day, place or content never makes two reports less
likely to be of one incident: that holds in any country, while what else the trees find may be Kenya's.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from ingest.joining import incident_pairs
from ingest.joining.clusters import clusters
from ingest.joining.incident_pairs import FEATURES, IncidentReport, Pair
from models.recipe.paths import SHARED
from protest_graph.incidents_csv import read_reports

MAVERICK = SHARED / "data" / "events" / "maverick" / "kenya.csv"
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_LIKELIER: tuple[str, ...] = (
    "days shared", "place alike", "same town", "actors shared", "actors equal", "roles shared", "parties shared",
    "victims shared", "violence shared", "same context", "same target", "same damage", "same displacement",
    "deaths equal", "injuries equal", "headline alike",
)  # fmt: skip
_LESS_LIKELY: tuple[str, ...] = (
    "days apart", "begins apart", "ends apart", "km apart",
    "deaths apart", "deaths ratio", "injuries apart", "injuries ratio",
)  # fmt: skip
_DIRECTIONS: dict[str, int] = {name: 1 for name in _LIKELIER} | {name: -1 for name in _LESS_LIKELY}  # noqa: C420


@dataclass(frozen=True)
class Labelled:
    """Reports with the event and the election of each, by its id."""

    reports: Sequence[IncidentReport]
    events: Mapping[str, str]
    elections: Mapping[str, str]


@dataclass(frozen=True)
class Agreement:
    """How well groups agree with events.

    `pairs`: F1 over pairs in one group. `b_cubed`: F1 of B³ (Bagga and Baldwin 1998), over items.
    """

    pairs: float
    b_cubed: float


def maverick(table: Path = MAVERICK) -> Labelled:
    """MAVERICK's reports of one country. Raises Failure or FileNotFoundError when there is no such table."""
    reports = read_reports(table)
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return Labelled(reports, {row["id"]: row["event_id"] for row in rows}, {row["id"]: row["election"] for row in rows})


def train(data: Labelled) -> HistGradientBoostingClassifier:
    """The model from all reports."""
    pairs = incident_pairs.candidates(data.reports)
    return _fit(incident_pairs.table(pairs), _same(data, pairs))


def held_out(data: Labelled) -> dict[Pair, float]:
    """The score of each candidate pair by a model that saw no report of the elections of the two."""
    pairs = incident_pairs.candidates(data.reports)
    features, same = incident_pairs.table(pairs), _same(data, pairs)
    elections = np.array([[data.elections[report.id] for report in pair] for pair in pairs])
    scores = np.zeros(len(pairs))
    for fold in sorted({tuple(sorted(set(both))) for both in elections.tolist()}):
        inside = np.isin(elections, fold)
        tested = inside.all(axis=1) & np.all([(elections == one).any(axis=1) for one in fold], axis=0)
        seen = ~inside.any(axis=1)
        scores[tested] = _fit(features[seen], same[seen]).predict_proba(features[tested])[:, 1]
    return {(one.id, other.id): float(score) for (one, other), score in zip(pairs, scores, strict=True)}


def grouped(
    data: Labelled, scores: Mapping[Pair, float], threshold: float = incident_pairs.THRESHOLD
) -> list[list[str]]:
    """Groups of ids at a threshold."""
    return clusters([report.id for report in data.reports], scores, threshold)


def agreement(groups: Iterable[Iterable[str]], events: Mapping[str, str]) -> Agreement:
    """Compare groups of ids with the events of the same ids."""
    group = {id_: number for number, ids in enumerate(groups) for id_ in ids}
    both = Counter((group[id_], events[id_]) for id_ in group)
    found, gold = Counter(group.values()), Counter(events[id_] for id_ in group)
    precision = sum(n * n / found[number] for (number, _), n in both.items()) / len(group)
    recall = sum(n * n / gold[event] for (_, event), n in both.items()) / len(group)
    return Agreement(_f1(_pairs(both), _pairs(found), _pairs(gold)), 2 * precision * recall / (precision + recall))


def _pairs(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 1.0


def report(data: Labelled) -> Iterable[str]:
    """Lines of what is reached on elections held out: by threshold, then by election at the threshold in use."""
    scores = held_out(data)
    for threshold in THRESHOLDS:
        yield _line(f"threshold {threshold}", agreement(grouped(data, scores, threshold), data.events))
    groups = grouped(data, scores)
    members: defaultdict[Hashable, set[str]] = defaultdict(set)
    for id_, election in data.elections.items():
        members[election].add(id_)
    for election, ids in sorted(members.items(), key=str):
        inside = agreement(([id_ for id_ in group if id_ in ids] for group in groups), data.events)
        yield _line(f"{election} ({len(ids)})", inside)


def _line(name: str, reached: Agreement) -> str:
    return f"{name:<30} pair F1 {reached.pairs:.3f}   B³ F1 {reached.b_cubed:.3f}"


def _same(data: Labelled, pairs: Sequence[tuple[IncidentReport, IncidentReport]]) -> NDArray[np.bool_]:
    return np.array([data.events[one.id] == data.events[other.id] for one, other in pairs])


def _fit(features: NDArray[np.float32], same: NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=400,
        learning_rate=0.02,
        max_leaf_nodes=15,
        min_samples_leaf=20,
        l2_regularization=5.0,
        max_features=0.3,  # of a tree's split: features that say nearly the same get their turn
        monotonic_cst=[_DIRECTIONS.get(name, 0) for name in FEATURES],
        early_stopping=False,  # pyright: ignore[reportArgumentType]  # inferred from the default, "auto"
        random_state=0,
    )
    return model.fit(features, same)


def export(model: HistGradientBoostingClassifier, path: Path = incident_pairs.MODEL) -> Path:
    """Write the trees as ONNX: "features" in, one probability a row out; a missing value goes where training sent it.

    By hand, as skl2onnx 1.20 writes values of types that onnx 1.23 refuses.
    """
    import onnx  # noqa: PLC0415  only there for training
    from onnx import TensorProto, helper  # noqa: PLC0415

    attributes: dict[str, Any] = dict(_trees(model))
    trees = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["margin"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[float(model._baseline_prediction.item())],
        **attributes,
    )
    graph = helper.make_graph(
        [trees, helper.make_node("Sigmoid", ["margin"], ["probability"])],
        "incident_pairs",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, len(FEATURES)])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1])],
    )
    versions = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)]
    made = helper.make_model(graph, opset_imports=versions, ir_version=9, producer_name="protest-graph")
    onnx.checker.check_model(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.SerializeToString())
    return path


def _trees(model: HistGradientBoostingClassifier) -> dict[str, list[Any]]:
    """The attributes of the operator, a value for each node of each tree and for each leaf."""
    trees: defaultdict[str, list[Any]] = defaultdict(list)
    for tree, (predictor,) in enumerate(model._predictors):
        for number, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            trees["nodes_treeids"].append(tree)
            trees["nodes_nodeids"].append(number)
            trees["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            trees["nodes_featureids"].append(int(node["feature_idx"]))
            trees["nodes_values"].append(0.0 if leaf else float(node["num_threshold"]))
            trees["nodes_truenodeids"].append(int(node["left"]))
            trees["nodes_falsenodeids"].append(int(node["right"]))
            trees["nodes_missing_value_tracks_true"].append(int(node["missing_go_to_left"]))
            if leaf:
                trees["target_treeids"].append(tree)
                trees["target_nodeids"].append(number)
                trees["target_ids"].append(0)
                trees["target_weights"].append(float(node["value"]))
    return dict(trees)
