"""How alike two spellings of one word sound, in any script: transliterations of a name differ, its sounds hardly do.

Letters become sounds by what romanisations of Cyrillic, Arabic, Greek and Georgian share (BGN/PCGN, ALA-LC, GOST 7.79,
the habits of English, French and German newspapers). A weighted edit distance then forgives what they do differently:
single vowels, g for h, k for q. Its costs are set by hand; `tests/accuracy/names.tsv` measures them.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from anyascii import anyascii

# Applied in order to lower-case Latin letters; capital letters are sounds that take several letters to write.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|schtsch|chtch", "S"),
        (r"tsch|tch|cz", "C"),
        (r"sch|sh|sz", "S"),
        (r"ch", "C"),
        (r"dzh|dj|zh", "i"),  # Zhaparov, Djaparov, Japarov: j has stood for three sounds, y among them
        (r"kh", "h"),
        (r"gh|gu(?=[ei])", "g"),
        (r"([dtb])h", r"\1"),
        (r"ph", "f"),
        (r"ohn", "on"),
        (r"q|ck", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"c(?=[ei])", "s"),
        (r"t[sz]", "c"),
        (r"([oae])[uw](?=sk|$)", r"\1v"),  # Belarusian short u: Tsikhanouski
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"[yj]", "i"),
        (r"(?<=[^aeiou])io", "e"),  # Pyotr, Gorbachyov
        (r"(?<=[^aeiou])ia(?=.)", "e"),  # Belarusian ya: Siarhei
        (r"off?$", "ov"),  # Melikoff
        (r"i+e", "e"),
        (r"(?<=..)[ei]i$", "i"),  # Sergei, Serhiy
    )
)
_DOUBLED = re.compile(r"(.)\1+")
_NO_VOWELS = re.compile(r"[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic, Syriac
# Stretching, vowel signs, joiners, glottal stops; the h that ends an Arabic or Persian word as a vowel.
_NOT_LETTERS = re.compile(r"[\u0647\u0629](?=\u200c|$)|[\u0621\u0624\u0626\u0640\u064b-\u065f\u200b-\u200f]")
VOWELS = frozenset("aeiou")
# What one sound costs in place of another; a letter that is left out or put in costs 1, a vowel less.
_SWAPS = {
    frozenset(pair): cost
    for pairs, cost in (
        (("ao", "ou", "ei", "gh", "ct", "cC", "cs", "ck", "Ch", "Sz", "sz", "fv", "vu", "td"), 0.3),
        (("ae", "ai", "iu", "eo"), 0.4),
        (("CS", "gk"), 0.2),  # French ch, Arabic qaf
    )
    for pair in pairs
}
_VOWEL_GAP = 0.5
# Letters of scripts without vowels that stand for a long vowel as well as for a consonant.
_LONG_VOWELS = {"v": frozenset("ouv"), "i": frozenset("ei")}


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The sounds of a word, one character each; empty when it has no letters or digits."""
    if without_vowels(word):  # there "th" are two letters, and none is doubled in writing
        return "".join(map(_romanised, _NOT_LETTERS.sub("", word)))
    return _DOUBLED.sub(r"\1", _romanised(word))


def _romanised(written: str) -> str:
    latin = re.sub(r"[^a-z0-9]", "", anyascii(written.lower().replace("ə", "a")).lower())
    for pattern, to in _RULES:
        latin = pattern.sub(to, latin)
    return latin


def without_vowels(word: str) -> bool:
    """Whether a word is written in a script that leaves short vowels out."""
    return _NO_VOWELS.search(word) is not None


def skeleton(word: str) -> str:
    """The consonants of a word that every script writes, for finding what may be the same name."""
    return re.sub(r"[aeiouv]", "", sound(word).replace("y", "i")).translate(str.maketrans("gkCcSz", "hhhtss"))


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> float:
    """How alike two words sound, 0 to 1. Short vowels do not count where only one of the scripts writes them."""
    if sound(one) == sound(other):
        return float(bool(sound(one)))
    if without_vowels(one) == without_vowels(other):
        return _edits(sound(one), sound(other))
    bare, full = (one, other) if without_vowels(one) else (other, one)
    return _vowelled(sound(bare), sound(full))


def _edits(one: str, other: str) -> float:
    """1 minus the weighted edit distance over the longer length."""
    return max(0.0, 1 - _distance(one, other, _gap, _gap, _swap) / max(len(one), len(other), 1))


def _distance(
    one: str,
    other: str,
    left_out: Callable[[str], float],
    put_in: Callable[[str], float],
    swap: Callable[[str, str], float],
) -> float:
    """The weighted edit distance (Wagner and Fischer 1974); what leaving a sound of `one` out, putting one of `other`
    in, or one for the other costs.
    """
    row = [0.0]
    for letter in other:
        row.append(row[-1] + put_in(letter))
    for first in one:
        before, row = row, [row[0] + left_out(first)]
        for n, second in enumerate(other, start=1):
            row.append(min(before[n - 1] + swap(first, second), before[n] + left_out(first), row[-1] + put_in(second)))
    return row[-1]


def _gap(letter: str) -> float:
    return _VOWEL_GAP if letter in VOWELS else 1.0


def _swap(one: str, other: str) -> float:
    return 0.0 if one == other else _SWAPS.get(frozenset(one + other), 1.0)


def _vowelled(bare: str, full: str) -> float:
    """The same where `bare` lacks short vowels, so that a vowel of `full` costs nothing."""

    def swap(one: str, other: str) -> float:
        return float(other not in _LONG_VOWELS[one]) if one in _LONG_VOWELS else _swap(one, other)

    distance = _distance(bare, full, lambda _: 1.0, lambda letter: float(letter not in VOWELS), swap)
    longer = max(sum(letter not in VOWELS for letter in word) for word in (bare, full))
    return max(0.0, 1 - distance / max(longer, 1))
