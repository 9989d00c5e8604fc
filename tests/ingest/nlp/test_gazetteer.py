import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp import gazetteer
from ingest.nlp.gazetteer_index import place_key, without_designator


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Tbilisi", "Tbilisi", "GE"),
        ("Тбилиси", "Tbilisi", "GE"),
        ("KRASNOYARSK", "Krasnoyarsk", "RU"),
        ("Ust Ilimsk", "Ust’-Ilimsk", "RU"),
        ("Nizhniy Tagil", "Nizhny Tagil", "RU"),
        ("Saint Petersburg", "Saint Petersburg", "RU"),
        ("东京", "Tokyo", "JP"),
    ],
)
def test_spellings_and_scripts_meet(written: str, name: str, country: str) -> None:
    rows = [candidate.row for candidate in gazetteer.lookup(written)]
    assert (name, country) in {(row.name, row.country) for row in rows}


@pytest.mark.parametrize(
    "written", ["Tatarstan", "Republic of Tatarstan", "Tatarstan Republic", "the Tatarstan region", "TATARSTAN"]
)
def test_regions_with_and_without_their_designator(written: str) -> None:
    first = gazetteer.lookup(written)[0].row
    assert (first.country, first.feature) == ("RU", "region")
    assert first.latitude == pytest.approx(55.5, abs=1)
    assert first.longitude == pytest.approx(50, abs=2)


@pytest.mark.parametrize("word", ["March", "Women", "the State", "Police", "Europe"])
def test_ordinary_words_are_no_places(word: str) -> None:
    assert gazetteer.lookup(word) == ()


def test_a_match_knows_what_it_lies_in() -> None:
    kazan = next(c.row for c in gazetteer.lookup("Kazan") if c.row.country == "RU" and c.row.population > 500_000)
    match = gazetteer.match(kazan.id)
    assert [place.feature for place in match.part_of] == ["region", "country"]
    assert match.admin1 == match.part_of[0].name
    assert match.part_of[1].name == "Russia"


def test_an_unknown_id_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="987654321"):
        gazetteer.match(987654321)


@pytest.mark.parametrize(
    ("one", "other"), [("Zhukovka", "Jukovka"), ("Khabarovsk", "Habarovsk"), ("Ste-Marie", "Sainte Marie")]
)
def test_transliterations_have_one_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


def test_a_bare_designator_is_not_stripped_away() -> None:
    assert without_designator("Republic") == "Republic"


def test_a_region_lies_in_the_middle_of_its_land_and_not_where_most_people_live() -> None:
    victoria = next(c.row for c in gazetteer.lookup("Victoria") if c.row.code == "AU.07" and c.row.feature == "region")
    melbourne = next(c.row for c in gazetteer.lookup("Melbourne") if c.row.country == "AU")
    assert gazetteer.kilometres(victoria, melbourne) > 60
    assert gazetteer.distance((victoria.latitude, victoria.longitude), (-37.0, 144.5)) < 60


@pytest.mark.parametrize(("country", "name"), [("GE", "Tbilisi"), ("BR", "Brasília"), ("NG", "Abuja")])
def test_countries_have_capitals(country: str, name: str) -> None:
    capital = gazetteer.capital(country)
    assert capital is not None
    assert capital.name == name


def test_an_unknown_country_has_no_capital() -> None:
    assert gazetteer.capital("ZZ") is None


degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(degrees, degrees)
def test_distances_are_symmetric_and_no_longer_than_half_the_earth(
    one: gazetteer.Point, other: gazetteer.Point
) -> None:
    assert gazetteer.distance(one, one) == 0
    assert gazetteer.distance(one, other) == pytest.approx(gazetteer.distance(other, one), abs=1e-6)
    assert 0 <= gazetteer.distance(one, other) <= 20_016
