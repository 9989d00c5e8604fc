"""Names as one tag a word: O, or Begin, Inside, End or Single with a label; only well-formed rows are ever decoded."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Name = tuple[int, int, str]  # first word, end (exclusive), label
_B, _I, _E, _S = 1, 2, 3, 4
_IMPOSSIBLE = np.float32(-1e9)


def tags_of(length: int, names: Sequence[Name], labels: Sequence[str]) -> list[int]:
    """Return one tag a word: 0 outside, else 4 · label + 1 … 4 for begin, inside, end, single."""
    tags = [0] * length
    for start, end, label in names:
        base = 4 * labels.index(label)
        tags[start:end] = [base + _S] if end - start == 1 else [base + _B, *[base + _I] * (end - start - 2), base + _E]
    return tags


def names_of(tags: Sequence[int], labels: Sequence[str]) -> list[Name]:
    """Return the names that a well-formed row of tags spells, in text order; a negative tag is unknown."""
    found: list[Name] = []
    start = 0
    for i, tag in enumerate(tags):
        if tag <= 0:
            continue
        part = (tag - 1) % 4 + 1
        if part in (_B, _S):
            start = i
        if part in (_E, _S):
            found.append((start, i + 1, labels[(tag - 1) // 4]))
    return found


def followers(labels: int) -> NDArray[np.bool_]:
    """Return [tag, next tag]: whether one may follow the other."""
    tags = np.arange(4 * labels + 1)
    part = np.where(tags == 0, 0, (tags - 1) % 4 + 1)
    label = np.where(tags == 0, -1, (tags - 1) // 4)
    inside = np.isin(part, (_B, _I))
    goes_on = np.isin(part, (_I, _E))
    return np.where(inside[:, None], goes_on[None, :] & (label[:, None] == label[None, :]), ~goes_on[None, :])


def label_shares(scores: Floats) -> Floats:
    """Return the probability of each label [words, labels] for words inside names, from `scores` [words, tags]."""
    inside = scores[:, 1:]
    odds = np.exp(inside - inside.max(1, keepdims=True)).reshape(len(scores), -1, 4).sum(2)
    return odds / odds.sum(1, keepdims=True)


def best_row(
    scores: Floats, follows: NDArray[np.bool_], may_start: NDArray[np.bool_], may_end: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """Return the well-formed row of tags with the highest sum of `scores` [words, tags] (Viterbi).

    Args:
        scores: of each word for each tag.
        follows: [tag, next tag], whether one may follow the other.
        may_start: whether a tag may be the first of a row.
        may_end: whether a tag may be the last.
    """
    best = scores.argmax(-1)
    if not len(best):
        return best
    # scores of words are independent, so a row of maxima that is well-formed is the best there is
    if may_start[best[0]] and may_end[best[-1]] and follows[best[:-1], best[1:]].all():
        return best
    cost = np.where(follows, np.float32(0), _IMPOSSIBLE)
    reached = np.where(may_start, scores[0], _IMPOSSIBLE)
    came_from = np.zeros(scores.shape, dtype=np.intp)
    for i in range(1, len(scores)):
        paths = reached[:, None] + cost
        came_from[i] = paths.argmax(0)
        reached = paths.max(0) + scores[i]
    row = np.zeros(len(scores), dtype=np.intp)
    row[-1] = np.where(may_end, reached, _IMPOSSIBLE).argmax()
    for i in range(len(scores) - 1, 0, -1):
        row[i - 1] = came_from[i, row[i]]
    return row


class NameDecoder:
    """Finds the best well-formed row of tags."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._follows = followers(len(labels))
        self._may_start = self._follows[0]
        part = np.where(np.arange(len(self._follows)) == 0, 0, (np.arange(len(self._follows)) - 1) % 4 + 1)
        self._may_end = ~np.isin(part, (_B, _I))

    def tags(self, scores: Floats) -> NDArray[np.intp]:
        """Return the best tags for `scores` [words, tags]."""
        return best_row(scores, self._follows, self._may_start, self._may_end)

    def names(self, scores: Floats) -> list[Name]:
        """Return the names in `scores` [words, tags], in text order."""
        return names_of(self.tags(scores).tolist(), self.labels)
