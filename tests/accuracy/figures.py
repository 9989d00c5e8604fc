"""Every figure of the reader on every gold set, each with its corpus and how many items it rests on."""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import dateparser
import orjson
from spacy.tokens import Doc

from ingest.extraction import EventDate
from ingest.nlp import stance
from ingest.nlp.dates import Tense, resolve
from ingest.nlp.load import load_pipeline
from models.recipe import corpus as corpora
from models.recipe import evaluate, incident_pairs
from models.recipe.cnn import load
from models.recipe.incident_pairs import MAVERICK
from models.recipe.paths import REPO, SHARED
from protest_graph.predict import predict, predict_attributions
from tests.accuracy.geovirus import GEOVIRUS, score
from tests.accuracy.peers import PEERS, Row

OWN_GOLD = REPO / "tests" / "accuracy" / "gold"
OWN_TOPICS = REPO / "tests" / "accuracy" / "topics"
HELD_OUT = REPO / "tests" / "accuracy" / "held_out"  # nobody looks into these while the reader is worked on
GOLD = SHARED / "data" / "gold"
POLNEAR = SHARED / "data" / "attribution" / "polnear-dev"
DATES = SHARED / "data" / "nlp" / "derived" / "gum_dates.jsonl"
SCORERS = SHARED / "tools"
# What others reach on the same texts, from the notes beside the data.
HUMAN = {"linked F1": 0.79, "source exact F1": 0.79, "cue exact F1": 0.73, "content exact F1": 0.74}
GENDER_GAP_TRACKER = {"linked F1": 0.282, "source exact F1": 0.329, "cue exact F1": 0.396, "content exact F1": 0.244}
MORDECAI = ("Mordecai3, similar sets, least (noted)", 0.79)
# Of the scorer's table, what this reader of single articles answers for; the rest belongs to joining.
OURS = (
    "claim found, recall",
    "claim found, precision",
    "claim + speaker + kind, recall",
    "claim + speaker + kind, precision",
    "speaker right, given claim",
    "speaker of direct quotation",
    "kind right, given claim",
    "stance right, given claim",
    "quotation type right, given claim",
    "count interval exact, given claim",
    "date range right, given claim",
    "unknown date kept unknown",
    "named mention found",
    "mention kind right",
    "place within 15 km",
    "incident type + place, F1",
)
# What rests on several articles of a topic; our own gold has one article each.
JOINED = (
    "entities across articles, B3 F1",
    "incidents across articles, B3 F1",
    "finding pairs, F1",
    "independent origins exact",
    "contradictions, recall",
    "contradictions, precision",
    "copies, F1",
)


@dataclass(frozen=True)
class Figure:
    """One figure from 0 to 1; `corpus` names the gold it rests on, `items` how many, `peers` what others reach."""

    task: str
    corpus: str
    value: float
    items: int
    peers: tuple[tuple[str, float], ...] = ()


def digest(corpus: str) -> str:
    """Return a short hash of the files of a gold set.

    Raises:
        KeyError: no such set.
    """
    hashed = sha256()
    for path in CORPORA[corpus]():
        hashed.update(path.name.encode() + path.read_bytes())
    return hashed.hexdigest()[:12]


def figures() -> Iterator[Figure]:
    """Measure the default pipeline; long (minutes), so figures come one by one.

    Raises:
        FileNotFoundError: the shared data is not there.
    """
    if not SCORERS.is_dir():
        raise FileNotFoundError(f"no scorers in {SCORERS}: figures need the shared data ($PROTEST_GRAPH_SHARED)")
    yield from attribution()
    yield from claims("development gold", GOLD, OURS + JOINED)
    yield from claims("own topics", OWN_TOPICS, OURS + JOINED)
    yield from claims("held-out topics", HELD_OUT, OURS + JOINED)
    yield from claims("own gold", OWN_GOLD, OURS)
    yield from dates()
    yield from maverick()
    yield from geovirus()
    yield from pipeline()


def pipeline() -> Iterator[Figure]:
    """Tags, parse and names of the language pipeline on the treebanks' test sets."""
    if not (corpora.CORPUS / "INDEX.json").is_file():
        corpora.convert()
    found = evaluate.evaluate(REPO / "models" / "en_protest_news")
    wanted = [(test, m) for test in evaluate.SYNTAX_TESTS for m in ("LAS", "tag", "sentences")]
    wanted += [(test, "names all") for test in evaluate.NAME_TESTS]
    nlp = corpora.tokenizer()
    tokens = {test: sum(map(len, load(corpora.CORPUS / f"{test}.spacy", nlp))) for test in dict(wanted)}
    for test, measure in wanted:
        yield Figure(f"{measure.replace(' all', ' F1')}, {test}", "treebanks", found[test][measure], tokens[test])


def attribution() -> Iterator[Figure]:
    """Who says what in PolNeAR's development texts: ours, and the peers on the same parse."""
    ours = _score_attribution(predict_attributions(POLNEAR / "text"))
    nlp = load_pipeline()
    texts = {path.stem: nlp(path.read_bytes().decode("utf-8")) for path in sorted((POLNEAR / "text").glob("*.txt"))}
    others = {name: _score_attribution(_read_by(extract, texts)) for name, extract in PEERS.items()}
    others["GenderGapTracker (noted)"] = {key: (value, 0) for key, value in GENDER_GAP_TRACKER.items()}
    others["a second human (noted)"] = {key: (value, 0) for key, value in HUMAN.items()}
    for measure, (value, items) in ours.items():
        peers = tuple((name, scores[measure][0]) for name, scores in others.items())
        yield Figure(f"attribution, {measure}", "PolNeAR dev", value, items, peers)


def _read_by(extract: Callable[[Doc], Iterator[Row]], texts: dict[str, Doc]) -> Iterator[dict[str, Any]]:
    for name, doc in texts.items():
        for row in extract(doc):
            yield {"doc": name, **row}


def _score_attribution(rows: Iterator[dict[str, Any]]) -> dict[str, tuple[float, int]]:
    with tempfile.TemporaryDirectory() as folder:
        prediction = Path(folder) / "prediction.jsonl"
        prediction.write_bytes(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows))
        printed = _run(SCORERS / "score_attribution.py", POLNEAR, prediction)
    gold = re.search(r"(\d+) gold", printed)
    items = int(gold[1]) if gold else 0
    found = {f"{m[1]} exact F1": (float(m[2]), items) for m in re.finditer(r"(\w+) +exact .*? F1 ([\d.]+)", printed)}
    linked = re.search(r"linked .*F1 ([\d.]+)", printed)
    if linked is None or len(found) != 3:
        raise ValueError(f"the scorer printed something else: {printed}")
    return {"linked F1": (float(linked[1]), items), **found}


def claims(corpus: str, folder: Path, tasks: Iterable[str]) -> Iterator[Figure]:
    """Figures of the scorer's table for a folder of annotated articles, all its files pooled."""
    files: list[Path] = []
    with tempfile.TemporaryDirectory() as there:
        for gold in sorted(folder.glob("*.json")):
            prediction = Path(there) / gold.name
            prediction.write_bytes(orjson.dumps(predict(gold)))
            files += [gold, prediction]
        scores = cast("dict[str, Any]", json.loads(_run(SCORERS / "score_gold.py", *files, "--json")))
    for task in tasks:
        yield Figure(task, corpus, scores[task]["value"], scores[task]["items"])


def dates() -> Iterator[Figure]:
    """Calendar days of GUM's texts, read as the reader reads them; beside it dateparser alone, dates from the past."""
    nlp = load_pipeline()
    rows = [row for line in DATES.read_text(encoding="utf-8").splitlines() if (row := json.loads(line)).get("dct")]
    n: Counter[tuple[str, str]] = Counter()
    stated: dict[str, EventDate] = {}  # the date with a year that each text spoke of last
    for row, doc in zip(rows, nlp.pipe(row["sentence"] for row in rows), strict=True):
        found = resolve(row["text"], row["dct"], tense_of(doc, row["text"]), near=stated.get(row["doc"]))
        if found.basis == "stated" and found.first is not None:
            stated[row["doc"]] = found
        if not is_calendar(row):
            continue
        kind = "absolute" if re.search(r"\d{4}", row["text"]) else "relative"
        day = row["attrs"]["when"]
        n[kind, "all"] += 1
        n[kind, "ours"] += (found.first, found.last) == (day, day)
        settings: Any = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": datetime.fromisoformat(row["dct"])}
        other = dateparser.parse(row["text"], languages=["en"], settings=settings)
        n[kind, "dateparser"] += other is not None and other.date().isoformat() == day
    for kind in ("absolute", "relative"):
        items = n[kind, "all"]
        peer = (("dateparser alone", n[kind, "dateparser"] / items),)
        yield Figure(f"date normalisation, {kind}", "GUM dates", n[kind, "ours"] / items, items, peer)


def maverick() -> Iterator[Figure]:
    """Reports joined to incidents, each election by a model that did not see it; best of ten simple rules beside it."""
    data = incident_pairs.maverick(MAVERICK)
    reached = incident_pairs.agreement(incident_pairs.grouped(data, incident_pairs.held_out(data)), data.events)
    for measure, value, rule in (("pair F1", reached.pairs, 0.579), ("B³ F1", reached.b_cubed, 0.863)):
        peer = (("simple rules (noted)", rule),)
        yield Figure(f"reports to incidents, {measure}", "MAVERICK", value, len(data.reports), peer)


def geovirus() -> Iterator[Figure]:
    """Places of Wikinews articles: how many of the found ones are right, as peers count, then how many are found."""
    reached = score(GEOVIRUS)
    yield Figure("place right, given found", "GeoVirus", reached.right / reached.found, reached.found, (MORDECAI,))
    yield Figure("place found", "GeoVirus", reached.found / reached.all, reached.all)
    yield Figure("place found and right", "GeoVirus", reached.right / reached.all, reached.all)


# Written texts, as the reader is for; in recorded talk the document's date is not that of speaking.
_WRITTEN = ("news", "interview", "bio", "speech", "voyage", "textbook", "academic")
_CALENDAR = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|tonight|ago|"
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)\b"
)


def is_calendar(row: dict[str, Any]) -> bool:
    """Whether a date of GUM is a whole day, put in words of the calendar, in a written text that has a date."""
    whole = re.fullmatch(r"\d{4}-\d\d-\d\d", row["attrs"].get("when", ""))
    return bool(whole and row["doc"].split("_")[1] in _WRITTEN and _CALENDAR.search(row["text"]))


def tense_of(doc: Doc, words: str) -> Tense:
    """The tense of the clause an expression stands in, as the reader takes it."""
    at = doc.text.find(words)
    span = doc.char_span(at, at + len(words), alignment_mode="expand") if at >= 0 else None
    return stance.tense_of(span.root) if span is not None else "past"


def _run(*command: object) -> str:
    done = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


CORPORA: dict[str, Callable[[], list[Path]]] = {
    "PolNeAR dev": lambda: sorted(p for p in POLNEAR.rglob("*") if p.suffix in (".txt", ".ann")),
    "development gold": lambda: sorted(GOLD.glob("*.json")),
    "own topics": lambda: sorted(OWN_TOPICS.glob("*.json")),
    "held-out topics": lambda: sorted(HELD_OUT.glob("*.json")),
    "own gold": lambda: sorted(OWN_GOLD.glob("*.json")),
    "GUM dates": lambda: [DATES],
    "GeoVirus": lambda: [GEOVIRUS],
    "MAVERICK": lambda: [MAVERICK],
    "treebanks": lambda: sorted(corpora.CORPUS.glob("*.test*.spacy")),
}
