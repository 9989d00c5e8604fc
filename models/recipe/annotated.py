"""Our own sentences: one a line, names marked as `[[Amina Diallo|PERSON]]`, a blank line between passages."""

import re
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from models.recipe.paths import REPO

SENTENCES = REPO / "models" / "data" / "sentences"
MARK = re.compile(r"\[\[([^\[\]|]+)\|([A-Z]+)\]\]")


def passages(folder: Path = SENTENCES) -> Iterator[list[str]]:
    """The marked sentences of each passage, file by file in order."""
    for file in sorted(folder.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            if lines := [line.strip() for line in block.splitlines() if line.strip()]:
                yield lines


def unmarked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text of a marked line, and its names as (start, end, label) in characters.

    Raises ValueError when a bracket of a mark is left over.
    """
    plain, names, at = "", list[tuple[int, int, str]](), 0
    for mark in MARK.finditer(line):
        plain += line[at : mark.start()]
        names.append((len(plain), len(plain) + len(mark[1]), mark[2]))
        plain += mark[1]
        at = mark.end()
    plain += line[at:]
    if "[[" in plain or "]]" in plain:
        raise ValueError(f"a mark that is not well formed: {line}")
    return plain, names


def documents(nlp: Language, folder: Path = SENTENCES) -> Iterator[Doc]:
    """One document a passage, with names and sentence starts; names are widened to whole tokens."""
    for lines in passages(folder):
        parts = [unmarked(line) for line in lines]
        doc = nlp.make_doc(" ".join(text for text, _ in parts))
        spans, starts, offset = [], set[int](), 0
        for text, names in parts:
            starts.add(offset)
            spans += [
                doc.char_span(offset + a, offset + b, label=label, alignment_mode="expand") for a, b, label in names
            ]
            offset += len(text) + 1
        for token in doc:
            token.is_sent_start = token.idx in starts
        doc.set_ents([span for span in spans if span is not None])
        yield doc
