"""The text of one HTML fragment.

A limit on bytes does not protect a parser of markup: 300,000 attributes on one tag or 100,000 nested tags keep the
usual parsers busy for more than 20 s. Tags are therefore counted, in one linear pass, before anything parses them.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from ingest.formats.characters import tidy, whole_characters

MAX_DEPTH = 500
MAX_ATTRIBUTES = 200

_TAG_START = re.compile(r"<[/!?A-Za-z]")
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^"'>])*+)>"""
    r"""|<!--.*?-->|<(?:!(?!--)|\?|/(?![A-Za-z]))[^>]*>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""[^\s/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']*))?""")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_BLOCKS = "br, p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, section, article, header, footer, tr, td, th, hr"
_CODE = ["script", "style", "template", "noscript"]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Paragraphs of a fragment in normal form; `link_only` when every visible character is part of a link."""

    paragraphs: tuple[str, ...]
    link_only: bool


def read_fragment(html: str) -> Fragment:
    """Visible text of `html`, one paragraph a block element. ValueError says which limit the markup breaks."""
    if "<" not in html and "&" not in html:
        return Fragment(tuple(filter(None, [tidy(html)])), link_only=False)
    _check_tags(html)
    # half a surrogate pair is nothing to the parser; as whole characters it stays to be seen
    tree = LexborHTMLParser(" ".join(whole_characters(html).split()))
    tree.strip_tags(_CODE)
    for block in tree.css(_BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    text = tree.root.text() if tree.root else ""
    linked = "".join(link.text() for link in tree.css("a"))
    paragraphs = tuple(filter(None, map(tidy, text.split("\n"))))
    return Fragment(paragraphs, link_only=bool(paragraphs) and "".join(text.split()) == "".join(linked.split()))


def _check_tags(html: str) -> None:
    depth, at = 0, 0
    while start := _TAG_START.search(html, at):
        tag = _TAG.match(html, start.start())
        if tag is None:
            raise ValueError(f"the tag at character {start.start()} is never closed")
        at = tag.end()
        if tag["name"] is None:
            continue
        if sum(1 for _ in _ATTRIBUTE.finditer(tag["rest"])) > MAX_ATTRIBUTES:
            raise ValueError(f"the tag at character {start.start()} has more than {MAX_ATTRIBUTES} attributes")
        if tag["close"]:
            depth = max(0, depth - 1)
        elif tag["name"].lower() not in _VOID and not tag["rest"].endswith("/"):
            depth += 1
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} tags are open at character {start.start()}")
