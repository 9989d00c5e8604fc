"""Names as mentions: the recogniser's entities, cleaned by rules that hold for any text.

Titles, articles, possessives and stray marks come off; the rest of hyphenated words, initials and head nouns
("Khasavyurt district") come on; a name has one kind within a document and is a mention wherever it is written.
"""

from collections import Counter
from collections.abc import Container

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from ingest.nlp import kinds, lexicon, overlooked
from ingest.nlp.annotations import GROUP, MENTIONS, ORGANISATION, PERSON
from ingest.nlp.kinds import INITIALS, KINDS

HYPHENS = frozenset("-‐‑–")
QUOTES = frozenset("\"'“”‘’«»„") | {"``", "''"}
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
LONGEST_TITLE = 6  # tokens of a title before a name


@Language.component("entities", requires=["doc.ents", "token.tag", "token.dep"], assigns=["doc.spans"])
def entities(doc: Doc) -> Doc:
    """Write the cleaned names to the span group `mentions`, labelled with their kind."""
    named = [span for entity in doc.ents if entity.label_ in KINDS if (span := polish(entity)) is not None]
    found = filter_spans([*overlooked.introduced(named), *named, *overlooked.unseen(doc)])
    people = {span.start for span in found if span.label_ == PERSON}
    agreed = kinds.agree([span for span in found if not _is_title(span, people)])
    doc.spans[MENTIONS] = sorted(map(_numbered, [*agreed, *overlooked.repeats(doc, agreed)]))
    return doc


def polish(entity: Span) -> Span | None:
    """The name alone, with its kind; None when what was recognised is no name of a person, place, body or people."""
    doc, kind = entity.doc, KINDS[entity.label_]
    start, end = _trim(doc, *_within_line(entity))
    if kind == PERSON:
        start = _without_title(doc, start, end)
    if start >= end:
        return None
    start, end = _whole_words(doc, start, end)
    if kind == PERSON:
        while start and INITIALS.fullmatch(doc[start - 1].text) and doc[start - 1].is_upper:
            start -= 1
    elif kind != GROUP:
        end = _with_head(doc, end)
    if not any(_is_capital(token) for token in doc[start:end]) or _only_starts_sentence(doc, start, end):
        return None
    if all(token.lower_.rstrip(".") in lexicon.calendar() or token.like_num for token in doc[start:end]):
        return None  # "Sept 26", "Monday"
    if kind == GROUP or doc[start:end].text in lexicon.demonyms():
        kind = _kind_of_people(doc[start:end])
    return Span(doc, start, end, label=kind) if kind else None


def _within_line(entity: Span) -> tuple[int, int]:
    """The part before a line break, a sentence's end or a dash between spaces: names cross none of them."""
    for token in entity:
        dash = token.text in {"-", "–", "—", "--"} and token.i > entity.start and bool(token.nbor(-1).whitespace_)
        if token.i > entity.start and (token.is_sent_start or dash or "\n" in token.text):
            return entity.start, token.i
    return entity.start, entity.end


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without articles, possessives, and marks that have no partner inside the name."""
    while start < end:
        inside = Counter(token.text for token in doc[start:end])
        first, last = doc[start], doc[end - 1]
        if first.lower_ in ARTICLES or first.is_space or (first.is_punct and _unpaired(first, inside)):
            start += 1
        elif last.is_space or last.text in POSSESSIVES or (last.is_punct and _unpaired(last, inside)):
            end -= 1
        else:
            break
    return start, end


def _unpaired(mark: Token, inside: Counter[str]) -> bool:
    if mark.text in QUOTES:
        return sum(inside[quote] for quote in QUOTES) % 2 == 1
    if mark.text in "()[]":
        return inside["("] + inside["["] != inside[")"] + inside["]"]
    return not INITIALS.fullmatch(mark.text)


def _without_title(doc: Doc, start: int, end: int) -> int:
    """Past the last title word before the name, and past demonyms ("Russian activist Jane Roe")."""
    known = lexicon.titles()
    for i in range(min(end - 2, start + LONGEST_TITLE), start - 1, -1):
        if doc[i].lower_.rstrip(".") in known:
            return i + 1
    while start < end - 1 and doc[start].text in lexicon.demonyms():
        start += 1
    return start


def _is_title(name: Span, people: Container[int]) -> bool:
    """Whether a name is but the title of the person named right after it: "Gendarmerie General", "Jane Roe"."""
    return name.label_ == PERSON and name[-1].lower_ in lexicon.titles() and name.end in people


def _whole_words(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """With the rest of a hyphenated name ("OVD-Info"), but not of "anti-Xtown" or "Xtown-based"."""
    while start >= 2 and _hyphen(doc[start - 1]) and not doc[start - 2].whitespace_ and _is_capital(doc[start - 2]):
        start -= 2
    while end + 1 < len(doc) and not doc[end - 1].whitespace_ and _hyphen(doc[end]) and _is_capital(doc[end + 1]):
        end += 2
    return start, end


def _hyphen(token: Token) -> bool:
    return token.text in HYPHENS and not token.whitespace_


def _is_capital(token: Token) -> bool:
    """Upper case, or a letter of a script without case."""
    first = next((character for character in token.text if character.isalpha()), "")
    return first.isupper() or (first != "" and not first.islower())


def _only_starts_sentence(doc: Doc, start: int, end: int) -> bool:
    """A common noun that is capitalised because a sentence begins."""
    first = doc[start]
    return end == start + 1 and bool(first.is_sent_start) and first.pos_ not in {"PROPN", "X"} and not first.is_upper


def _with_head(doc: Doc, end: int) -> int:
    """With a lower-case head noun that belongs to the name: "Khasavyurt district", "Lekki toll gate"."""
    heads = lexicon.name_heads()
    last = doc[end - 1]
    for following in doc[end : end + 2]:
        if following.is_lower and following.lower_ in heads and heads[following.lower_].joins:
            return following.i + 1 if last.head == following else end
        if following.pos_ != "NOUN":
            break
    return end


def _numbered(name: Span) -> Span:
    """A body's name with the number that tells it from others like it: "81 Division", but not "two Amnesty offices"."""
    doc, before = name.doc, name.doc[name.start - 1] if name.start else None
    numbered = before is not None and before.is_digit and before.head.i == name.root.i and name[0].tag_ == "NNP"
    return Span(doc, name.start - 1, name.end, label=name.label_) if numbered and name.label_ == ORGANISATION else name


def _kind_of_people(name: Span) -> str | None:
    """A plural noun for a people is a group; adjectives are no mentions; other names of movements are organisations."""
    plural, any_form = lexicon.plural_demonyms(), lexicon.demonyms()
    if name.text in plural:
        nouns = name.root.pos_ in {"NOUN", "PROPN"} and name.root.dep_ not in {"amod", "compound"}
        one_form = name.text in any_form and name.text.removesuffix("s") not in any_form
        definite = name.start > 0 and name.doc[name.start - 1].lower_ == "the"
        return GROUP if nouns and (not one_form or definite) else None
    return None if name.text in any_form or len(name) == 1 else ORGANISATION
