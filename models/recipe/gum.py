"""Read GUM: syntax, and names cut out of its nested entity mentions.

GUM marks whole mentions ("the new governor Ann Lee"); a name is the proper noun that heads one with what belongs to it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from models.recipe.conventions import settle, without_overlaps
from models.recipe.lexicon import words
from models.recipe.sentence import NameSpan, Sentence, Syntax
from models.recipe.treebanks import blocks, sentence_of

# Genres whose texts may train weights that are shipped (LICENSE.txt of GUM); the others are non-commercial.
PERMISSIVE = frozenset(
    ("academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook", "vlog", "voyage")
)
LABELS = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "PLACE",
    "event": "EVENT",
    "time": "DATE",
    "object": "PRODUCT",
    "abstract": "MISC",
}
BRACKETS = re.compile(r"\(?[^()]+\)?")
NAME_RELATIONS = frozenset({"flat", "compound", "goeswith"})
PROPER = frozenset({"NNP", "NNPS"})
RELATIVE_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})
CALENDAR = words("calendar")
POINTERS = words("date-pointers")


def genre(path: Path) -> str:
    """`GUM_news_korea.conllu` is of genre `news`."""
    return path.stem.split("_")[1]


def splits(text: str) -> dict[str, str]:
    """Map document name to split from the text of `splits.md`; what is listed nowhere is train."""
    current = ""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("## "):
            current = line[3:].strip()
        elif line.strip().startswith("* "):
            found[line.strip()[2:].strip()] = current
    return found


def read_gum(path: Path, demonyms: frozenset[str]) -> list[Sentence]:
    """Read one document with syntax and names.

    Raises:
        ValueError: a malformed sentence, named by file and sentence id.
    """
    sentences: list[Sentence] = []
    for comments, rows in blocks(path):
        sentence = sentence_of(rows, f"{path.name} {comments.get('sent_id', '?')}", path.stem)
        tokens = [row for row in rows if row[0].isdigit()]
        names = _names(tokens, sentence, demonyms)
        sentences.append(Sentence(sentence.words, sentence.spaces, names, sentence.syntax, path.stem))
    return sentences


def mentions(tokens: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """Yield every entity mention that opens and closes in the sentence: start, end (exclusive), GUM's type."""
    open_at: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(tokens):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for piece in BRACKETS.findall(entity):
            fields = piece.strip("()").split("-")
            if piece.startswith("(") and len(fields) > 1:
                open_at.setdefault(fields[0], []).append((i, fields[1]))
            if piece.endswith(")") and open_at.get(fields[0]):
                start, kind = open_at[fields[0]].pop()
                yield start, i + 1, kind


def _names(tokens: list[list[str]], sentence: Sentence, demonyms: frozenset[str]) -> list[NameSpan]:
    syntax = sentence.syntax or []
    spans: list[NameSpan] = []
    for start, end, kind in mentions(tokens):
        if kind not in LABELS:
            continue
        found = _date(sentence.words, start, end) if kind == "time" else _proper_core(syntax, start, end, kind)
        if found:
            settled = settle(sentence.words, NameSpan(*found, LABELS[kind]), demonyms)
            if settled:
                spans.append(_person_group(settled, syntax))
    for i, word in enumerate(sentence.words):
        capital = word[0].isupper() and word.lower() in demonyms
        if capital and not any(s.start <= i < s.end for s in spans):
            spans.append(NameSpan(i, i + 1, "NORP"))
    return without_overlaps(spans)


def _person_group(span: NameSpan, syntax: list[Syntax]) -> NameSpan:
    """A plural proper noun that GUM calls a person names a group of people."""
    plural = span.label == "PERSON" and span.end - span.start == 1 and syntax[span.start].tag == "NNPS"
    return NameSpan(span.start, span.end, "NORP") if plural else span


def _proper_core(syntax: list[Syntax], start: int, end: int, kind: str) -> tuple[int, int] | None:
    heads = [i for i in range(start, end) if not start <= syntax[i].head < end or syntax[i].head == i]
    if len(heads) != 1 or syntax[heads[0]].tag not in PROPER:
        return None
    core = {heads[0]}
    grown = True
    while grown:
        new = {i for i in range(start, end) if i not in core and syntax[i].head in core and _belongs(syntax, i, kind)}
        core |= new
        grown = bool(new)
    left, right = heads[0], heads[0]
    while left - 1 in core or (left - 2 in core and _bridge(syntax, left - 1)):
        left -= 1
    while right + 1 in core or (right + 2 in core and _bridge(syntax, right + 1)):
        right += 1
    return left, right + 1


def _bridge(syntax: list[Syntax], i: int) -> bool:
    """Hyphens and commas inside a name hang wherever the treebank likes."""
    return i >= 0 and (syntax[i].tag in ("HYPH", "POS", "CC") or syntax[i].pos == "PUNCT")


def _belongs(syntax: list[Syntax], i: int, kind: str) -> bool:
    token = syntax[i]
    relation = token.dep.split(":")[0]
    if token.dep == "nmod:desc":
        return False
    if relation in NAME_RELATIONS:
        return token.tag in PROPER or token.tag in ("CD", "FW", "NN", "JJ", "IN", "DT") and relation == "flat"
    if relation == "amod":
        return token.tag in PROPER
    if token.dep == "nummod":
        return kind in ("event", "object")
    if token.dep in ("nmod", "nmod:poss"):
        if kind == "person" or token.tag not in PROPER:
            return False
        cases = [j for j, other in enumerate(syntax) if other.head == i and other.dep == "case"]
        return bool(cases) and all(syntax[j].lemma in ("of", "for", "'s", "de") for j in cases)
    if token.dep in ("case", "det", "cc", "punct"):
        # inside "University of the North": only what hangs on an inner word, never the name's own "of" or article
        return syntax[token.head].dep in ("nmod", "nmod:poss", "conj") and kind != "person"
    return (
        token.dep == "conj"
        and kind in ("organization", "place", "abstract")
        and token.tag in PROPER
        and _joined_whole(syntax, i)
    )


def _joined_whole(syntax: list[Syntax], i: int) -> bool:
    """ "Trade and Industry" under a department: a conjunct inside a modifier, not two names in a row."""
    return syntax[syntax[i].head].dep in ("compound", "nmod", "amod", "flat")


def _date(words: list[str], start: int, end: int) -> tuple[int, int] | None:
    inside = words[start:end]
    lowered = [w.lower() for w in inside]
    if len(inside) > 6:
        return None
    dated = any(w[0].isupper() and not i == 0 or w[0].isdigit() and len(w) == 4 for i, w in enumerate(inside))
    dated = dated or (inside[0][0].isupper() and lowered[0] not in POINTERS and len(lowered[0]) > 2 and start > 0)
    relative = bool(set(lowered) & CALENDAR) and bool(set(lowered) & POINTERS)
    return (start, end) if dated or relative or set(lowered) & RELATIVE_DAYS else None
