"""Query text lives in `.cypher` files beside this module; this is the one place that vouches for it."""

import re
from functools import cache
from importlib.resources import files
from typing import LiteralString, cast

# a string, a quoted name, a comment, the end of a statement, or anything else
_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `[^`]*` | //[^\n]* | /\*.*?\*/ | ; | [^'"`/;]+ | .""",
    re.DOTALL | re.VERBOSE,
)
_COMMENTS = ("//", "/*")
_PART = re.compile(r"^//\+ (\S+)$", re.MULTILINE)
_OPTION = re.compile(r"^//\? (\w+)$.*?(?=^//[?.])", re.MULTILINE | re.DOTALL)


@cache
def load(name: str, given: frozenset[str] | None = None) -> LiteralString:
    """The query of a file such as `"writes/claim.cypher"`.

    A line `//+ parts/x.cypher` stands for that file's text. What stands between a line `//? x` and the next such line,
    or `//.`, is left out unless the parameter x is among those `given`: a filter that nobody asked for is neither
    planned nor run. Without `given`, all of it stands.

    Raises FileNotFoundError for an unknown name, ValueError for a file that does not start with its purpose.
    """
    text = files("graph_schema").joinpath(name).read_text(encoding="utf-8")
    if not text.startswith("// "):
        raise ValueError(f"{name}: the first line must say the purpose, after '// '")
    text = _PART.sub(lambda line: load(line[1], given), text)
    if given is not None:
        text = _OPTION.sub(lambda option: option[0] if option[1] in given else "", text)
    # The driver takes only literal text, so that nobody builds a query from input. A file of this package is as literal
    # as a line of it: it is reviewed, versioned, and nothing is ever substituted into it.
    return cast("LiteralString", text)


def purpose(name: str) -> str:
    """The first line of a query file: what the query is for."""
    return load(name).splitlines()[0].removeprefix("// ")


def names(folder: str) -> list[str]:
    """The query files of a folder, sorted, as `load` takes them."""
    entries = files("graph_schema").joinpath(folder).iterdir()
    return sorted(f"{folder}/{entry.name}" for entry in entries if entry.name.endswith(".cypher"))


def statements(script: LiteralString) -> list[LiteralString]:
    """The statements of a script, split at semicolons that stand outside strings, quoted names and comments.

    Comments are dropped, and so are statements that are empty without them.
    """
    parts: list[list[str]] = [[]]
    for piece in cast("list[str]", _TOKEN.findall(script)):
        if piece == ";":
            parts.append([])
        elif not piece.startswith(_COMMENTS):
            parts[-1].append(piece)
    texts = ["".join(part).strip() for part in parts]
    return [cast("LiteralString", text) for text in texts if text]  # cut out of literal text
