"""Read the corpora that carry names only: GMB, UNER, CrossNER, wikigold, Re-DocRED, re3d."""

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from models.recipe.conventions import is_capitalised_name, settle, without_overlaps
from models.recipe.lexicon import words as word_list
from models.recipe.places import country_names
from models.recipe.sentence import NameSpan, Sentence
from models.recipe.spacing import guess_spaces, spaces_in

GMB_BLOCK = 100  # sentences; every tenth block is held out, so neighbours in one article stay on one side
GMB_LABELS = {
    "geo": "PLACE",
    "gpe": "GPE",
    "per": "PERSON",
    "org": "ORG",
    "tim": "DATE",
    "eve": "EVENT",
    "art": None,
    "nat": None,
}
UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "OTH": "MISC", "O": None}
CROSSNER_LABELS = {
    **dict.fromkeys(("person", "politician", "writer", "scientist", "researcher", "musicalartist"), "PERSON"),
    **dict.fromkeys(("organisation", "politicalparty", "band", "university"), "ORG"),
    **dict.fromkeys(("country", "location"), "PLACE"),
    **dict.fromkeys(("event", "election", "conference"), "EVENT"),
    "misc": "MISC",
    "product": "PRODUCT",
}
# common nouns that CrossNER also marks: not names in our sense
CROSSNER_COMMON = word_list("not-names-in-crossner")
WIKI_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "MISC": "MISC", "TIME": "DATE"}
RE3D_LABELS = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "PLACE",
    "Nationality": "NORP",
    "Temporal": "DATE",
}
RE3D_OPEN_SOURCES = frozenset(
    {
        "Australian_Department_of_Foreign_Affairs",
        "CENTCOM",
        "Delegation_of_the_European_Union_to_Syria",
        "UK_Government",
        "US_State_Department",
        "Wikipedia",
    }
)
CLOCK = frozenset({"a.m.", "p.m.", "am", "pm", "gmt", "utc", "hours", "hour", "minutes", "noon", "midnight", "clock"})
CALENDAR_WORDS = word_list("calendar")

RawSpan = tuple[int, int, str]


def bio_spans(tags: list[str]) -> list[RawSpan]:
    """Spans of BIO tags; an I- without its B- opens a span (IOB1, as wikigold has it)."""
    spans: list[RawSpan] = []
    for i, tag in enumerate(tags):
        kind = tag[2:]
        if tag.startswith("I-") and spans and spans[-1][1] == i and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], i + 1, kind)
        elif tag != "O":
            spans.append((i, i + 1, kind))
    return spans


def columns(lines: Iterable[str], where: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield words and tags of each sentence in files with the word first and the tag last, blank lines between.

    Raises:
        ValueError: a line with one column, named by `where` and its number.
    """
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(lines, 1):
        parts = line.split()
        if not parts or parts[0] == "-DOCSTART-":
            if words:
                yield words, tags
            words, tags = [], []
        elif len(parts) == 1:
            raise ValueError(f"{where}, line {number}: no tag after {parts[0]!r}")
        else:
            words.append(parts[0])
            tags.append(parts[-1])
    if words:
        yield words, tags


def calendar_date(words: list[str]) -> bool:
    """True for a date or a period: a calendar word or a year, and no hour of the clock."""
    lowered = [part for w in words for part in w.lower().strip(".,").split("-")]
    year = any(p[:4].isdigit() and len(p) in (4, 5) and 1000 <= int(p[:4]) <= 2100 for p in lowered)
    return (year or bool(set(lowered) & CALENDAR_WORDS)) and not {w.lower() for w in words} & CLOCK


# --- GMB -------------------------------------------------------------------------------------------------------------


def gmb_raw(archive: Path) -> list[tuple[list[str], list[str], list[str]]]:
    """Read words, part-of-speech tags and name tags of every sentence in the zipped table.

    Raises:
        FileNotFoundError: no archive.
        ValueError: a row that has not four columns.
    """
    sentences: list[tuple[list[str], list[str], list[str]]] = []
    with zipfile.ZipFile(archive) as zipped, zipped.open(zipped.namelist()[0]) as raw:
        table = csv.reader(io.TextIOWrapper(raw, encoding="latin-1", newline=""))
        next(table)
        for row in table:
            if len(row) != 4:
                raise ValueError(f"{archive.name}: a row of {len(row)} columns instead of four: {row}")
            first, word, pos, tag = row
            if first:
                sentences.append(([], [], []))
            for column, value in zip(sentences[-1], (word.strip(), pos, tag), strict=True):
                column.append(value)
    return sentences


def gmb_part(
    sentences: list[tuple[list[str], list[str], list[str]]], *, test: bool
) -> list[tuple[list[str], list[str], list[str]]]:
    """Return the sentences of the test blocks (every tenth), or all others."""
    return [s for i, s in enumerate(sentences) if (i // GMB_BLOCK % 10 == 9) == test]


def harvest_demonyms(sentences: list[tuple[list[str], list[str], list[str]]], at_least: int = 2) -> frozenset[str]:
    """Lower-cased words that GMB tags as one-word gpe, mostly as adjective or plural, and that name no country."""
    adjective: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    for words, tagged, tags in sentences:
        for start, end, kind in bio_spans(tags):
            if kind == "gpe" and end == start + 1:
                (adjective if tagged[start] in ("JJ", "NNS", "NNPS") else proper)[words[start].lower()] += 1
    return frozenset(
        w for w, n in adjective.items() if n >= at_least and n > proper[w] and w not in country_names() and w.isalpha()
    )


def read_gmb(
    sentences: list[tuple[list[str], list[str], list[str]]], demonyms: frozenset[str]
) -> dict[str, list[Sentence]]:
    """Split GMB into train and test (every tenth block) and clean it.

    Sentences seen before, or seen in the test blocks, and numbers damaged by a spreadsheet ("1,00,000") are dropped
    from train; a name that carries one label in four of five of its at least ten uses gets it everywhere.
    """
    parts = {
        split: [(words, tags) for words, _, tags in gmb_part(sentences, test=split == "test") if words and all(words)]
        for split in ("train", "test")
    }
    seen = {" ".join(words) for words, _ in parts["test"]}
    fresh: list[tuple[list[str], list[str]]] = []
    for words, tags in parts["train"]:
        text = " ".join(words)
        if text not in seen and not any(_damaged_number(w) for w in words):
            fresh.append((words, tags))
        seen.add(text)
    parts["train"] = fresh
    read = {split: [_gmb_sentence(w, t, demonyms) for w, t in part] for split, part in parts.items()}
    return {"train": _by_majority(read["train"]), "test": read["test"]}


def _damaged_number(word: str) -> bool:
    groups = word.split(",")
    return len(groups) > 2 and all(g.isdigit() for g in groups) and any(len(g) != 3 for g in groups[1:])


def _gmb_sentence(words: list[str], tags: list[str], demonyms: frozenset[str]) -> Sentence:
    spans: list[NameSpan] = []
    for start, end, kind in bio_spans(tags):
        label = GMB_LABELS[kind]
        if kind == "tim" and not calendar_date(words[start:end]):
            continue
        settled = settle(words, NameSpan(start, end, label), demonyms)
        if settled:
            spans.append(settled)
    return Sentence(words, guess_spaces(words, join_hyphens=False), without_overlaps(spans))


def _by_majority(sentences: list[Sentence]) -> list[Sentence]:
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for span in sentence.names or []:
            if span.label:
                uses[" ".join(sentence.words[span.start : span.end])][span.label] += 1
    ruling: dict[str, str] = {}
    for name, labels in uses.items():
        label, n = labels.most_common(1)[0]
        if labels.total() >= 10 and n >= 0.8 * labels.total():
            ruling[name] = label

    def ruled(sentence: Sentence, span: NameSpan) -> NameSpan:
        name = " ".join(sentence.words[span.start : span.end])
        return NameSpan(span.start, span.end, ruling.get(name, span.label))

    return [Sentence(s.words, s.spaces, [ruled(s, span) for span in s.names or []]) for s in sentences]


# --- UNER, CrossNER, wikigold ----------------------------------------------------------------------------------------


def read_uner(path: Path, demonyms: frozenset[str]) -> list[Sentence]:
    """Read an iob2 file of Universal NER; the text comment of each sentence gives the spaces.

    Raises:
        ValueError: a sentence whose words are not in its text.
    """
    sentences: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        text = next((line[9:] for line in block.splitlines() if line.startswith("# text = ")), "")
        if not rows:
            continue
        words, tags = [r[1] for r in rows], [r[2] for r in rows]
        names = _settled(words, bio_spans(tags), UNER_LABELS, demonyms)
        try:
            spaces = spaces_in(words, text)
        except ValueError:
            spaces = guess_spaces(words, join_hyphens=True)
        sentences.append(Sentence(words, spaces, names))
    return sentences


def read_crossner(path: Path, demonyms: frozenset[str]) -> list[Sentence]:
    """Read a CrossNER file; kinds that are neither ours nor common nouns become unknown names."""
    sentences: list[Sentence] = []
    with path.open(encoding="utf-8") as lines:
        for words, tags in columns(lines, path.name):
            spans = [span for span in bio_spans(tags) if span[2] not in CROSSNER_COMMON]
            names = _settled(words, spans, CROSSNER_LABELS, demonyms)
            sentences.append(Sentence(words, guess_spaces(words, join_hyphens=False), names))
    return sentences


def read_wikigold(path: Path, demonyms: frozenset[str]) -> list[Sentence]:
    """Read wikigold's one file."""
    with path.open(encoding="utf-8") as lines:
        return [
            Sentence(
                words, guess_spaces(words, join_hyphens=True), _settled(words, bio_spans(tags), WIKI_LABELS, demonyms)
            )
            for words, tags in columns(lines, path.name)
        ]


def _settled(
    words: list[str], spans: Iterable[RawSpan], labels: dict[str, Any], demonyms: frozenset[str]
) -> list[NameSpan]:
    settled = (settle(words, NameSpan(start, end, labels.get(kind)), demonyms) for start, end, kind in spans)
    return without_overlaps([span for span in settled if span])


# --- Re-DocRED, re3d -------------------------------------------------------------------------------------------------


def read_redocred(path: Path, demonyms: frozenset[str]) -> list[Sentence]:
    """Read the mentions of all entities of all documents; numbers are no names, clock times no dates."""
    sentences: list[Sentence] = []
    for document in cast("list[dict[str, Any]]", json.loads(path.read_text(encoding="utf-8"))):
        found: defaultdict[int, list[RawSpan]] = defaultdict(list)
        for entity in document["vertexSet"]:
            for mention in entity:
                found[mention["sent_id"]].append((*mention["pos"], mention["type"]))
        for i, raw_words in enumerate(cast("list[list[str]]", document["sents"])):
            words = [w.strip() or "-" for w in raw_words]
            spans = [s for s in found[i] if s[2] != "NUM" and (s[2] != "TIME" or calendar_date(words[s[0] : s[1]]))]
            names = _settled(words, spans, WIKI_LABELS, demonyms)
            sentences.append(Sentence(words, guess_spaces(words, join_hyphens=True), names, document=document["title"]))
    return sentences


def read_re3d(folder: Path, demonyms: frozenset[str]) -> list[Sentence]:
    """Read re3d's openly licensed sources; mentions that are no names ("the town", "we") become unknown or nothing."""
    sentences: list[Sentence] = []
    for path in sorted(folder.glob("*/*.conll")):
        if path.parent.name not in RE3D_OPEN_SOURCES:
            continue
        with path.open(encoding="utf-8") as lines:
            for words, tags in columns(lines, path.name):
                spans: list[NameSpan] = []
                for start, end, kind in bio_spans(tags):
                    settled = settle(words, NameSpan(start, end, RE3D_LABELS.get(kind)), demonyms)
                    if settled and settled.label == "DATE" and calendar_date(words[settled.start : settled.end]):
                        spans.append(settled)
                    elif settled and any(w[0].isupper() for w in words[settled.start : settled.end]):
                        named = is_capitalised_name(words[settled.start : settled.end])
                        spans.append(settled if named else NameSpan(settled.start, settled.end, None))
                sentences.append(
                    Sentence(words, guess_spaces(words, join_hyphens=True), without_overlaps(spans), document=path.stem)
                )
    return sentences
