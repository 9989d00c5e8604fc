"""The codebook: which events and claims there are, and by which words they are known.

The words live in `codebook.toml`; here they are checked and frozen.
"""

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

DEFAULT_CODEBOOK = Path(__file__).with_name("codebook.toml")
CLASS_MARK = "@"  # "@crowd" in a constraint stands for the words of the class "crowd"


class CodebookError(ValueError):
    """The codebook file cannot be used; the message names file, type and field."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trigger(_Record):
    """Words that name an event, all as lemmas, with what must or must not stand beside them.

    `subjects` and `complements` are lemmas of which one must be there; empty means no condition.
    """

    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    subjects: frozenset[str] = frozenset()
    complements: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not (self.verbs or self.nouns or self.adjectives or self.phrases):
            raise ValueError("a trigger needs verbs, nouns, adjectives or phrases")
        return self


class EventType(_Record):
    """One type: what it means, its codes in other codebooks, its triggers, sentences that must and must not match."""

    name: str
    label: str
    definition: str
    kind: str
    rank: int
    incident: str | None = None
    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None
    triggers: tuple[Trigger, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_shown(self) -> Self:
        if self.triggers and not (self.examples and self.counter_examples):
            raise ValueError("a type with triggers needs examples and counter_examples")
        return self


class Codebook(_Record):
    """All types by name, word classes, and the version: a hash of the file's content."""

    types: dict[str, EventType]
    classes: dict[str, frozenset[str]]
    version: str

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind a claim can have."""
        return frozenset(event.kind for event in self.types.values())

    @property
    def incidents(self) -> frozenset[str]:
        """Every type an incident can have."""
        return frozenset(event.incident for event in self.types.values() if event.incident)


@lru_cache
def load_codebook(path: Path = DEFAULT_CODEBOOK) -> Codebook:
    """Read and check a codebook file.

    Raises CodebookError when it is missing, is not TOML, holds an unknown field or class, or lacks a required one.
    """
    try:
        content = path.read_bytes()
        raw = tomllib.loads(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"codebook {path}: {error}") from error
    classes = {name: frozenset(words) for name, words in raw.get("classes", {}).items()}
    types: dict[str, EventType] = {}
    for name, block in raw.get("types", {}).items():
        try:
            event = EventType.model_validate({"name": name, **block})
            types[name] = event.model_copy(update={"triggers": tuple(_expand(t, classes) for t in event.triggers)})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in ("types", name, *first["loc"]))
            raise CodebookError(f"codebook {path}: {where}: {first['msg']}") from error
        except KeyError as error:
            raise CodebookError(f"codebook {path}: types.{name}: no class {error.args[0]!r}") from error
    if not types:
        raise CodebookError(f"codebook {path}: no [types.*] block")
    return Codebook(types=types, classes=classes, version=hashlib.sha256(content).hexdigest()[:12])


def _expand(trigger: Trigger, classes: dict[str, frozenset[str]]) -> Trigger:
    def words(names: frozenset[str]) -> frozenset[str]:
        expanded = {word for name in names if name.startswith(CLASS_MARK) for word in classes[name[1:]]}
        return frozenset(expanded | {name for name in names if not name.startswith(CLASS_MARK)})

    return trigger.model_copy(
        update={
            "subjects": words(trigger.subjects),
            "complements": words(trigger.complements),
            "without": words(trigger.without),
        }
    )
