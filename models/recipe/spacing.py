"""Spaces between words, for corpora that give tokens only."""

OPENING = frozenset("([{$£€#“‘¿¡") | {"``"}
CLOSING = frozenset(",.;:!?)]}%”") | {"''", "...", "n't", "'s", "’s", "'re", "'ve", "'ll", "'d", "'m", "'"}


def guess_spaces(words: list[str], *, join_hyphens: bool) -> list[bool]:
    """Say after which of `words` a space belongs.

    `join_hyphens`: the corpus splits "two-day" into three words, so a hyphen between two words closes up.
    """
    after = [True] * len(words)
    quote_open = False
    for i, word in enumerate(words):
        if word in CLOSING and i:
            after[i - 1] = False
        if word in OPENING:
            after[i] = False
        if word == '"':
            if quote_open and i:
                after[i - 1] = False
            elif not quote_open:
                after[i] = False
            quote_open = not quote_open
        inside = join_hyphens and word in ("-", "–") and 0 < i < len(words) - 1
        if inside and words[i - 1][-1].isalnum() and words[i + 1][0].isalnum():
            after[i - 1] = after[i] = False
    return after


def spaces_in(words: list[str], text: str) -> list[bool]:
    """Read off `text` after which of `words` a space stands.

    Raises:
        ValueError: when a word is not where it should be in the text.
    """
    after: list[bool] = []
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0 or text[at:found].strip():
            raise ValueError(f"word {word!r} is not at offset {at} of {text!r}")
        at = found + len(word)
        after.append(at < len(text) and text[at].isspace())
    return after
