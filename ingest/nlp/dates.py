"""When it happened: what an expression of time means, seen from the publication date.

`dateparser` reads the words of a calendar date; what they mean in a report (the Monday before publication, the
September nearest to it) is decided here. What the text does not fix stays unresolved, with its words: never a wrong
date.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

import dateparser

from graph_schema.model import DatePrecision
from ingest.extraction import EventDate
from ingest.nlp.date_words import DATE, MONTHS, ORDINALS, SMALL_NUMBERS, WEEKDAY_ABBREVIATIONS, WEEKDAYS, lower_openings

# "unknown": a present tense, which tells of the past in a headline and of the future in a programme; "perfect": what
# goes on until now
Tense = Literal["past", "perfect", "future", "unknown"]
AMBIGUOUS_DAYS = 60  # a date without a year that lies this close after publication may be a plan or a year ago


@dataclass(frozen=True, slots=True)
class _Range:
    first: date
    last: date
    precision: DatePrecision
    stated: bool  # in full, so that no other date was needed

    @classmethod
    def day(cls, day: date, *, stated: bool = False) -> "_Range":
        return cls(day, day, "day", stated)


def resolve(
    words: str,
    published: str | None,
    tense: Tense = "past",
    context: EventDate | None = None,
    near: EventDate | None = None,
) -> EventDate:
    """What an expression of time means.

    `published` is the ISO publication date; without one only a date that names its year is resolved. `tense` is that of
    the clause. `context` is the date that "that day" or "a day later" looks back to. `near`: a date with its year that
    the text around speaks of, for a day that names none. Raises ValueError when `published` is not an ISO date.
    """
    base = date.fromisoformat(published) if published else None
    lowered = lower_openings(words)
    match = DATE.search(lowered) or DATE.search(f"in {lowered}")  # "2014" and "March" need an "in" in running text only
    if match and match["opening"] in ("until", "till", "through"):
        tense = "future"
    if match and match["opening"] == "by" and tense == "unknown":  # "is due by Friday"
        tense = "future"
    found = _read(match, base, tense, context, near) if match else None
    if match is None or found is None:
        return EventDate(None, None, "unknown", words, "unresolved")
    first, last, precision = found.first, found.last, found.precision
    opening = match["opening"]
    ranged = match["d2"] or match["d4"]
    if opening == "since" or (
        opening == "from" and not ranged and not (base and (first > base or (first == base and tense == "future")))
    ):
        end = base
        if match["part"] == "mid":
            first = first.replace(day=15)
        if end is None or end < first:
            return EventDate(None, None, "unknown", words, "unresolved")
        last, precision = end, "range" if end > first else precision
    elif opening in ("until", "till", "through") and base and last >= base:  # from now on, as what is announced holds
        first, precision = base, "range" if last > base else precision
    elif opening not in (None, "from", "by") and not match["owner"]:  # a bound; "after Friday's vote" was on Friday
        return EventDate(None, None, "unknown", words, "unresolved")
    elif opening == "by" and tense == "future" and base and last > base:
        first, precision = base, "range"
    basis = "context" if _looks_back(match) or match["nth"] else "stated" if found.stated else "publication"
    return EventDate(first.isoformat(), last.isoformat(), precision, words, basis)


def _looks_back(match: re.Match[str]) -> bool:
    """Whether an expression names no day by itself but one beside a day named before."""
    return bool(match["anaphor"] or match["shift"] or match["hours"])


def _read(
    match: re.Match[str], base: date | None, tense: Tense, context: EventDate | None, near: EventDate | None
) -> _Range | None:
    if match["iso"] or match["dotted"]:
        return _calendar_day(match["iso"] or "-".join(reversed(match["dotted"].split("."))))
    if match["dmy"] or match["mdy"]:
        return _days(match, base, tense, near)
    if match["m3"] or match["m4"] or match["m5"] or match["y5"]:
        return _month(match, base, tense, near)
    if match["nth"]:
        return _day_of_month(int(match["nth"][:-2]), near or context, base, tense)
    if _looks_back(match):
        return _from_context(match, context)
    return _relative(match, base, tense) if base else None


@lru_cache(maxsize=4096)
def _calendar_day(words: str) -> _Range | None:
    parsed: datetime | None = dateparser.parse(words, languages=["en"], settings={"STRICT_PARSING": True})
    return _Range.day(parsed.date(), stated=True) if parsed else None


def _days(match: re.Match[str], base: date | None, tense: Tense, near: EventDate | None) -> _Range | None:
    month = (match["m1"] or match["m2"]).rstrip(".")
    number = MONTHS[month.lower()]
    year = match["y1"] or match["y2"]
    ends = [re.sub(r"\D", "", day) for day in (match["d1"] or match["d3"], match["d2"] or match["d4"]) if day]
    if not year and near and tense in ("past", "perfect") and not _is_recent(number, int(ends[0]), base, tense):
        year = _year_beside(number, int(ends[0]), near)
    if year:
        found = [_calendar_day(f"{day} {month} {year}") for day in ends]
    elif base:
        nearest = _nearest_year(number, int(ends[0]), base, tense)
        found = [_calendar_day(f"{day} {month} {nearest}") for day in ends] if nearest else [None]
    else:
        found = [None]
    days = [one.first for one in found if one]
    if len(days) < len(found) or days != sorted(days):
        return None
    return _Range(days[0], days[-1], "day" if len(days) == 1 else "range", stated=bool(match["y1"] or match["y2"]))


def _is_recent(month: int, day: int, base: date | None, tense: Tense) -> bool:
    """Whether a day that names no year was shortly before publication: then that is meant, whatever is near."""
    year = _nearest_year(month, day, base, tense) if base else None
    return base is not None and year is not None and 0 <= (base - date(year, month, day)).days <= AMBIGUOUS_DAYS


def _year_beside(month: int, day: int, near: EventDate) -> int | None:
    """The year of a day that names none in a text that just spoke of another: what is told is told together."""
    if near.first is None:
        return None
    first = date.fromisoformat(near.first)
    if near.precision == "year":
        return first.year
    years = (year for year in (first.year - 1, first.year, first.year + 1))
    dates = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    return min(dates, key=lambda one: abs((one - first).days)).year if dates else None


def _day_of_month(day: int, near: EventDate | None, base: date | None, tense: Tense) -> _Range | None:
    """What "the 5th" is: in the month spoken of, else the last one before publication, or the next that is planned."""
    if near is not None and near.first is not None and near.precision != "year":
        first = date.fromisoformat(near.first)
        return _Range.day(first.replace(day=day)) if day <= calendar.monthrange(first.year, first.month)[1] else None
    if base is None:
        return None
    months = [divmod(base.year * 12 + base.month - 1 + step, 12) for step in (-2, -1, 0, 1, 2)]
    dates = [date(y, m + 1, day) for y, m in months if day <= calendar.monthrange(y, m + 1)[1]]
    ahead = tense == "future"
    return _Range.day(next(one for one in (dates if ahead else dates[::-1]) if (one >= base if ahead else one <= base)))


def _nearest_year(month: int, day: int, base: date, tense: Tense) -> int | None:
    """The year of a date that names none: the last one before publication, or the next when it is planned."""
    years = (base.year - 1, base.year, base.year + 1)
    dates = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    past = max((one for one in dates if one <= base), default=None)
    future = min((one for one in dates if one >= base), default=None)
    if tense == "future":
        return future.year if future else None
    if tense == "unknown" and future and past:
        return min(future, past, key=lambda one: abs((one - base).days)).year
    if future and past and future != past and (future - base).days <= AMBIGUOUS_DAYS:
        return None
    return past.year if past else None


def _month(match: re.Match[str], base: date | None, tense: Tense, near: EventDate | None) -> _Range | None:
    """A month, a third of one, or a year; in a text of unknown date a month is of the year spoken of."""
    if match["y5"]:
        return _Range(date(int(match["y5"]), 1, 1), date(int(match["y5"]), 12, 31), "year", stated=True)
    number = MONTHS[(match["m3"] or match["m4"] or match["m5"]).rstrip(".").lower()]
    year = match["y3"] or match["y4"]
    if year:
        chosen = int(year)
    elif base:
        chosen = _month_year(number, base, tense, match["which"])
    else:
        chosen = _year_beside(number, 1, near) if near else None
    if chosen is None:
        return None
    first, last = date(chosen, number, 1), _month_end(chosen, number)
    match match["part"]:
        case "early":
            last = first.replace(day=10)
        case "mid":
            first, last = first.replace(day=11), first.replace(day=20)
        case "late":
            first = first.replace(day=21)
        case _:
            pass
    return _Range(first, last, "month", stated=bool(year))


def _month_year(month: int, base: date, tense: Tense, which: str | None) -> int | None:
    if which == "this":
        return base.year if month == base.month else None
    if tense == "future" or which == "next":
        return base.year if month >= base.month else base.year + 1
    if which == "last":
        return base.year if month < base.month else base.year - 1
    return base.year if month <= base.month else base.year - 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _relative(match: re.Match[str], base: date, tense: Tense) -> _Range | None:
    if match["weekday"]:
        return _named_day(match, base, tense)
    if match["length"]:
        return _length(_number(match["length"]) * (7 if match["lengthunit"] == "week" else 1), base, tense)
    if match["word"]:
        return _day_word(" ".join(match["word"].split()), base)
    if match["unit"] or match["weekend"]:
        return _unit(match["unitrel"] or "last", match["unit"] or match["weekend"], base, tense)
    return _ago(_number(match["ago"]), match["agounit"], base)


def _named_day(match: re.Match[str], base: date, tense: Tense) -> _Range | None:
    name = match["weekday"].rstrip(".").lower()
    if re.search(r"\bovernight\s+on\b", match.group()):
        evening = _weekday(name, match["rel"], base, tense, None)
        return evening and _Range(evening.first, evening.first + timedelta(days=1), "range", stated=False)
    if match["weekback"]:  # "Monday last week"
        return _weekday(name, "this", base - timedelta(days=base.weekday() + 1), "past", None)
    return _weekday(name, match["rel"], base, tense, match["opening"])


def _length(days: int, base: date, tense: Tense) -> _Range | None:
    """What "for five days" is when it lasts until now or begins now; told of the past it has no known end."""
    step = timedelta(days=days - 1)
    match tense:
        case "perfect":
            return _Range(base - step, base, "range", stated=False)
        case "future":
            return _Range(base, base + step, "range", stated=False)
        case _:
            return None


def _ago(number: int, unit: str, base: date) -> _Range:
    match unit:
        case "day":
            return _Range.day(base - timedelta(days=number))
        case "week":
            return _week(base - timedelta(weeks=number))
        case "month":
            months = base.year * 12 + base.month - 1 - number
            year, month = divmod(months, 12)
            return _Range(date(year, month + 1, 1), _month_end(year, month + 1), "month", stated=False)
        case _:
            year = base.year - number
            return _Range(date(year, 1, 1), date(year, 12, 31), "year", stated=False)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else SMALL_NUMBERS[words.lower()]


def _weekday(name: str, rel: str | None, base: date, tense: Tense, opening: str | None) -> _Range | None:
    number = WEEKDAYS.index(name) if name in WEEKDAYS else WEEKDAY_ABBREVIATIONS[name]
    back = (base.weekday() - number) % 7
    ahead = (number - base.weekday()) % 7
    if rel in ("last", "previous", "past"):
        return _Range.day(base - timedelta(days=back or 7))
    if rel == "next":
        return _Range.day(base + timedelta(days=ahead or 7))
    if rel == "this":
        return (
            _Range.day(base + timedelta(days=ahead)) if tense == "future" else _Range.day(base - timedelta(days=back))
        )
    if tense == "future":  # on its own weekday a plan may mean today or a week on
        return _Range.day(base + timedelta(days=ahead)) if ahead or opening == "from" else None
    return _Range.day(base - timedelta(days=back))


def _day_word(word: str, base: date) -> _Range:
    match word:
        case "the day before yesterday":
            return _Range.day(base - timedelta(days=2))
        case "yesterday":
            return _Range.day(base - timedelta(days=1))
        case "tomorrow":
            return _Range.day(base + timedelta(days=1))
        case "overnight" | "last night":
            return _Range(base - timedelta(days=1), base, "range", stated=False)
        case _:
            return _Range.day(base)


def _week(day: date) -> _Range:
    monday = day - timedelta(days=day.weekday())
    return _Range(monday, monday + timedelta(days=6), "week", stated=False)


def _unit(rel: str, unit: str, base: date, tense: Tense) -> _Range | None:
    step = {"last": -1, "this": 0, "next": 1}[rel]
    match unit:
        case "week":
            return _week(base + timedelta(weeks=step))
        case "weekend":
            saturday = base - timedelta(days=(base.weekday() - 5) % 7)
            if rel == "next" or tense == "future":
                saturday = base + timedelta(days=(5 - base.weekday()) % 7)
            return _Range(saturday, saturday + timedelta(days=1), "range", stated=False)
        case "month":
            year, month = divmod(base.year * 12 + base.month - 1 + step, 12)
            return _Range(date(year, month + 1, 1), _month_end(year, month + 1), "month", stated=False)
        case _:
            year = base.year + step
            return _Range(date(year, 1, 1), date(year, 12, 31), "year", stated=False)


def _from_context(match: re.Match[str], context: EventDate | None) -> _Range | None:
    """What "that day" or "a day later" is, seen from one known day; unresolved without one."""
    if context is None or context.first is None or context.first != context.last:
        return None
    day = date.fromisoformat(context.first)
    if match["running"]:
        since = timedelta(days=1 + ORDINALS.index(match["running"].lower()))
        return _Range(day - since, day, "range", stated=False)
    return _beside(match, day)


def _beside(match: re.Match[str], day: date) -> _Range | None:
    words = match["anaphor"] or ""
    if "week" in words:
        return None
    if words.endswith("followed"):
        return _Range(day, day + timedelta(days=1), "range", stated=False)
    step = 0
    if match["shift"]:
        step = _number(match["shift"]) * (7 if match["shiftunit"] == "week" else 1)
        step = step if match["shiftway"] in ("later", "after") else -step
    elif "next" in words or "following" in words or words.endswith("after"):
        step = 1
    elif "previous" in words or words.endswith("before"):
        step = -1
    return _Range.day(day + timedelta(days=step))
