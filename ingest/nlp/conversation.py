"""Who speaks, sentence after sentence: an unnamed speaker stays the one that a pronoun stands for.

Coreference joins pronouns to entities near by. "A nurse", "a statement" and "one of them" are none, but may go on
speaking; and a pronoun that has nobody near by means who spoke last of those that it fits.
"""

from collections import deque

from spacy.tokens import Token

from ingest.nlp import lexicon, roles, syntax
from ingest.nlp.annotations import ORGANISATION, PERSON
from ingest.nlp.attribution import Attribution
from ingest.nlp.contents import is_to_clause
from ingest.nlp.cues import load_cues
from ingest.nlp.groups import is_plural
from ingest.nlp.speakers import Speakers, SpeakerWords, phrase

_SEXES = {"he": "m", "she": "f"}
# Words for somebody of those that were just spoken of.
_SOME = frozenset({"one", "another", "others", "some", "several", "many", "most", "two", "three"})
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
            return SpeakerWords(phrase(head), "channel", None) if head.dep_ in syntax.SUBJECTS else None
        return next((spoken for spoken in self._spoken if self._fits(head.lower_, spoken)), None)

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
