"""Who says what, within a sentence: cue, speaker words and content, from the parse and the quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from graph_schema.model import QuoteType, Stance
from ingest.nlp import syntax
from ingest.nlp.cues import Cue, Cues, load_cues
from ingest.nlp.landmarks import Landmarks, QuotePiece
from ingest.nlp.speakers import Speakers, prepositional
from ingest.nlp.stance import clause_head

_SAYING = frozenset({"say", "tell", "state"})
_AFTER_VERB = (*syntax.OBLIQUE, "advmod", "xcomp", "nmod")
MIN_QUOTE = 3  # words that a quotation without a verb needs to be more than a word in quotes


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reported content: half-open token range, the word that heads it, the cue, the head word of the speaker."""

    content: tuple[int, int]
    head: Token
    cue: Span | None
    verb: str | None
    stance: Stance
    kind: str | None
    speaker: Token | None
    via: tuple[Token, ...]
    quote_type: QuoteType
    method: str


def attributions(sentence: Span, landmarks: Landmarks, speakers: Speakers) -> list[Attribution]:
    """Every attribution whose cue stands in a sentence, in order of the contents, but no cue inside a quotation."""
    return _Sentence(sentence, landmarks, speakers).attributions()


class _Sentence:
    def __init__(self, sentence: Span, landmarks: Landmarks, speakers: Speakers) -> None:
        self._sentence = sentence
        self._landmarks = landmarks
        self._speakers = speakers
        self._cues: Cues = load_cues()
        self._pieces = landmarks.quotes_in(sentence.start, sentence.end)
        self._quoted = {i for piece in self._pieces for i in range(piece.span.start, piece.span.end)}

    def attributions(self) -> list[Attribution]:
        found: list[Attribution] = []
        phrases = list(prepositional(self._sentence))
        passing_on: set[int] = {token.i for cue, _, _ in phrases for token in cue}
        for verb in self._sentence:
            if verb.pos_ in ("VERB", "AUX") and verb.i not in self._quoted and verb.i not in passing_on:
                found += self._of_verb(verb)
        for noun in self._sentence:
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in self._cues.nouns and noun.i not in self._quoted:
                found += self._of_noun(noun)
        found = self._with_quotes(found)
        for cue, head, stance in phrases:
            if cue.start not in self._quoted:
                found = self._of_phrase(found, cue, head, stance)
        return sorted(_chained(found), key=lambda one: one.content)

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _of_verb(self, verb: Token) -> list[Attribution]:
        lemma = verb.lemma_.lower()
        if lemma in self._cues.relays and (relayed := self._relayed(verb)):
            return relayed
        if (
            lemma in _SAYING
            and verb.head.lemma_.lower() in self._cues.relays
            and verb.dep_ in ("advcl", "xcomp", "obl")
        ):
            return []  # "quoted as saying" is the relay's
        speaker = syntax.subject(verb)
        via = self._recipient(verb)
        for cue in self._cues.verbs.get(lemma, ()):
            if cue.needs_evidence and (speaker is None or not self._speakers.is_source(speaker)):
                continue
            if speaker is None and _is_impersonal(verb):
                continue  # "it was reported that": narration of the outlet, hedged by the stance
            contents = self._contents(verb, cue)
            if contents:
                base = self._attribution(verb, cue, speaker, via)
                return [self._filled(base, content, head) for content, head in contents]
        return []

    def _attribution(self, verb: Token, cue: Cue, speaker: Token | None, via: tuple[Token, ...]) -> Attribution:
        words = verb.doc[verb.i : verb.i + 1]
        here = (verb.i, verb.i + 1)
        return Attribution(
            here, verb, words, verb.lemma_.lower(), cue.stance, cue.kind, speaker, via, "indirect", "rule"
        )

    def _filled(self, base: Attribution, content: tuple[int, int], head: Token) -> Attribution:
        return replace(base, content=content, head=head, quote_type=self._quote_type(content))

    def _contents(self, verb: Token, cue: Cue) -> list[tuple[tuple[int, int], Token]]:
        """Contents of a verb in the shapes its cue allows; the first shape that is there wins."""
        if "clause" in cue.content and (clauses := list(self._clauses(verb))):
            return clauses
        if "infinitive" in cue.content and (found := self._infinitive(verb)):
            return [found]
        if "naming" in cue.content and (found := self._naming(verb)):
            return [found]
        if found := self._prepositional(verb, cue):
            return [found]
        if not cue.content.isdisjoint(("object", "any_object")) and (found := self._object(verb, cue)):
            return [found]
        return []

    def _clauses(self, verb: Token) -> Iterator[tuple[tuple[int, int], Token]]:
        own = [child for child in syntax.children(verb, "ccomp") if not _is_question(child)]
        for clause in own:
            yield from self._ranges(syntax.subtree(clause), clause, verb)
        if own:
            return
        as_clause = verb.dep_ == "advcl" and any(m.lower_ == "as" for m in syntax.children(verb, "mark"))
        has_object = any(True for _ in syntax.children(verb, "obj", "xcomp"))
        if as_clause or (verb.dep_ == "parataxis" and not has_object and syntax.first(syntax.children(verb, "nsubj"))):
            yield from self._ranges(syntax.subtree(verb.head, [verb]), verb.head, verb)
            return
        for child in syntax.children(verb, "parataxis"):
            if child.i > verb.i and child.lemma_.lower() not in self._cues.verbs:
                yield from self._ranges(syntax.subtree(child), child, verb)

    def _ranges(self, tokens: set[int], head: Token, cue: Token) -> Iterator[tuple[tuple[int, int], Token]]:
        """A content as a range of tokens: two when the cue splits a quotation, else one over the gap."""
        doc = head.doc
        start, end = min(tokens), max(tokens) + 1
        if start < cue.i < end:
            left = self._landmarks.quotes_in(start, cue.i)
            right = self._landmarks.quotes_in(cue.i, end)
            if left and right:
                return  # the quotations are taken one by one
            if not (doc[start : cue.i].text.strip() and len(doc[cue.i : end]) > 1):
                return
            others = [run for run in syntax.runs(tokens) if not run[0] <= cue.i < run[1]]
            if not any(one.dep_ in syntax.SUBJECTS for one in head.children if one.i < cue.i) or len(others) == 1:
                longest = max(others, key=lambda run: run[1] - run[0])
                start, end = longest
        trimmed = _without_conjunction(doc[start:end])
        if trimmed is not None:
            yield (trimmed.start, trimmed.end), head

    def _infinitive(self, verb: Token) -> tuple[tuple[int, int], Token] | None:
        clause = syntax.first(
            child
            for child in verb.children
            if child.dep_ in ("xcomp", "ccomp", "advcl")
            and (child.tag_ in ("VB", "VBG") or _is_to_clause(child))
            and child.i > verb.i
        )
        if clause is None:
            return None
        inner = syntax.subtree(clause)
        start = min(inner)
        if raised := syntax.first(child for child in syntax.children(verb, "obj", "iobj") if child.i > verb.i):
            start = min(start, raised.left_edge.i)
        return self._trim(start, max(inner) + 1, clause)

    def _naming(self, verb: Token) -> tuple[tuple[int, int], Token] | None:
        thing = syntax.first(child for child in syntax.children(verb, "obj") if child.i > verb.i)
        name = syntax.first(
            child
            for child in verb.children
            if child.i > verb.i
            and (child.dep_ == "xcomp" or (child.dep_ in syntax.OBLIQUE and syntax.case_of(child) == "as"))
        )
        if thing is None or name is None:
            return None
        return self._trim(thing.left_edge.i, name.right_edge.i + 1, name)

    def _prepositional(self, verb: Token, cue: Cue) -> tuple[tuple[int, int], Token] | None:
        for child in verb.children:
            if child.i < verb.i or child.dep_ not in (*syntax.OBLIQUE, "advcl"):
                continue
            case = syntax.case_of(child)
            if case not in cue.content:
                continue
            start, end = child.left_edge.i, child.right_edge.i + 1
            thing = syntax.first(syntax.children(verb, "obj"))
            if case == "at":
                if not self._landmarks.counts_in(start, end) or thing is None:
                    continue
                return self._trim(thing.left_edge.i, end, child)
            if case in ("on", "to"):  # "called on the mayor to resign"
                asked = syntax.first(
                    c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.i > child.i and _is_to_clause(c)
                )
                if asked is None:
                    continue
                end = asked.right_edge.i + 1
            elif case == "for" and thing is not None and thing.i > verb.i:  # "blamed the police for the deaths"
                return self._trim(thing.left_edge.i, end, child)
            return self._trim(start + len(case.split()), end, child)
        return None

    def _object(self, verb: Token, cue: Cue) -> tuple[tuple[int, int], Token] | None:
        passive = syntax.is_passive(verb)
        thing = syntax.first(syntax.children(verb, "nsubj:pass" if passive else "obj"))
        if thing is None or (passive and syntax.agent(verb) is None) or thing.pos_ == "PRON":
            return None
        start, end = thing.left_edge.i, thing.right_edge.i + 1
        if not passive:  # what stands after the object belongs to it: "reported 40 arrests in Kelmas"
            for child in verb.children:
                if child.i >= end and child.dep_ in _AFTER_VERB and child.left_edge.i <= end:
                    end = child.right_edge.i + 1
        telling = bool(self._landmarks.events_in(start, end) or self._landmarks.counts_in(start, end))
        if "any_object" in cue.content or telling or thing.lemma_.lower() in self._cues.nouns:
            return self._trim(start, end, thing)
        return None

    def _trim(self, start: int, end: int, head: Token) -> tuple[tuple[int, int], Token] | None:
        trimmed = _without_conjunction(head.doc[start:end])
        return ((trimmed.start, trimmed.end), head) if trimmed is not None else None

    def _recipient(self, verb: Token) -> tuple[Token, ...]:
        """Who was told: in "an eyewitness told the local outlet Y", Y is the way it came."""
        if verb.lemma_.lower() not in ("tell", "inform"):
            return ()
        return tuple(c for c in syntax.children(verb, "iobj", "obj") if self._speakers.organisation(c))[:1]

    def _relayed(self, verb: Token) -> list[Attribution]:
        """Contents passed on: "X was quoted by Y as saying …", "Y quoted X as saying …"."""
        passive = syntax.is_passive(verb)
        speaker = syntax.first(syntax.children(verb, "nsubj:pass" if passive else "obj"))
        carrier = syntax.agent(verb) if passive else syntax.subject(verb)
        saying = syntax.first(c for c in verb.children if c.lemma_.lower() in _SAYING and c.i > verb.i)
        if speaker is None or saying is None:
            return []
        cue = Cue("asserted", None, frozenset({"clause"}), needs_evidence=False)
        words = verb.doc[verb.i : saying.i + 1] if saying.i - verb.i <= 2 else verb.doc[verb.i : verb.i + 1]
        base = replace(self._attribution(verb, cue, speaker, (carrier,) if carrier else ()), cue=words)
        contents = list(self._clauses(saying)) or [
            ((piece.span.start, piece.span.end), piece.span.root)
            for piece in self._landmarks.quotes_in(saying.i, self._sentence.end)
        ]
        return [self._filled(base, content, head) for content, head in contents]

    # -- nouns and prepositions ----------------------------------------------------------------------------------------

    def _of_noun(self, noun: Token) -> Iterator[Attribution]:
        """A noun with a that-clause and somebody it belongs to: "the ministry's claim that …"."""
        clause = syntax.first(
            child
            for child in syntax.children(noun, "acl", "ccomp", "acl:relcl")
            if _has_that(child) and child.i > noun.i
        )
        if clause is None:
            return
        owner = syntax.first(
            child for child in noun.children
            if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and syntax.case_of(child) in ("by", "of", "from"))
        )  # fmt: skip
        if owner is None:
            return
        cue = Cue(self._cues.nouns[noun.lemma_.lower()], None, frozenset({"clause"}), needs_evidence=False)
        base = self._attribution(noun, cue, owner, ())
        for content, head in self._ranges(syntax.subtree(clause), clause, noun):
            yield self._filled(base, content, head)

    def _of_phrase(self, found: list[Attribution], cue: Span, noun: Token, stance: Stance) -> list[Attribution]:
        """After "according to X": X says the clause it stands in, or passes on what a cue of that clause reports."""
        top = cue[0] if cue[0].pos_ == "VERB" and cue[0].dep_ == "advcl" else noun
        clause = clause_head(top.head)
        reported = [one for one in found if one.cue is not None and one.cue.start == clause.i]
        if reported:
            if cue[0].lower_ in ("citing", "quoting"):  # "the paper reported …, citing X": X says it
                return [
                    replace(one, speaker=noun, via=(*((one.speaker,) if one.speaker else ()), *one.via))
                    if one in reported else one for one in found
                ]  # fmt: skip
            return [replace(one, via=(noun, *one.via)) if one in reported else one for one in found]
        cut = [top, cue[0]] if cue[0].i not in {t.i for t in top.subtree} else [top]
        tokens = {i for i in syntax.subtree(clause, cut) if i not in range(cue.start, cue.end)}
        tokens -= {
            i
            for other in syntax.own_clauses(clause)[1:]
            if other.i > clause.i and other.dep_ == "parataxis"
            for i in syntax.subtree(other)
        }
        if not tokens:
            return found
        start, end = min(tokens), max(tokens) + 1
        trimmed = _without_conjunction(noun.doc[start:end])
        if trimmed is None or len(trimmed) < 2:
            return found
        content = (trimmed.start, trimmed.end)
        one = Attribution(content, clause, cue, None, stance, None, noun, (), self._quote_type(content), "rule")
        inside = [other for other in found if content[0] <= other.content[0] and other.content[1] <= content[1]]
        if inside:
            return [replace(other, via=(noun, *other.via)) if other in inside else other for other in found]
        return [*found, one]

    # -- quotations ----------------------------------------------------------------------------------------------------

    def _quote_type(self, content: tuple[int, int]) -> QuoteType:
        doc = self._sentence.doc
        words = [i for i in range(*content) if not (doc[i].is_punct or doc[i].is_space)]
        inside = sum(i in self._quoted for i in words)
        return "indirect" if not inside else "direct" if inside == len(words) else "mixed"

    def _with_quotes(self, found: list[Attribution]) -> list[Attribution]:
        """Quotations no content covers go to the nearest cue of the sentence that can take a clause."""
        free = [piece for piece in self._pieces if not any(_overlaps(piece, one) for one in found)]
        free = [piece for piece in free if _is_utterance(piece.span)]
        cues = list(self._clause_cues()) if free else []
        added: list[Attribution] = []
        for piece in free:
            base = _nearest(cues, piece)
            if base is not None:
                content = (piece.span.start, piece.span.end)
                trimmed = syntax.trimmed(piece.span)
                if trimmed is not None:
                    content = (trimmed.start, trimmed.end)
                added.append(replace(base, content=content, head=piece.span.root, quote_type="direct"))
        return [*found, *added]

    def _clause_cues(self) -> Iterator[Attribution]:
        """Every verb of the sentence that can introduce a quotation, as an attribution still without its content."""
        for verb in self._sentence:
            if verb.i in self._quoted or verb.pos_ not in ("VERB", "AUX"):
                continue
            cues = self._cues.verbs.get(verb.lemma_.lower(), ())
            cue = next((one for one in cues if "clause" in one.content and not one.needs_evidence), None)
            speaker = (syntax.subject(verb) or _follows_speaker(verb, self._sentence.end)) if cue else None
            if cue is not None and speaker is not None:
                yield self._attribution(verb, cue, speaker, self._recipient(verb))


def _nearest(cues: list[Attribution], piece: QuotePiece) -> Attribution | None:
    """The cue with the fewest words between it and a quotation."""

    def distance(one: Attribution) -> int:
        at = one.content[0]
        return at - piece.span.end if at >= piece.span.end else piece.span.start - at

    return min(cues, key=distance) if cues else None


def _overlaps(piece: QuotePiece, one: Attribution) -> bool:
    return piece.span.start < one.content[1] and one.content[0] < piece.span.end


def _is_utterance(span: Span) -> bool:
    """More than a word or two in quotes: it has a verb, or enough words."""
    words = [token for token in span if not token.is_punct]
    return any(token.pos_ in ("VERB", "AUX") for token in words) or len(words) >= MIN_QUOTE


def _follows_speaker(verb: Token, end: int) -> Token | None:
    """The noun right after a cue whose subject the parser missed: '…", said X'."""
    if verb.i + 1 >= end:
        return None
    after = verb.doc[verb.i + 1]
    head = after.head if after.dep_ in ("det", "compound", "amod", "flat") and after.head.i > verb.i else after
    return head if head.pos_ in ("PROPN", "NOUN", "PRON") and verb.i < head.i <= min(verb.i + 6, end - 1) else None


def _is_question(clause: Token) -> bool:
    """Whether nothing is asserted: "asked whether", "did not say why"."""
    return any(
        child.lower_ in ("whether", "if", "why", "how")
        for child in clause.children
        if child.i < clause.i and child.dep_ in ("mark", "advmod")
    )


def _is_impersonal(verb: Token) -> bool:
    return syntax.is_passive(verb) and syntax.agent(verb) is None


def _is_to_clause(token: Token) -> bool:
    return any(child.lower_ == "to" for child in syntax.children(token, "mark"))


def _has_that(token: Token) -> bool:
    return any(child.lower_ == "that" for child in syntax.children(token, "mark"))


def _without_conjunction(span: Span) -> Span | None:
    """A content without the words that only join it to its cue."""
    trimmed = syntax.trimmed(span)
    while (
        trimmed is not None
        and len(trimmed) > 1
        and (trimmed[0].dep_ in ("cc",) or (trimmed[0].dep_ == "mark" and trimmed[0].lower_ in ("that", "to")))
    ):
        trimmed = syntax.trimmed(trimmed[1:])
    return trimmed


def _chained(found: list[Attribution]) -> list[Attribution]:
    """Of an attribution within another ("the paper reported that X said …") only the inner one is kept."""
    outer_of = {one.head.i: one for one in found if one.quote_type != "direct"}
    kept: list[Attribution] = []
    inner_cues = {one.cue.root.i for one in found if one.cue is not None}
    for one in found:
        if (
            one.quote_type != "direct"
            and one.head.i in inner_cues
            and one.cue is not None
            and one.head.i != one.cue.root.i
        ):
            continue
        outer = outer_of.get(one.cue.root.i) if one.cue is not None else None
        if (
            outer is not None
            and outer is not one
            and outer.speaker is not None
            and outer.cue is not None
            and outer.head.i != outer.cue.root.i
        ):
            kept.append(replace(one, via=(outer.speaker, *one.via)))
        else:
            kept.append(one)
    return kept
