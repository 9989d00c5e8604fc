"""Read PolNeAR (brat standoff) as rows of words with roles and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.reported import ROLES, role_tags
from models.recipe.paths import SHARED

FOLDER = SHARED / "data" / "attribution"
Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Annotated:
    """A text cut into words; `tags` by word, `cues`: for each word of an attribution the first word of its cue, else
    None.
    """

    doc: Doc
    tags: list[int]
    cues: list[int | None]


def read(folder: Path, nlp: Language) -> Iterator[Annotated]:
    """Yield every text below `folder` (`text/ID.txt`, `ID_ANNOTATOR.ann`); of several annotators the first by name.

    Raises:
        FileNotFoundError: no such texts.
    """
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise FileNotFoundError(f"no texts in {folder / 'text'}")
    annotations: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.ann")):
        annotations.setdefault(path.stem.rpartition("_")[0], path)
    for path in texts:
        if path.stem in annotations:
            doc = nlp.make_doc(path.read_text(encoding="utf-8"))
            yield _aligned(doc, list(read_brat(annotations[path.stem].read_text(encoding="utf-8"))))


def read_brat(content: str) -> Iterator[Spans]:
    """Yield the attributions of one brat file: for each role its parts, as half-open character ranges."""
    parts: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    for line in content.splitlines():
        key, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", key):
            where = rest.split("\t")[0].split(" ", 1)[1]
            parts[key] = [(int(a), int(b)) for a, b in (piece.split() for piece in where.split(";"))]
        elif re.fullmatch(r"E\d+", key):
            events.append(rest.split()[1:])
    for event in events:
        found: Spans = {role: [] for role in ROLES}
        for item in event:
            name, _, key = item.partition(":")
            role = re.sub(r"\d+$", "", name).lower()
            if role in found:
                found[role] += parts.get(key, [])
        yield found


def _aligned(doc: Doc, attributions: list[Spans]) -> Annotated:
    """Characters to words; what overlaps an attribution before is left out, as a word has one tag."""
    spans: list[tuple[int, int, str]] = []
    cues: list[int | None] = [None] * len(doc)
    taken: set[int] = set()
    for one in attributions:
        found: list[tuple[int, int, str]] = []
        for role, parts in one.items():
            for start, end in parts:
                around = doc.char_span(start, end, alignment_mode="expand")
                words = [t.i for t in around if not t.is_space] if around is not None else []
                if words and taken.isdisjoint(words):
                    found.append((words[0], words[-1] + 1, role))
                    taken.update(words)
        cue = next((start for start, _, role in found if role == "cue"), None)
        for start, end, _ in found:
            cues[start:end] = [cue] * (end - start)
        spans += found
    return Annotated(doc, role_tags(len(doc), spans), cues)
