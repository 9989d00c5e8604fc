"""Names the recogniser did not see: written again, introduced in brackets, titled, or acting in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from ingest.nlp import lexicon
from ingest.nlp.annotations import ORGANISATION, PERSON, PLACE
from ingest.nlp.kinds import INITIALS, by_words, evidence, surname
from ingest.nlp.naming import is_acronym

LONGEST = 5  # tokens of a name nobody recognised
ACTING = ("nsubj", "obl", "nmod", "appos", "conj")


def introduced(names: Iterable[Span]) -> Iterator[Span]:
    """Acronyms in brackets after the name they stand for."""
    for name in names:
        inside = name.doc[name.end : name.end + 3]
        if (
            len(inside) == 3
            and inside[0].text == "("
            and inside[2].text == ")"
            and is_acronym(inside[1].text, name.text)
        ):
            yield Span(name.doc, inside[1].i, inside[1].i + 1, label=name.label_)


def unseen(doc: Doc) -> Iterator[Span]:
    """Runs of capitalised proper nouns outside everything recognised, of whatever kind that was."""
    taken = {token.i for entity in doc.ents for token in entity}
    i = 0
    while i < len(doc):
        end = i
        while end < len(doc) and end not in taken and _belongs(doc, i, end):
            end += 1
        start = i
        while start < end and doc[start].lower_.rstrip(".") in lexicon.titles():
            start += 1
        name = Span(doc, start, end)
        kind = _kind(name) if 0 < len(name) <= LONGEST else None
        if kind is not None:
            yield Span(doc, start, end, label=kind)
        i = max(end, i + 1)


def _belongs(doc: Doc, start: int, i: int) -> bool:
    """Whether a token begins or goes on a run that starts at `start`; hyphens join two capitals."""
    token = doc[i]
    if i > start and token.is_sent_start:
        return False
    if i > start and token.text == "-" and not token.whitespace_:
        return i + 1 < len(doc) and doc[i + 1].text[:1].isupper()
    capital = token.text[:1].isupper() and (token.pos_ == "PROPN" or INITIALS.fullmatch(token.text) is not None)
    return capital and token.lower_.rstrip(".") not in lexicon.calendar() and token.text not in lexicon.demonyms()


def _kind(name: Span) -> str | None:
    """What an unrecognised name most likely is; None where it may be no name of an actor or a place at all."""
    if len(name) == 1 and name[0].lower_ in lexicon.not_places():
        return None
    initials = INITIALS.fullmatch(name[0].text) is not None
    if initials or evidence(name)[PERSON]:
        return PERSON if any(len(token.text) > 2 for token in name) else None
    stated = by_words(name) or (PLACE if evidence(name)[PLACE] else None)
    if stated is not None or len(name.text) < 3 or (name[0].is_sent_start and len(name) == 1):
        return stated
    root = name.root
    if not root.dep_.startswith(ACTING):
        return None
    plain = all(token.is_title and token.is_alpha for token in name)
    return PERSON if plain and len(name) in {2, 3} and root.dep_.startswith("nsubj") else ORGANISATION


def repeats(doc: Doc, mentions: list[Span]) -> Iterator[Span]:
    """Names and surnames that are written again where nothing was recognised."""
    known: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    for mention in mentions:
        for form in (mention, surname(mention)) if mention.label_ == PERSON else (mention,):
            if len(form.text) > 2:
                known[form[0].lower_].add((tuple(token.text for token in form), mention.label_))
    longest_first = {word: sorted(forms, key=lambda form: (-len(form[0]), form)) for word, forms in known.items()}
    taken = {token.i for mention in mentions for token in mention}
    for token in doc:
        for form, kind in longest_first.get(token.lower_, ()) if token.i not in taken else ():
            end = token.i + len(form)
            free = taken.isdisjoint(range(token.i, end))
            if free and _same_words(doc[token.i : end], form) and _alone(doc, token.i, end):
                taken.update(range(token.i, end))
                yield Span(doc, token.i, end, label=kind)
                break


def _same_words(found: Span, form: tuple[str, ...]) -> bool:
    """As written, or all in capitals as in a dateline."""
    words = tuple(token.text for token in found)
    return words == form or (all(word.isupper() for word in words) and words == tuple(word.upper() for word in form))


def _alone(doc: Doc, start: int, end: int) -> bool:
    """Not a part of a longer name; a single word must be a proper noun."""
    after = doc[end] if end < len(doc) else None
    before = doc[start - 1] if start else None
    if after is not None and after.pos_ == "PROPN" and doc[end - 1].whitespace_:
        return False
    if before is not None and before.pos_ == "PROPN" and before.lower_.rstrip(".") not in lexicon.titles():
        return False
    return end - start > 1 or doc[start].pos_ == "PROPN"
