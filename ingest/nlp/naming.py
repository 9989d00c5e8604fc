"""Which named mentions of one article are the same: full names and their parts, acronyms, gazetteer rows."""

import re
from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Span

from ingest.nlp import lexicon
from ingest.nlp.annotations import GROUP, ORGANISATION, PERSON, PLACE
from ingest.nlp.gazetteer_index import place_key

Name = tuple[str, ...]

SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "du", "des", "la", "le", "del", "y", "et", "'s", "’s"}
)


def keys(mentions: Sequence[Span]) -> list[str]:
    """The entity key of each mention, in order: kind and longest name; mentions are sorted by position."""
    found = [mention.id_ if mention.label_ == GROUP else "" for mention in mentions]
    for kind, link in ((PERSON, _person), (ORGANISATION, _organisation), (PLACE, _place)):
        places = [i for i, mention in enumerate(mentions) if mention.label_ == kind]
        heads = link([mentions[i] for i in places])
        for i, head in zip(places, heads, strict=True):
            found[i] = f"{kind.lower()}:{head}"
    return [key or f"group:{' '.join(words(mention))}" for key, mention in zip(found, mentions, strict=True)]


def words(name: Span) -> Name:
    """A name's words as comparison keys: folded like a place's, without marks and possessives."""
    parts = (place_key(part) for token in name if not token.is_punct for part in re.split(r"[-‐‑]", token.text))
    return tuple(part for part in parts if part)


def _longest_first(names: Sequence[Name]) -> list[Name]:
    return sorted(dict.fromkeys(names), key=lambda name: (-len(name), name))


def _person(mentions: list[Span]) -> list[str]:
    """A part of a name stands for the person whose full name it is part of: the nearest before it, or the only one."""
    names = [words(mention) for mention in mentions]
    whole: dict[Name, Name] = {}
    by_surname: dict[str, list[Name]] = defaultdict(list)
    by_first: dict[str, list[Name]] = defaultdict(list)
    for name in _longest_first(names):
        if len(name) > 1:
            namesakes = by_surname[name[-1]]
            whole[name] = next((other for other in namesakes if _same_person(name, other)), name)
            if whole[name] == name:
                namesakes.append(name)
                by_first[name[0]].append(name)
    latest: dict[str, Name] = {}  # by surname or first name: who bore it last
    heads: list[str] = []
    for name, mention in zip(names, mentions, strict=True):
        head = whole.get(name)
        if head is not None:
            latest[head[-1]] = latest[head[0]] = head
        elif name:
            bearers = by_surname.get(name[-1]) or by_first.get(name[0]) or []
            nearest = latest.get(name[-1])
            head = nearest if nearest in bearers else bearers[0] if len(bearers) == 1 else name
        heads.append(" ".join(head or ()) or mention.text.lower())
    return heads


def _same_person(short: Name, full: Name) -> bool:
    """Same surname, and first names equal or one an initial of the other: "S. Roe", "Sam Roe", "Sam J. Roe"."""
    one, other = short[0], full[0]
    initial = min(len(one), len(other)) == 1 and one[0] == other[0]
    return short[-1] == full[-1] and (one == other or initial)


def _organisation(mentions: list[Span]) -> list[str]:
    names = [words(mention) for mention in mentions]
    shown = dict(zip(names, mentions, strict=True))
    bracketed = _bracketed(mentions, names)
    alike: dict[str, list[Name]] = defaultdict(list)  # by first word, last word and initials
    heads: dict[Name, Name] = {}
    for name in _longest_first(names):
        stated = bracketed.get(name)
        edges = {name[0], name[-1]} if name else set[str]()
        longer = {other for edge in edges for other in alike[edge] if _short_for(name, other, shown)}
        targets = {heads[other] for other in longer}
        heads[name] = heads.get(stated, stated) if stated else next(iter(targets)) if len(targets) == 1 else name
        for edge in edges | initials(shown[name].text):
            alike[edge].append(name)
    return [" ".join(heads[name]) or mention.text.lower() for name, mention in zip(names, mentions, strict=True)]


def _bracketed(mentions: list[Span], names: list[Name]) -> dict[Name, Name]:
    """Short forms introduced in brackets right after the name."""
    pairs = zip(mentions, names, mentions[1:], names[1:], strict=False)
    return {
        short: name
        for mention, name, alias, short in pairs
        if short != name
        and alias.start == mention.end + 1
        and alias.doc[alias.start - 1].text == "("
        and len(alias) <= 2
    }


def _short_for(short: Name, full: Name, shown: dict[Name, Span]) -> bool:
    """An acronym; the beginning of the name; or its head noun alone ("Army")."""
    if len(short) >= len(full):
        return False
    if len(short) == 1 and shown[short].text.isupper() and is_acronym(shown[short].text, shown[full].text):
        return True
    if full[: len(short)] == short and shown[short].text not in lexicon.demonyms():
        return True
    return full[-len(short) :] == short and (len(short) > 1 or shown[short].text.lower() in lexicon.name_heads())


def is_acronym(short: str, name: str) -> bool:
    """Whether letters are the initials of a name's words, small words counted or not."""
    letters = re.sub(r"\W", "", short)
    return len(letters) > 1 and place_key(letters) in initials(name)


def initials(name: str) -> set[str]:
    """The initials of a name of several words as comparison keys, with and without its small words."""
    parts = [part for part in re.split(r"[\s\-]+", name) if part]
    main = [part for part in parts if part.lower() not in SMALL_WORDS]
    return {place_key("".join(part[0] for part in some)) for some in (parts, main) if len(some) > 1}


def _place(mentions: list[Span]) -> list[str]:
    """The gazetteer row; without one the name, where a part that begins a longer name stands for it."""
    names = [words(mention) for mention in mentions]
    begins: dict[Name, set[Name]] = defaultdict(set)
    for name, mention in zip(names, mentions, strict=True):
        if not mention.kb_id_:
            for length in range(1, len(name)):
                begins[name[:length]].add(name)
    heads: list[str] = []
    for name, mention in zip(names, mentions, strict=True):
        longer = begins[name]
        head = next(iter(longer)) if len(longer) == 1 else name
        heads.append(mention.kb_id_ or " ".join(head) or mention.text.lower())
    return heads
