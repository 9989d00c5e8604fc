"""Measure any spaCy pipeline on the untouched test sets: gold words for all, one convention for all."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.tokens import Doc, Span

from models.recipe.cnn import load
from models.recipe.conventions import trim
from models.recipe.corpus import CORPUS

SYNTAX_TESTS = ("ewt.test", "gum.test", "gum.test-news")
# What a set marks; a set that knows one kind of place only is scored with all places as LOC.
NAME_TESTS: dict[str, frozenset[str]] = {
    "uner.test": frozenset({"PERSON", "ORG", "LOC"}),
    "gum.test": frozenset({"PERSON", "ORG", "LOC", "EVENT"}),
    "gum.test-news": frozenset({"PERSON", "ORG", "LOC", "EVENT"}),
    "crossner-politics.test": frozenset({"PERSON", "ORG", "LOC", "EVENT"}),
    "gmb.test": frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "DATE"}),
}
ONE_PLACE = {"GPE": "LOC", "FAC": "LOC"}
# other schemes' names for our labels (WikiNER, CoNLL)
SAME_LABEL = {"PER": "PERSON"}

Key = tuple[int, int, int, str]


@dataclass(frozen=True)
class Score:
    """Counts behind precision, recall and F1."""

    right: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing is there."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def f1(gold: set[Key], found: set[Key]) -> Score:
    """Exact spans and labels."""
    return Score(len(gold & found), len(found), len(gold))


def bare(doc: Doc) -> Doc:
    """Copy the words and spaces of a gold document without its annotation."""
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def name_keys(number: int, spans: Iterable[Span], labels: frozenset[str], doc: Doc) -> set[Key]:
    """Bring names to the convention all systems are scored in: no leading article, no possessive, places merged."""
    words = [t.text for t in doc]
    merged = not labels & ONE_PLACE.keys()
    keys: set[Key] = set()
    for span in spans:
        label = SAME_LABEL.get(span.label_, span.label_)
        if label == "FAC" or (merged and label in ONE_PLACE):
            label = ONE_PLACE[label]
        start, end = trim(words, span.start, span.end)
        if start < end and label in labels:
            keys.add((number, start, end, label))
    return keys


def score_names(gold: list[Doc], found: list[Doc], labels: frozenset[str]) -> dict[str, Score]:
    """F1 overall ("all") and by label; what a set leaves open (unannotated words) counts for nobody."""
    wanted: set[Key] = set()
    got: set[Key] = set()
    for number, (g, f) in enumerate(zip(gold, found, strict=True)):
        open_words = {t.i for t in g if t.ent_iob == 0}
        wanted |= name_keys(number, g.ents, labels, g)
        keys = name_keys(number, f.ents, labels, g)
        got |= {k for k in keys if open_words.isdisjoint(range(k[1], k[2]))}
    scores = {"all": f1(wanted, got)}
    for label in sorted(labels):
        scores[label] = f1({k for k in wanted if k[3] == label}, {k for k in got if k[3] == label})
    return scores


def score_syntax(gold: list[Doc], found: list[Doc]) -> dict[str, float]:
    """Shares of right tags and lemmas (lower-cased) of all tokens, of heads (UAS) and heads with relation (LAS) of all
    tokens but punctuation, and F1 of sentences.

    Relations are compared with their subtypes; a pipeline of another scheme has a low LAS for that reason alone.
    """
    n: Counter[str] = Counter()
    gold_sentences: set[Key] = set()
    found_sentences: set[Key] = set()
    for number, (g, f) in enumerate(zip(gold, found, strict=True)):
        gold_sentences |= {(number, s.start, s.end, "") for s in g.sents}
        found_sentences |= {(number, s.start, s.end, "") for s in f.sents} if f.has_annotation("SENT_START") else set()
        for a, b in zip(g, f, strict=True):
            n["words"] += 1
            n["tag"] += a.tag_ == b.tag_
            n["pos"] += a.pos_ == b.pos_
            n["lemma"] += a.lemma_.lower() == b.lemma_.lower()
            if a.dep_ != "punct":
                n["arcs"] += 1
                n["UAS"] += a.head.i == b.head.i
                n["LAS"] += a.head.i == b.head.i and a.dep_.lower() == b.dep_.lower()
    scores = {k: n[k] / n["words"] for k in ("tag", "pos", "lemma")} | {k: n[k] / n["arcs"] for k in ("UAS", "LAS")}
    return scores | {"sentences": f1(gold_sentences, found_sentences).f1}


def run(nlp: Language, gold: list[Doc]) -> tuple[list[Doc], float]:
    """Annotate the gold words with `nlp` and return the documents and the CPU seconds it took."""
    plain = [bare(doc) for doc in gold]
    began = time.process_time()
    return list(nlp.pipe(plain)), time.process_time() - began


def evaluate(pipeline: str | Path, corpus: Path = CORPUS) -> dict[str, dict[str, float]]:
    """Run a pipeline (path or installed name) over all test sets; figures by set and measure, each from 0 to 1.

    Raises:
        FileNotFoundError: the corpora are not built.
        OSError: no such pipeline.
    """
    nlp = spacy.load(pipeline)
    figures: dict[str, dict[str, float]] = {}
    words, seconds = 0, 0.0
    for name in dict.fromkeys((*SYNTAX_TESTS, *NAME_TESTS)):
        gold = load(corpus / f"{name}.spacy", nlp)
        found, took = run(nlp, gold)
        words, seconds = words + sum(map(len, gold)), seconds + took
        row: dict[str, float] = {}
        if name in SYNTAX_TESTS:
            row |= score_syntax(gold, found)
        if name in NAME_TESTS:
            row |= {f"names {k}": s.f1 for k, s in score_names(gold, found, NAME_TESTS[name]).items()}
        figures[name] = row
    figures["speed"] = {"words a CPU second": words / seconds}
    return figures


def show(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    """Print the figures of several pipelines side by side, one row a test set and measure."""
    table = Table("test", "measure", *figures)
    rows = dict.fromkeys((test, measure) for one in figures.values() for test, row in one.items() for measure in row)
    for test, measure in rows:
        values = [one[test][measure] for one in figures.values()]
        table.add_row(test, measure, *(f"{v:,.0f}" if v > 1 else f"{v:.3f}" for v in values))
    Console().print(table)
