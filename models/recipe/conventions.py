"""One convention for the edges and labels of names, whatever corpus they come from.

No leading article, no possessive, no title before a person's name, no stray punctuation; countries are GPE; peoples,
faiths and demonyms are NORP. What cannot be decided is kept with label None: the trainer then treats its words as
unannotated.
"""

from itertools import pairwise

from models.recipe.lexicon import words as word_list
from models.recipe.places import country_names, looks_like_group, place_label
from models.recipe.sentence import NameSpan

ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "our", "their", "its", "his", "her", "my"})
EDGE_PUNCTUATION = frozenset(
    {"'s", "’s", "'", "’", '"', "“", "”", "‘", "``", "''", ",", ";", ":", "-", "–", "(", ")", "/"}
)
INNER_LOWER = word_list("small-words")
TITLES = word_list("titles")
EVENT_WORDS = word_list("events")
LAW_WORDS = word_list("laws")
PRONOUNS = word_list("pronouns")
ARTICLE_IS_PART = frozenset({"hague"})


def trim(words: list[str], start: int, end: int) -> tuple[int, int]:
    """Cut articles, possessives and punctuation off the edges; start == end when nothing is left."""
    while start < end:
        first = words[start].lower()
        part = start + 1 < end and words[start + 1].lower() in ARTICLE_IS_PART
        if words[start] in EDGE_PUNCTUATION or (first in ARTICLES and not part):
            start += 1
        else:
            break
    while start < end and words[end - 1] in EDGE_PUNCTUATION:
        end -= 1
    return start, end


def without_titles(words: list[str], start: int, end: int) -> tuple[int, int]:
    """Cut titles and roles off the front of a person's name."""
    while start < end:
        role = words[start].islower() and words[start] not in INNER_LOWER
        if not role and words[start].lower() not in TITLES:
            break
        start += 1
    return start, end


def settle(words: list[str], span: NameSpan, demonyms: frozenset[str]) -> NameSpan | None:
    """Bring one span of a corpus to the convention; None when nothing of a name remains.

    `span.label` is one of ours, PLACE (to be split) or MISC (only events, laws and groups can be told in it).
    """
    label = span.label
    start, end = trim(words, span.start, span.end)
    if label == "PERSON":
        start, end = trim(words, *without_titles(words, start, end))
    if start >= end or pronoun(words[start]):
        return None
    inside = words[start:end]
    if label == "PERSON" and inside[0] in ("of", "for", "in", "to"):  # a role and its place, no name
        return NameSpan(span.start, span.end, None)
    return NameSpan(start, end, settled_label(inside, label, demonyms))


def pronoun(word: str) -> bool:
    """True for "we" and "We" but not for "US"."""
    return word.lower() in PRONOUNS and (word.islower() or word.istitle())


def settled_label(words: list[str], label: str | None, demonyms: frozenset[str]) -> str | None:
    """Return the label that words already cut to a bare name get: see `settle`."""
    if label == "DATE" or label is None:
        return label
    if not any(c.isupper() for w in words for c in w):
        return None
    if looks_like_group(words, demonyms) and (len(words) == 1 or label in ("PLACE", "NORP", "GPE")):
        return "NORP"
    if label in ("ORG", "NORP") and " ".join(words).lower() in country_names():
        return "GPE"
    if label in ("PLACE", "GPE"):
        return place_label(words)
    return misc_label(words) if label == "MISC" else label


def misc_label(words: list[str]) -> str | None:
    """EVENT or LAW by a telling word at either edge or before "of"; None when unknown."""
    lowered = [w.lower() for w in words]
    telling = {lowered[0], lowered[-1]} | {w for w, after in pairwise(lowered) if after in ("of", "on", "ii", "i")}
    if telling & EVENT_WORDS and len(words) > 1:
        return "EVENT"
    if telling & LAW_WORDS and len(words) > 1:
        return "LAW"
    return None


def is_capitalised_name(words: list[str]) -> bool:
    """True when every word that is not a small connecting word starts with a capital or a digit, and one does."""
    big = [w for w in words if w.lower() not in INNER_LOWER]
    return bool(big) and all(w[0].isupper() or w[0].isdigit() for w in big)


def without_overlaps(spans: list[NameSpan]) -> list[NameSpan]:
    """Keep the longest of spans that overlap, in text order."""
    kept: list[NameSpan] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
