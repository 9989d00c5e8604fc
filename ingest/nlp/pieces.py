"""Words as the encoder sees them: uncased word pieces, and a shape that keeps what casing throws away."""

from collections.abc import Sequence
from functools import lru_cache

from tokenizers import Tokenizer

MAX_PIECES = 8  # of one word; a web address would otherwise fill a window
_CACHE_LIMIT = 200_000  # words, about 30 MB

KINDS = (
    "punctuation",
    "lower",
    "Title",
    "UPPER",
    "initial",  # one capital: "J", "J."
    "dotted",  # "U.S."
    "Hyphen-Title",
    "Hyphen-lower",  # "Ust-ilimsk", "anti-Putin"
    "camelCase",
    "digits",
    "digits mixed",
    "caseless script",
)
SHAPES = 2 * len(KINDS)


def kind(word: str) -> str:  # noqa: PLR0911  a list of cases, first match
    """Return which of `KINDS` describes the letters of a word."""
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return "digits mixed" if letters else "digits"
    if not letters:
        return "punctuation"
    if not any(c.isupper() or c.islower() for c in letters):
        return "caseless script"
    if all(c.islower() for c in letters):
        return "lower"
    if len(letters) == 1:
        return "initial"
    if "." in word[:-1]:
        return "dotted"
    if all(c.isupper() for c in letters):
        return "UPPER"
    parts = [p for p in word.split("-") if p]
    if len(parts) > 1:
        return "Hyphen-Title" if all(not p[0].islower() for p in parts) else "Hyphen-lower"
    return "Title" if letters[0].isupper() and all(c.islower() for c in letters[1:]) else "camelCase"


_KIND_IDS = {name: 2 * i for i, name in enumerate(KINDS)}


@lru_cache(maxsize=_CACHE_LIMIT)
def _kind_id(word: str) -> int:
    return _KIND_IDS[kind(word)]


def shape(word: str, *, after_space: bool) -> int:
    """Return the shape id of a word, in 0 … SHAPES - 1; it also says whether a space stood before the word."""
    return _kind_id(word) + after_space


class WordPieces:
    """Cuts single words into piece ids, with a memory, as most words of a text recur."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self.start, self.end, self.pad, self.unknown = (self._special(t) for t in ("[CLS]", "[SEP]", "[PAD]", "[UNK]"))

    @classmethod
    def from_json(cls, content: str) -> "WordPieces":
        """Read the content of a `tokenizer.json`. Raises ValueError without [CLS], [SEP], [PAD] or [UNK] in it."""
        tokenizer = Tokenizer.from_str(content)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer)

    def _special(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the vocabulary has no {token}")
        return found

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the ids of each word's pieces: at least one (the unknown piece), at most MAX_PIECES."""
        if len(self._known) > _CACHE_LIMIT:
            self._known.clear()
        fresh = [w for w in dict.fromkeys(words) if w not in self._known]
        for word, encoded in zip(fresh, self._tokenizer.encode_batch(fresh, add_special_tokens=False), strict=True):
            self._known[word] = tuple(encoded.ids[:MAX_PIECES]) or (self.unknown,)
        return [self._known[w] for w in words]
