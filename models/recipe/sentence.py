"""The one shape in which every reader of raw corpora hands over its sentences."""

from dataclasses import dataclass, field

NAME_LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE", "LAW", "PRODUCT")


@dataclass(frozen=True)
class NameSpan:
    """Tokens `start` to `end` (exclusive) of a sentence; `label` None: something is named, we can't say what."""

    start: int
    end: int
    label: str | None


@dataclass(frozen=True)
class Syntax:
    """One token's Universal Dependencies annotation; `head` is an index in the sentence, its own for the root."""

    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str


@dataclass(frozen=True)
class Sentence:
    """Words, whether a space follows each, and what is annotated on them (None: that layer is not annotated)."""

    words: list[str]
    spaces: list[bool]
    names: list[NameSpan] | None = None
    syntax: list[Syntax] | None = None
    document: str = field(default="", compare=False)
