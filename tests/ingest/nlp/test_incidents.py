"""Which incidents an article tells of, and which claim is about which: documents by hand."""

from dataclasses import dataclass

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp.annotations import TYPE_SCORES, fields
from ingest.nlp.incidents import incidents
from ingest.nlp.kind_context import NOTHING, types

# Rows of the gazetteer: two towns, their region, their country.
DERBENT, MAKHACHKALA, DAGESTAN, RUSSIA = "566532", "532096", "567293", "2017370"
PLACES = {"Derbent": DERBENT, "Makhachkala": MAKHACHKALA, "Dagestan": DAGESTAN, "Russia": RUSSIA}
MONDAY, TUESDAY = "2023-05-15", "2023-05-16"
# Words of the sentences below that name an event of the codebook.
NAMED = {"march", "marches", "strike", "boycott", "arson", "blockade", "curfew", "arrests", "detention", "sit-in"}


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
        pos=["NOUN" if word in NAMED else "DET" if word == "the" else "X" for word in words],
        lemmas=words,
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
    doc.spans["nominals"] = [
        Span(doc, n, n + 1, label="PLACE", span_id="Makhachkala") for n, word in enumerate(words) if word == "capital"
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
        (Said("arson there", "vandalize", MONDAY), False),  # told there, and an incident of its own
        (Said("windows smashed", "vandalize", MONDAY), True),  # no word names it, no place: too little for one
        (Said("Derbent shots", "shooting", MONDAY), True),
        (Said("400 came", "demo", MONDAY, kind="participants"), True),
        (Said("Makhachkala saw 400", "demo", MONDAY, "participants", "denied"), False),  # "no more than 400" came
        (Said("Derbent windows smashed", "vandalize", MONDAY), False),
        (Said("Derbent gas used", "crowd-control", MONDAY), True),
        (Said("Derbent again", "demo", TUESDAY), False),
        (Said("Makhachkala march", "demo", MONDAY), False),
        (Said("two died Makhachkala", day=TUESDAY, kind="death"), False),  # a toll tells of what it does not name
    ],
)
def test_a_claim_is_about_the_incident_that_is_spoken_of(blank: Language, second: Said, together: bool):
    told = found(article(blank, MARCH, second))
    assert [claims for *_, claims in told.values()] == ([[0, 1]] if together else [[0], [1]])


@pytest.mark.parametrize(
    ("likely", "share", "expected"),
    [
        ("riot", 0.12, "demo"),  # the rules' type stands against what is only a little likelier
        ("riot", 0.98, "riot"),
        (NOTHING, 0.98, None),
    ],
)
def test_claims_that_speak_for_another_type_together_decide_it(
    blank: Language, likely: str, share: float, expected: str | None
):
    doc = article(blank, MARCH, Said("they sang"))
    one = np.full(len(types()), (1 - share) / (len(types()) - 1), dtype=np.float32)
    one[types().index(likely)] = share
    doc.user_data[TYPE_SCORES] = {"c0": np.log(one), "c1": np.log(one)}
    told = found(incidents(doc))
    assert [type_ for type_, *_ in told.values()] == ([expected] if expected else [])


def test_a_place_it_names_leads_back_to_the_incident_there(blank: Language):
    told = found(article(blank, MARCH, Said("Makhachkala strike", "strike", MONDAY), Said("in Derbent they sang")))
    assert [claims for *_, claims in told.values()] == [[0, 2], [1]]


def test_a_day_it_names_leads_back_to_the_incident_of_that_day(blank: Language):
    told = found(
        article(blank, MARCH, Said("Derbent again", "demo", TUESDAY), Said("forty hurt", None, MONDAY, "injury"))
    )
    assert [claims for *_, claims in told.values()] == [[0, 2], [1]]


def test_what_is_told_before_any_place_belongs_to_the_first_incident(blank: Language):
    told = found(
        article(blank, Said("we came"), Said("drums beat", "demo", MONDAY), Said("Derbent song", "demo", MONDAY))
    )
    assert list(told.values()) == [("demo", "Derbent", [2, 0, 1])]


@pytest.mark.parametrize(
    ("last", "about"),
    [
        (Said("no shots", "shooting", kind="shooting", stance="denied"), 0),  # there were none, or so they say
        (Said("they were starved", "crowd-control", kind="detention_conditions"), 1),
        (Said("free all those jailed", "arrest", kind="demand", stance="demanded"), 1),
        (Said("three more held", "arrest", MONDAY, kind="arrest"), 1),
        (Said("no more arson", "vandalize", kind="demand", stance="demanded"), 2),
        (Said("nobody knows why"), 2),
    ],
)
def test_what_a_claim_speaks_of_says_which_incident_it_is_about(blank: Language, last: Said, about: int):
    shots, jail = Said("Derbent shots", "shooting", MONDAY), Said("Makhachkala arrests", "arrest", MONDAY)
    told = found(article(blank, shots, jail, Said("Dagestan arson", "vandalize", MONDAY, ends=True), last))
    assert [3 in claims for *_, claims in told.values()] == [number == about for number in range(3)]


@pytest.mark.parametrize(
    ("drums", "told"), [("drums in Derbent", ["arrest", "demo"]), ("march", ["arrest", "demo"]), ("drums", ["arrest"])]
)
def test_a_gathering_that_is_told_of_a_place_is_no_part_of_the_arrests_there(
    blank: Language, drums: str, told: list[str]
):
    jail = Said("Derbent jail", "arrest", MONDAY, ends=True)
    doc = article(blank, jail, Said(drums, "demo", MONDAY))
    assert [type_ for type_, *_ in found(doc).values()] == told


def test_a_strike_that_is_called_a_boycott_is_one(blank: Language):
    told = found(article(blank, Said("Derbent boycott", "strike", MONDAY), Said("shops Makhachkala", "strike")))
    assert [type_ for type_, *_ in told.values()] == ["boycott", "strike"]


def test_a_fire_is_part_of_the_violence_of_its_day_unless_it_names_its_place(blank: Language):
    shots = Said("Derbent shots", "shooting", MONDAY)
    told = found(article(blank, shots, Said("arson", "vandalize", MONDAY), Said("arson Derbent", "vandalize", MONDAY)))
    assert [claims for *_, claims in told.values()] == [[0, 1], [2]]


@pytest.mark.parametrize(("words", "count"), [("Derbent and the sit-in", 1), ("Derbent sit-in", 0), ("the sit-in", 0)])
def test_what_is_taken_for_granted_at_a_place_is_an_incident(blank: Language, words: str, count: int):
    doc = article(blank, Said(words, kind="demand", stance="demanded"))
    for token in doc:
        token.dep_ = "det" if token.text == "the" else token.dep_
        token.head = doc[token.i + 1] if token.text == "the" else token.head
    assert len(incidents(doc).spans["incidents"]) == count


def test_another_day_without_a_place_is_another_incident_where_the_text_is(blank: Language):
    march = Said("march Derbent", "demo", MONDAY, ends=True)
    told = found(article(blank, march, Said("strike on", "strike", TUESDAY), Said("nine held", "arrest", "2023-05-25")))
    assert list(told.values()) == [("demo", "Derbent", [0]), ("strike", "Derbent", [1, 2])]


def test_the_paragraph_says_where_it_is(blank: Language):
    there = Said("Makhachkala march", "demo", MONDAY, ends=True)
    told = found(article(blank, MARCH, there, Said("Derbent"), Said("fires", "riot", MONDAY)))
    assert [claims for *_, claims in told.values()] == [[0, 2, 3], [1]]


def test_other_matters_are_about_nothing_that_was_told(blank: Language):
    ended = Said("march Derbent", "demo", MONDAY, ends=True)
    told = found(
        article(
            blank,
            ended,
            Said("he resigned", kind="concession"),
            Said("nobody died Makhachkala", kind="death", stance="denied", ends=True),  # where nothing happened
            Said("prices rose", ends=True),
            Said("snow fell"),
        )
    )
    assert [claims for *_, claims in told.values()] == [[0, 3, 4]]


def test_the_next_paragraph_is_not_about_what_was_told_in_passing(blank: Language):
    shots = Said("Derbent shots", "shooting", MONDAY, ends=True)
    road = Said("blockade outside", "obstruct", MONDAY)
    told = found(article(blank, shots, road, Said("not us", ends=True), Said("nobody knows why")))
    assert list(told.values()) == [("shooting", "Derbent", [0, 3]), ("obstruct", "Derbent", [1, 2])]


def test_the_dead_are_those_of_the_violence_and_no_claim_is_left_to_a_curfew(blank: Language):
    shots, road = Said("Derbent shots", "shooting", MONDAY), Said("Derbent blockade", "obstruct", MONDAY)
    curfew = Said("curfew declared", "curfew", MONDAY)
    told = found(article(blank, shots, road, Said("two died", kind="death"), curfew, Said("calm returned")))
    assert [claims for *_, claims in told.values()] == [[0, 2, 4], [1], [3]]


def test_arrests_and_the_gathering_told_beside_them_stay_two(blank: Language):
    held = Said("Derbent arrests", "arrest", MONDAY)
    turnout = Said("400 came", "demo", MONDAY, kind="participants", ends=True)
    more, cells = Said("more arrests", "arrest", MONDAY), Said("no water", kind="detention_conditions")
    told = found(article(blank, held, turnout, more, cells))
    assert list(told.values()) == [("arrest", "Derbent", [0, 2, 3]), ("demo", "Derbent", [1])]


def test_what_was_told_before_any_place_was_where_the_first_one_is(blank: Language):
    told = found(article(blank, Said("a march", "demo", MONDAY), Said("Derbent arrests", "arrest", MONDAY)))
    assert sorted(told.values()) == [("arrest", "Derbent", [1]), ("demo", "Derbent", [0])]


def test_shots_at_a_blockade_are_an_incident_of_their_own(blank: Language):
    road, shots = Said("Derbent blockade", "obstruct", MONDAY), Said("shots Derbent", "shooting", MONDAY)
    assert [type_ for type_, *_ in found(article(blank, road, shots)).values()] == ["obstruct", "shooting"]


def test_a_day_named_paragraphs_before_tells_nothing_apart(blank: Language):
    first, toll = Said("Derbent march", "demo", MONDAY, ends=True), Said("nine came", ends=True)
    doc = article(blank, first, toll, Said("Derbent march", "demo", TUESDAY))
    roles = list(doc.spans["claim_roles"])
    last = roles.pop()  # its date: now words of the first paragraph
    doc.spans["claim_roles"] = [*roles, Span(doc, 0, 1, label="DATE", kb_id=last.kb_id_, span_id=last.id_)]
    assert [claims for *_, claims in found(incidents(doc)).values()] == [[0, 1, 2]]


def test_a_road_that_only_the_kind_of_a_claim_blocks_is_part_of_what_happened_there(blank: Language):
    coffins, shots = Said("Derbent coffins", "obstruct", MONDAY), Said("Derbent shots", "shooting", MONDAY)
    assert list(found(article(blank, coffins, shots)).values()) == [("shooting", "Derbent", [0, 1])]


def test_a_death_in_custody_is_no_arrest(blank: Language):
    told = found(article(blank, Said("Makhachkala detention", "arrest", MONDAY, kind="death"), MARCH))
    assert [type_ for type_, *_ in told.values()] == ["demo"]


def test_a_turnout_is_that_of_what_gathered_there(blank: Language):
    road = Said("Derbent road shut", "obstruct", MONDAY)
    told = found(article(blank, road, Said("Derbent saw 400", "demo", MONDAY, kind="participants")))
    assert list(told.values()) == [("obstruct", "Derbent", [0, 1])]


@pytest.mark.parametrize(
    ("second", "type_", "place"),
    [
        (Said("strike again", "strike", TUESDAY), "strike", "Russia"),
        (Said("mobile internet cut", "other", MONDAY), "other", "Russia"),
        (Said("arrests since May", "arrest", TUESDAY), "arrest", "Russia"),
        (Said("arrests nationwide", "arrest", MONDAY), "arrest", "Russia"),
        (Said("marches in nine towns", "demo", MONDAY), "demo", "Russia"),
        (Said("a new march", "demo", TUESDAY), "demo", "Derbent"),  # of what the article is about
        (Said("the capital marched", "demo", TUESDAY), "demo", "Makhachkala"),
    ],
)
def test_what_is_told_without_a_place_name(blank: Language, second: Said, type_: str, place: str):
    told = found(article(blank, MARCH, Said("Russia Makhachkala Makhachkala", ends=True), second))
    assert list(told.values())[1] == (type_, place, [2])


@pytest.mark.parametrize(("ends", "count"), [(False, 1), (True, 2)])
def test_what_a_paragraph_counts_for_a_country_is_of_one_incident(blank: Language, ends: bool, count: int):
    held = Said("arrests nationwide", "arrest", MONDAY, ends=ends)
    told = found(article(blank, Said("Russia", ends=True), held, Said("Russia arson", "vandalize", MONDAY)))
    assert len(told) == count


def test_without_any_place_there_are_incidents_all_the_same(blank: Language):
    told = found(article(blank, Said("drums beat", "demo", MONDAY), Said("we sang"), Said("arson", "vandalize")))
    assert list(told.values()) == [("demo", None, [0, 1]), ("vandalize", None, [2])]
