"""Dependency trees out of arc scores."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ROOTS_TRIED = 4
_NEVER = np.float32(-1e9)


def best_tree(scores: Floats) -> NDArray[np.intp]:
    """Return the head of each word in the best tree with one root.

    Args:
        scores: [words, 1 + words]; column 0 is the root, column j + 1 the word j as head.

    Returns:
        For each word 0 for the root, else the head's index + 1.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(1, n + 1)] = _NEVER
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and _cycle(heads) is None:
        return heads
    # likely roots, each forced in turn: what a word loses by being the root orders them
    roots = np.argsort(scores[:, 1:].max(1) - scores[:, 0])[:ROOTS_TRIED]
    best, best_score = heads, -np.inf
    for root in roots:
        forced = scores.copy()
        forced[:, 0] = _NEVER
        forced[root] = _NEVER
        forced[root, 0] = 0
        found = _spanning(forced)
        score = scores[np.arange(n), found].sum()
        if score > best_score:
            best, best_score = found, score
    return best


def _cycle(heads: NDArray[np.intp]) -> list[int] | None:
    """Return the words of some cycle; `heads` as `best_tree` returns them."""
    state = [0] * len(heads)  # 0 unseen, 1 on the present path, 2 done
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at]) - 1
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return None


def _spanning(scores: Floats) -> NDArray[np.intp]:
    """Chu and Liu's algorithm: contract a cycle of best heads to one word, solve the rest, open the cycle again."""
    heads = scores.argmax(1)
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    n = len(scores)
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    ring = np.array(cycle)
    gain = scores[ring] - scores[ring, heads[ring]][:, None]  # what entering the cycle at each of its words costs
    enter_at = gain.argmax(0)
    leave_by = scores[:, ring + 1].argmax(1)
    small = np.full((len(outer) + 1, len(outer) + 2), _NEVER, dtype=scores.dtype)
    columns = np.concatenate([[0], outer + 1])
    small[:-1, :-1] = scores[np.ix_(outer, columns)]
    small[:-1, -1] = scores[outer, ring[leave_by[outer]] + 1]
    small[-1, :-1] = gain.max(0)[columns]
    solved = _spanning(small)
    result = heads.copy()
    for i, word in enumerate(outer):
        head = solved[i]
        result[word] = ring[leave_by[word]] + 1 if head == len(outer) + 1 else columns[head]
    column = columns[solved[-1]]
    result[ring[enter_at[column]]] = column
    return result
