import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extraction import EventDate
from ingest.nlp.date_words import find_dates
from ingest.nlp.dates import Tense, resolve

PUBLISHED = "2023-05-17"  # a Wednesday

PAST = [
    ("on Monday", "2023-05-15", "2023-05-15", "day"),
    ("on Wednesday", "2023-05-17", "2023-05-17", "day"),
    ("Thursday", "2023-05-11", "2023-05-11", "day"),
    ("on Tuesday evening", "2023-05-16", "2023-05-16", "day"),
    ("Monday's", "2023-05-15", "2023-05-15", "day"),
    ("last Sunday", "2023-05-14", "2023-05-14", "day"),
    ("last Wednesday", "2023-05-10", "2023-05-10", "day"),
    ("yesterday", "2023-05-16", "2023-05-16", "day"),
    ("today", "2023-05-17", "2023-05-17", "day"),
    ("Overnight", "2023-05-16", "2023-05-17", "range"),
    ("last night", "2023-05-16", "2023-05-17", "range"),
    ("last week", "2023-05-08", "2023-05-14", "week"),
    ("last month", "2023-04-01", "2023-04-30", "month"),
    ("last year", "2022-01-01", "2022-12-31", "year"),
    ("over the weekend", "2023-05-13", "2023-05-14", "range"),
    ("on 12 May", "2023-05-12", "2023-05-12", "day"),
    ("on May 12", "2023-05-12", "2023-05-12", "day"),
    ("on 15 December", "2022-12-15", "2022-12-15", "day"),
    ("on the 3rd of April", "2023-04-03", "2023-04-03", "day"),
    ("Sept. 26", "2022-09-26", "2022-09-26", "day"),
    ("on Saturday, 13 May", "2023-05-13", "2023-05-13", "day"),
    ("3-5 May", "2023-05-03", "2023-05-05", "range"),
    ("from 3 to 5 May", "2023-05-03", "2023-05-05", "range"),
    ("early September", "2022-09-01", "2022-09-10", "month"),
    ("in April", "2023-04-01", "2023-04-30", "month"),
    ("last December", "2022-12-01", "2022-12-31", "month"),
    ("since Sunday", "2023-05-14", "2023-05-17", "range"),
    ("since 7 May", "2023-05-07", "2023-05-17", "range"),
    ("since March", "2023-03-01", "2023-05-17", "range"),
    ("three days ago", "2023-05-14", "2023-05-14", "day"),
    ("two weeks ago", "2023-05-01", "2023-05-07", "week"),
    ("the day before yesterday", "2023-05-15", "2023-05-15", "day"),
    ("Monday last week", "2023-05-08", "2023-05-08", "day"),
    ("after Friday's prayers", "2023-05-12", "2023-05-12", "day"),
]
STATED = [
    ("7 December 2022", "2022-12-07", "2022-12-07", "day"),
    ("December 7, 2022", "2022-12-07", "2022-12-07", "day"),
    ("2023-02-03", "2023-02-03", "2023-02-03", "day"),
    ("on the night of 9 August 2020", "2020-08-09", "2020-08-09", "day"),
    ("in June 2011", "2011-06-01", "2011-06-30", "month"),
    ("in 2019", "2019-01-01", "2019-12-31", "year"),
    ("2014", "2014-01-01", "2014-12-31", "year"),
    ("4 March 1832", "1832-03-04", "1832-03-04", "day"),
    ("October, 1905", "1905-10-01", "1905-10-31", "month"),
    ("on 7.12.2022", "2022-12-07", "2022-12-07", "day"),
]
FUTURE = [
    ("on Friday", "2023-05-19"),
    ("next Sunday", "2023-05-21"),
    ("on 20 May", "2023-05-20"),
    ("tomorrow", "2023-05-18"),
    ("on 3 January", "2024-01-03"),
]
UNRESOLVED: list[tuple[str, Tense]] = [
    ("on 20 May", "past"),  # three days after publication: a plan, or a year ago
    ("on Wednesday", "future"),  # today or in a week
    ("31 February 2022", "past"),
    ("after Tuesday", "past"),
    ("that night", "past"),
    ("a day earlier", "past"),
    ("for five days", "past"),  # told of the past, it may have begun at any time
    ("hours earlier", "past"),
]


@pytest.mark.parametrize(("words", "first", "last", "precision"), PAST)
def test_past_seen_from_publication(words: str, first: str, last: str, precision: str):
    assert resolve(words, PUBLISHED) == EventDate(first, last, precision, words, "publication")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(("words", "first", "last", "precision"), STATED)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_date_with_its_year_needs_no_publication_date(
    words: str, first: str, last: str, precision: str, published: str | None
):
    assert resolve(words, published) == EventDate(first, last, precision, words, "stated")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(("words", "day"), FUTURE)
def test_future(words: str, day: str):
    found = resolve(words, PUBLISHED, "future")
    assert (found.first, found.last) == (day, day)


@pytest.mark.parametrize(("words", "tense"), UNRESOLVED)
def test_what_is_not_fixed_stays_unresolved(words: str, tense: Tense):
    assert resolve(words, PUBLISHED, tense) == EventDate(None, None, "unknown", words, "unresolved")


@pytest.mark.parametrize(
    ("words", "tense", "first", "last"),
    [
        ("by Tuesday", "past", "2023-05-16", "2023-05-16"),
        ("by Friday", "future", "2023-05-17", "2023-05-19"),
        ("by the weekend", "unknown", "2023-05-17", "2023-05-21"),
        ("for five days", "perfect", "2023-05-13", "2023-05-17"),
        ("for two weeks", "future", "2023-05-17", "2023-05-30"),
        ("until 3 June", "past", "2023-05-17", "2023-06-03"),
        ("until midnight on 19 May", "past", "2023-05-17", "2023-05-19"),
        ("from Wednesday", "future", "2023-05-17", "2023-05-17"),
        ("from Friday", "future", "2023-05-19", "2023-05-19"),
        ("since mid-April", "past", "2023-04-15", "2023-05-17"),
        ("overnight on Monday", "past", "2023-05-15", "2023-05-16"),
    ],
)
def test_a_bound_is_read_by_its_tense(words: str, tense: Tense, first: str, last: str):
    found = resolve(words, PUBLISHED, tense)
    assert (found.first, found.last) == (first, last)


def test_a_third_day_ends_on_the_day_spoken_of():
    context = resolve("on Monday", PUBLISHED)
    found = resolve("for a third straight day", PUBLISHED, "past", context)
    assert (found.first, found.last) == ("2023-05-13", "2023-05-15")


@pytest.mark.parametrize("words", [case[0] for case in PAST])
def test_without_publication_date_nothing_is_guessed(words: str):
    assert resolve(words, None) == EventDate(None, None, "unknown", words, "unresolved")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("that night", "2023-05-15"),
        ("the next day", "2023-05-16"),
        ("the day before", "2023-05-14"),
        ("a day earlier", "2023-05-14"),
        ("two days later", "2023-05-17"),
        ("a week earlier", "2023-05-08"),
        ("Hours later", "2023-05-15"),
        ("some minutes before", "2023-05-15"),
    ],
)
def test_date_that_looks_back_to_another(words: str, day: str):
    context = EventDate("2023-05-15", "2023-05-15", "day", "on Monday", "publication")
    assert resolve(words, PUBLISHED, context=context) == EventDate(day, day, "day", words, "context")


def test_the_night_that_followed_ends_a_day_later():
    context = resolve("on Monday", PUBLISHED)
    found = resolve("in the night that followed", PUBLISHED, context=context)
    assert (found.first, found.last, found.precision) == ("2023-05-15", "2023-05-16", "range")


def test_until_then_runs_from_publication_to_the_day_spoken_of():
    context = resolve("on Friday", PUBLISHED, "future")
    found = resolve("until then", PUBLISHED, context=context)
    assert (found.first, found.last) == ("2023-05-17", "2023-05-19")


@pytest.mark.parametrize(
    ("words", "near", "day"),
    [
        ("on 21 January", "9 January 2023", "2023-01-21"),
        ("on 15 December", "9 January 2023", "2022-12-15"),
        ("on 3 May", "in 2017", "2017-05-03"),
        ("on the 12th", "9 January 2023", "2023-01-12"),
    ],
)
def test_day_of_the_year_that_the_text_speaks_of(words: str, near: str, day: str):
    found = resolve(words, None, near=resolve(near, None))
    assert (found.first, found.last) == (day, day)


def test_month_of_the_year_that_the_text_speaks_of():
    found = resolve("in January", None, near=resolve("9 January 2023", None))
    assert (found.first, found.last) == ("2023-01-01", "2023-01-31")
    assert resolve("in January", None).first is None


def test_day_of_the_month_is_the_last_one_before_publication():
    assert resolve("on the 20th", PUBLISHED).first == "2023-04-20"
    assert resolve("on the 20th", PUBLISHED, "future").first == "2023-05-20"


@pytest.mark.parametrize("words", ["on the 5th floor", "on the 20th anniversary of the ban", "on the day that counts"])
def test_other_ordinals_are_no_days(words: str):
    assert find_dates(words) == []


def test_recent_day_is_of_the_year_of_publication_whatever_is_near():
    assert resolve("on 15 May", PUBLISHED, near=resolve("in 2019", None)).first == "2023-05-15"
    assert resolve("on 15 September", PUBLISHED, near=resolve("in 2019", None)).first == "2019-09-15"


@pytest.mark.parametrize(
    "words",
    [
        "they may march",
        "the sun",
        "Sun bathers",
        "a march in the rain",
        "May Oster said",
        "every Saturday",
        "Bloody Sunday",
    ],
)
def test_other_words_are_no_dates(words: str):
    assert find_dates(words) == []


def test_dates_in_a_sentence_keep_their_place():
    text = "On Friday night and on 3 May 2021 crowds met."
    found = find_dates(text)
    assert [text[one.start : one.end] for one in found] == ["On Friday night", "on 3 May 2021"]
    assert [one.words for one in find_dates("On 12 May 1500 workers marched.")] == ["On 12 May"]


def test_publication_date_must_be_iso():
    with pytest.raises(ValueError, match="17/05/2023"):
        resolve("on Monday", "17/05/2023")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1)))
def test_any_calendar_day_is_read_back(day: date):
    words = f"{day.day} {day:%B} {day.year}"
    assert resolve(words, None).first == day.isoformat()


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)), st.sampled_from(["Monday", "Friday", "Sunday"])
)
def test_past_weekday_lies_in_the_week_before_publication(published: date, weekday: str):
    found = date.fromisoformat(resolve(f"on {weekday}", published.isoformat()).first or "")
    assert 0 <= (published - found).days < 7
    assert f"{found:%A}" == weekday


@pytest.mark.parametrize("piece", ["Monday ", "1 ", "May ", "since ", "on the ", "last ", "“\u200fא ", "3-"])
def test_long_text_is_read_in_bounded_time(piece: str):
    started = time.process_time()
    text = piece * (100_000 // len(piece))
    assert all(text[one.start : one.end] == one.words for one in find_dates(text))
    assert time.process_time() - started < 5
