"""Counts in words and figures, as inclusive intervals.

The conventions are those of the project's annotation guide: "over 100" is [101, –], "at least 100" [100, –],
"up to 50" [–, 50], "fewer than 50" [–, 49], "dozens" [24, 99], "hundreds" [200, 999], "several hundred" [200, 900],
"thousands" [2000, 9999], "about 40" [40, 40] with its qualifier kept. A vague crowd keeps its words and has no bounds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
_UNITS = {word: number for number, word in enumerate(_WORDS.split("|"))}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000}
_PLENTY = {  # a plural scale alone; the upper ends are those of the guide, one digit short of the next scale
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "millions": (2_000_000, 9_999_999),
}
_QUALIFIERS = {
    "above": ("more than", "over", "above", "upwards of", "in excess of", "exceeded", "exceeding", "topped"),
    "from": ("at least", "no fewer than", "no less than", "not less than", "not fewer than", "a minimum of"),
    "below": ("fewer than", "less than", "under", "below"),
    "to": ("up to", "as many as", "no more than", "not more than", "at most", "a maximum of"),
    "near": (
        "about", "around", "some", "roughly", "approximately", "nearly", "almost", "close to", "an estimated",
        "estimated", "circa", "exactly", "only", "just", "or so",
    ),
}  # fmt: skip
_SENSE = {words: sense for sense, all_words in _QUALIFIERS.items() for words in all_words}
_AFTER = {
    "or more": "from",
    "at least": "from",
    "at most": "to",
    "at the outside": "to",
    "or so": "near",
    "or fewer": "to",
}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in words), key=len, reverse=True))


_SMALL = rf"(?:{_any(_TENS)})(?:[\s-](?:{_any(_UNITS)}))?|(?:{_any(_UNITS)})"
_WORD_NUMBER = rf"(?:{_SMALL})(?:\s+(?:{_any(_SCALES)})(?:\s+(?:and\s+)?(?:{_SMALL}))?){{0,3}}"
_FIGURE = (  # 10.000 · 1,00,000 · 1,000 · 12.5
    r"\d{1,3}(?:\.\d{3})+(?![.\d])|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d{1,9}(?:\.\d{1,2})?(?!\d)"
)
_ARTICLE_NUMBER = rf"(?:half\s+)?an?\s+(?:couple\s+of\s+)?(?:{_any(_SCALES)})"
_NUMBER = rf"(?:{_ARTICLE_NUMBER}|{_WORD_NUMBER}|(?:{_FIGURE})(?:\s+(?:{_any(_SCALES)}))?)"
_COUNT = re.compile(
    rf"""(?<![\w.,/:-])
    (?:(?P<qualifier>{_any(_SENSE)})\s+)?
    (?:
      between\s+(?P<b1>{_NUMBER})\s+and\s+(?P<b2>{_NUMBER})
    | (?:from\s+)?(?P<r1>{_NUMBER})(?:\s+to\s+|(?<=\d)\s?[-–—]\s?(?=\d)|\s+or\s+|,\s+(?:maybe|perhaps|possibly)\s+)
      (?P<r2>{_NUMBER})
    | (?P<few>several|an?\s+few|few)\s+(?P<fewscale>{_any(_SCALES)})s?
    | (?P<plenty>{_any(_PLENTY)})(?:\s+of\s+(?P<of>hundreds|thousands|millions))?
    | (?P<number>{_NUMBER})(?P<plus>\+)?
    )
    (?:\s+(?P<after>{_any(_AFTER)}))?
    (?![\w]|/\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_VAGUE = re.compile(
    r"\b(?:(?:huge|large|big|massive|small|vast|growing|sizeable)\s+(?:crowds?|groups?|numbers?)|crowds"
    r"|an?\s+(?:handful|number|crowd)|many|several|numerous|countless|a\s+few)"
    r"(?:\s+of)?(?=\s+(?:\w+\s+){0,2}?(?:people|protesters|demonstrators|residents|women|men|students|workers|villagers|locals"
    r"|supporters|activists|officers|marchers|others|civilians)\b)",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_NOT_AFTER = re.compile(  # what follows a number that counts no people or things
    rf"""\s*(?:%|percent\b|per\s+cent\b|percentage)
    |\s*(?:km|kilomet|mile|metre|meter|cm\b|mm\b|feet\b|foot\b|yard|kg\b|kilo|tonne|ton\b|tons\b|litre|liter|hectare|acre|degree)
    |[\s-](?:square|cubic)\b
    |\s*(?:US\s+)?(?:dollar|euro|pound|rouble|ruble|rupee|peso|naira|tenge|yuan|yen|franc|sol\b|soles\b|cent\b|cents\b|USD|EUR|GBP|RUB)
    |[\s-](?:year|month|week|day|hour|minute|second|night|decade|centur)s?\b
    |\s*(?:a\.?m\b|p\.?m\b|o['’]clock|hrs?\b)
    |:\d|\s*times\b|[\s-](?:third|quarter|fifth|tenth)s?\b
    |\s+(?:of\s+)?{_MONTH}(?:\W|$)
    |-(?!strong\b|odd\b)[a-z]
    |\s+of\s+(?:the\s+)?(?:constitution|code|law)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_BEFORE = re.compile(  # what precedes such a number
    rf"""(?:[$€£₽¥₦₹]|\b(?:US|Rs|USD|EUR))\s*$
    |\b(?:(?:half|quarter|third|fifth|tenth)\s+of|ages|aged?|age\s+of|(?:m[ae]n|wom[ae]n|boy|girl|youth)\s+of|article|articles|section|clause|chapter|page|no\.|№|number|route|highway|channel|room|school|block|line|bus
       |law|decree|resolution|paragraph|version|level|phase|grade|class|category|magnitude|hospital|article|under|over)\s+$
    |(?:{_MONTH})\s+$""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_AGE_BEFORE = re.compile(r"[^\W\d_][\w'’-]*(?:,\s|\s\()$")
_AGE_AFTER = re.compile(r"\s*(?:[,;.)]|$|(?:and|who|was|from|told|said|of)\b)")
_CLOCK_BEFORE = re.compile(r"\b(?:at|by|until|till|before|after|from|since)\s+$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    r"\s*(?:[,;.]|$|(?:on|in\s+the|this|to|the|he|she|it|we|they|his|her|its|our|their)\b)", re.IGNORECASE
)
_ONE_AFTER = re.compile(
    r"\s+(?!(?:of(?!\s+whom\b)|another|by|in|on|at|who|that|is|was|can|could|must|hand|side|thing|or)\b)[a-z]",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(r"\b(?:the|not|each|every|from)\s+$", re.IGNORECASE)  # "the one", "not one"
_PEOPLE_AFTER = re.compile(  # "2019 people", but "the 2019 protests"
    r"\s+(?:[a-z-]+\s+){0,2}?(?:people|persons|men|women|children|police|students|residents|inhabitants|troops|soldiers|arrests"
    r"|detentions|deaths|injuries|[a-z]+(?:ers|ors|ists|ees|iers|ians))\b"
)

CONTEXT = 40  # characters looked at on either side; keeps the cost of every match constant


@dataclass(frozen=True, slots=True)
class Count:
    """A count and where it stands: inclusive bounds, None where open, both None for a vague crowd."""

    start: int
    end: int
    low: int | None
    high: int | None
    words: str
    qualifier: str | None


def find_quantities(text: str) -> list[Count]:
    """Every count of people or things in a text, in order, without overlaps. Offsets are characters.

    Ages, years, clock times, dates, money, shares, distances, durations, ordinals, multiples and numbers that are part
    of a name are left out.
    """
    found = [count for match in _COUNT.finditer(text) if (count := _read(match, text))]
    taken = [(count.start, count.end) for count in found]
    found += [vague for vague in _vague(text) if not any(a < vague.end and vague.start < b for a, b in taken)]
    return sorted(found, key=lambda count: count.start)


def _vague(text: str) -> Iterator[Count]:
    for match in _VAGUE.finditer(text):
        yield Count(match.start(), match.end(), None, None, match.group(), None)


def _read(match: re.Match[str], text: str) -> Count | None:
    if not _is_count(match, text):
        return None
    bounds = _bounds(match)
    if bounds is None:
        return None
    qualifier = match["qualifier"] or match["after"] or ("+" if match["plus"] else None)
    qualifier = " ".join(qualifier.lower().split()) if qualifier else None
    sense = _SENSE.get(qualifier or "") or _AFTER.get(qualifier or "") or ("from" if match["plus"] else None)
    low, high = _apply(sense, *bounds)
    return Count(match.start(), match.end(), low, high, match.group(), qualifier)


def _apply(sense: str | None, low: int, high: int) -> tuple[int | None, int | None]:
    match sense:
        case "above":
            return low + 1, None
        case "from":
            return low, None
        case "below":
            return None, high - 1
        case "to":
            return None, high
        case _:
            return low, high


def _bounds(match: re.Match[str]) -> tuple[int, int] | None:
    if few := match["few"]:
        scale = _SCALES[match["fewscale"].lower()]
        return (24, 99) if few and scale == 12 else (2 * scale, 9 * scale)
    if plenty := match["plenty"]:
        low, high = _PLENTY[plenty.lower()]
        if not match["of"]:
            return low, high
        scale = _SCALES[match["of"].lower()[:-1]]
        return low * scale, (high + 1) * scale - 1
    first, second = (match["b1"] or match["r1"]), (match["b2"] or match["r2"])
    if first and second:
        low, high = _value(first), _value(second)
        if low is None or high is None:
            return None
        scale = next((s for w, s in _SCALES.items() if w in second.lower() and w not in first.lower()), 1)
        if scale == 1 and low < 1_000 <= high and high % 1_000 == 0 and low * 1_000 < high:
            scale = 1_000  # "7-8,000"
        low = low * scale if low < high / scale else low  # "two to three thousand"
        return (low, high) if low < high else None
    value = _value(match["number"])
    return None if value is None else (value, value)


def _value(words: str) -> int | None:
    """The number that figures or number words name; None for a fraction of nothing countable, such as "3.5"."""
    total, current, seen = 0, 0.0, False
    for word in re.findall(r"\d[\d,\u00a0\u202f ]*(?:\.\d+)?|[a-z]+", words.lower()):
        if word[0].isdigit():
            word = re.sub(r"\.(?=\d{3}(?!\d))", "", word)  # noqa: PLW2901  "1.500" people are no one and a half
            current, seen = float(re.sub(r"[^\d.]", "", word)), True
        elif word in _UNITS or word in _TENS:
            current, seen = current + _UNITS.get(word, _TENS.get(word, 0)), True
        elif word == "couple":
            current, seen = 2, True
        elif word == "half":
            current, seen = 0.5, True
        elif word in _SCALES:
            current = (current if seen else 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current, seen = total + round(current), 0.0, True
            else:
                seen = True
    value = total + current
    return int(value) if value == int(value) else None


def _is_count(match: re.Match[str], text: str) -> bool:
    start, end = match.start(), match.end()
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if _NOT_AFTER.match(after) or _NOT_BEFORE.search(before):
        return False
    number = match["number"] or ""
    if match["qualifier"] or match["after"] or not number:
        return not any(_YEAR.fullmatch(match[name] or "") for name in ("r1", "b1"))
    if number.lower() in ("one", "zero"):
        return bool(_ONE_AFTER.match(after)) and not _ONE_BEFORE.search(before)
    if _YEAR.fullmatch(number):
        return bool(_PEOPLE_AFTER.match(after)) and not re.search(
            r"\b(?:in|since|of|by|during|until|late|early|mid)\s+$", before, re.IGNORECASE
        )
    value = _value(number)
    if (
        value is not None
        and value <= 110
        and number[0].isdigit()
        and _AGE_BEFORE.search(before)
        and _AGE_AFTER.match(after)
    ):
        return False
    return not (value is not None and value <= 24 and _CLOCK_BEFORE.search(before) and _CLOCK_AFTER.match(after))
