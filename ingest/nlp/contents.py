"""What a cue verb reports: the part of its sentence that is said, in the shapes the lexicon allows the verb."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from ingest.nlp import syntax
from ingest.nlp.cues import Cue, load_cues
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import Landmarks

Content = tuple[tuple[int, int], Token]  # half-open range of tokens, and the word that heads it

_AFTER_VERB = (*syntax.OBLIQUE, "advmod", "xcomp", "nmod")
_ANONYMITY = frozenset({"name", "identify"})  # "asked not to be named" says nothing
_CONTRAST_WITHIN = 6  # words of "not …" before "as X had said"
_THAT_WITHIN = 9  # words between a cue and the "that" of its clause: "told the local outlet on Monday that"


class Contents:
    """Finds contents in one sentence."""

    def __init__(self, sentence: Span, landmarks: Landmarks) -> None:
        self._sentence = sentence
        self._landmarks = landmarks

    def of(self, verb: Token, cue: Cue) -> list[Content]:
        """Contents of a verb in the shapes its cue allows; the first shape that is there wins."""
        if "clause" in cue.content and (clauses := list(self.clauses(verb))):
            return clauses
        if found := self._prepositional(verb, cue):
            return [found]
        for shape, find in (("infinitive", self._infinitive), ("naming", _naming)):
            if shape in cue.content and (found := find(verb)):
                return [found]
        if not cue.content.isdisjoint(("object", "any_object")) and (found := self._object(verb, cue)):
            return [found]
        return []

    def clauses(self, verb: Token) -> Iterator[Content]:
        """Clauses a verb of saying reports: its complement, the clause it stands beside, or the one after a colon."""
        if own := _complements(verb):
            for clause in own:
                yield from self.around(_said(clause, verb), clause, verb)
            return
        as_mark = syntax.first(mark for mark in syntax.children(verb, "mark") if mark.lower_ == "as")
        if is_contrasted(verb):
            return
        if (verb.dep_ == "advcl" and as_mark is not None) or _is_beside(verb):
            said = syntax.subtree(verb.head, [verb])
            yield from self.around(said | _strayed(verb, max(said)), verb.head, verb)
        elif found := self._that_clause(verb):
            yield found
        elif beside := [child for child in syntax.children(verb, "parataxis") if child.i > verb.i]:
            for child in (one for one in beside if base_form(one) not in load_cues().verbs):
                yield from self.around(syntax.subtree(child), child, verb)
        elif found := self._before(verb):
            yield found

    def around(self, tokens: set[int], head: Token, cue: Token) -> Iterator[Content]:
        """A content of which the cue may stand in the middle: one stretch over the cue, but not over two quotations."""
        doc = head.doc
        if cue.i < head.i:  # what a semicolon parts from it is told apart: "X says yes; Y will not go"
            tokens = {i for i in tokens if not parted(head, doc[i])}
        spoken = [run for run in syntax.runs(tokens) if syntax.trimmed(doc[run[0] : run[1]]) is not None]
        if not spoken:
            return
        start, end = spoken[0][0], spoken[-1][1]
        if start < cue.i < end and (before := self._landmarks.quotes_in(start, cue.i)):
            if self._landmarks.quotes_in(cue.i, end):
                return  # the quotations are taken one by one
            said = before[-1].span
            # where all of it was quoted before the cue, what the parser hangs on it from behind is not said
            if all(said.start <= i < said.end for i in range(start, cue.i) if i in tokens and not head.doc[i].is_punct):
                end = said.end
        if found := content(start, end, head):
            yield found

    def _before(self, verb: Token) -> Content | None:
        """All that comes before a closing ", X said" which the parser made the only clause of the sentence."""
        doc, named = verb.doc, syntax.first(syntax.children(verb, "nsubj"))
        if named is None or verb.head.i != verb.i or any(t.is_alpha for t in doc[verb.i + 1 : self._sentence.end]):
            return None
        comma = named.left_edge.i - 1
        said = doc[self._sentence.start : max(comma, self._sentence.start)]
        verbs = [token for token in said if token.pos_ == "VERB"]
        closes = named.i < verb.i and comma > self._sentence.start and doc[comma].text == ","
        return content(said.start, said.end, verbs[0]) if closes and verbs else None

    def _that_clause(self, verb: Token) -> Content | None:
        """A clause with "that" soon after the verb which the parser hung on something between them."""
        for token in verb.doc[verb.i + 1 : min(verb.i + 1 + _THAT_WITHIN, self._sentence.end)]:
            if token.pos_ in ("VERB", "AUX") or (token.is_punct and token.text != ","):
                return None
            if token.lower_ == "that" and token.dep_ != "det":
                head = token.head
                own = head.i > token.i and _is_clause(head)
                return content(token.i + 1, head.right_edge.i + 1, head) if own else None
        return None

    def _infinitive(self, verb: Token) -> Content | None:
        """To do something, or doing it, with the one who is to do it ("wants the mayor to resign")."""
        clause = syntax.first(
            child
            for child in syntax.children(verb, "xcomp", "ccomp", "advcl")
            if child.i > verb.i and (child.tag_ in ("VB", "VBG") or is_to_clause(child))
        )
        if clause is None or (base_form(clause) in _ANONYMITY and syntax.is_passive(clause)):
            return None
        raised = _raised(verb)
        start = min(clause.left_edge.i, raised.left_edge.i) if raised is not None else clause.left_edge.i
        return content(start, clause.right_edge.i + 1, clause)

    def _prepositional(self, verb: Token, cue: Cue) -> Content | None:
        thing = syntax.first(child for child in syntax.children(verb, "obj") if child.i > verb.i)
        for child in syntax.children(verb, *syntax.OBLIQUE, "advcl", "nmod", "ccomp"):
            case = syntax.case_of(child)
            if child.i < verb.i or case not in cue.content:
                continue
            start, end = child.left_edge.i, child.right_edge.i + 1
            if case == "for" and thing is not None and self._is_date(child):
                continue  # "called a march for Thursday"
            if case == "at":  # "put the turnout at 5,000"
                counted = bool(self._landmarks.counts_in(start, end))
                return content(verb.i + 1, end, child) if counted and thing is not None else None
            if case in ("on", "to"):  # "called on the mayor to resign"
                asked = syntax.children(verb, "xcomp", "advcl")
                act = syntax.first(one for one in asked if one.i > child.i and is_to_clause(one))
                if act is None:
                    continue
                end = act.right_edge.i + 1
            elif case == "for" and thing is not None:  # "blamed the police for the deaths"
                return content(thing.left_edge.i, end, child)
            return content(start + len(case.split()), end, child)
        return None

    def _object(self, verb: Token, cue: Cue) -> Content | None:
        """A noun phrase that tells something: an event, a count, another report."""
        passive = syntax.is_passive(verb)
        thing = syntax.first(syntax.children(verb, "nsubj:pass" if passive else "obj"))
        if thing is None and not passive:
            thing = next((count.span.root for count in self._landmarks.counts_in(verb.i + 1, verb.i + 2)), None)
        if thing is None or (passive and syntax.agent(verb) is None) or thing.pos_ == "PRON":
            return None
        start, end = min(thing.left_edge.i, thing.i), thing.right_edge.i + 1
        if not passive:  # what stands after the object belongs to it: "reported 40 arrests in Kelmas"
            start = min(start, verb.i + 1) if thing.dep_ != "obj" else start
            for child in verb.children:
                shown_doing = child.dep_ == "advcl" and child.tag_ == "VBG"  # "showed women pushing an officer"
                if (child.dep_ in _AFTER_VERB or shown_doing) and child.i >= end and child.left_edge.i <= end:
                    end = child.right_edge.i + 1
        telling = bool(self._landmarks.events_in(start, end) or self._landmarks.counts_in(start, end))
        telling = telling or (cue.stance == "planned" and self._is_dated(verb))
        if "any_object" in cue.content or telling or base_form(thing) in load_cues().nouns:
            return content(start, end, thing)
        return None

    def _is_dated(self, verb: Token) -> bool:
        """Whether something is called or set for a date: "called a second day for 6 May"."""
        beside = syntax.children(verb, *syntax.OBLIQUE)
        return any(syntax.case_of(child) == "for" and self._is_date(child) for child in beside)

    def _is_date(self, token: Token) -> bool:
        dates = self._landmarks.dates_in(token.left_edge.i, token.right_edge.i + 1)
        return any(date.start <= token.i < date.end for date in dates)


def _raised(verb: Token) -> Token | None:
    """Who, between a cue and its clause without a subject, does what the clause says.

    The parser may call it a second subject of the cue ("videos showed women pushing").
    """
    links = ("obj", "iobj", *(("nsubj",) if any(c.i < verb.i for c in syntax.children(verb, "nsubj")) else ()))
    return syntax.first(child for child in syntax.children(verb, *links) if child.i > verb.i)


def _naming(verb: Token) -> Content | None:
    """A thing and what it is called: "called the rally a provocation", "described it as a riot"."""
    thing = syntax.first(child for child in syntax.children(verb, "obj") if child.i > verb.i)
    name = syntax.first(
        child
        for child in verb.children
        if child.i > verb.i
        and (child.dep_ == "xcomp" or (child.dep_ in syntax.OBLIQUE and syntax.case_of(child) == "as"))
    )
    return content(thing.left_edge.i, name.right_edge.i + 1, name) if thing is not None and name is not None else None


def content(start: int, end: int, head: Token) -> Content | None:
    """A range of tokens as a content: without the words that only join it to its cue, None when nothing is left."""
    trimmed = syntax.trimmed(head.doc[start:end])
    while trimmed is not None and len(trimmed) > 1 and _joins(trimmed[0]):
        trimmed = syntax.trimmed(trimmed[1:])
    return ((trimmed.start, trimmed.end), head) if trimmed is not None else None


def _joins(token: Token) -> bool:
    marks = token.dep_ == "mark" or token.pos_ == "SCONJ"
    return token.dep_ == "cc" or (marks and token.lower_ in ("that", "to"))


def is_to_clause(token: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(child.lower_ == "to" for child in syntax.children(token, "mark"))


def _is_gap(after: Token) -> bool:
    """Whether the word after a cue is the verb of what is said, so that its subject stands before the cue."""
    return after.tag_ in syntax.FINITE or after.tag_ == "MD"


def is_contrasted(verb: Token) -> bool:
    """Whether somebody else says the opposite of what a verb reports: "three, not twelve as X had said"."""
    mark = syntax.first(mark for mark in syntax.children(verb, "mark") if mark.lower_ == "as")
    if mark is None:
        return False
    before = range(mark.i - 1, max(verb.sent.start, mark.i - _CONTRAST_WITHIN), -1)
    return any(verb.doc[i].lower_ == "not" and verb.doc[i - 1].text == "," for i in before)


def parted(one: Token, after: Token) -> bool:
    """Whether a semicolon stands between two words: what it parts is told apart."""
    return any(token.text == ";" for token in one.doc[one.i : after.i])


def _is_clause(token: Token) -> bool:
    """Whether a complement has a predicate: a noun alone is a slip of the parser."""
    predicate = any(child.dep_ in ("cop", "aux", "aux:pass", *syntax.SUBJECTS) for child in token.children)
    return token.pos_ in ("VERB", "AUX") or predicate


def _complements(verb: Token) -> list[Token]:
    """The clauses that say what a verb reports, and those that go on: "said that …, and that …"."""
    own = [child for child in syntax.children(verb, "ccomp") if _is_clause(child) and not _is_question(child)]
    own += [child for child in syntax.children(verb, "conj") if syntax.has_that(child)]
    if len(own) > 1:  # "Asked about it, he said that …": what only leads up to the cue is not said
        own = [child for child in own if child.i > verb.i or syntax.has_subject(child)]
    return own


def _said(clause: Token, verb: Token) -> set[int]:
    """The words of a clause that a verb reports, with what it is told of where that stands before it."""
    said = _after_that(syntax.subtree(clause), clause, verb)
    doer = _raised(verb) if clause.tag_ == "VBG" and not syntax.has_subject(clause) else None
    if doer is not None and doer.i < clause.i:  # "showed police firing"
        said |= syntax.subtree(doer)
    if verb.dep_ == "acl:relcl" and _is_gap(verb.doc[verb.i + 1]) and not syntax.has_subject(clause):
        told_of = verb.head  # "a vote that the union says was rigged"
        opening = (one.left_edge.i for one in told_of.lefts if one.dep_ in ("det", "amod", "compound", "nummod"))
        said |= set(range(min(opening, default=told_of.i), clause.i))
    return said


def _after_that(tokens: set[int], clause: Token, verb: Token) -> set[int]:
    """A clause without what the parser puts between cue and "that": "told a crowd, some of it bused in, that"."""
    that = syntax.first(mark for mark in syntax.children(clause, "mark") if mark.lower_ == "that" and mark.i > verb.i)
    return {i for i in tokens if i < verb.i or i >= that.i} if that is not None else tokens


def _is_question(clause: Token) -> bool:
    """Whether nothing is asserted: "asked whether", "did not say why"."""
    return any(
        child.lower_ in ("whether", "if", "why", "how")
        for child in syntax.children(clause, "mark", "advmod")
        if child.i < clause.i
    )


def _strayed(verb: Token, end: int) -> set[int]:
    """Clauses between what is reported and the comma before "X said" that the parser hung on the cue."""
    named = syntax.subject(verb)
    if named is None or not end < named.i < verb.i:
        return set()
    comma = next((i for i in range(named.i, end, -1) if verb.doc[i].text == ","), end)
    between = range(end + 1, comma)
    return set(between) if any(verb.doc[i].tag_ in syntax.FINITE for i in between) else set()


def _is_beside(verb: Token) -> bool:
    """Whether the cue with its speaker stands beside what it reports: "Two men died, the monitor said"."""
    if any(True for _ in syntax.children(verb, "obj", "xcomp")) or not any(
        True for _ in syntax.children(verb, "nsubj")
    ):
        return False
    joined = any(True for _ in syntax.children(verb, "cc"))
    if parted(verb.head, verb):
        return False
    return verb.dep_ == "parataxis" or (verb.dep_ == "conj" and not joined and verb.i > verb.head.i)
