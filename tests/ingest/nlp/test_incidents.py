"""Which incidents an article tells of, and which claim is about which: documents by hand."""

from dataclasses import dataclass

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp.annotations import fields
from ingest.nlp.incidents import incidents

DERBENT, MAKHACHKALA, DAGESTAN = "566532", "532096", "567293"  # rows of the gazetteer: two towns, their region
PLACES = {"Derbent": DERBENT, "Makhachkala": MAKHACHKALA, "Dagestan": DAGESTAN}
MONDAY, TUESDAY = "2023-05-15", "2023-05-16"


@dataclass(frozen=True)
class Said:
    """A sentence that is a claim; a blank line follows when it ends its paragraph."""

    words: str
    event: str | None = None
    day: str | None = None
    kind: str = "statement"
    stance: str = "asserted"
    ends: bool = False


def article(blank: Language, *told: Said) -> Doc:
    words = [word for one in told for word in (*one.words.split(), *(["\n\n"] if one.ends else []))]
    starts = [False] * len(words)
    at, claims, roles, traits = 0, list[tuple[int, int, Said]](), list[Span](), list[Span]()
    for one in told:
        starts[at] = True
        claims.append((at, at + len(one.words.split()), one))
        at += len(one.words.split()) + one.ends
    heads = [next(start for start, *_ in reversed(claims) if start <= n) for n in range(len(words))]
    doc = Doc(
        blank.vocab,
        words=words,
        sent_starts=None,
        heads=heads,
        deps=["ROOT" if heads[n] == n else "dep" for n in range(len(words))],
    )
    doc.spans["claims"] = [Span(doc, a, b, label=one.kind, span_id=f"c{n}") for n, (a, b, one) in enumerate(claims)]
    for n, (start, end, one) in enumerate(claims):
        traits.append(Span(doc, start, end, label=f"stance={one.stance}", span_id=f"c{n}"))
        if one.event:
            roles.append(Span(doc, start, start + 1, label="EVENT", kb_id=one.event, span_id=f"c{n}"))
        if one.day:
            when = fields(one.day, one.day, "day", "stated")
            roles.append(Span(doc, start, start + 1, label="DATE", kb_id=when, span_id=f"c{n}"))
    doc.spans["claim_roles"], doc.spans["claim_traits"] = roles, traits
    doc.spans["mentions"] = [
        Span(doc, n, n + 1, label="PLACE", kb_id=PLACES[word], span_id=word)
        for n, word in enumerate(words)
        if word in PLACES
    ]
    return incidents(doc)


def found(doc: Doc) -> dict[str, tuple[str, str | None, list[int]]]:
    """For each incident its type, its place and the numbers of its claims."""
    told: dict[str, tuple[str, str | None, list[int]]] = {
        one.id_: (one.label_, None, []) for one in doc.spans["incidents"]
    }
    for role in doc.spans["incident_roles"]:
        type_, place, claims = told[role.id_]
        if role.label_ == "CLAIM":
            claims.append(int(role.kb_id_[1:]))
        told[role.id_] = (type_, role.kb_id_ if role.label_ == "PLACE" else place, claims)
    return told


MARCH = Said("march Derbent", "demo", MONDAY)


@pytest.mark.parametrize(
    ("second", "together"),
    [
        (Said("they want water"), True),
        (Said("forty hurt", kind="injury"), True),
        (Said("clubs swung", "crowd-control", MONDAY), True),
        (Said("windows smashed", "vandalize", MONDAY), True),  # told there, with no place of its own
        (Said("Derbent windows smashed", "vandalize", MONDAY), False),
        (Said("Derbent gas used", "crowd-control", MONDAY), True),
        (Said("Derbent again", "demo", TUESDAY), False),
        (Said("Makhachkala march", "demo", MONDAY), False),
        (Said("two died Makhachkala", day=TUESDAY, kind="death"), False),  # a toll tells of what it does not name
        (Said("nobody died Makhachkala", kind="death", stance="denied"), True),
    ],
)
def test_a_claim_is_about_the_incident_that_is_spoken_of(blank: Language, second: Said, together: bool):
    told = found(article(blank, MARCH, second))
    assert [claims for *_, claims in told.values()] == ([[0, 1]] if together else [[0], [1]])


def test_a_place_it_names_leads_back_to_the_incident_there(blank: Language):
    told = found(article(blank, MARCH, Said("Makhachkala strike", "strike", MONDAY), Said("in Derbent they sang")))
    assert [claims for *_, claims in told.values()] == [[0, 2], [1]]


def test_what_is_told_before_any_place_belongs_to_the_first_incident(blank: Language):
    told = found(
        article(blank, Said("we came"), Said("drums beat", "demo", MONDAY), Said("Derbent jail", "arrest", MONDAY))
    )
    assert list(told.values()) == [("demo", "Derbent", [2, 0, 1])]


def test_another_day_without_a_place_is_another_incident_where_the_text_is(blank: Language):
    march = Said("march Derbent", "demo", MONDAY, ends=True)
    told = found(
        article(blank, march, Said("shops shut", "strike", TUESDAY), Said("nine held", "arrest", "2023-05-25"))
    )
    assert list(told.values()) == [("demo", "Derbent", [0]), ("strike", "Derbent", [1, 2])]


def test_the_paragraph_says_where_it_is(blank: Language):
    there = Said("Makhachkala march", "demo", MONDAY, ends=True)
    told = found(article(blank, MARCH, there, Said("Derbent"), Said("fires", "riot", MONDAY)))
    assert [claims for *_, claims in told.values()] == [[0, 2, 3], [1]]


def test_what_comes_long_after_is_about_nothing_that_was_told(blank: Language):
    ended = Said("march Derbent", "demo", MONDAY, ends=True)
    told = found(
        article(blank, ended, Said("prices rose", ends=True), Said("snow fell", ends=True), Said("in Derbent too"))
    )
    assert [claims for *_, claims in told.values()] == [[0, 1, 3]]


def test_without_any_place_there_are_incidents_all_the_same(blank: Language):
    told = found(
        article(blank, Said("drums beat", "demo", MONDAY), Said("we sang"), Said("windows broke", "vandalize"))
    )
    assert list(told.values()) == [("demo", None, [0, 1]), ("vandalize", None, [2])]
