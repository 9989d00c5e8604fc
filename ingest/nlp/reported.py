"""Who says what, as the encoder tells it: one tag a word for source, cue and content, and which cue each belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from ingest.nlp.annotations import REPORTED, TOLD
from ingest.nlp.name_tags import best_row

Floats = NDArray[np.float32]
ROLES = ("source", "cue", "content")
ROLE_TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BI"))
REACH = 60  # words between a part and its cue, at most
# What a word of distance takes from the fit of a part and its cue: parts that were never seen in one window have no
# fit to trust. Chosen on PolNeAR's development texts, where any value from .1 to .5 does as well.
DISTANCE = np.float32(0.2)
_IMPOSSIBLE = np.float32(-1e9)

_TAGS = np.arange(len(ROLE_TAGS))
_INSIDE = (_TAGS > 0) & (_TAGS % 2 == 0)
# [tag, next tag]: an inside follows only a begin or inside of its own role
_FOLLOWS = ~_INSIDE | ((_TAGS[:, None] + _TAGS[:, None] % 2 == _TAGS) & (_TAGS[:, None] > 0))


@dataclass(frozen=True, slots=True)
class Reported:
    """One attribution in half-open word ranges, with how sure the tags are of it, 0 to 1."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in half-open word ranges; without a speaker it is the outlet's own. `score`: how sure, 0 to 1."""

    content: tuple[int, int]
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    score: float


def reported_in(doc: Doc) -> list[Reported]:
    """The attributions a pipeline left in a document, in tokens; none where it reads none."""
    rows = doc.user_data.get(REPORTED, ())
    return [Reported(_range(a), (b[0], b[1]), tuple((x, y) for x, y in c), score) for a, b, c, score in rows]


def told_in(doc: Doc) -> list[Told]:
    """The claims a pipeline left in a document, in tokens; none where it reads none."""
    return [Told((a[0], a[1]), _range(b), _range(c), score) for a, b, c, score in doc.user_data.get(TOLD, ())]


def _range(stored: Sequence[int] | None) -> tuple[int, int] | None:
    return (stored[0], stored[1]) if stored else None


def role_tags(length: int, spans: Sequence[tuple[int, int, str]]) -> list[int]:
    """Return one tag a word, an index of ROLE_TAGS, for spans (first word, end, role) that do not overlap."""
    tags = [0] * length
    for start, end, role in spans:
        begin = 1 + 2 * ROLES.index(role)
        tags[start:end] = [begin, *[begin + 1] * (end - start - 1)]
    return tags


def decode(scores: Floats) -> list[tuple[int, int, str]]:
    """Return the spans of the best well-formed row of tags for `scores` [words, tags], in text order."""
    spans: list[tuple[int, int, str]] = []
    start = 0
    row = best_row(scores, _FOLLOWS, ~_INSIDE, np.ones_like(_INSIDE)).tolist()
    for i, tag in enumerate(row):
        if tag % 2:
            start = i
        if tag and (i + 1 == len(row) or row[i + 1] != tag + tag % 2):
            spans.append((start, i + 1, ROLES[(tag - 1) // 2]))
    return spans


def attributions(scores: Floats, child: Floats, cue: Floats) -> list[Reported]:
    """Return the attributions of a text, in the order of their cues; a cue without a content is none.

    Args:
        scores: [words, tags], those of ROLE_TAGS.
        child: [words, width], what each word of a source or content seeks.
        cue: [words, width], what the first word of a cue offers.
    """
    spans = decode(scores)
    belief = shares(scores).max(1)
    cues = [(start, end) for start, end, role in spans if role == "cue"]
    if not cues:
        return []
    starts = np.array([start for start, _ in cues])
    sources: dict[int, tuple[float, tuple[int, int]]] = {}
    contents: dict[int, list[tuple[int, int]]] = {}
    for start, end, role in spans:
        if role == "cue":
            continue
        fit = _fit((start, end), starts, child, cue)
        at = int(fit.argmax())
        if fit[at] <= _IMPOSSIBLE / 2:
            continue
        if role == "content":
            contents.setdefault(at, []).append((start, end))
        elif at not in sources or fit[at] > sources[at][0]:
            sources[at] = (float(fit[at]), (start, end))
    found: list[Reported] = []
    for at, parts in sorted(contents.items()):
        source = sources[at][1] if at in sources else None
        words = [i for a, b in (cues[at], *parts, *([source] if source else [])) for i in range(a, b)]
        found.append(Reported(source, cues[at], tuple(parts), float(belief[words].mean())))
    return found


def told(scores: Floats, child: Floats, speaker: Floats) -> list[Told]:
    """Return the claims of a text, in the order of their contents.

    Args:
        scores: [words, tags], those of ROLE_TAGS, trained on claims.
        child: [words, width], what each word of a content or cue seeks.
        speaker: [words, width], what the first word of a speaker offers, and that of a content nobody is named for.
    """
    spans = decode(scores)
    belief = shares(scores).max(1)
    sources = {start: (start, end) for start, end, role in spans if role == "source"}
    contents = [(start, end) for start, end, role in spans if role == "content"]

    def whose(part: tuple[int, int], *others: int) -> int:
        """The first word of the speaker of a part, or one of the `others`."""
        at = np.array([*sources, *others])
        return int(at[_fit(part, at, child, speaker).argmax()])

    owners = {part: whose(part, part[0]) for part in contents}
    cues: dict[int, list[tuple[int, int]]] = {}
    for start, end, role in spans:
        if role == "cue" and (sources or contents):
            cues.setdefault(whose((start, end), *(first for first, _ in contents)), []).append((start, end))
    found: list[Told] = []
    for part, owner in owners.items():
        near = sorted(cues.get(owner, ()), key=lambda cue: max(part[0] - cue[1], cue[0] - part[1]))
        score = float(belief[slice(*part)].mean())
        found.append(Told(part, sources.get(owner), near[0] if near else None, score))
    return found


def _fit(part: tuple[int, int], at: NDArray[np.intp], seeks: Floats, offers: Floats) -> Floats:
    """How well a part's words and each of the words `at` suit one another; impossible out of REACH."""
    start, end = part
    away = np.maximum(np.maximum(at - end, start - at), 0)
    fit = (seeks[start:end] @ offers[at].T).mean(0) - DISTANCE * away
    return np.where(away <= REACH, fit, _IMPOSSIBLE)


def shares(scores: Floats) -> Floats:
    """Return the probability of each tag [words, tags]."""
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)
