"""Who says what, as the encoder tells it: one tag a word for source, cue and content, and which cue each belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from ingest.nlp.annotations import REPORTED, TOLD

Floats = NDArray[np.float32]
ROLES = ("source", "cue", "content")
ROLE_TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BI"))
REACH = 60  # words between a part and its cue, at most
# What a word of distance takes from the fit of a part and its cue: parts that were never seen in one window have no
# fit to trust. Chosen on PolNeAR's development texts, where any value from .1 to .5 does as well.
DISTANCE = np.float32(0.2)
_IMPOSSIBLE = np.float32(-1e9)


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
    row = _best(scores).tolist()
    for i, tag in enumerate(row):
        if tag % 2:
            start = i
        if tag and (i + 1 == len(row) or row[i + 1] != tag + tag % 2):
            spans.append((start, i + 1, ROLES[(tag - 1) // 2]))
    return spans


def _best(scores: Floats) -> NDArray[np.intp]:
    """The best row in which each inside follows a begin or inside of its role (Viterbi over sums of scores)."""
    tags = np.arange(scores.shape[1])
    inside = (tags > 0) & (tags % 2 == 0)
    follows = ~inside[None, :] | (tags[None, :] == tags[:, None]) | (tags[None, :] == tags[:, None] + tags[:, None] % 2)
    follows &= ~(inside[None, :] & (tags[:, None] == 0))
    best = scores.argmax(1)
    if not len(best) or (not inside[best[0]] and follows[best[:-1], best[1:]].all()):
        return best
    cost = np.where(follows, np.float32(0), _IMPOSSIBLE)
    reached = np.where(inside, _IMPOSSIBLE, scores[0])
    came_from = np.zeros(scores.shape, dtype=np.intp)
    for i in range(1, len(scores)):
        paths = reached[:, None] + cost
        came_from[i] = paths.argmax(0)
        reached = paths.max(0) + scores[i]
    row = np.zeros(len(scores), dtype=np.intp)
    row[-1] = reached.argmax()
    for i in range(len(scores) - 1, 0, -1):
        row[i - 1] = came_from[i, row[i]]
    return row


def attributions(scores: Floats, child: Floats, cue: Floats) -> list[Reported]:
    """Return the attributions of a text, in the order of their cues; a cue without a content is none.

    Args:
        scores: [words, tags], those of ROLE_TAGS.
        child: [words, width], what each word of a source or content seeks.
        cue: [words, width], what the first word of a cue offers.
    """
    spans = decode(scores)
    belief = _beliefs(scores)
    cues = [(start, end) for start, end, role in spans if role == "cue"]
    if not cues:
        return []
    starts = np.array([start for start, _ in cues])
    offered = cue[starts]
    sources: dict[int, tuple[float, tuple[int, int]]] = {}
    contents: dict[int, list[tuple[int, int]]] = {}
    for start, end, role in spans:
        if role == "cue":
            continue
        away = np.maximum(np.maximum(starts - end, start - starts), 0)
        fit = (child[start:end] @ offered.T).mean(0) - DISTANCE * away
        fit[away > REACH] = _IMPOSSIBLE
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
    belief = _beliefs(scores)
    sources = {start: (start, end) for start, end, role in spans if role == "source"}
    contents = [(start, end) for start, end, role in spans if role == "content"]

    def whose(part: tuple[int, int], *others: int) -> int:
        """The first word of the speaker of a part, or one of the `others`."""
        at = np.array([*sources, *others])
        away = np.maximum(np.maximum(at - part[1], part[0] - at), 0)
        fit = (child[slice(*part)] @ speaker[at].T).mean(0) - DISTANCE * away
        return int(at[np.where(away <= REACH, fit, _IMPOSSIBLE).argmax()])

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


def _beliefs(scores: Floats) -> Floats:
    """The share of the best tag of each word."""
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return (shares / shares.sum(1, keepdims=True)).max(1)
