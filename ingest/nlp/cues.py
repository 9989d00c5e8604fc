"""The cue lexicon: which words introduce reported content, and how the speaker then stands to it."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

from graph_schema.model import Stance

DEFAULT_CUES = Path(__file__).with_name("data") / "cues.toml"


@dataclass(frozen=True, slots=True)
class Cue:
    """How one verb reports: stance, the kind it decides (None: the content does), the shapes its content takes."""

    stance: Stance
    kind: str | None
    content: frozenset[str]
    needs_evidence: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon; words are lemmas, prepositions are lower-cased word tuples under their first word, longest first."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Stance]
    prepositions: dict[str, tuple[tuple[tuple[str, ...], Stance], ...]]
    relays: frozenset[str]
    evidence: frozenset[str]
    people: frozenset[str]
    documents: frozenset[str]
    carriers: frozenset[str]
    staff: frozenset[str]


@lru_cache
def load_cues(path: Path = DEFAULT_CUES) -> Cues:
    """Read the lexicon. Raises ValueError naming the file and the stance when a group has an unknown one."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    verbs: dict[str, list[Cue]] = {}
    for group in raw["verbs"]:
        cue = Cue(
            stance=_stance(group["stance"], path),
            kind=group.get("kind"),
            content=frozenset(group["content"]),
            needs_evidence=group.get("speaker") == "evidence",
        )
        for lemma in group["lemmas"]:
            verbs.setdefault(lemma, []).append(cue)
    prepositions: dict[str, list[tuple[tuple[str, ...], Stance]]] = {}
    for stance, phrases in raw["prepositions"].items():
        for words in sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True):
            prepositions.setdefault(words[0], []).append((words, _stance(stance, path)))
    return Cues(
        verbs={lemma: tuple(cues) for lemma, cues in verbs.items()},
        nouns={lemma: _stance(stance, path) for stance, lemmas in raw["nouns"].items() for lemma in lemmas},
        prepositions={first: tuple(phrases) for first, phrases in prepositions.items()},
        relays=frozenset(raw["relays"]["verbs"]),
        evidence=frozenset(raw["channels"]["evidence"]),
        people=frozenset(raw["channels"]["people"]),
        documents=frozenset(raw["channels"]["documents"]),
        carriers=frozenset(raw["channels"]["carriers"]),
        staff=frozenset(raw["channels"]["staff"]),
    )


def _stance(name: str, path: Path) -> Stance:
    for stance in get_args(Stance):
        if stance == name:
            return stance
    raise ValueError(f"{path}: unknown stance {name!r}")
