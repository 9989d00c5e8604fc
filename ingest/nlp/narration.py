"""What the outlet reports in its own voice: the clauses with a codebook event that nobody else is quoted for."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from ingest.nlp import syntax
from ingest.nlp.attribution import Attribution
from ingest.nlp.contents import content
from ingest.nlp.facts import counts_people
from ingest.nlp.landmarks import Landmarks

MIN_WORDS = 3  # a shorter stretch is a heading or a leftover of the parse


def narrated(sentence: Span, attributed: list[Attribution], landmarks: Landmarks) -> Iterator[Attribution]:
    """The outlet's own claims of a sentence; what belongs to an attribution, its cue's clause too, is left to it.

    What the outlet only asks is no claim.
    """
    if sentence.text.rstrip().endswith("?"):
        return
    taken = _taken(attributed)
    cues = {one.cue.root.i for one in attributed if one.cue is not None}
    for head in syntax.own_clauses(sentence.root):
        if head.i in cues:
            continue
        clause = _reported(head)
        for start, end in clause_ranges(clause):
            if not taken.isdisjoint(range(start, end)):
                continue
            if end - start >= MIN_WORDS and _tells(start, end, landmarks):
                yield Attribution((start, end), clause, None, None, "asserted", None, None, (), "narrated", "rule")


def _reported(head: Token) -> Token:
    """The clause after "it was reported that"; any other clause is itself."""
    impersonal = syntax.is_passive(head) and syntax.agent(head) is None
    clause = syntax.first(syntax.children(head, "ccomp", "csubj:pass")) if impersonal else None
    return clause or head


def _tells(start: int, end: int, landmarks: Landmarks) -> bool:
    """Whether a clause reports an event, or how many people did something."""
    return bool(landmarks.events_in(start, end)) or any(counts_people(one) for one in landmarks.counts_in(start, end))


def clause_ranges(head: Token) -> list[tuple[int, int]]:
    """Where a clause stands, without the coordinated clauses that have a subject of their own."""
    others = [other for other in syntax.own_clauses(head) if other.i != head.i]
    tokens = syntax.subtree(head, others)
    start, end = next((start, end) for start, end in _joined(syntax.runs(tokens), head) if start <= head.i < end)
    found = content(start, end, head)
    return [found[0]] if found is not None else []


def _joined(runs: list[tuple[int, int]], head: Token) -> list[tuple[int, int]]:
    """Runs parted only by punctuation or spaces as one: a comma may hang on another clause."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and all(head.doc[i].is_punct or head.doc[i].is_space for i in range(joined[-1][1], start)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _taken(attributed: list[Attribution]) -> set[int]:
    taken: set[int] = set()
    for one in attributed:
        taken |= set(range(*one.content))
        if one.cue is not None:
            taken |= set(range(one.cue.start, one.cue.end))
    return taken
