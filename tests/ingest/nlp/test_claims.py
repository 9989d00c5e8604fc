import time
from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.extraction import EventDate, ExtractedClaim, Extraction
from ingest.nlp.claims import claims
from ingest.nlp.extract import extract
from ingest.nlp.incidents import incidents

PUBLISHED = "2023-05-17"  # a Wednesday
Parse = Callable[..., Doc]


def article(parse: Parse, text: str, published: str | None = PUBLISHED, **names: str) -> Doc:
    """A parsed article; `names` are the mentions of a label, parted by a bar: `PERSON="Ruta Oster|Lindt"`."""
    doc = parse(text)
    words = [token.text for token in doc]
    doc.spans["mentions"] = [
        Span(doc, at, at + len(name.split()), label=label, span_id=name)
        for label, all_names in names.items()
        for name in all_names.split("|")
        for at in range(len(words))
        if words[at : at + len(name.split())] == name.split()
    ]
    if published:
        doc.user_data["published"] = published
    return doc


def read(doc: Doc) -> Extraction:
    return extract(incidents(claims(doc)))


def lines(doc: Doc) -> list[tuple[str, str, str, str]]:
    """Content, speaker, kind and stance of every claim."""
    found = read(doc)
    names = {entity.key: entity.name for entity in found.entities}
    return [
        (
            doc.text[claim.content.start : claim.content.end],
            names.get(claim.speaker.entity or "") or claim.speaker.words or claim.speaker.kind,
            claim.kind,
            claim.stance,
        )
        for claim in found.claims
    ]


SAID = (
    "Karsk/NNP/compound/2 Watch/NNP/nsubj/3 said~say/VBD/ROOT/3 on/IN/case/5 Monday/NNP/obl/3 that/IN/mark/12 "
    "over/IN/advmod/8 100/CD/nummod/9 people/NNS/nsubj:pass/12 had~have/VBD/aux/12 been~be/VBN/aux:pass/12 "
    "arrested~arrest/VBN/ccomp/3 in/IN/case/14 Belmora/NNP/obl/12 ././punct/3"
)
ACCORDING = (
    "According/VBG/case/5 to/IN/fixed/1 the/DT/det/5 Interior/NNP/compound/5 Ministry/NNP/obl/12 ,/,/punct/12 "
    "at/IN/case/8 least/RBS/advmod/9 12/CD/nummod/10 officers~officer/NNS/nsubj:pass/12 were~be/VBD/aux:pass/12 "
    "injured~injure/VBN/ROOT/12 in/IN/case/14 clashes~clash/NNS/obl/12 ././punct/12"
)
INVERTED = (
    "“/``/punct/5 We/PRP/nsubj/5 will/MD/aux/5 not/RB/advmod/5 leave/VB/ccomp/10 this/DT/det/7 square/NN/obj/5 "
    ",/,/punct/5 ”/''/punct/5 said~say/VBD/ROOT/10 Ruta/NNP/nsubj/10 Oster/NNP/flat/11 ,/,/punct/15 a/DT/det/15 "
    "teacher/NN/appos/11 ././punct/10"
)
VIDEOS = (
    "Videos~video/NNS/nsubj/4 shared~share/VBN/acl/1 online/RB/advmod/2 showed~show/VBD/ROOT/4 "
    "women~woman/NNS/obj/4 confronting~confront/VBG/acl/5 officers~officer/NNS/obj/6 in/IN/case/9 "
    "Belmora/NNP/obl/6 ././punct/4"
)
DENIED = (
    "Police/NNS/nsubj/2 denied~deny/VBD/ROOT/2 that/IN/mark/8 live/JJ/amod/5 rounds~round/NNS/nsubj:pass/8 "
    "had~have/VBD/aux/8 been~be/VBN/aux:pass/8 used~use/VBN/ccomp/2 ././punct/2"
)
TOLD = (
    "An/DT/det/2 eyewitness/NN/nsubj/3 told~tell/VBD/ROOT/3 Ilmen/NNP/compound/5 Daily/NNP/obj/3 that/IN/mark/10 "
    "a/DT/det/8 recruit/NN/nsubj/10 had~have/VBD/aux/10 shot~shoot/VBN/ccomp/3 an/DT/det/12 officer/NN/obj/10 "
    "././punct/3"
)
NARRATED = (
    "Hundreds~hundred/NNS/nsubj/4 of/IN/case/3 miners~miner/NNS/nmod/1 marched~march/VBD/ROOT/4 through/IN/case/6 "
    "Ostrava/NNP/obl/4 on/IN/case/8 Sunday/NNP/obl/4 ,/,/punct/12 and/CC/cc/12 police/NNS/nsubj/12 "
    "used~use/VBD/conj/4 tear/NN/compound/14 gas/NN/obj/12 ././punct/4"
)
NESTED = (
    "Reuters/NNP/nsubj/2 reported~report/VBD/ROOT/2 that/IN/mark/6 Karsk/NNP/compound/5 Watch/NNP/nsubj/6 "
    "said~say/VBD/ccomp/2 40/CD/nummod/8 people/NNS/nsubj:pass/10 were~be/VBD/aux:pass/10 "
    "detained~detain/VBN/ccomp/6 ././punct/2"
)
DEMANDED = (
    "The/DT/det/2 union/NN/nsubj/3 demanded~demand/VBD/ROOT/3 the/DT/det/5 release/NN/obj/3 of/IN/case/8 "
    "the/DT/det/8 miners~miner/NNS/nmod/5 ././punct/3"
)
CALLED_ON = (
    "The/DT/det/2 mayor/NN/nsubj/3 called~call/VBD/ROOT/3 on/IN/case/6 the/DT/det/6 government/NN/obl/3 "
    "to/TO/mark/8 resign/VB/xcomp/3 ././punct/3"
)
CITING = (
    "Two/CD/nummod/2 people/NNS/nsubj:pass/4 were~be/VBD/aux:pass/4 killed~kill/VBN/ccomp/8 ,/,/punct/4 "
    "Karsk/NNP/compound/7 Watch/NNP/nsubj/8 reported~report/VBD/ROOT/8 ,/,/punct/8 citing~cite/VBG/advcl/8 "
    "relatives~relative/NNS/obj/10 ././punct/8"
)
NOBODY = (
    "Nobody/NN/nsubj:pass/3 was~be/VBD/aux:pass/3 injured~injure/VBN/ccomp/7 ,/,/punct/3 the/DT/det/6 "
    "ministry/NN/nsubj/7 said~say/VBD/ROOT/7 ././punct/7"
)
PUT_AT = (
    "Organisers~organiser/NNS/nsubj/2 put/VBD/ROOT/2 the/DT/det/4 turnout/NN/obj/2 at/IN/case/6 5,000/CD/obl/2 "
    "././punct/2"
)
ANNOUNCED = (
    "The/DT/det/2 union/NN/nsubj/3 announced~announce/VBD/ROOT/3 a/DT/det/5 strike/NN/obj/3 for/IN/case/7 "
    "Friday/NNP/nmod/5 ././punct/3"
)
ACCUSED = (
    "The/DT/det/2 opposition/NN/nsubj/3 accused~accuse/VBD/ROOT/3 the/DT/det/5 police/NNS/obj/3 of/IN/mark/7 "
    "beating~beat/VBG/advcl/3 students~student/NNS/obj/7 ././punct/3"
)
QUOTED = (
    "The/DT/det/2 minister/NN/nsubj:pass/4 was~be/VBD/aux:pass/4 quoted~quote/VBN/ROOT/4 by/IN/case/6 "
    "Interfax/NNP/obl:agent/4 as/IN/mark/8 saying~say/VBG/advcl/4 the/DT/det/10 rally/NN/nsubj/12 "
    "was~be/VBD/cop/12 over/RB/ccomp/8 ././punct/4"
)
PASSIVE = (
    "Forty/CD/nummod/2 arrests~arrest/NNS/nsubj:pass/4 were~be/VBD/aux:pass/4 reported~report/VBN/ROOT/4 "
    "by/IN/case/7 Karsk/NNP/compound/7 Watch/NNP/obl:agent/4 ././punct/4"
)
MAY_HAVE = (
    "Protesters~protester/NNS/nsubj/4 may/MD/aux/4 have/VB/aux/4 blocked~block/VBN/ROOT/4 the/DT/det/6 "
    "bridge/NN/obj/4 ././punct/4"
)
PROMISED = (
    "The/DT/det/2 ministry/NN/nsubj/3 promised~promise/VBD/ROOT/3 to/TO/mark/5 release/VB/xcomp/3 the/DT/det/7 "
    "students~student/NNS/obj/5 ././punct/3"
)
CONDITION = (
    "If/IN/mark/5 the/DT/det/3 law/NN/nsubj:pass/5 is~be/VBZ/aux:pass/5 passed~pass/VBN/advcl/9 ,/,/punct/5 "
    "miners~miner/NNS/nsubj/9 will/MD/aux/9 strike/VB/ROOT/9 ././punct/9"
)
PARENTHETIC = (
    "The/DT/det/2 shooting/NN/nsubj/10 ,/,/punct/6 the/DT/det/5 governor/NN/nsubj/6 wrote~write/VBD/parataxis/10 "
    ",/,/punct/6 was~be/VBD/cop/10 a/DT/det/10 provocation/NN/ROOT/10 ././punct/10"
)
NOUN_CUE = (
    "Lindt/NNP/nsubj/2 repeated~repeat/VBD/ROOT/2 the/DT/det/4 ministry/NN/nmod:poss/6 's/POS/case/4 "
    "claim/NN/obj/2 that/IN/mark/10 soldiers~soldier/NNS/nsubj/10 had~have/VBD/aux/10 "
    "withdrawn~withdraw/VBN/acl/6 ././punct/2"
)
IMPERSONAL = (
    "It/PRP/nsubj:pass/3 was~be/VBD/aux:pass/3 reported~report/VBN/ROOT/3 that/IN/mark/7 "
    "shots~shot/NNS/nsubj:pass/7 were~be/VBD/aux:pass/7 fired~fire/VBN/ccomp/3 ././punct/3"
)
NAMING = "Lindt/NNP/nsubj/2 called~call/VBD/ROOT/2 the/DT/det/4 march/NN/obj/2 a/DT/det/6 riot/NN/xcomp/2 ././punct/2"
PRONOUN = "He/PRP/nsubj/2 said~say/VBD/ROOT/2 Belmora/NNP/nsubj/5 was~be/VBD/cop/5 calm/JJ/ccomp/2 ././punct/2"

Claim = tuple[str, str, str, str]
CASES: list[tuple[str, dict[str, str], list[Claim]]] = [
    (
        SAID,
        {"ORGANISATION": "Karsk Watch", "PLACE": "Belmora"},
        [("over 100 people had been arrested in Belmora", "Karsk Watch", "arrest", "asserted")],
    ),
    (
        ACCORDING,
        {"ORGANISATION": "Interior Ministry"},
        [("at least 12 officers were injured in clashes", "Interior Ministry", "injury", "asserted")],
    ),
    (INVERTED, {"PERSON": "Ruta Oster"}, [("We will not leave this square", "Ruta Oster", "statement", "planned")]),
    (
        VIDEOS,
        {"GROUP": "women|officers"},
        [("women confronting officers in Belmora", "Videos shared online", "clash", "asserted")],
    ),
    (DENIED, {"GROUP": "Police"}, [("live rounds had been used", "Police", "shooting", "denied")]),
    (
        TOLD,
        {"ORGANISATION": "Ilmen Daily"},
        [("a recruit had shot an officer", "An eyewitness", "shooting", "asserted")],
    ),
    (
        NARRATED,
        {"PLACE": "Ostrava"},
        [
            ("Hundreds of miners marched through Ostrava on Sunday", "outlet", "march", "asserted"),
            ("police used tear gas", "outlet", "force", "asserted"),
        ],
    ),
    (
        NESTED,
        {"ORGANISATION": "Reuters|Karsk Watch"},
        [("40 people were detained", "Karsk Watch", "arrest", "asserted")],
    ),
    (DEMANDED, {"GROUP": "union"}, [("the release of the miners", "union", "demand", "demanded")]),
    (CALLED_ON, {}, [("the government to resign", "The mayor", "demand", "demanded")]),
    (CITING, {"ORGANISATION": "Karsk Watch"}, [("Two people were killed", "relatives", "death", "asserted")]),
    (NOBODY, {}, [("Nobody was injured", "the ministry", "injury", "denied")]),
    (PUT_AT, {}, [("the turnout at 5,000", "Organisers", "participants", "asserted")]),
    (ANNOUNCED, {"GROUP": "union"}, [("a strike for Friday", "union", "strike", "planned")]),
    (ACCUSED, {}, [("beating students", "The opposition", "accusation", "asserted")]),
    (QUOTED, {}, [("the rally was over", "The minister", "protest", "asserted")]),
    (PASSIVE, {"ORGANISATION": "Karsk Watch"}, [("Forty arrests", "Karsk Watch", "arrest", "asserted")]),
    (MAY_HAVE, {}, [("Protesters may have blocked the bridge", "outlet", "blockade", "hedged")]),
    (PROMISED, {"ORGANISATION": "ministry"}, [("release the students", "ministry", "concession", "planned")]),
    (CONDITION, {}, [("If the law is passed, miners will strike", "outlet", "strike", "hypothetical")]),
    (
        PARENTHETIC,
        {"PERSON": "governor"},
        [("The shooting, the governor wrote, was a provocation", "governor", "shooting", "asserted")],
    ),
    (IMPERSONAL, {}, [("shots were fired", "outlet", "shooting", "hedged")]),
    (NAMING, {"PERSON": "Lindt"}, [("the march a riot", "Lindt", "riot", "asserted")]),
]


@pytest.mark.parametrize(("text", "names", "expected"), CASES)
def test_who_says_what(parse: Parse, text: str, names: dict[str, str], expected: list[Claim]):
    assert lines(article(parse, text, **names)) == expected


def only(doc: Doc) -> ExtractedClaim:
    (claim,) = read(doc).claims
    return claim


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        (SAID, 101, None, "people"),
        (ACCORDING, 12, None, "officers"),
        (CITING, 2, 2, "people"),
        (NOBODY, 0, 0, "people"),
        (PUT_AT, 5000, 5000, "people"),
        (PASSIVE, 40, 40, "people"),
    ],
)
def test_count_of_a_claim(parse: Parse, text: str, low: int | None, high: int | None, unit: str):
    count = only(article(parse, text, ORGANISATION="Karsk Watch|Interior Ministry")).count
    assert count is not None
    assert (count.low, count.high, count.unit) == (low, high, unit)


def test_date_of_saying_is_not_the_date_of_the_event(parse: Parse):
    assert only(article(parse, SAID, ORGANISATION="Karsk Watch")).when is None


def test_date_in_the_clause_and_for_the_rest_of_the_paragraph(parse: Parse):
    first, second = read(article(parse, NARRATED)).claims
    assert first.when == EventDate("2023-05-14", "2023-05-14", "day", "on Sunday", "publication")
    assert second.when == EventDate("2023-05-14", "2023-05-14", "day", "on Sunday", "context")


def test_date_of_an_earlier_report_is_not_that_of_what_follows(parse: Parse):
    text = (
        "This/DT/det/2 note/NN/nsubj/3 corrects~correct/VBZ/ROOT/3 ours/PRP/obj/3 of/IN/case/6 15/CD/obl/3 "
        "May/NNP/nmod/6 ././punct/3 Police/NNS/nsubj/10 used~use/VBD/ROOT/10 tear/NN/compound/12 gas/NN/obj/10 "
        "././punct/10"
    )
    assert [claim.when for claim in read(article(parse, text)).claims if claim.kind == "force"] == [None]


def test_date_of_a_clause_behind_a_claim_is_not_that_of_the_claim(parse: Parse):
    text = (
        "Miners~miner/NNS/nsubj/2 marched~march/VBD/ROOT/2 ,/,/punct/2 said~say/VBD/parataxis/2 the/DT/det/6 "
        "union/NN/nsubj/4 ,/,/punct/2 whose/PRP$/nmod:poss/9 head/NN/nsubj/10 died~die/VBD/acl:relcl/6 on/IN/case/12 "
        "Sunday/NNP/obl/10 ././punct/2"
    )
    marched = next(claim for claim in read(article(parse, text, GROUP="union")).claims if claim.kind == "march")
    assert marched.when is None


def test_plan_lies_ahead(parse: Parse):
    when = only(article(parse, ANNOUNCED, GROUP="union")).when
    assert when is not None
    assert when.first == "2023-05-19"


def test_without_publication_date_the_weekday_stays_words(parse: Parse):
    when = read(article(parse, NARRATED, published=None)).claims[0].when
    assert when == EventDate(None, None, "unknown", "on Sunday", "unresolved")


@pytest.mark.parametrize(
    ("text", "names", "speaker", "via"),
    [
        (NESTED, "Reuters|Karsk Watch", "Karsk Watch", ["Reuters"]),
        (TOLD, "Ilmen Daily", None, ["Ilmen Daily"]),
        (CITING, "Karsk Watch", None, ["Karsk Watch"]),
        (QUOTED, "Interfax", None, ["Interfax"]),
        (SAID, "Karsk Watch", "Karsk Watch", []),
    ],
)
def test_chain(parse: Parse, text: str, names: str, speaker: str | None, via: list[str]):
    claim = only(article(parse, text, ORGANISATION=names))
    assert (claim.speaker.entity, [step.entity for step in claim.via]) == (speaker, via)


@pytest.mark.parametrize(
    ("text", "cue", "verb", "quote_type"),
    [
        (SAID, "said", "say", "indirect"),
        (ACCORDING, "According to", None, "indirect"),
        (INVERTED, "said", "say", "direct"),
        (QUOTED, "quoted", "quote", "indirect"),
    ],
)
def test_cue(parse: Parse, text: str, cue: str, verb: str | None, quote_type: str):
    doc = article(parse, text, ORGANISATION="Karsk Watch|Interior Ministry", PERSON="Ruta Oster")
    claim = only(doc)
    assert claim.cue is not None
    assert (doc.text[claim.cue.start : claim.cue.end], claim.verb, claim.quote_type) == (cue, verb, quote_type)


def test_pronoun_without_a_name_is_left_out_and_counted(parse: Parse):
    found = read(article(parse, PRONOUN))
    assert (found.claims, found.left_out) == ((), (("speaker unknown", 1),))


def test_pronoun_speaks_for_the_entity_it_stands_for(parse: Parse):
    doc = article(parse, PRONOUN)
    doc.spans["nominals"] = [Span(doc, 0, 1, label="PERSON", span_id="lindt")]
    assert only(doc).speaker.entity == "lindt"


def test_what_is_hung_on_a_quotation_from_behind_its_cue_is_not_said(parse: Parse):
    doc = article(
        parse,
        "“/``/punct/3 They/PRP/nsubj/3 took~take/VBD/ccomp/7 him/PRP/obj/3 ,/,/punct/3 ”/''/punct/3 "
        "said~say/VBD/ROOT/7 Oster/NNP/nsubj/7 ,/,/punct/11 "
        "a/DT/det/11 seamstress/NN/nsubj/3 of/IN/case/13 47/CD/nmod/11 ././punct/7",
        PERSON="Oster",
    )
    assert [line[:2] for line in lines(doc)] == [("They took him", "Oster")]
    assert read(doc).claims[0].count is None


@pytest.mark.parametrize("text", [SAID, ACCORDING, INVERTED, NARRATED, NESTED, QUOTED, PARENTHETIC])
def test_offsets_lie_in_their_sentence(parse: Parse, text: str):
    found = read(article(parse, text, ORGANISATION="Karsk Watch|Interior Ministry", PERSON="Ruta Oster"))
    assert found.claims
    for claim in found.claims:
        sentence = found.sentences[claim.sentence].span
        assert sentence.start <= claim.content.start < claim.content.end <= sentence.end


def test_extraction_is_pure_and_survives_bytes(parse: Parse):
    doc = incidents(claims(article(parse, SAID, ORGANISATION="Karsk Watch", PLACE="Belmora")))
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert extract(doc) == extract(doc) == extract(again)


MALFORMED = [
    "word " * 20_000,
    "BREAKING NEWS " * 7_000,
    '"said" ' * 14_000,
    "🔥✊ " * 25_000,
    "שלום \u200f" * 14_000,
]


@pytest.mark.parametrize("text", MALFORMED, ids=["no stops", "capitals", "quotes", "emoji", "right to left"])
def test_malformed_text_is_read_in_bounded_time(blank: Language, text: str):
    words = [token.text for token in blank.make_doc(text)]
    doc = Doc(blank.vocab, words=words, sent_starts=[at == 0 for at in range(len(words))])
    doc.spans["mentions"] = []
    started = time.process_time()
    assert read(doc).claims == ()
    assert time.process_time() - started < 20
