"""Who speaks, sentence after sentence: an unnamed speaker stays the one that a pronoun stands for.

Coreference joins pronouns to entities. "A nurse", "a statement" and "one of them" are none, but may go on speaking.
"""

from ingest.nlp import lexicon, roles, syntax
from ingest.nlp.annotations import PERSON
from ingest.nlp.attribution import Attribution
from ingest.nlp.cues import load_cues
from ingest.nlp.groups import is_plural
from ingest.nlp.speakers import Speakers, SpeakerWords, phrase

_SEXES = {"he": "m", "she": "f"}
# Words for somebody of those that were just spoken of.
_SOME = frozenset({"one", "another", "others", "some", "several", "many", "most", "two", "three"})


class Conversation:
    """The speakers of an article, asked for in the order of the text."""

    def __init__(self, speakers: Speakers) -> None:
        """Nobody has spoken yet."""
        self._speakers = speakers
        self._last: SpeakerWords | None = None

    def speaker_of(self, one: Attribution) -> SpeakerWords | None:
        """Who says it; None for the outlet's own words, and where nothing tells."""
        if one.speaker is None:
            return None
        found = self._speakers.of(one.speaker, says=_says(one)) or self._meant(one)
        self._last = found or self._last
        return found

    def end_paragraph(self) -> None:
        """What is said in the next one may be anybody's."""
        self._last = None

    def _meant(self, one: Attribution) -> SpeakerWords | None:
        """Whom a word stands for that coreference leaves open: who spoke last, if the word fits."""
        head, last = one.speaker, self._last
        if head is None or not _says(one):
            return None
        if head.lower_ in _SOME and head.dep_ in syntax.SUBJECTS:
            return SpeakerWords(phrase(head), "channel", None)
        if last is None:
            return None
        noun = last.span.root
        person = roles.describes(noun, PERSON) and noun.pos_ == "NOUN" and not is_plural(noun)
        fits = person and _sex(noun.lower_) in (None, _SEXES[head.lower_]) if head.lower_ in _SEXES else False
        return last if fits or (head.lower_ == "it" and last.kind == "channel" and not person) else None


def _sex(noun: str) -> str | None:
    title = lexicon.titles().get(noun)
    known = title.gender if title is not None else "-"
    return known if known != "-" else "f" if noun.endswith("woman") else "m" if noun.endswith("man") else None


def _says(one: Attribution) -> bool:
    """Whether the verb is one of saying, and the speaker the one who does it."""
    cues = load_cues().verbs.get(one.verb or "", ())
    doer = one.speaker is not None and one.speaker.dep_ != "nsubj:pass"
    return doer and any("clause" in cue.content and cue.stance != "planned" and not cue.needs_evidence for cue in cues)
