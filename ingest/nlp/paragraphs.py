"""Sentence limits that layout and punctuation settle, set before the parser decides the rest.

A parser alone cuts news badly at quotations and abbreviations; most limits need no guess.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from ingest.nlp.lexicon import titles

CLOSERS = frozenset("\"'”’»)]") | {"''", "’’"}
FULL_STOP = re.compile(r"[.!?…]+")
INITIAL = re.compile(r"\w\.")
_DATELINE = re.compile(r"[^\n]{0,60}?(?:\([^)\n]{2,40}\)\s*)?(?:\s[-–—]{1,2}\s|:\s)")
_NUMBERING = frozenset({"No", "Nos", "Nr"})
LONGEST_UNPUNCTUATED = 80  # tokens; text without full stops is left to the parser


@Language.component("paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Mark tokens that must start a sentence (new paragraph, after a full stop) and those that cannot.

    White space belongs to the sentence before it, so no sentence crosses a blank line.
    """
    previous: Token | None = None
    unpunctuated = 0
    dateline = dateline_end(doc.text)
    for token in doc:
        if token.is_space:
            token.is_sent_start = token.i == 0
            continue
        opens = previous is None or previous.idx < dateline <= token.idx
        starts = True if opens or previous is None else _starts(doc, previous, token)
        if starts is False and unpunctuated > LONGEST_UNPUNCTUATED:
            starts = None
        if starts is not None:
            token.is_sent_start = starts
        unpunctuated = 0 if FULL_STOP.search(token.text) else unpunctuated + 1
        previous = token
    return doc


def dateline_end(text: str) -> int:
    """Where the report starts after "TOWN, Region, 5 May (Agency) -", in characters; 0 without a dateline."""
    found = _DATELINE.match(text)
    return found.end() if found and found.group()[:3].isupper() else 0


def is_blank_line(gap: str) -> bool:
    """Whether the white space between two words parts paragraphs."""
    return gap.count("\n") > 1


def _starts(doc: Doc, previous: Token, token: Token) -> bool | None:
    """Whether a sentence starts at `token`; None when only its grammar can tell."""
    gap = "".join(space.text for space in doc[previous.i + 1 : token.i]) if token.i > previous.i + 1 else ""
    if is_blank_line(gap):
        return True
    if "\n" in gap:
        return None  # a wrapped line or a list
    attached = not previous.whitespace_ and not gap
    if attached and token.text in CLOSERS:
        return False
    last = previous
    while last.i and last.text in CLOSERS and not doc[last.i - 1].whitespace_:
        last = doc[last.i - 1]
    return _starts_after(last, token, quoted=last is not previous)


def _starts_after(last: Token, token: Token, *, quoted: bool) -> bool | None:
    if not last.text.endswith((".", "!", "?", "…")) or token.text[0].islower():
        return False
    if FULL_STOP.fullmatch(last.text) is None:  # an abbreviation: "Mr." and initials never end a sentence
        return False if last.lower_.rstrip(".") in titles() or INITIAL.fullmatch(last.text) else None
    if last.text == ".":
        return not (token.like_num and last.i and last.nbor(-1).text in _NUMBERING)  # "Hospital No. 4"
    return None if quoted or last.text.startswith(("..", "…")) else True  # “Stop!” Ivan shouted
