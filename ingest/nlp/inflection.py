"""Base forms of the words our lexicons know, whatever a lemmatizer makes of a rare inflection such as "clashes"."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from graph_schema.codebook import load_codebook
from ingest.nlp.cues import load_cues
from ingest.nlp.syntax import part

_VOWELS = "aeiou"
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "knew": "know", "known": "know",
    "heard": "hear", "spoke": "speak", "spoken": "speak", "swore": "swear", "sworn": "swear", "saw": "see",
    "seen": "see", "thought": "think", "found": "find", "shown": "show", "beaten": "beat", "broke": "break",
    "broken": "break", "burnt": "burn", "caught": "catch", "drew": "draw", "drawn": "draw", "fought": "fight",
    "shot": "shoot", "overran": "overrun", "slain": "slay", "struck": "strike", "men": "man", "women": "woman",
}  # fmt: skip


def base_form(token: Token) -> str:
    """The lemma of a token in lower case; for a regular inflection of a lexicon word, that word."""
    kind = part(token)
    if kind in ("VERB", "AUX"):
        return _verb_forms().get(token.lower_) or token.lemma_.lower()
    if kind == "NOUN":
        return _noun_forms().get(token.lower_) or token.lemma_.lower()
    return token.lemma_.lower()


@lru_cache
def _verb_forms() -> dict[str, str]:
    triggers = [trigger for event in load_codebook().types.values() for trigger in event.triggers]
    words = {*load_cues().verbs, *(verb for trigger in triggers for verb in trigger.verbs)}
    return _table(words, _inflected_verb)


@lru_cache
def _noun_forms() -> dict[str, str]:
    codebook, cues = load_codebook(), load_cues()
    triggers = [trigger for event in codebook.types.values() for trigger in event.triggers]
    words = {*cues.nouns, *cues.evidence, *cues.people, *cues.carriers, *(w for t in triggers for w in t.nouns)}
    return _table(words.union(*codebook.classes.values()), _inflected_noun)


def _table(words: Iterable[str], inflect: Callable[[str], Iterator[str]]) -> dict[str, str]:
    """Inflected form → word. A form that is itself a word of the lexicon stands for itself."""
    known = set(words)
    regular = {form: word for word in sorted(known) for form in inflect(word) if form not in known}
    irregular = {form: word for form, word in _IRREGULAR.items() if word in known and form not in known}
    return regular | irregular | {word: word for word in known}


def _inflected_noun(noun: str) -> Iterator[str]:
    yield _with_s(noun)


def _inflected_verb(verb: str) -> Iterator[str]:
    yield _with_s(verb)
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if _doubles(verb):
        stem = verb + verb[-1]
    past = verb[:-1] + "ied" if _ends_in_y(verb) else stem + ("d" if verb.endswith("ee") else "ed")
    yield from (past, (verb if _ends_in_y(verb) else stem) + "ing")


def _with_s(word: str) -> str:
    if _ends_in_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _ends_in_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in _VOWELS


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled: one vowel before it, in a short word or a stressed end (admit, beg)."""
    if len(verb) < 3 or verb[-1] in _VOWELS + "wxyh" or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    one_vowel = sum(letter in _VOWELS for letter in verb) == 1
    return one_vowel or verb.endswith(("mit", "fer", "cur", "gret", "bel", "pel", "bat"))
