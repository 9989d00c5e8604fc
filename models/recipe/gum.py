"""Read GUM: syntax, and names cut out of its nested entity mentions.

GUM marks whole mentions ("the new governor Ann Lee"); a name is the proper noun that heads one with what belongs to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

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
PROPER = frozenset({"NNP", "NNPS"})
IN_FLAT = frozenset({"CD", "FW", "NN", "JJ", "IN", "DT"})
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


def read_splits(folder: Path, demonyms: frozenset[str]) -> dict[str, list[Sentence]]:
    """Read the corpus by its official splits; training keeps open licences, `test-news` repeats the news of test.

    Raises:
        ValueError: a malformed sentence, named by file and sentence id.
    """
    listed = splits((folder / "splits.md").read_text(encoding="utf-8"))
    read: dict[str, list[Sentence]] = {"train": [], "dev": [], "test": [], "test-news": []}
    for path in sorted((folder / "dep").glob("GUM_*.conllu")):
        split = listed.get(path.stem, "train")
        if split == "train" and genre(path) not in PERMISSIVE:
            continue
        sentences = read_gum(path, demonyms)
        read[split] += sentences
        if split == "test" and genre(path) == "news":
            read["test-news"] += sentences
    return read


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


@dataclass(frozen=True)
class Mention:
    """Tokens `start` to `end` (exclusive) of GUM's type `kind`; `title`: its Wikipedia title, if it has one."""

    start: int
    end: int
    kind: str
    title: str


def mentions(tokens: list[list[str]]) -> Iterator[Mention]:
    """Yield every entity mention that opens and closes in the sentence.

    Fields of an opening bracket: group, type, information status, salience, centering, head words, link, title.
    """
    open_at: dict[str, list[tuple[int, str, str]]] = {}
    for i, row in enumerate(tokens):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for piece in BRACKETS.findall(entity):
            fields = piece.strip("()").split("-")
            if piece.startswith("(") and len(fields) > 1:
                open_at.setdefault(fields[0], []).append((i, fields[1], "-".join(fields[7:])))
            if piece.endswith(")") and open_at.get(fields[0]):
                start, kind, title = open_at[fields[0]].pop()
                yield Mention(start, i + 1, kind, title)


def _names(tokens: list[list[str]], sentence: Sentence, demonyms: frozenset[str]) -> list[NameSpan]:
    syntax = sentence.syntax or []
    spans: list[NameSpan] = []
    for mention in mentions(tokens):
        if mention.kind not in LABELS:
            continue
        for start, end in _name_spans(sentence.words, syntax, mention):
            settled = settle(sentence.words, NameSpan(start, end, LABELS[mention.kind]), demonyms)
            if settled:
                spans.append(_person_group(settled, syntax))
    for i, word in enumerate(sentence.words):
        capital = word[0].isupper() and word.lower() in demonyms
        if capital and not any(s.start <= i < s.end for s in spans):
            spans.append(NameSpan(i, i + 1, "NORP"))
    return without_overlaps(spans)


def _name_spans(words: list[str], syntax: list[Syntax], mention: Mention) -> Iterator[tuple[int, int]]:
    """Yield where the names of a mention stand: its proper head, or what a common head is called."""
    start, end, kind = mention.start, mention.end, mention.kind
    if kind == "time":
        date = _date(words, start, end)
        if date:
            yield date
        return
    heads = [i for i in range(start, end) if not start <= syntax[i].head < end or syntax[i].head == i]
    if len(heads) == 1 and syntax[heads[0]].tag in PROPER:
        yield _core(syntax, mention, heads[0])
        return
    titled = unquote(mention.title).partition("_(")[0].split("_")
    for i in range(start, end - len(titled) + 1):
        if mention.title and words[i : i + len(titled)] == titled:
            yield i, i + len(titled)
    for head in heads:
        for i in range(start, end):
            if syntax[i].head == head and syntax[i].tag in PROPER and _called(syntax, i, kind):
                yield _core(syntax, mention, i)


def _called(syntax: list[Syntax], i: int, kind: str) -> bool:
    """True for the Roca of "governor Roca" and the Lima of "city of Lima"."""
    if kind == "place" and syntax[i].dep == "nmod":
        return _cases(syntax, i) == {"of"}
    return syntax[i].dep in ("flat", "appos") and kind in ("person", "organization", "place")


def _person_group(span: NameSpan, syntax: list[Syntax]) -> NameSpan:
    """A plural proper noun that GUM calls a person names a group of people."""
    plural = span.label == "PERSON" and span.end - span.start == 1 and syntax[span.start].tag == "NNPS"
    return NameSpan(span.start, span.end, "NORP") if plural else span


def _core(syntax: list[Syntax], mention: Mention, head: int) -> tuple[int, int]:
    """Grow a name from its first proper noun over what belongs to it inside the mention."""
    core = {head}
    if syntax[head].dep == "flat":  # words of one name all hang on the common noun before it
        core |= {i for i in range(head, mention.end) if syntax[i].head == syntax[head].head and syntax[i].dep == "flat"}
    inside = range(mention.start, mention.end)
    grown = True
    while grown:
        new = {i for i in inside if i not in core and syntax[i].head in core and _belongs(syntax, i, mention.kind)}
        core |= new
        grown = bool(new)
    left, right = head, head
    while left - 1 in core or (left - 2 in core and _bridge(syntax, left - 1)):
        left -= 1
    while right + 1 in core or (right + 2 in core and _bridge(syntax, right + 1)):
        right += 1
    return left, right + 1


def _bridge(syntax: list[Syntax], i: int) -> bool:
    """Hyphens and commas inside a name hang wherever the treebank likes."""
    return i >= 0 and (syntax[i].tag in ("HYPH", "POS", "CC") or syntax[i].pos == "PUNCT")


def _belongs(syntax: list[Syntax], i: int, kind: str) -> bool:
    """True when token `i`, which hangs on a name of this kind, is a part of the name."""
    token = syntax[i]
    proper = token.tag in PROPER
    inner = syntax[token.head].dep in ("compound", "nmod", "nmod:poss", "amod", "flat", "conj")
    relation = "title" if token.dep == "nmod:desc" else token.dep.partition(":")[0]
    parts = {
        "flat": proper or token.tag in IN_FLAT,
        "compound": proper,
        "goeswith": proper,
        "amod": proper,
        "nummod": kind in ("event", "object"),
        "nmod": proper and kind != "person" and _cases(syntax, i) <= {"of", "for", "'s", "de"},
        # "Trade and Industry" under a department: a conjunct inside a modifier, not two names in a row
        "conj": proper and inner and kind in ("organization", "place", "abstract"),
    }
    # the "of the" of "University of the North", never the name's own preposition or article
    small = relation in ("case", "det", "cc", "punct") and kind != "person"
    return parts.get(relation, small and syntax[token.head].dep in ("nmod", "nmod:poss", "conj"))


def _cases(syntax: list[Syntax], i: int) -> set[str]:
    """Lemmas of the prepositions and possessives on token `i`; {""} when there is none."""
    return {token.lemma for token in syntax if token.dep == "case" and syntax[token.head] is syntax[i]} or {""}


def _date(words: list[str], start: int, end: int) -> tuple[int, int] | None:
    inside = words[start:end]
    lowered = [w.lower() for w in inside]
    if len(inside) > 6:
        return None
    year = any(w[0].isdigit() and len(w) == 4 for w in inside)
    capital = any(w[0].isupper() for w in inside[1:])
    opening = inside[0][0].isupper() and lowered[0] not in POINTERS and len(lowered[0]) > 2 and start > 0
    calendar = any(w[0].isupper() and w.lower() in CALENDAR for w in inside)
    dated = year or capital or opening or calendar
    relative = bool(set(lowered) & CALENDAR) and bool(set(lowered) & POINTERS)
    return (start, end) if dated or relative or set(lowered) & RELATIVE_DAYS else None
