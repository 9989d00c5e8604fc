"""The whole reading of plain sentences, on the project's own pipeline (INGEST_MODEL names another one)."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from graph_schema.codebook import load_codebook
from ingest.extraction import ExtractedClaim, Extraction
from ingest.nlp.events import find_events
from ingest.nlp.extract import extract
from ingest.nlp.load import load_pipeline

PUBLISHED = "2023-05-17"  # a Wednesday
Read = Callable[..., Extraction]
TYPES = {name: event for name, event in load_codebook().types.items() if event.triggers}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    def reading(text: str, published: str | None = PUBLISHED) -> Extraction:
        doc = nlp.make_doc(text)
        if published:
            doc.user_data["published"] = published
        return extract(nlp(doc))

    return reading


def speaker(claim: ExtractedClaim, found: Extraction) -> str:
    names = {entity.key: entity.name for entity in found.entities}
    return names.get(claim.speaker.entity or "") or claim.speaker.words or claim.speaker.kind


def claim_with(words: str, text: str, found: Extraction) -> ExtractedClaim:
    contents = {text[c.content.start : c.content.end]: c for c in found.claims}
    matching = [claim for content, claim in contents.items() if words in content]
    assert len(matching) == 1, f"{words!r} should be in one claim of {contents}"
    return matching[0]


# text, words of the content, speaker, kind, stance
SAID = [
    (
        "Karsk Watch said that over 100 people were arrested in Belmora.",
        "over 100",
        "Karsk Watch",
        "arrest",
        "asserted",
    ),
    ("Over 100 people were arrested, Karsk Watch said.", "Over 100", "Karsk Watch", "arrest", "asserted"),
    ("According to Karsk Watch, 40 people were injured.", "40 people", "Karsk Watch", "injury", "asserted"),
    ("Three miners were killed, according to Jana Oster.", "Three miners", "Jana Oster", "death", "asserted"),
    ("“The talks will begin at noon,” said Jana Oster.", "talks will begin", "Jana Oster", "statement", "planned"),
    ("“Police beat us with batons,” Jana Oster said.", "Police beat", "Jana Oster", "force", "asserted"),
    (
        "Jana Oster told reporters that police had beaten students.",
        "beaten students",
        "Jana Oster",
        "force",
        "asserted",
    ),
    ("Governor Pavel Lindt admitted that mistakes had been made.", "mistakes", "Pavel Lindt", "concession", "asserted"),
    ("Governor Pavel Lindt denied that shots were fired.", "shots were fired", "Pavel Lindt", "shooting", "denied"),
    ("Jana Oster demanded the release of the students.", "release of the students", "Jana Oster", "demand", "demanded"),
    ("Videos showed police firing into the air.", "police firing", "Videos", "shooting", "asserted"),
    ("Witnesses said that two men were shot.", "two men were shot", "Witnesses", "shooting", "asserted"),
    ("Police used tear gas against the crowd.", "tear gas", "outlet", "force", "asserted"),
    ("Villagers blocked the highway on Sunday.", "blocked the highway", "outlet", "blockade", "asserted"),
    ("Hundreds of women marched through Belmora.", "marched", "outlet", "march", "asserted"),
    ("Two men were reportedly killed.", "killed", "outlet", "death", "hedged"),
    ("Nobody was arrested in Belmora.", "Nobody", "outlet", "arrest", "denied"),
    ("The workers will strike on Friday.", "strike", "outlet", "strike", "planned"),
    ("A curfew was imposed in Belmora.", "curfew", "outlet", "curfew", "asserted"),
    ("Protesters clashed with police near the port.", "clashed", "outlet", "clash", "asserted"),
]


@pytest.mark.parametrize(("text", "words", "expected"), [(text, words, tuple(rest)) for text, words, *rest in SAID])
def test_who_says_what(read: Read, text: str, words: str, expected: tuple[str, str, str]):
    found = read(text)
    claim = claim_with(words, text, found)
    assert (speaker(claim, found), claim.kind, claim.stance) == expected


COUNTS = [
    ("At least 12 officers were injured.", 12, None),
    ("Up to 50 people were detained.", None, 50),
    ("Dozens of students were arrested.", 24, 99),
    ("Thousands of people protested in Belmora.", 2000, 9999),
    ("A man was killed near the gate.", 1, 1),
]


@pytest.mark.parametrize(("text", "low", "high"), COUNTS)
def test_count(read: Read, text: str, low: int | None, high: int | None):
    (claim,) = read(text).claims
    assert claim.count is not None
    assert (claim.count.low, claim.count.high) == (low, high)


DATES = [
    ("Police arrested 40 people in Belmora on Monday.", "2023-05-15"),
    ("Police arrested 40 people in Belmora on 3 May 2021.", "2021-05-03"),
    ("Miners will strike on Friday.", "2023-05-19"),
    ("Karsk Watch said on Monday that 40 people had been arrested.", None),
    ("Karsk Watch said in a report of 3 May that 40 people had been arrested.", None),
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_event_date(read: Read, text: str, day: str | None):
    (claim,) = read(text).claims
    assert (claim.when.first if claim.when else None) == day


def test_incidents_of_an_article(read: Read):
    found = read(
        "Hundreds of women marched through Makhachkala on Sunday. Police arrested 40 of them.\n\n"
        "In Derbent, villagers blocked the highway on Monday."
    )
    names = {entity.key: entity.name for entity in found.entities}
    assert {
        (one.type, names.get(one.place or ""), one.when.first if one.when else None) for one in found.incidents
    } == {
        ("demo", "Makhachkala", "2023-05-14"),
        ("obstruct", "Derbent", "2023-05-15"),
    }


PLACES = [
    ("In Derbent, students gathered on Lenin Square on Monday.", "Derbent"),
    ("Students gathered in Derbent, a town south of Makhachkala, on Monday.", "Derbent"),
    ("Villagers blocked the road from Derbent to Makhachkala near Izberbash on Monday.", "Izberbash"),
    ("DERBENT. The opposition counted 4,000 people on Monday.", "DERBENT"),
    ("Forty people were arrested in clashes in Derbent, a lawyer told reporters in Geneva on Monday.", "Derbent"),
    ("Doctors began a nationwide strike on Monday, from Derbent in Russia to the Far East.", "Russia"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place_of_an_incident(read: Read, text: str, place: str):
    found = read(text)
    names = {entity.key: entity.name for entity in found.entities}
    assert [names.get(one.place or "") for one in found.incidents] == [place]


def test_arrests_alone_are_an_incident(read: Read):
    found = read("Police arrested 40 people in Derbent on Monday.")
    assert [one.type for one in found.incidents] == ["arrest"]


LAST_DATES = [
    ("Miners struck in Derbent from 28 April to 3 May.", "2023-04-28/2023-05-03"),
    ("Karsk Watch said on Monday that the list was forged.", "2023-05-15"),
    ("Police arrested 40 people on Tuesday, a day after students blocked the road in Derbent.", "2023-05-15"),
    ("A curfew has been in force since Monday, when students clashed with police in Derbent.", "2023-05-15"),
    ("A curfew has been in force since Monday, after students burned two shops in Derbent.", "2023-05-15"),
]


@pytest.mark.parametrize(("text", "day"), LAST_DATES)
def test_date_of_the_last_claim(read: Read, text: str, day: str):
    last = read(text).claims[-1]
    assert last.when is not None
    assert f"{last.when.first}/{last.when.last}" in (day, f"{day}/{day}")


@pytest.mark.parametrize(
    "text", ["The orchestra plays Mahler tonight.", "Shares rose by 3 per cent on Monday.", "", "\n\n"]
)
def test_other_news_gives_no_incident(read: Read, text: str):
    assert read(text).incidents == ()


def test_every_offset_reproduces_its_text(read: Read):
    text = "“We stay,” said Jana Oster.\n\nPolice arrested 40 people, Karsk Watch said. “They left,” she added."
    found = read(text)
    for claim in found.claims:
        sentence = found.sentences[claim.sentence].span
        assert sentence.start <= claim.content.start < claim.content.end <= sentence.end
        assert text[claim.content.start : claim.content.end].strip() == text[claim.content.start : claim.content.end]


EXAMPLES = [(name, text) for name, event in TYPES.items() for text in event.examples]
COUNTER_EXAMPLES = [(name, text) for name, event in TYPES.items() for text in event.counter_examples]


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_example_of_the_codebook_is_recognised(nlp: Language, name: str, text: str):
    assert name in {event.type.name for event in find_events(nlp(text))}


@pytest.mark.parametrize(("name", "text"), COUNTER_EXAMPLES)
def test_counter_example_of_the_codebook_is_not(nlp: Language, name: str, text: str):
    assert name not in {event.type.name for event in find_events(nlp(text))}


def test_the_size_of_a_place_is_no_count(read: Read) -> None:
    text = "The protest took place on Sunday at Olmena, a village of some 8,000 people west of the city of Dalvik."
    claims = read(text).claims
    assert claims[0].kind == "protest"
    assert [claim.count for claim in claims] == [None] * len(claims)


def test_the_size_of_a_crowd_that_police_act_on_is_not_the_news(read: Read) -> None:
    claims = read("Police on Monday broke up a rally of about 300 nurses with batons.").claims
    assert [claim.kind for claim in claims] == ["force"]


def test_two_lawyers_are_not_the_six_before_them(read: Read) -> None:
    found = read("Six lawyers estimate that 120 people were held. Two lawyers said that nine women were injured.")
    assert [speaker(claim, found) for claim in found.claims] == ["Six lawyers", "Two lawyers"]


def test_a_statement_without_a_place_belongs_to_the_place_spoken_of(read: Read) -> None:
    text = "Police arrested 40 people in Makhachkala. “Nobody came home,” a woman said."
    found = read(text)
    names = {entity.key: entity.name for entity in found.entities}
    assert names[claim_with("Nobody", text, found).setting or ""] == "Makhachkala"


def test_the_main_verb_after_a_closed_relative_clause_has_its_subject(read: Read) -> None:
    found = read("The monitor Karsk Watch, whose volunteers run a telephone line, reported over 100 arrests on Sunday.")
    assert [speaker(claim, found) for claim in found.claims] == ["Karsk Watch"]


@pytest.mark.parametrize(
    ("text", "actor", "target", "words"),
    [
        ("Riot police fired tear gas at students in Karsk.", "riot police", "students", {"tactics": ("tear gas",)}),
        ("Demonstrators were detained by soldiers in Karsk.", "soldiers", "demonstrators", {}),
        ("Protests over fuel prices broke out in Karsk.", None, None, {"causes": ("fuel prices",)}),
        ("In Karsk teachers protested against wage cuts.", "teachers", None, {"causes": ("wage cuts",)}),
        ("In Karsk nurses held a rally over unpaid wages.", "nurses", None, {"causes": ("unpaid wages",)}),
    ],
)
def test_who_acts_on_whom_with_what_and_over_what(
    read: Read, text: str, actor: str | None, target: str | None, words: dict[str, tuple[str, ...]]
) -> None:
    found = read(text)
    (claim,) = found.claims
    names = {entity.key: entity.name.lower() for entity in found.entities}
    assert [names[key] for key in claim.actors] == ([actor] if actor else [])
    assert [names[key] for key in claim.targets if target] == ([target] if target else [])
    assert {name: getattr(claim, name) for name in words} == words


def test_a_question_of_the_outlet_is_no_claim(read: Read) -> None:
    assert read("How many of them will be tried in Karsk?").claims == ()


def test_a_name_speaks_and_not_what_describes_it(read: Read) -> None:
    text = "On Sunday anger reached Karsk. Karsk Watch, a group that monitors arrests, reported over 100 detentions."
    found = read(text)
    assert speaker(claim_with("detentions", text, found), found) == "Karsk Watch"


def test_what_is_shouted_is_a_slogan(read: Read) -> None:
    found = read("Women marched through Karsk, chanting “Bring our sons home”.")
    assert ("Bring our sons home",) in [claim.slogans for claim in found.claims]


# text, words of the content, who says it
WHO = [
    ("Our reporter counted 300 marchers in Belmora.", "300", "outlet"),
    ("Some 900 people marched in Belmora, by the official tally.", "900", "the official tally"),
    ("The governor of Ilmen, Pavel Lindt, said that two miners were shot.", "two miners", "Pavel Lindt"),
    ("A spokesman for the ministry, Major Pavel Lindt, said that two miners were shot.", "two miners", "Pavel Lindt"),
    ("Two miners were shot, lawyers of the Karsk Institute said.", "Two miners", "Karsk Institute"),
    ("The Karsk Institute was shut. Its monitors said two miners were shot.", "two miners", "Karsk Institute"),
    ("Two miners were shot, two members of Karsk Watch said.", "Two miners", "two members of Karsk Watch"),
    ("Two miners were shot, a welder who lives by the gate said.", "Two miners", "a welder who lives by the gate"),
    ("Two miners were shot, the night watchman said.", "Two miners", "the night watchman"),
    ("Rumours of gunfire near the port could not be confirmed.", "gunfire", "Rumours"),
    ("Two miners were shot, the lamplighter said.", "Two miners", "the lamplighter"),
    ("“The bridge is empty,” Jana Oster sighed.", "bridge is empty", "Jana Oster"),
    ("Contrary to rumours that two miners were shot, nobody was hurt.", "two miners", "rumours"),
    ("Two miners were shot, according to the daily Lotva Post, which quoted a welder.", "Two miners", "a welder"),
    ("In a video posted online, soldiers beat students with batons.", "batons", "a video posted online"),
    ("Twelve people were injured in Belmora; the hospital spoke of nine.", "Twelve people", "outlet"),
    (
        "Two miners were shot, a nurse at the clinic said. The ward was full, she added.",
        "ward",
        "a nurse at the clinic",
    ),
    ("Two miners were shot, a report by the clinic said. It said that the ward was full.", "ward", "a report"),
    ("Miners spoke of the cells. Another said guards beat the students.", "beat", "another miner"),
    ("Nurses described the cells. Guards beat women with batons, one of them said.", "beat", "one nurse"),
    ("Nurses at the gate told of it. Most said soldiers shot a miner.", "shot", "most of nurses at the gate"),
    (
        "Videos from Belmora showed guards beating women, and one clip appeared to show them kicking a welder.",
        "kicking",
        "Videos from Belmora",
    ),
    (
        "A nurse at the city's Hospital No. 4, who asked not to be named, said nine welders had been shot.",
        "nine welders",
        "A nurse at the city's Hospital No. 4",
    ),
    ("“They beat the students by the bridge.” Jana Oster was at the gate on Friday.", "beat", "Jana Oster"),
    ("“We stood by the bridge,” said Jana Oster. “We had bread.\n\n“Then they shot a boy.”", "shot", "Jana Oster"),
    ("Reports that two miners were shot could not be confirmed.", "two miners were shot", "Reports"),
    ("A rumour that two miners were shot turned out to be false.", "two miners were shot", "A rumour"),
    ("Karsk Watch found no bodies, despite rumours of two dead miners.", "two dead miners", "rumours"),
    ("Karsk Watch could not confirm reports of a blockade in Belmora.", "blockade", "reports"),
    ("In 2011, when nine miners died in Lotva by the official count, it rained.", "nine miners", "the official count"),
    (
        "By Friday 900 welders camped in Lotva, the newspaper Karsk Post reported, citing the mayor, Pavel Lindt.",
        "900 welders",
        "Pavel Lindt",
    ),
    ("“It came from the roof,” said the lamplighter, Jana Oster.", "came from the roof", "Jana Oster"),
    ("The head of the district, Pavel Lindt, was asked about it. “No miner was shot,” he said.", "shot", "Pavel Lindt"),
    (
        "Jana Oster said two miners were shot. Shops closed. It rained. Trams stood still. She said a boy died.",
        "boy died",
        "Jana Oster",
    ),
    ("Fewer people marched in Belmora this time, both sides agreed.", "Fewer people", "both sides"),
    ("Karsk Watch spoke of 90 arrests. Its toll includes 12 dead in Belmora.", "12 dead", "Karsk Watch"),
    ("Clinic staff shared a video from Belmora. Women can be seen burning flags.", "Women", "a video"),
    ("“We stay,” said Jana Oster, but “soldiers shot a boy,” said Pavel Lindt.", "We stay", "Jana Oster"),
    ("Several glaziers plan to block the bridge in Belmora.", "block the bridge", "outlet"),
    (
        "Pavel Lindt told several hundred welders, some of whom had been bused in from Lotva, that there'd be no vote.",
        "bused in",
        "outlet",
    ),
    ("Two miners were shot, Jana Oster's department said.", "Two miners", "Jana Oster"),
    ("Jana Oster said the depot was stormed on Sunday, although the port stayed open.", "port", "outlet"),
    ("Four officers were hurt in Belmora, not nine as Pavel Lindt had said.", "Four officers", "outlet"),
    (
        "Miners blocked the bridge for hours after, local media reported, 40 men had been taken from their homes.",
        "blocked the bridge",
        "outlet",
    ),
    ("Guards fired tear gas and, according to two welders, live rounds on Friday at miners.", "tear gas", "outlet"),
    ("Guards fired tear gas and, according to Karsk Watch, soldiers shot two welders in Lotva.", "tear gas", "outlet"),
    ("“Police beat us,” Jana Oster said. The rally had been banned.", "banned", "outlet"),
    ("The mayor spoke. Pavel Lindt said there would be no vote, but he did not offer to go.", "offer to go", "outlet"),
    (
        "The walkout began on Friday, according to Pavel Lindt of the committee, who spoke of 300 welders at the gate.",
        "300 welders",
        "Pavel Lindt",
    ),
]


@pytest.mark.parametrize(("text", "words", "who"), WHO)
def test_whose_words_they_are(read: Read, text: str, words: str, who: str) -> None:
    found = read(text)
    assert speaker(claim_with(words, text, found), found) == who


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "Police detained more than 90 people in Belmora on Sunday as crowds marched against the call-up.",
            ["Police detained more than 90 people in Belmora on Sunday", "crowds marched against the call-up"],
        ),
        (
            "Miners stormed the depot in Belmora on Sunday and set its gate on fire.",
            ["Miners stormed the depot in Belmora on Sunday and set its gate on fire"],
        ),
        ("Jana Oster denied that glaziers had been held up.", ["glaziers had been held up"]),
        ("The Lotva Post could not independently verify the pictures.", []),
        ("Reproduction is permitted with attribution.", []),
        ("Jana Oster says two miners died; « they were not armed ».", ["two miners died", "they were not armed"]),
        ("Guards fired tear gas but pulled back before dusk.", ["Guards fired tear gas but pulled back before dusk"]),
        (
            "The welders want the mayor to go, the port to be reopened and the students freed.",
            ["the mayor to go, the port to be reopened and the students freed"],
        ),
        (
            "Dozens of women met an official in the square and asked why their sons were needed.",
            ["Dozens of women met an official in the square"],
        ),
        (
            "Officers had “helmets, shields and time”, Pavel Lindt said.",
            ["Officers had “helmets, shields and time"],
        ),
        (
            "Welders left after a vote that the union says was rigged.",
            ["Welders left after a vote", "a vote that the union says was rigged"],
        ),
        ("The police gave no figure for the wounded.", []),
    ],
)
def test_how_a_sentence_is_cut(read: Read, text: str, contents: list[str]) -> None:
    assert [text[claim.content.start : claim.content.end] for claim in read(text).claims] == contents


def test_each_of_two_phrases_has_its_own_figure(read: Read) -> None:
    text = "In Belmora it was 4,000 according to the police, 9,000 according to Karsk Watch."
    found = read(text)
    said = {c.count.low: speaker(c, found) for c in found.claims if c.count is not None}
    assert said[9000] == "Karsk Watch"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor promised that the arrested miners would be freed.", "concession"),
        ("The union warned that there would be deaths.", "concern"),
        ("Two welders were shot dead in Belmora.", "death"),
        ("Guards broke up the vigil.", "force"),
        ("Two welders were fatally wounded in Belmora.", "death"),
        ("Guards shot dead two welders in Belmora.", "death"),
        ("Pavel Lindt says he will not resign.", "denial"),
        ("Rallies on the quay are forbidden until June.", "statement"),
        ("Nine miners will be tried next month.", "arrest"),
        ("The dockers' union has called a strike for Friday.", "strike"),
        ("The crowd chanted “Bread, work, dignity” in the square.", "protest"),
    ],
)
def test_the_kind_is_that_of_the_main_news(read: Read, text: str, kind: str) -> None:
    assert [claim.kind for claim in read(text).claims] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The bishop told the marchers to go home.",
        "“Resign!” the crowd chanted outside the town hall.",
        "“Open the gates,” Jana Oster said.",
    ],
)
def test_what_somebody_is_told_to_do_is_a_demand(read: Read, text: str) -> None:
    assert [(claim.kind, claim.stance) for claim in read(text).claims] == [("demand", "demanded")]


def test_what_is_called_for_a_date_is_planned(read: Read) -> None:
    (claim,) = read("The dockers' union has called a second day for 6 June.").claims
    assert claim.stance == "planned"


def test_only_those_who_are_held_have_conditions_of_detention(read: Read) -> None:
    text = "Nurses said two welders had not been let through for an hour. They had no water."
    assert "detention_conditions" not in {claim.kind for claim in read(text).claims}


def test_a_number_is_no_end_of_a_sentence(read: Read) -> None:
    text = "A nurse at Hospital No. 4 said nine welders had been shot."
    assert len(read(text).sentences) == 1


def test_a_condition_is_no_claim(read: Read) -> None:
    assert not [
        c for c in read("If wages are not paid, welders will strike, the union said.").claims if not c.content.start
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Guards shot a boy in Khasavyurt. Villagers said he died. They said police beat women.",
            "villagers of Khasavyurt",
        ),
        ("Guards shot a boy in Khasavyurt. Villagers said he died. The mayor left.", "Villagers"),
    ],
)
def test_inhabitants_who_go_on_speaking_are_called_after_their_town(read: Read, text: str, name: str) -> None:
    found = read(f"Guards shot a boy in Khasavyurt. {text}")
    names = [entity.name for entity in found.entities if entity.key == "group:villagers"]
    assert names == [name]
