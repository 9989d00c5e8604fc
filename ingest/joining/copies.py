"""Which articles are copies of others: the same words in the same order, but for a few edits.

Candidates share a band of MinHash signatures (Broder 1997, by datasketch), so that no article is compared with all;
what is then judged is the exact share of runs of words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datasketch import MinHash, MinHashLSH

from graph_schema.ids import fold_name
from ingest.joining.articles import ReadArticle

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


def copies(articles: Sequence[ReadArticle]) -> list[Copy]:
    """Every pair of copies, sorted; the same for any order of the articles."""
    runs = {article.id: runs_of(article.text) for article in articles}
    by_id = {article.id: article for article in articles}
    found = (
        _copy(by_id[one], by_id[other], share)
        for one, other in _candidates(runs)
        if (share := _share(runs[one], runs[other])) >= LEAST_SHARE
    )
    return sorted(found, key=lambda copy: (copy.original, copy.copy))


def runs_of(text: str) -> frozenset[Run]:
    """All runs of RUN words of a text, without case, accents and punctuation; a shorter text is one run."""
    words = fold_name(text).split()
    return frozenset(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))) if words else frozenset()


def _candidates(runs: dict[str, frozenset[Run]]) -> Iterator[tuple[str, str]]:
    index = MinHashLSH(threshold=LIKELY, num_perm=PERMUTATIONS)
    for id_, own in sorted(runs.items()):
        if own:
            signature = MinHash(num_perm=PERMUTATIONS)
            signature.update_batch([" ".join(run).encode() for run in own])
            yield from ((str(other), id_) for other in index.query(signature))
            index.insert(id_, signature)


def _share(one: frozenset[Run], other: frozenset[Run]) -> float:
    return len(one & other) / min(len(one), len(other))


def _copy(one: ReadArticle, other: ReadArticle, share: float) -> Copy:
    first, second = sorted((one, other), key=lambda article: (article.published or "9999", article.id))
    return Copy(first.id, second.id, round(share, 3))
