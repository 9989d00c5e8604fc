import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import EntityKind
from ingest.extraction import Extraction, LocalEntity, PlaceMatch
from ingest.joining.articles import ReadArticle
from ingest.joining.entities import EntityGroup, EntityGroups, group_references, join_entities
from ingest.joining.references import references_of, setting_of, united

COUNTRIES = {"RU": "Russia", "GE": "Georgia"}


def town(number: int, name: str, country: str = "RU") -> LocalEntity:
    nation = PlaceMatch(ord(country[0]), COUNTRIES[country], (), "country", country, None, None, None, ())
    row = PlaceMatch(number, name, (), "town", country, None, 0.0, 0.0, (nation,))
    return LocalEntity(f"place:{number}", "place", name, (), place=row)


def entity(kind: EntityKind, name: str, *roles: str, aliases: tuple[str, ...] = ()) -> LocalEntity:
    return LocalEntity(f"{kind}:{name.lower()}", kind, name, aliases, roles)


def person(name: str, *roles: str) -> LocalEntity:
    return entity("person", name, *roles)


def body(name: str) -> LocalEntity:
    return entity("organisation", name)


def article(number: int, *entities: LocalEntity, published: str | None = "2022-09-26") -> ReadArticle:
    return ReadArticle(f"a{number}", None, published, "", Extraction((), entities, (), (), ()))


def together(joined: list[EntityGroup], *refs: str) -> bool:
    return any(set(refs) <= set(group.members) for group in joined)


def judge(*articles: ReadArticle) -> EntityGroups:
    found = (references_of(one, setting_of(one.extraction)).values() for one in articles)
    return group_references(united(reference for some in found for reference in some))


HOME = town(1, "Kizlyar")
ABROAD = town(2, "Gori", "GE")


def test_spellings_of_one_person_are_joined_with_a_reason() -> None:
    articles = article(1, HOME, person("Sergei Melikov")), article(2, HOME, person("Сергей Меликов"))
    assert together(join_entities(articles), "a1.person:sergei melikov", "a2.person:сергей меликов")
    assert [j.verdict for j in judge(*articles).judgements if j.why] == ["positive"]


def test_namesakes_stay_apart_and_the_refusal_is_recorded() -> None:
    articles = article(1, HOME, person("Sergei Melikov")), article(2, HOME, person("Ruslan Melikov"))
    assert not together(join_entities(articles), "a1.person:sergei melikov", "a2.person:ruslan melikov")
    assert [j.verdict for j in judge(*articles).judgements] == ["negative"]


def test_a_lone_surname_joins_the_one_bearer_near_it() -> None:
    joined = join_entities([article(1, HOME, person("Sergei Melikov")), article(2, HOME, person("Melikov"))])
    assert together(joined, "a1.person:sergei melikov", "a2.person:melikov")


def test_a_lone_surname_that_fits_two_joins_neither() -> None:
    full = [person("Sergei Melikov"), person("Ruslan Melikov")]
    articles = article(1, HOME, *full), article(2, HOME, person("Melikov"))
    assert join_entities(articles)[-1].members == ("a2.person:melikov",)
    assert sum(j.verdict == "unsure" for j in judge(*articles).judgements) == 2


def test_a_role_tells_which_of_two_a_lone_surname_means() -> None:
    full = [person("Sergei Melikov", "governor"), person("Ruslan Melikov", "driver")]
    joined = join_entities([article(1, HOME, *full), article(2, HOME, person("Melikov", "minibus driver"))])
    assert together(joined, "a1.person:ruslan melikov", "a2.person:melikov")


def test_a_lone_surname_far_away_or_much_later_is_somebody_else() -> None:
    first = article(1, HOME, person("Sergei Melikov"))
    far = join_entities([first, article(2, ABROAD, person("Melikov"))])
    late = join_entities([first, article(2, HOME, person("Melikov"), published="2024-09-26")])
    assert not together(far, "a1.person:sergei melikov", "a2.person:melikov")
    assert not together(late, "a1.person:sergei melikov", "a2.person:melikov")


def test_full_namesakes_of_two_countries_are_for_people_to_judge() -> None:
    articles = article(1, HOME, person("Anna Roe")), article(2, ABROAD, person("Anna Roe"))
    assert not together(join_entities(articles), "a1.person:anna roe", "a2.person:anna roe")
    assert [j.verdict for j in judge(*articles).judgements] == ["unsure"]


def test_a_ministry_is_that_of_the_country_the_article_is_on() -> None:
    ministry = body("Interior Ministry")
    articles = [
        article(1, HOME, ministry),
        article(2, ABROAD, ministry),
        article(3, HOME, body("Ministry of the Interior")),
    ]
    joined = join_entities(articles)
    assert not together(joined, "a1.organisation:interior ministry", "a2.organisation:interior ministry")
    assert together(joined, "a1.organisation:interior ministry", "a3.organisation:ministry of the interior")


def test_a_body_with_a_name_of_its_own_is_one_in_all_countries() -> None:
    joined = join_entities([article(1, HOME, body("Amber Watch")), article(2, ABROAD, body("Amber Watch group"))])
    assert together(joined, "a1.organisation:amber watch", "a2.organisation:amber watch group")


def test_a_place_is_its_row_whatever_it_is_called() -> None:
    joined = join_entities(
        [article(1, town(7, "Endirey")), article(2, town(7, "Endirei")), article(3, town(8, "Endirey"))]
    )
    assert {group.members for group in joined} == {("a1.place:7", "a2.place:7"), ("a3.place:8",)}


def test_a_place_without_a_row_is_told_by_name_and_country() -> None:
    square = entity("place", "Zhukov Square")
    joined = join_entities([article(1, HOME, square), article(2, HOME, square), article(3, ABROAD, square)])
    assert together(joined, "a1.place:zhukov square", "a2.place:zhukov square")
    assert not together(joined, "a1.place:zhukov square", "a3.place:zhukov square")


def test_a_name_read_as_two_kinds_is_one_of_the_kind_read_most() -> None:
    read = [article(1, HOME, body("Hengar")), article(2, HOME, person("Hengar")), article(3, HOME, body("Hengar"))]
    groups = [group for group in join_entities(read) if group.name == "Hengar"]
    assert [(group.kind, len(group.members)) for group in groups] == [("organisation", 3)]


def test_unnamed_groups_stay_in_their_article() -> None:
    women, named = entity("group", "Women"), entity("group", "residents of Endirey")
    joined = join_entities([article(1, HOME, women, named), article(2, HOME, women, named)])
    assert not together(joined, "a1.group:women", "a2.group:women")
    assert together(joined, "a1.group:residents of endirey", "a2.group:residents of endirey")


def test_only_what_shares_a_key_is_compared() -> None:
    strangers = [
        article(n, town(n, f"Town{n}"), person(name)) for n, name in enumerate(["Ann Lee", "Igor Bunin", "Tom Fox"])
    ]
    assert judge(*strangers).examined == 0


POOL = [
    person("Sergei Melikov", "governor"), person("Сергей Меликов"), person("S. Melikov"), person("Melikov"),
    person("Ruslan Melikov"), body("Interior Ministry"), body("Russian Interior Ministry"), body("Amber Watch"),
    body("AW"), entity("place", "Lenin Square"), entity("group", "women"), HOME, ABROAD,
]  # fmt: skip


@given(st.lists(st.sets(st.sampled_from(range(len(POOL))), max_size=5), max_size=6), st.randoms())
def test_every_entity_is_in_one_group_in_any_order(chosen: list[set[int]], chance: random.Random) -> None:
    articles = [article(n, *(POOL[i] for i in sorted(some))) for n, some in enumerate(chosen)]
    joined = join_entities(articles)
    members = [ref for group in joined for ref in group.members]
    assert sorted(members) == sorted(one.ref(e.key) for one in articles for e in one.extraction.entities)
    shuffled = [ReadArticle(a.id, None, a.published, "", _shuffled(a.extraction, chance)) for a in articles]
    chance.shuffle(shuffled)
    assert join_entities(shuffled) == joined


@given(st.lists(st.sets(st.sampled_from(range(len(POOL))), max_size=5), max_size=6))
def test_what_was_refused_is_never_joined(chosen: list[set[int]]) -> None:
    joined = judge(*(article(n, *(POOL[i] for i in sorted(some))) for n, some in enumerate(chosen)))
    pairs = {pair for group in joined.groups for pair in combinations(group.members, 2)}
    assert not [j for j in joined.judgements if j.verdict == "negative" and (j.one, j.other) in pairs]


def _shuffled(extraction: Extraction, chance: random.Random) -> Extraction:
    entities = list(extraction.entities)
    chance.shuffle(entities)
    return Extraction((), tuple(entities), (), (), ())
