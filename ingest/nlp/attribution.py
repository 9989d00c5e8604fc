"""Who says what, within a sentence: cue, speaker words and content, from the parse and the quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Span, Token

from graph_schema.model import QuoteType, Stance
from ingest.nlp import syntax
from ingest.nlp.contents import Content, Contents, content, parted
from ingest.nlp.cues import Cue, load_cues
from ingest.nlp.inflection import base_form
from ingest.nlp.landmarks import Landmarks, QuotePiece
from ingest.nlp.speakers import Speakers, phrase, prepositional
from ingest.nlp.stance import clause_head

_SAYING = frozenset({"say", "tell", "state"})
_LEARNING = frozenset({"hear", "learn", "find", "know"})
CITING = frozenset({"citing", "quoting"})
# Nouns that tell something by themselves, where nobody is named whose they are.
UNOWNED = frozenset({"report", "rumour", "rumor", "claim", "allegation", "speculation", "suggestion"})
_INVERTED = 6  # words between a cue and the head of the speaker phrase after it
_BESIDE = ("despite", "amid", "amidst")  # what reports stand after that a clause is told in spite of
_BEFORE = ("DET", "ADJ", "ADV", "PRON", "NOUN", "PROPN", "PART", "SPACE")  # words before the noun of a phrase
_CLAUSE_OPENS = 3  # words between one that opens a clause and its verb
_FINITE = syntax.FINITE | {"MD"}
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
    score: float | None = None  # how sure the model is, where it found the content


def attributions(sentence: Span, landmarks: Landmarks, speakers: Speakers) -> list[Attribution]:
    """Every attribution whose cue stands in a sentence, in order of the contents, but no cue inside a quotation."""
    return _Sentence(sentence, landmarks, speakers).attributions()


class _Sentence:
    def __init__(self, sentence: Span, landmarks: Landmarks, speakers: Speakers) -> None:
        self._sentence = sentence
        self._landmarks = landmarks
        self._speakers = speakers
        self._contents = Contents(sentence, landmarks)
        self._pieces = landmarks.quotes_in(sentence.start, sentence.end)
        self._quoted = {i for piece in self._pieces for i in range(piece.span.start, piece.span.end)}

    def attributions(self) -> list[Attribution]:
        phrases = [
            found
            for found in prepositional(self._sentence)
            if found[0].start not in self._quoted and self._may_speak(found[1])
        ]
        passing_on = {token.i for cue, _, _ in phrases for token in cue}
        found: list[Attribution] = []
        for token in self._sentence:
            if token.i not in self._quoted and token.i not in passing_on:
                found += self._of(token)
        if (told := self._of_first_noun()) is not None:
            found = [told, *(one for one in found if not _crosses(told, one))]
        found = self._with_quotes(found)
        for cue, noun, stance in phrases:
            if stance == "conflicting":
                found = self._contradicted(found, cue, noun)
            elif (part := self._own_part(cue, noun, phrases)) is not None:
                found = [*found, part]
            else:
                found = self._with_phrase(found, cue, noun, stance)
        return sorted(_chained(found), key=lambda one: one.content)

    def _may_speak(self, noun: Token) -> bool:
        """Whether a noun after "according to" or "citing" can be a speaker, unlike "the law" and "safety reasons"."""
        return noun.pos_ != "NOUN" or self._speakers.of(noun) is not None

    def _of(self, token: Token) -> list[Attribution]:
        kind = syntax.part(token)
        if kind in ("VERB", "AUX"):
            return self._of_verb(token)
        if kind == "NOUN" and base_form(token) in load_cues().nouns:
            return self._of_noun(token)
        return []

    def _of_verb(self, verb: Token) -> list[Attribution]:
        lemma, lexicon = base_form(verb), load_cues()
        if lemma in lexicon.relays and (relayed := self._relayed(verb)):
            return relayed
        if lemma in _SAYING and verb.dep_ in ("advcl", "xcomp", "obl") and base_form(verb.head) in lexicon.relays:
            return []  # "quoted as saying" is the relay's
        if lemma in _LEARNING and verb.dep_ == "advcl" and verb.tag_ == "VBG":
            return []  # "fled on hearing that": why they did, not what they say
        speaker = syntax.subject(verb) or self._inverted_speaker(verb)
        if speaker is None and syntax.is_passive(verb) and syntax.agent(verb) is None:
            return []  # "it was reported that": narration of the outlet, hedged by the stance
        for cue in lexicon.verbs.get(lemma, ()):
            if cue.stance in ("planned", "demanded") and syntax.negation(verb) is not None:
                continue  # "did not offer to go"
            if cue.stance == "demanded" and lemma in _SAYING and syntax.is_passive(verb):
                continue  # "was told to go": what happened to somebody
            if cue.needs_evidence and (speaker is None or not self._speakers.is_source(speaker)):
                continue
            if contents := self._contents.of(verb, cue):
                return self._filled(_unfilled(verb, cue, speaker, self._recipient(verb)), contents)
        return []

    def _of_noun(self, noun: Token) -> list[Attribution]:
        """A noun with what it tells: "the ministry's claim that …"; "reports of gunfire" are told by nobody else."""
        clause = _that_clause(noun)
        owner = syntax.first(
            child
            for child in syntax.children(noun, "nmod:poss", "nmod")
            if child.dep_ == "nmod:poss" or syntax.case_of(child) in ("by", "of", "from")
        )
        told, speaker = clause, owner
        # as an object it is taken up: "rejected the claim that …"
        acts = noun.dep_ in syntax.SUBJECTS or noun.head.i == noun.i or syntax.case_of(noun) in _BESIDE
        happened = owner is not None and self._landmarks.events_in(owner.left_edge.i, owner.i + 1)
        if acts and base_form(noun) in UNOWNED and (owner is None or happened):
            told, speaker = clause or owner, noun
        if told is None or speaker is None:
            return []
        cue = Cue(load_cues().nouns[base_form(noun)], None, frozenset({"clause"}), needs_evidence=False)
        without = [child for child in syntax.children(told, "case") if clause is None]
        contents = list(self._contents.around(syntax.subtree(told, without), told, noun))
        return self._filled(_unfilled(noun, cue, speaker, ()), contents)

    def _of_first_noun(self) -> Attribution | None:
        """What a report tells that opens the sentence: "Reports that shots were fired could not be confirmed".

        The parser joins its two verbs in many ways, so that their order has to tell them apart.
        """
        opening = takewhile(lambda token: token.is_sent_start or token.pos_ in _BEFORE, self._sentence)
        noun = syntax.first(token for token in opening if base_form(token) in UNOWNED and token.i not in self._quoted)
        if noun is None:
            return None
        after = noun.doc[noun.i + 1 : self._sentence.end]
        that = syntax.first(token for token in after if token.lower_ == "that" or token.tag_ in _FINITE)
        if that is None or that.lower_ != "that":
            return None
        verbs = [token for token in noun.doc[that.i + 1 : self._sentence.end] if token.tag_ in _FINITE]
        main = syntax.first(token for token in verbs[1:] if not _opens_clause(token))
        said = content(that.i + 1, main.i, verbs[0]) if main is not None else None
        if said is None:
            return None
        owner = syntax.first(
            child
            for child in syntax.children(noun, "nmod:poss", "nmod")
            if child.dep_ == "nmod:poss" or syntax.case_of(child) in ("by", "from")
        )
        cue = Cue(load_cues().nouns[base_form(noun)], None, frozenset({"clause"}), needs_evidence=False)
        return self._filled(_unfilled(noun, cue, owner or noun, ()), [said])[0]

    def _relayed(self, verb: Token) -> list[Attribution]:
        """Contents passed on: "X was quoted by Y as saying …", "Y quoted X as saying …"."""
        passive = syntax.is_passive(verb)
        speaker = syntax.first(syntax.children(verb, "nsubj:pass" if passive else "obj"))
        carrier = syntax.agent(verb) if passive else syntax.subject(verb)
        saying = syntax.first(child for child in verb.children if child.i > verb.i and base_form(child) in _SAYING)
        if speaker is None or saying is None:
            return []
        cue = Cue("asserted", None, frozenset({"clause"}), needs_evidence=False)
        base = _unfilled(verb, cue, speaker, (carrier,) if carrier is not None else ())
        if saying.i - verb.i <= 2:  # "quoted as saying"
            base = replace(base, cue=verb.doc[verb.i : saying.i + 1])
        contents: list[Content] = list(self._contents.clauses(saying)) or [
            ((piece.span.start, piece.span.end), piece.span.root) for piece in self._pieces
        ]
        return self._filled(base, contents)

    def _with_phrase(self, found: list[Attribution], cue: Span, noun: Token, stance: Stance) -> list[Attribution]:
        """After "according to X": X says the clause it stands in, or passes on what a cue of that clause reports."""
        if (halves := self._second_half(cue, noun, stance)) is not None:
            return [*found, *halves]
        top, clause, via = _top(cue, noun), _clause_of(cue, noun), tuple[Token, ...]()
        reported = [
            one
            for one in found
            if one.cue is not None and (one.cue.start == clause.i or one.content[0] <= clause.i < one.content[1])
        ]
        if reported and cue[0].lower_ in CITING:  # "the paper reported …, citing X": X says it
            return [
                replace(one, speaker=noun, via=(*((one.speaker,) if one.speaker else ()), *one.via))
                if one in reported
                else one
                for one in found
            ]
        if (cited := _cited_by(noun)) is not None:
            noun, via = cited, (noun,)
        if reported:
            return [replace(one, via=(noun, *one.via)) if one in reported else one for one in found]
        later = [other for other in syntax.own_clauses(clause) if other.i > clause.i]
        beside = [other for other in later if other.dep_ == "parataxis" or parted(clause, other)]
        tokens = syntax.subtree(clause, [top, *cue, *beside]) if top.i != clause.i else set[int]()
        # a full stop or space after the phrase must not include it
        tokens = {i for i in tokens if not (noun.doc[i].is_punct or noun.doc[i].is_space)}
        said = content(min(tokens), max(tokens) + 1, clause) if tokens else None
        if said is None or said[0][1] - said[0][0] < MIN_QUOTE - 1:
            return found
        return [
            *found,
            *self._filled(Attribution(said[0], clause, cue, None, stance, None, noun, via, "indirect", "rule"), [said]),
        ]

    def _second_half(self, cue: Span, noun: Token, stance: Stance) -> list[Attribution] | None:
        """Of "fired gas and, according to X, live rounds" X says what follows, and the outlet what comes before."""
        doc, end = cue.doc, phrase(noun).end
        joint = doc[cue.start - 2] if cue.start - 2 > self._sentence.start and doc[cue.start - 1].text == "," else None
        part = syntax.first(token for token in doc[end : self._sentence.end] if token.pos_ in syntax.NOMINAL)
        if joint is None or joint.pos_ != "CCONJ" or part is None:
            return None
        if part.head.i > part.i or any(token.tag_ in _FINITE for token in doc[end : part.i]):
            return None  # a clause of its own: "and, according to X, soldiers shot two men"
        clause = clause_head(joint.nbor(-1))
        before = content(clause.left_edge.i, joint.i, clause)
        opened = (t.i for t in doc[part.i : self._sentence.end] if t.tag_ in syntax.RELATIVE or t.tag_ == "WRB")
        after = content(end, next(opened, self._sentence.end), part)
        if before is None or after is None:
            return None
        own = Attribution(before[0], clause, None, None, "asserted", None, None, (), "narrated", "rule")
        theirs = Attribution(after[0], part, cue, None, stance, None, noun, (), "indirect", "rule")
        return [own, *self._filled(theirs, [after])]

    def _own_part(self, cue: Span, noun: Token, phrases: list[tuple[Span, Token, Stance]]) -> Attribution | None:
        """Of "100 according to the police, 300 according to the union" the words before the phrase are its own."""
        clause = _clause_of(cue, noun)
        rivals = [(other, by) for other, by, _ in phrases if _clause_of(other, by) == clause]
        if len(rivals) < 2 or any(other.start == self._sentence.start for other, _ in rivals):
            return None
        before = [phrase(by).end for other, by in rivals if other.start < cue.start]
        said = content(max(before, default=self._sentence.start), cue.start, clause)
        if said is None:
            return None
        base = Attribution(said[0], clause, cue, None, "asserted", None, noun, (), "indirect", "rule")
        return self._filled(base, [said])[0]

    def _contradicted(self, found: list[Attribution], cue: Span, noun: Token) -> list[Attribution]:
        """What is told "contrary to the rumour that …" is not theirs; their clause is, else the phrase tells it."""
        clause = _that_clause(noun)
        start, end = (clause.left_edge.i, clause.right_edge.i + 1) if clause is not None else (cue.start, noun.i + 1)
        said = content(start, end, clause or noun)
        base = Attribution((start, end), noun, cue, None, "conflicting", None, noun, (), "indirect", "rule")
        return [*found, *self._filled(base, [said] if said is not None else [])]

    # -- quotations ----------------------------------------------------------------------------------------------------

    def _with_quotes(self, found: list[Attribution]) -> list[Attribution]:
        """Quotations no content covers go to the nearest cue of the sentence that can take a clause."""
        free = [piece for piece in self._pieces if not any(_overlaps(piece, one) for one in found)]
        free = [piece for piece in free if _is_utterance(piece.span)]
        cues = (list(self._clause_cues()) or list(self._quoting(free))) if free else []
        added: list[Attribution] = []
        for piece in free:
            base, said = _nearest(cues, piece), content(piece.span.start, piece.span.end, piece.span.root)
            if base is not None and said is not None:
                added.append(replace(base, content=said[0], head=said[1], quote_type="direct"))
        return [*found, *added]

    def _clause_cues(self) -> Iterator[Attribution]:
        """Every verb of the sentence that can introduce a quotation, as an attribution still without its content."""
        for verb in self._sentence:
            if verb.i in self._quoted or verb.pos_ not in ("VERB", "AUX"):
                continue
            cues = load_cues().verbs.get(base_form(verb), ())
            cue = next((one for one in cues if "clause" in one.content and not one.needs_evidence), None)
            speaker = (syntax.subject(verb) or _after(verb, self._sentence.end)) if cue else None
            if cue is not None and speaker is not None:
                yield _unfilled(verb, cue, speaker, self._recipient(verb))

    def _quoting(self, pieces: list[QuotePiece]) -> Iterator[Attribution]:
        """The main verb beside a quotation that a comma ends, whatever it means: '"…," the baker sighed'."""
        verb = self._sentence.root
        spoken = any(token.text == "," for piece in pieces for token in piece.span[-2:])
        if not spoken or verb.i in self._quoted or verb.tag_ not in syntax.FINITE:
            return
        speaker = syntax.subject(verb) or _after(verb, self._sentence.end)
        if speaker is not None and speaker.i not in self._quoted:
            cue = Cue("asserted", None, frozenset({"clause"}), needs_evidence=False)
            yield _unfilled(verb, cue, speaker, ())

    def _inverted_speaker(self, verb: Token) -> Token | None:
        """The noun after a cue that follows a quotation, where the parser took it for an object: '…", said X'."""
        after_quote = not self._quoted.isdisjoint(range(verb.i - 3, verb.i))
        return _after(verb, self._sentence.end) if after_quote and not syntax.is_passive(verb) else None

    def _recipient(self, verb: Token) -> tuple[Token, ...]:
        """Who was told: in "an eyewitness told the local outlet Y", Y is the way it came."""
        if base_form(verb) not in ("tell", "inform"):
            return ()
        return tuple(child for child in syntax.children(verb, "iobj", "obj") if self._speakers.organisation(child))[:1]

    def _filled(self, base: Attribution, contents: list[Content]) -> list[Attribution]:
        return [replace(base, content=at, head=head, quote_type=self._quote_type(at)) for at, head in contents]

    def _quote_type(self, at: tuple[int, int]) -> QuoteType:
        doc = self._sentence.doc
        words = [i for i in range(*at) if not (doc[i].is_punct or doc[i].is_space)]
        inside = sum(i in self._quoted for i in words)
        return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def _top(cue: Span, noun: Token) -> Token:
    """The word by which a phrase such as "according to X" hangs on what X says."""
    return cue[0] if noun.head.i in {token.i for token in cue} else noun


def _clause_of(cue: Span, noun: Token) -> Token:
    """The predicate of the clause that a phrase such as "according to X" stands in."""
    return clause_head(_top(cue, noun).head)


def _cited_by(noun: Token) -> Token | None:
    """Whom a source passes on: "according to the paper, which cited a nurse"."""
    clauses = syntax.children(noun, "acl:relcl", "acl")
    relay = syntax.first(clause for clause in clauses if base_form(clause) in load_cues().relays)
    return syntax.first(syntax.children(relay, "obj")) if relay is not None else None


def _opens_clause(verb: Token) -> bool:
    """Whether a verb may belong to a clause of its own: a word that opens one stands shortly before it."""
    before = verb.doc[max(verb.sent.start, verb.i - _CLAUSE_OPENS) : verb.i]
    return any(token.tag_ in syntax.RELATIVE or token.pos_ in ("SCONJ", "CCONJ") for token in before)


def _crosses(told: Attribution, one: Attribution) -> bool:
    """Whether what another cue tells begins in what a report tells, or in the words before it."""
    return told.cue is not None and told.cue.start <= one.content[0] < told.content[1]


def _that_clause(noun: Token) -> Token | None:
    """The clause that says what a report or claim is: "the claim that …"."""
    return syntax.first(
        child
        for child in syntax.children(noun, "acl", "ccomp", "acl:relcl")
        if child.i > noun.i and syntax.has_that(child)
    )


def _unfilled(word: Token, cue: Cue, speaker: Token | None, via: tuple[Token, ...]) -> Attribution:
    """An attribution that has its cue and speaker; the content is still that of the cue word."""
    words = word.doc[word.i : word.i + 1]
    here = (word.i, word.i + 1)
    return Attribution(here, word, words, base_form(word), cue.stance, cue.kind, speaker, via, "indirect", "rule")


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


def _after(verb: Token, end: int) -> Token | None:
    """The head of the noun phrase right after a cue."""
    if verb.i + 1 >= end:
        return None
    following = verb.doc[verb.i + 1]
    before_head = following.dep_ in ("det", "compound", "amod", "flat") and following.head.i > verb.i
    head = following.head if before_head else following
    return head if head.pos_ in syntax.NOMINAL and verb.i < head.i <= min(verb.i + _INVERTED, end - 1) else None


def _chained(found: list[Attribution]) -> list[Attribution]:
    """Of an attribution within another ("the paper reported that X said …") only the inner one is kept."""
    cues = {one.cue.root.i for one in found if one.cue is not None}
    outer_of = {
        one.head.i: one
        for one in found
        if one.quote_type != "direct" and one.cue is not None and one.cue.root.i != one.head.i and one.head.i in cues
    }
    kept: list[Attribution] = []
    for one in found:
        if outer_of.get(one.head.i) is one:
            continue
        outer = outer_of.get(one.cue.root.i) if one.cue is not None else None
        via = (outer.speaker, *one.via) if outer is not None and outer.speaker is not None else one.via
        kept.append(replace(one, via=via))
    return kept
