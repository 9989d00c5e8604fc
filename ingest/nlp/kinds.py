"""Which kind a name is of: what its own words say, what stands beside it, and a vote of all its mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from spacy.tokens import Span, Token

from graph_schema.ids import fold_name
from ingest.nlp import lexicon
from ingest.nlp.annotations import GROUP, NAME_BELIEFS, ORGANISATION, PERSON, PLACE
from ingest.nlp.gazetteer import lookup
from ingest.nlp.roles import beside, describes

# OntoNotes, WikiNER and our own labels. Dates, numbers, laws, works and products are no mentions.
KINDS = {
    "PERSON": PERSON, "PER": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "NORP": GROUP,
}  # fmt: skip
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
# Heads of names that are surnames as well.
SURNAMES = frozenset({
    "park", "hill", "hills", "gate", "church", "lake", "castle", "palace", "temple", "camp", "post", "forest", "garden",
    "pier", "bay", "lane", "bank", "guard", "field", "bridge", "street", "strait", "tower", "valley", "wire", "mall",
    "bell", "chambers", "chase", "rivers", "banks", "mission", "works", "unit", "league", "marsh", "sea", "jail",
})  # fmt: skip
# Nouns that, with "of", are some person's.
ONE_PERSONS = frozenset({
    "hometown", "birthplace", "death", "murder", "killing", "funeral", "burial", "grave", "wife", "husband", "widow",
    "mother", "father", "parent", "son", "daughter", "brother", "sister", "cousin", "uncle", "aunt", "niece", "nephew",
})  # fmt: skip
PLACE_PREPOSITIONS = frozenset({"in", "near", "outside", "across"})
SMALLEST_EVIDENCE = 1_000  # inhabitants of a town whose name after "in" is taken for the town


def by_words(name: Span) -> str | None:
    """What the name's own words say: "Health Ministry", "Ministry of Health", "Radio Roe", "Lake Roe", "Ombudsman"."""
    words = [token.lower_ for token in name]
    if len(words) == 1:
        head = lexicon.name_heads().get(words[0])
        body = head.kind if head and head.kind == "organisation" and words[0] not in SURNAMES else None
        return _label(lexicon.name_words("whole").get(words[0], body))
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    known = lexicon.name_heads().get(head)
    return _label(known.kind if known else lexicon.name_words("first").get(words[0]))


def _label(kind: str | None) -> str | None:
    return None if kind is None else ORGANISATION if kind == "organisation" else PLACE


def evidence(name: Span) -> Counter[str]:
    """Votes for kinds from the words around one mention; the recogniser's own label counts one."""
    doc, votes = name.doc, Counter[str]()
    before = doc[name.start - 1] if name.start and not doc[name.start].is_sent_start else None
    after = [token.text for token in doc[name.end : name.end + 3]]
    if before is not None and before.lower_.rstrip(".") in lexicon.titles() and len(name) <= 6:
        votes[PERSON] += 2
    if INITIALS.fullmatch(name[0].text) and len(name) > 1:
        votes[PERSON] += 2
    if len(after) == 3 and after[0] == "," and re.fullmatch(r"\d{1,3}", after[1]) and after[2] in {",", "."}:
        votes[PERSON] += 2
    if before is not None and before.is_lower and before.pos_ == "NOUN" and _is_body_beside(before):
        votes[ORGANISATION] += 2
    for noun in beside(name):
        votes.update({kind: 2 for kind in (PERSON, ORGANISATION, PLACE) if describes(noun, kind)})
    if before is not None and before.lower_ == "of" and (kind := _kind_after(before)) is not None:
        votes[kind] += 2
    after_preposition = before is not None and before.lower_ in PLACE_PREPOSITIONS
    if (after_preposition or is_dateline(name)) and is_known_place(name.text):
        votes[PLACE] += 2
    if any(c.own and c.row.feature == "country" for c in lookup(name.text)):
        votes[PLACE] += 2
    return votes


def _is_body_beside(noun: Token) -> bool:
    """Whether a noun before a name says it is a body: "the newspaper X", but not "head of the crime department X"."""
    return describes(noun, ORGANISATION) and not (noun.dep_ == "nmod" and describes(noun.head, PERSON))


def _kind_after(of: Token) -> str | None:
    """What a name after "of" is: "the town of X" is X, "the home town of X" and "the funeral of X" are a person's."""
    noun = of.nbor(-1) if of.i else None
    if noun is None:
        return None
    if noun.lemma_.lower() in ONE_PERSONS or any(child.lower_ == "home" for child in noun.lefts):
        return PERSON
    return PLACE if describes(noun, PLACE) else None


def is_dateline(name: Span) -> bool:
    """What opens a paragraph as its place: "MINSK, August 10", or as a heading: "Minsk.", "Minsk, 10 August: …"."""
    doc = name.doc
    opens = name.start == 0 or "\n" in doc[name.start - 1].text_with_ws
    follows = [token.lower_ for token in doc[name.end : name.end + 3]]
    if not opens or not follows:
        return False
    dated = follows[0] == "," and not lexicon.calendar().isdisjoint(follows[1:])
    capitals = name.text.isupper() and follows[0] in {",", "(", "-", "–", "—", "--", "/"}
    return capitals or dated or follows[0] in {".", ":"}


def is_known_place(name: str) -> bool:
    """Whether the gazetteer has it by this very name, as a region, a country or more than a hamlet."""
    return any(c.own and (c.row.population >= SMALLEST_EVIDENCE or c.row.feature != "town") for c in lookup(name))


def surname(name: Span) -> Span:
    """The last word, with all parts of a double name."""
    start = name.end - 1
    while start > name.start and not name.doc[start - 1].whitespace_:
        start -= 1
    return Span(name.doc, start, name.end)


def belief(mention: Span) -> dict[str, float]:
    """How sure the recogniser is of each kind; wholly of the one it chose where it does not say or rules differ."""
    beliefs = mention.doc.user_data.get(NAME_BELIEFS, {})
    known = [beliefs[token.i] for token in mention if token.i in beliefs]
    shares: defaultdict[str, float] = defaultdict(float)
    for label, probability in (item for token in known for item in token.items()):
        if label in KINDS:
            shares[KINDS[label]] += probability / len(known)
    return shares if shares and max(shares, key=shares.__getitem__) == mention.label_ else {mention.label_: 1.0}


def agree(mentions: list[Span]) -> list[Span]:
    """Equal names get one kind by vote; a word that is a person's surname is that person's."""
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in mentions:
        known = by_words(mention)
        likely = known is not None and (mention.label_ != PERSON or mention[-1].lower_ not in SURNAMES)
        own = {known: 1.0} if known and likely else belief(mention)
        around = {} if likely or mention.label_ == GROUP else evidence(mention)
        for kind, vote in (*own.items(), *around.items()):
            votes[fold_name(mention.text)][kind] += vote
    persons = [m for m in mentions if m.label_ == PERSON and len(m) > 1 and _winner(votes[fold_name(m.text)]) == PERSON]
    sure: dict[str, float] = {}
    for person in persons:
        name = fold_name(surname(person).text)
        sure[name] = max(sure.get(name, 0.0), belief(person)[PERSON])
    for name in sure.keys() & votes.keys():
        votes[name][PERSON] += 2 * sure[name]
    return [Span(m.doc, m.start, m.end, label=_winner(votes[fold_name(m.text)])) for m in mentions]


def _winner(votes: Mapping[str, float]) -> str:
    return max(sorted(votes), key=lambda kind: votes[kind])
