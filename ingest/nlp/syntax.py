"""Small questions to a parse with Universal Dependencies labels; every answer costs the length of a clause."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
OBLIQUE = frozenset({"obl", "obl:agent", "obl:unmarked", "obl:tmod", "obl:npmod"})
CLAUSES = frozenset({"advcl", "advcl:relcl", "ccomp", "csubj", "csubj:pass", "parataxis", "acl:relcl", "acl"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
RELATIVE = frozenset({"WP", "WP$", "WDT"})
PARTICIPLES = ("VBN", "VBD")  # taggers mix the two up before "by" and "on"
# What a pronoun stands for: a man, a woman, several or a body.
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "plural", "them": "plural", "their": "plural", "theirs": "plural",
    "it": "body", "its": "body",
}  # fmt: skip
MAX_CLIMB = 25  # heads followed upwards; a deeper chain is a broken parse


def part(token: Token) -> str:
    """The part of speech that our lexicons go by; the parse corrects the tagger where the two disagree.

    What has a subject and no copula is a verb ("protesters clashed", tagged as an adjective), and a capital that starts
    a sentence makes no name.
    """
    below = {child.dep_ for child in token.children}
    if token.tag_.startswith("VB") or ("cop" not in below and not below.isdisjoint((*SUBJECTS, "aux:pass"))):
        return "AUX" if token.pos_ == "AUX" else "VERB"
    return "NOUN" if token.pos_ == "PROPN" and token.is_sent_start and not token.is_upper else token.pos_


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The dependents with one of the given labels, left to right."""
    return (child for child in token.children if child.dep_ in deps)


def first(tokens: Iterable[Token]) -> Token | None:
    """The first token, None when there is none."""
    return next(iter(tokens), None)


def ancestors(token: Token) -> Iterator[Token]:
    """The heads above a token, nearest first, at most MAX_CLIMB."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def case_of(token: Token) -> str:
    """The preposition of a noun phrase in lower case ("according to"), empty without one."""
    case = first(children(token, "case", "mark"))
    if case is None:
        return ""
    return " ".join([case.lower_, *(child.lower_ for child in children(case, "fixed"))])


def is_passive(verb: Token) -> bool:
    """Whether the verb has a passive subject or auxiliary, or is a past participle after a noun."""
    if any(True for _ in children(verb, "nsubj:pass", "aux:pass", "csubj:pass")):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def agent(verb: Token) -> Token | None:
    """The doer of a passive verb: its phrase with "by"."""
    return first(
        child
        for child in verb.children
        if child.dep_ in OBLIQUE and (child.dep_ == "obl:agent" or case_of(child) == "by")
    )


def subject(verb: Token) -> Token | None:
    """Who does what the verb says: its subject, the agent of a passive, or one borrowed from a verb it hangs on."""
    if is_passive(verb):
        return agent(verb)
    if (described := _closed_relative(verb)) is not None:
        return described
    for step in (verb, *ancestors(verb)):
        found = list(children(step, "nsubj", "nsubj:outer", "nsubj:pass"))
        if found:  # of several, which only a slip of the parser gives, the nearest before the verb
            before = [one for one in found if one.i < step.i]
            return _antecedent(before[-1] if before else found[0], step)
        if step.dep_ in ("acl", "acl:relcl"):
            return step.head
        if not _borrows(step):
            return None
    return None


def _closed_relative(verb: Token) -> Token | None:
    """The noun of "X, whose clients …, said", where a parser easily joins the main verb to the clause before it."""
    doc, start = verb.doc, verb.sent.start
    if verb.tag_ not in FINITE or verb.i <= start or doc[verb.i - 1].text != ",":
        return None
    inside = range(verb.i - 2, start + 1, -1)
    opening = next((i for i in inside if doc[i].tag_ in RELATIVE and doc[i - 1].text == ","), None)
    if opening is None or any(doc[i].text == "," for i in range(opening, verb.i - 1)):
        return None
    inverted = any(child.dep_ in SUBJECTS and child.i > verb.i for child in verb.children)  # "…, said a driver"
    return doc[opening - 2] if not inverted and doc[opening - 2].pos_ in NOMINAL else None


def _borrows(verb: Token) -> bool:
    """Whether a verb without a subject shares that of its head; a finite clause has one that the parser missed."""
    if verb.dep_ == "conj":
        return verb.head.pos_ in ("VERB", "AUX", "ADJ")
    if verb.dep_ == "advcl" and verb.tag_ in FINITE and verb.head.tag_ in PARTICIPLES and verb.head.i < verb.i:
        # "Videos posted online showed …": the parser took the participle for the verb and the verb for its clause
        return not has_subject(verb) and first(children(verb, "mark")) is None
    return verb.dep_ == "xcomp" or (verb.dep_ in ("advcl", "parataxis") and verb.tag_ not in FINITE)


def has_subject(verb: Token) -> bool:
    """Whether a clause has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def _antecedent(own: Token, verb: Token) -> Token:
    """The noun a relative clause describes, where "who" or "which" stands for it."""
    if verb.dep_ != "acl:relcl" or own.lower_ not in ("who", "which", "that"):
        return own
    holder = verb.head.head  # "Jane Roe of the committee, who said": whose name it is speaks, not the committee
    named = verb.head.dep_ == "nmod" and verb.head.tag_ == "NN" and holder.pos_ == "PROPN"
    return holder if named and own.lower_ == "who" else verb.head


def complements(verb: Token) -> Iterator[Token]:
    """Who or what the verb is done to, and what stands beside it: objects, passive subjects, prepositional phrases."""
    for child in verb.children:
        if child.dep_ in OBLIQUE or child.dep_ in ("obj", "iobj", "nsubj:pass", "xcomp", "advmod", "compound:prt"):
            yield child
            yield from children(child, "conj", "nmod", "compound", "amod")
    if verb.dep_ == "acl":
        yield verb.head


def negation(token: Token) -> Token | None:
    """The word that turns the clause of `token` negative: not, never, or "no" and "nobody" in its subject or object."""
    for child in token.children:
        if child.lower_ in ("not", "n't", "n’t", "never", "neither", "nor") and child.dep_ in (
            "advmod",
            "cc",
            "det",
            "cc:preconj",
        ):
            return child
        if child.dep_ in ("nsubj", "nsubj:pass", "obj", "expl") or (child.dep_ == "det" and token.pos_ == "NOUN"):
            if child.lower_ in ("nobody", "none", "no", "nothing") or child.text.lower() == "no-one":
                return child
            if found := first(c for c in children(child, "det", "advmod") if c.lower_ in ("no", "neither", "not")):
                return found
    return None


def trimmed(span: Span) -> Span | None:
    """A span without spaces, punctuation and quotation marks at its edges; None when nothing is left."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].is_quote):
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].is_quote):
        end -= 1
    return doc[start:end] if end > start else None


def runs(tokens: set[int]) -> list[tuple[int, int]]:
    """Token numbers as maximal half-open runs, in order."""
    found: list[tuple[int, int]] = []
    for number in sorted(tokens):
        if found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        else:
            found.append((number, number + 1))
    return found


def subtree(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Token numbers of a subtree, less the subtrees of some of its tokens."""
    cut = {inner.i for one in without for inner in one.subtree}
    return {inner.i for inner in token.subtree if inner.i not in cut}


def own_clauses(head: Token) -> list[Token]:
    """The heads of the coordinated clauses in a clause that have a subject of their own, the clause itself first."""
    found, queue = [head], [head]
    while queue:
        for child in queue.pop().children:
            if child.dep_ in ("conj", "parataxis") and any(True for _ in children(child, *SUBJECTS)):
                found.append(child)
                queue.append(child)
            elif child.dep_ == "conj" and child.pos_ == "VERB":
                queue.append(child)
    return sorted(found, key=lambda token: token.i)


def has_that(clause: Token) -> bool:
    """Whether "that" opens a clause."""
    return any(mark.lower_ == "that" for mark in children(clause, "mark"))
