"""Read CoNLL-U: sentences with Universal Dependencies, words never merged ("do" and "n't" stay two)."""

from collections.abc import Iterator
from pathlib import Path

from models.recipe.sentence import Sentence, Syntax


def blocks(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Yield each sentence as its comments (key to value) and its rows of columns.

    Raises:
        FileNotFoundError: no such file.
    """
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = {}, []
    if rows:
        yield comments, rows


def sentence_of(rows: list[list[str]], where: str, document: str) -> Sentence:
    """Turn the rows of one sentence into words, spaces and syntax.

    Raises:
        ValueError: a row without ten columns, or a head that is no token; the message names `where`.
    """
    words: list[str] = []
    spaces: list[bool] = []
    syntax: list[Syntax] = []
    joined_until, space_after_joined = 0, True
    for row in rows:
        if len(row) != 10:
            raise ValueError(f"{where}: a row of {len(row)} columns instead of ten: {row}")
        index, form, lemma, pos, tag, morph, head, dep, _, misc = row
        space = "SpaceAfter=No" not in misc.split("|")
        if "-" in index:
            joined_until, space_after_joined = int(index.split("-")[1]), space
            continue
        if "." in index:
            continue
        i = int(index)
        if i < joined_until:
            space = False
        elif i == joined_until:
            space = space_after_joined
        at = i - 1 if head == "0" else int(head) - 1
        words.append(form)
        spaces.append(space)
        syntax.append(
            Syntax(
                lemma=lemma if lemma != "_" or form == "_" else form,
                pos=pos,
                tag=tag,
                morph="" if morph == "_" else morph,
                head=at,
                dep="ROOT" if head == "0" else dep,
            )
        )
    if any(not 0 <= s.head < len(words) for s in syntax):
        raise ValueError(f"{where}: a head outside the sentence")
    return Sentence(words, spaces, syntax=syntax, document=document)


def read_conllu(path: Path) -> list[Sentence]:
    """Read a treebank file.

    Raises:
        FileNotFoundError: no such file.
        ValueError: a malformed sentence, named by file and sentence id.
    """
    document = ""
    sentences: list[Sentence] = []
    for comments, rows in blocks(path):
        document = comments.get("newdoc id", document)
        sentences.append(sentence_of(rows, f"{path.name} {comments.get('sent_id', '?')}", document))
    return sentences
