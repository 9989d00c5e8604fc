"""The recipe of joining reports: agreement as scorers count it, elections held out, and a file that says the same."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from ingest.joining.incident_pairs import FEATURES, IncidentReport, Toll, candidates, table
from models.recipe import incident_pairs as recipe
from models.recipe.incident_pairs import Labelled


@pytest.fixture(scope="module")
def data() -> Labelled:
    """Events of two reports each, of two elections; a third of the second reports have no coordinates."""
    reports = [report for number in range(60) for report in _event(number)]
    events = {report.id: report.id[:-1] for report in reports}
    return Labelled(reports, events, {report.id: str(report.first)[:4] for report in reports})


def _event(number: int) -> tuple[IncidentReport, IncidentReport]:
    day = date(2020 + number % 2, 1, 1) + timedelta(days=number // 4)
    name, some, yes = f"Town {number % 7}", frozenset("abcdef"[number % 5 :]), number % 3 == 0
    one = IncidentReport(
        f"{number}a", day, day, 40 + number % 7 / 10, 20, 3, name, name, some, some, some, some, some, name, name,
        Toll(number, number), Toll(1, number), yes, yes, name, f"{name}, {day}", name, day,
    )  # fmt: skip
    return one, replace(one, id=f"{number}b", latitude=one.latitude if number % 3 else None, outlet="Northlight")


def test_agreement_counts_pairs_and_items() -> None:
    events = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert recipe.agreement([["a", "b"], ["c", "d"]], events) == recipe.Agreement(1.0, 1.0)
    reached = recipe.agreement([["a", "b", "c"], ["d"]], events)
    assert reached.pairs == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 1 / 2 + 1 / 2) / 4
    assert reached.b_cubed == pytest.approx(2 * precision * recall / (precision + recall))


def test_every_candidate_is_scored_by_a_model_of_other_elections(data: Labelled) -> None:
    scores = recipe.held_out(data)
    assert scores.keys() == {(one.id, other.id) for one, other in candidates(data.reports)}
    turned = {id_: event if data.elections[id_] == "2020" else id_ for id_, event in data.events.items()}
    other = recipe.held_out(replace(data, events=turned))
    inside_2021 = [pair for pair in scores if {data.elections[id_] for id_ in pair} == {"2021"}]
    assert all(
        scores[pair] == other[pair] for pair in inside_2021
    )  # what is said of 2021 does not reach its own scores
    assert any(scores[pair] != other[pair] for pair in scores)


def test_the_file_gives_what_was_trained_missing_values_too(data: Labelled, tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is not installed: it comes with the train extra")
    model = recipe.train(data)
    session = onnxruntime.InferenceSession(recipe.export(model, tmp_path / "made" / "model.onnx"))
    rows = table(candidates(data.reports))
    rows[np.random.default_rng(0).random(rows.shape) < 0.2] = np.nan
    (found,) = session.run(None, {"features": rows})
    assert np.asarray(found)[:, 0] == pytest.approx(model.predict_proba(rows)[:, 1], abs=1e-5)
    assert rows.shape[1] == len(FEATURES)
