"""Which articles are copies of others: the same words in the same order, but for a few edits.

Candidates share a band of MinHash signatures (Broder 1997, by datasketch), so that no article is compared with all;
what is then judged is the exact share of runs of words.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from datasketch import MinHash, MinHashLSH

from graph_schema.ids import fold_name
from ingest.joining.articles import ReadArticle, when_published

RUN = 5  # words; shorter runs meet by chance, longer ones break at every edit
PERMUTATIONS = 128  # of a signature: Jaccard's likeness to about .09
LIKELY = 0.3  # Jaccard's likeness from which on candidates are found nearly always
LEAST_SHARE = 0.5  # of the shorter article's runs that stand in the longer one

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles by id of which one is a copy; `share` of the shorter one's runs of words stand in the other.

    `original` was published first; of two of one day, or without dates, the one with the lower id stands for it.
    """

    original: str
    copy: str
    share: float


@dataclass(frozen=True, slots=True)
class Text:
    """An article as what its words are: the runs of RUN words in it."""

    id: str
    published: str | None
    runs: frozenset[Run]


def copies(articles: Sequence[ReadArticle]) -> list[Copy]:
    """Every pair of copies, sorted; the same for any order of the articles."""
    texts = {article.id: Text(article.id, article.published, runs_of(article.text)) for article in articles}
    found = (copy(texts[one], texts[other]) for one, other in _candidates(texts.values()))
    return sorted((one for one in found if one is not None), key=lambda one: (one.original, one.copy))


def runs_of(text: str) -> frozenset[Run]:
    """All runs of RUN words of a text, without case, accents and punctuation; a shorter text is one run."""
    words = fold_name(text).split()
    return frozenset(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))) if words else frozenset()


def keys(runs: frozenset[Run]) -> list[str]:
    """Blocking keys of a text, by its runs: only texts that share one are compared. A text without words has none."""
    if not runs:
        return []
    signature = MinHash(num_perm=PERMUTATIONS)
    signature.update_batch([" ".join(run).encode() for run in runs])
    bands, rows = _shape()
    parts = (signature.hashvalues[band * rows : (band + 1) * rows].tobytes() for band in range(bands))
    return [f"m:{band}:{hashlib.sha256(part).hexdigest()[:16]}" for band, part in enumerate(parts)]


@cache
def _shape() -> tuple[int, int]:
    """How many bands of how many rows tell what is likely a copy from what is not."""
    index = MinHashLSH(threshold=LIKELY, num_perm=PERMUTATIONS)
    return index.b, index.r


def _candidates(texts: Iterable[Text]) -> list[tuple[str, str]]:
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for key in keys(text.runs):
            blocks[key].add(text.id)
    return sorted({pair for block in blocks.values() for pair in combinations(sorted(block), 2)})


def copy(one: Text, other: Text) -> Copy | None:
    """Two texts as a copy and its original, if they are that."""
    if not one.runs or not other.runs:
        return None
    share = len(one.runs & other.runs) / min(len(one.runs), len(other.runs))
    if share < LEAST_SHARE:
        return None
    first, second = sorted((one, other), key=lambda text: (when_published(text.published), text.id))
    return Copy(first.id, second.id, round(share, 3))
