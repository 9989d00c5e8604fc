"""Who speaks, sentence after sentence: an unnamed speaker stays the one that a pronoun stands for.

Coreference joins pronouns to entities near by. "A nurse", "a statement" and "one of them" are none, but may go on
speaking; and a pronoun that has nobody near by means who spoke last of those that it fits.
"""

from collections import deque

from spacy.tokens import Doc, Token

from ingest.nlp import lexicon, roles, syntax
from ingest.nlp.annotations import ORGANISATION, PERSON
from ingest.nlp.attribution import Attribution
from ingest.nlp.contents import is_to_clause
from ingest.nlp.cues import load_cues
from ingest.nlp.groups import is_people, is_plural
from ingest.nlp.inflection import base_form
from ingest.nlp.speakers import FOOTAGE, Speakers, SpeakerWords, phrase, restricted

_SEXES = {"he": "m", "she": "f"}
# Words for somebody of those that were just spoken of.
_SOME = frozenset({"one", "another", "others", "some", "several", "many", "most", "two", "three"})
_ONE = frozenset({"one", "another"})
_AGAIN = frozenset(
    {"one", "some", "several", "many", "most", "the", "this", "these"}
)  # before footage spoken of before
_WITHIN = 80  # words back to what a word means some of
_REMEMBERED = 20  # speakers; bounds the time on text that is nothing but quotations


class Conversation:
    """The speakers of an article, asked for in the order of the text."""

    def __init__(self, speakers: Speakers) -> None:
        """Nobody has spoken yet."""
        self._speakers = speakers
        self._spoken = deque[SpeakerWords](maxlen=_REMEMBERED)  # latest first

    def speaker_of(self, one: Attribution) -> SpeakerWords | None:
        """Who says it; None for the outlet's own words, and where nothing tells."""
        if one.speaker is None:
            return None
        found = self._speakers.of(one.speaker, says=says(one)) or self._meant(one, one.speaker)
        if found is not None:
            found = self._shown_before(found) or found
            self._spoken.appendleft(found)
        return found

    def end_paragraph(self) -> None:
        """Of those who have no name nobody goes on speaking in the next one."""
        self._spoken = deque((one for one in self._spoken if one.entity is not None), maxlen=_REMEMBERED)

    def _meant(self, one: Attribution, head: Token) -> SpeakerWords | None:
        """Whom a word stands for that coreference leaves open: who spoke last, if the word fits."""
        if not says(one):
            return None
        if head.lower_ in _SOME or head.pos_ == "NUM":
            if head.dep_ not in syntax.SUBJECTS:
                return None
            return SpeakerWords(phrase(head), "channel", None, called=self._some_of(one, head))
        return next((spoken for spoken in self._spoken if self._fits(head.lower_, spoken)), None)

    def _shown_before(self, found: SpeakerWords) -> SpeakerWords | None:
        """The footage that was spoken of before, for part of it: "videos posted online", then "one clip"."""
        noun = found.span.root
        again = any(child.lower_ in _AGAIN for child in syntax.children(noun, "det", "nummod", "amod"))
        if found.entity is not None or base_form(noun) not in FOOTAGE or not again:
            return None
        earlier = (one for one in self._spoken if base_form(one.span.root) in FOOTAGE)
        return next(earlier, None) or _footage_before(noun)

    def _some_of(self, one: Attribution, head: Token) -> str | None:
        """What those are called of whom a word means some: they speak before it or are the people spoken of last."""
        noun = self._several(one, head) if head.is_alpha else None
        if noun is None:
            return None
        if head.lower_ in _ONE:
            return f"{head.lower_} {base_form(noun)}"
        many = restricted(phrase(noun))
        text = many.text[0].lower() + many.text[1:] if many[0].is_sent_start else many.text
        return f"{head.lower_} of {text}"

    def _several(self, one: Attribution, head: Token) -> Token | None:
        """The noun for the people of the paragraph of whom some speak; who is in what they say is not meant."""
        doc, latest = head.doc, self._spoken[0].span.root if self._spoken else None
        start = _paragraph_start(doc, head.i)
        if latest is not None and start <= latest.i < head.i and _are_people(latest):
            return latest
        before = (doc[i] for i in range(head.i - 1, start - 1, -1) if not one.content[0] <= i < one.content[1])
        return syntax.first(token for token in before if _are_people(token))

    def _fits(self, pronoun: str, spoken: SpeakerWords) -> bool:
        """Whether a pronoun can stand for who spoke before."""
        noun = spoken.span.root
        kind = self._speakers.kind(spoken.entity) if spoken.entity is not None else None
        person = kind == PERSON or (kind is None and roles.describes(noun, PERSON) and noun.pos_ == "NOUN")
        if pronoun in _SEXES:
            sex = self._speakers.sex(spoken.entity) if spoken.entity is not None else _sex(noun.lower_)
            return person and not (kind is None and is_plural(noun)) and sex in (None, _SEXES[pronoun])
        if pronoun == "it":
            return kind == ORGANISATION or (kind is None and not person)
        return pronoun == "they" and (kind == ORGANISATION or (kind != PERSON and is_plural(noun)))


def _are_people(noun: Token) -> bool:
    return is_people(noun) or base_form(noun) == "people"


def _footage_before(noun: Token) -> SpeakerWords | None:
    """Several pictures that the paragraph spoke of before."""
    tokens = (noun.doc[i] for i in range(noun.i - 1, _paragraph_start(noun.doc, noun.i) - 1, -1))
    several = syntax.first(token for token in tokens if base_form(token) in FOOTAGE and is_plural(token))
    return SpeakerWords(restricted(phrase(several)), "channel", None) if several is not None else None


def _paragraph_start(doc: Doc, token: int) -> int:
    """The first token of the paragraph of a token, at most so many words back as matter."""
    lowest = max(0, token - _WITHIN)
    return next((i for i in range(token, lowest, -1) if "\n\n" in doc[i - 1].text), lowest)


def _sex(noun: str) -> str | None:
    title = lexicon.titles().get(noun)
    known = title.gender if title is not None else "-"
    return known if known != "-" else "f" if noun.endswith("woman") else "m" if noun.endswith("man") else None


def says(one: Attribution) -> bool:
    """Whether the verb is one of saying, and the speaker the one who does it; a headline ("Police: …") needs no verb.

    What somebody plans to do need not be said, and what something shows is said by it where the model reads it so.
    """
    if one.cue is None:
        return True
    cues = [cue for cue in load_cues().verbs.get(one.verb or "", ()) if "clause" in cue.content]
    if is_to_clause(one.head):
        cues = [cue for cue in cues if cue.stance != "planned" and not cue.needs_evidence]
    doer = one.speaker is not None and one.speaker.dep_ != "nsubj:pass"
    return doer and any(one.score is not None or not cue.needs_evidence for cue in cues)
