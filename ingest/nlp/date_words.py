"""Expressions of time in a text: where they stand and of which parts they are made."""

import calendar
import re
from dataclasses import dataclass

WEEKDAYS = [name.lower() for name in calendar.day_name]
WEEKDAY_ABBREVIATIONS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh")
SMALL_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

_MONTH_NAMES = sorted((w for m in MONTHS for w in (m.capitalize(), m.upper())), key=len, reverse=True)
_MONTH = rf"(?:{'|'.join(dict.fromkeys(_MONTH_NAMES))})\b\.?"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY = rf"{_NUMBER}(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d|20)\d\d"
_NO_PEOPLE = r"(?!\s+(?:people|men|women|[a-z]+(?:ers|ists|ors))\b)"  # "on 12 May 1500 workers"
_WEEKDAY = rf"(?:{'|'.join(d.capitalize() for d in WEEKDAYS)}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_PART = r"(?:(?:early|late|mid)[\s-])?(?:morning|midday|noon|afternoon|evening|night|midnight|lunchtime|dawn)"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(SMALL_NUMBERS)})"
# "on the 5th": what stands after it tells that it is no "5th floor"
_NTH = (
    r"on\s+the\s+(?P<nth>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))"
    r"(?=\s*(?:[.,;:)—–]|$|(?:after|and|at|before|but|by|for|in|to|until|when|while)\b))"
)
_OPENING = (
    r"(?:(?P<opening>since|from|until|till|through|by|before|after)\s+"
    r"(?:early\s+|late\s+)?(?:(?:the\s+(?:morning|evening|night)\s+of|midnight\s+on|noon\s+on)\s+)?)?"
)

DATE = re.compile(
    rf"""(?<![\w$€£]){_OPENING}(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?:on\s+)?(?P<dotted>{_NUMBER}\.(?:1[0-2]|0?[1-9])\.{_YEAR})
    | (?:(?:on\s+)?(?:the\s+night\s+of\s+)?(?:{_WEEKDAY}\s?,?\s+)?(?:the\s+)?)
      (?P<dmy>(?P<d1>{_DAY})(?:(?:\s*[-–—]\s*|\s+(?:and|to|or)\s+)(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:\s?,?\s+(?P<y1>{_YEAR}){_NO_PEOPLE})?)
    | (?:(?:on\s+)?(?:{_WEEKDAY}\s?,?\s+)?)
      (?P<mdy>(?P<m2>{_MONTH})\s+(?P<d3>{_DAY})(?:(?:\s*[-–—]\s*|\s+(?:and|to|or)\s+)(?P<d4>{_DAY}))?(?:\s?,?\s+(?P<y2>{_YEAR}){_NO_PEOPLE})?)(?!\d|,\d)
    | (?:in\s+)?(?P<part>early|mid|late)[\s-](?P<m3>{_MONTH})(?:\s+(?P<y3>{_YEAR}))?
    | (?:in\s+)?(?P<m4>{_MONTH})(?:\s?,|\s+of)?\s+(?P<y4>{_YEAR})
    | (?:(?<=since\s)|(?<=from\s)|(?<=until\s)|in\s+|(?P<which>last|this|next)\s+)(?P<m5>{_MONTH})(?!\s?,?\s+\d)
    | (?:(?<=since\s)|(?<=from\s)|(?<=until\s)|in\s+|(?:early|late)\s+in\s+)(?P<y5>{_YEAR})(?!(?<=00)\s+[a-z]+ers\b)
    | (?:on\s+)?(?:(?:the\s+)?(?P<rel>last|next|this|previous|past)\s+)?(?:{_PART}\s+on\s+|overnight\s+on\s+)?
      (?<!every\s)(?<!each\s)(?<!Bloody\s)(?<!Black\s)(?<!Good\s)(?<!Palm\s)(?P<weekday>{_WEEKDAY})
      (?P<weekback>\s+(?:of\s+)?last\s+week)?
      (?:(?P<owner>['’]s\b)|\s+{_PART})?
    | (?P<word>the\s+day\s+before\s+yesterday
        |yesterday|today|tomorrow|tonight|overnight|last\s+night|this\s+(?:morning|afternoon|evening))
      (?:\s+{_PART})?
    | (?P<unitrel>last|this|next)\s+(?P<unit>week|month|year|weekend)
    | (?:(?:over|at|during)\s+|(?<=by\s)|(?<=until\s))the\s+(?P<weekend>weekend)
    | {_NTH}
    | for\s+(?P<length>{_COUNT})\s+(?P<lengthunit>day|night|week)s
    | (?P<ago>{_COUNT})\s+(?P<agounit>day|week|month|year)s?\s+ago
    | (?P<shift>{_COUNT})\s+(?P<shiftunit>day|week)s?\s+(?P<shiftway>earlier|later|before|after)
    | (?P<hours>(?:{_COUNT}\s+|some\s+|a\s+few\s+|several\s+)?(?:hours|minutes)\s+(?:earlier|later|before|after))
    | (?P<anaphor>(?<=until\s)then
        |on\s+the\s+(?:day|night)(?=\s*(?:[.,;:)]|$|(?:and|but|had|spoke|put|said|was|were)\b))
        |(?:in|during)\s+the\s+(?:night|day)\s+that\s+followed
        |the\s+(?:next|following|previous|same)\s+(?:day|morning|evening|night|week)
        |(?:on\s+)?that\s+(?:day|night|morning|evening|afternoon|week)|the\s+day\s+(?:before|after)
        |for\s+(?:a|the)\s+(?P<running>second|third|fourth|fifth|sixth|seventh)(?:\s+(?:consecutive|straight|successive))?\s+(?:day|night)(?:\s+(?:running|in\s+a\s+row))?)
    )(?![\w-])""",
    re.VERBOSE,
)
_LOWERED = re.compile(
    r"\b(Yesterday|Today|Tomorrow|Tonight|Overnight|Last|This|Next|Since|From|Until|In|On|The|That|Early|Mid|Late|Over|At|By|After|Before|During|A|An|One|Two|Three|Four|Five|Six|Seven|Ten|For|Hours|Minutes|Some|Several)\b"
)


@dataclass(frozen=True, slots=True)
class DateWords:
    """An expression of time and where it stands, in characters."""

    start: int
    end: int
    words: str


def find_dates(text: str) -> list[DateWords]:
    """Every expression of time in a text that can name a day, week, month or year; in order, without overlaps."""
    return [DateWords(m.start(), m.end(), text[m.start() : m.end()]) for m in DATE.finditer(lower_openings(text))]


def lower_openings(text: str) -> str:
    """Lower-case the little words at the start of a sentence, so that one pattern serves; the length stays the same."""
    return _LOWERED.sub(lambda match: match.group().lower(), text)
