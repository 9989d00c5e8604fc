"""Our own annotated passages: invented protest reports with every claim in them (`models/data/claims`)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from graph_schema.codebook import load_codebook
from graph_schema.model import QuoteType, Stance
from models.recipe.paths import REPO

CLAIMS = REPO / "models" / "data" / "claims"


@dataclass(frozen=True)
class OwnClaim:
    """A claim in character ranges of its passage; without a speaker the outlet's own.

    `incident` is the type of what it is about, "none" if of no incident; None where nobody said.
    """

    content: tuple[int, int]
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    quote: str
    stance: str
    kind: str
    incident: str | None = None


@dataclass(frozen=True)
class Passage:
    """A passage, its publication date (ISO) and its claims in the order of their contents."""

    text: str
    published: str | None
    claims: tuple[OwnClaim, ...]


def read(folder: Path = CLAIMS) -> Iterator[Passage]:
    """Yield every passage, file by file in order.

    Raises:
        ValueError: a passage is malformed; the message names file, line and reason.
    """
    for file in sorted(folder.glob("*.jsonl")):
        yield from read_file(file)


def read_file(file: Path) -> Iterator[Passage]:
    """Yield the passages of one file; errors as `read`."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield passage(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file.name}:{number}: {error}") from error


def passage(given: Any) -> Passage:
    """Read one passage from its JSON object. Raises KeyError, TypeError or ValueError for a malformed one."""
    text = str(given["text"])
    found: list[OwnClaim] = []
    at = 0
    for claim in given["claims"]:
        content = _find(text, claim["content"], claim.get("from", at))
        found.append(claim_at(text, claim, content))
        at = content[0] + 1
    return Passage(text, cast("str | None", given.get("published")), tuple(found))


def claim_at(text: str, claim: Any, content: tuple[int, int]) -> OwnClaim:
    """A claim from its JSON object, whose content is in a range of the text; errors as `passage`."""
    for name, allowed in (
        ("quote", get_args(QuoteType)),
        ("stance", get_args(Stance)),
        ("kind", load_codebook().kinds),
    ):
        if claim[name] not in allowed:
            raise ValueError(f"{name} {claim[name]!r} is none of {', '.join(sorted(allowed))}")
    speaker, cue = (_near(text, claim.get(name) or "", content) for name in ("speaker", "cue"))
    return OwnClaim(content, speaker, cue, claim["quote"], claim["stance"], claim["kind"])


def _find(text: str, words: str, start: int) -> tuple[int, int]:
    at = text.find(words, start) if words else -1
    if at < 0 and words:
        at = text.find(words)
    if at < 0:
        raise ValueError(f"{words!r} is not in the text")
    return at, at + len(words)


def _near(text: str, words: str, content: tuple[int, int]) -> tuple[int, int] | None:
    """The occurrence of `words` outside the content that lies nearest to it."""
    if not words:
        return None
    found: list[tuple[int, int]] = []
    at = text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    outside = [one for one in found if one[1] <= content[0] or one[0] >= content[1]] or found
    if not outside:
        raise ValueError(f"{words!r} is not in the text")
    return min(outside, key=lambda one: max(content[0] - one[1], one[0] - content[1]))
