import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.joining.entities import SHORT, SURE
from ingest.joining.names import body_keys, compare_bodies, compare_people, is_acronym, person_keys, person_name

NAMES = st.text(st.sampled_from("abeiou yZKsh.-,нвояلمحد'éğ"), max_size=24)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Melikov, Sergei", ("Sergei", "Melikov")),
        ("President Sergei Melikov", ("Sergei", "Melikov")),
        ("Hassan al-Amin", ("Hassan", "Amin")),
        ("John Roe, Jr.", ("John", "Roe")),
        ("Elchin Rashid oğlu Mammadov", ("Elchin", "Rashid", "Mammadov")),
        ("Abdel Karim Nasser", ("abdKarim", "Nasser")),
        ("S. A. Melikov", ("S", "A", "Melikov")),
    ],
)
def test_a_name_is_cut_into_given_names_and_family_name(text: str, words: tuple[str, ...]) -> None:
    assert person_name(text).words == words


def test_full_names_that_agree_are_sure() -> None:
    for other in ("Sergey Melikov", "S. Melikov", "Melikov Sergei", "Сергей Меликов", "Sergei Alimovich Melikov"):
        assert compare_people("Sergei Melikov", other).score >= SURE, other


def test_names_that_contradict_each_other_score_nothing() -> None:
    for other in ("Ruslan Melikov", "A. Melikov", "Sergei Volkov", "Svetlana Melikova"):
        assert compare_people("Sergei Melikov", other).score == 0, other


def test_a_lone_name_is_left_to_the_context() -> None:
    assert SHORT <= compare_people("Melikov", "Sergei Melikov").score < SURE
    assert compare_people("Sergei", "Sergei Melikov").score < SHORT
    assert compare_people("Melikova", "Sergei Melikov").score == 0


def test_reasons_can_be_read() -> None:
    assert compare_people("S. Melikov", "Sergei Melikov").why == "same surname Melikov; initial S. fits Sergei"
    assert compare_people("Ruslan Melikov", "Sergei Melikov").why == "same surname Melikov, but Ruslan is not Sergei"


def test_a_near_name_that_is_refused_says_so() -> None:
    assert compare_people("Ruslan Melikov", "Sergei Melikov").refused
    assert not compare_people("Ruslan Melikov", "Dina Roe").refused


def test_bodies_of_two_countries_are_two() -> None:
    assert compare_bodies("Interior Ministry of Georgia", "Armenian Interior Ministry").score == 0
    assert compare_bodies("Interior Ministry", "Armenian Ministry of Internal Affairs").score >= SURE


def test_a_short_form_of_a_body_is_left_to_the_context() -> None:
    assert SHORT <= compare_bodies("Coastal Workers", "Coastal Workers Front").score < SURE
    assert compare_bodies("Coastal Workers Front", "Coastal Farmers Front").score == 0


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("CLW", "Coastal Legal Watch"),
        ("ALM", "Association for Labour in the Mines"),
        ("CGT", "Confédération générale du travail"),
    ],
)
def test_initials_stand_for_a_name(short: str, name: str) -> None:
    assert is_acronym(short, name)
    assert not is_acronym(short.lower(), name)
    assert compare_bodies(short, name).score >= SURE


@given(NAMES, NAMES)
def test_comparing_is_symmetric_and_bounded(one: str, other: str) -> None:
    for compare in (compare_people, compare_bodies):
        assert compare(one, other) == compare(other, one)
        assert 0 <= compare(one, other).score <= 1


@given(st.lists(st.sampled_from(["Anna", "Oleg", "Karim", "Petrov", "Лев", "محمد"]), min_size=2, max_size=4))
def test_a_name_is_like_itself_and_shares_its_keys(words: list[str]) -> None:
    name = " ".join(words)
    assert compare_people(name, name).score == 1
    assert compare_bodies(name, name).score == 1
    assert person_keys(name) & person_keys(name.upper())
    assert body_keys(name) & body_keys(name.title())


@pytest.mark.parametrize("other", ["Сергей Меликов", "Serguei Melikow", "S. Melikof"])
def test_spellings_meet_by_a_key(other: str) -> None:
    assert person_keys("Sergei Melikov") & person_keys(other)


def test_an_arabic_name_meets_its_latin_spelling_by_a_key() -> None:
    assert person_keys("Rashid Ghannam") & person_keys("راشد غنام")
