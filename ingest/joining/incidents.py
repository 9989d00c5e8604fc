"""How likely incidents that single articles tell of are the same, and what several such records come to.

Each article gives one record of each of its incidents. Records meet by place and week; a pair is judged by place, day,
type and words, in steps a person can read. Nothing is counted over the whole input.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from graph_schema.ids import fold_name
from ingest.extraction import ExtractedClaim, ExtractedIncident, LocalEntity
from ingest.joining.articles import ReadArticle, when_published
from ingest.joining.judgement import Judgement, Verdict, judged
from ingest.joining.names import spoken
from ingest.nlp.incidents import LASTING, MOST_APART, family

SAME = 0.7  # least mean score of the records of one incident; .5 to .8 differ by .02 of B³ on the development gold
DOUBTFUL = (
    0.55  # least score of a pair that people should look at: one place in the other, days in common, words shared
)
UNLIKELY = 0.01  # of what nothing rules out
TELLING = 5  # letters from which on a word says something; figures of two digits do
TOLD_LATE = timedelta(days=31)  # before its publication, what an article without a date of the incident may tell of

# What agreement is worth: set by hand after the shares of true pairs on the development gold.
SAME_PLACE, INSIDE = 0.5, 0.25
SAME_DAYS, NEXT_DAY, DAY_UNKNOWN, NO_DATE = 0.25, 0.1, 0.15, 0.0
SAME_TYPE, ONE_FAMILY, ARRESTS_AT_OTHER, OTHER_TYPE = 0.25, 0.15, 0.0, -0.15
ALL_WORDS = 0.5
TOLD_APART = 0.45  # most for two of one article: only what other articles say can make them one

Part = tuple[float | None, str]  # what one side of two records adds to the score, None where it rules them out; why


@dataclass(frozen=True)
class IncidentRecord:
    """What one article says of one incident, in plain values, so that it can be kept and judged again.

    Attributes:
        id: unique among all records.
        article: the id of its article, which tells its own incidents apart.
        type: of the codebook.
        places: ids of its place and of what that lies in, from near to far; empty while unknown.
        country: the last of them, where it is a country's.
        names: what the article calls its place, as sounds.
        first, last: ISO days, None while unknown.
        published: the ISO day of the article, None while unknown.
        words: telling words of its claims, folded, sorted.
    """

    id: str
    article: str
    type: str
    places: tuple[str, ...]
    country: str | None
    names: tuple[str, ...]
    first: str | None
    last: str | None
    published: str | None
    words: tuple[str, ...]

    @cached_property
    def near(self) -> frozenset[str]:
        """Where it is, by row and by name, and what that lies in short of the country."""
        rows = {place for place in self.places if place != self.country or place == self.places[0]}
        return frozenset(rows | {f"{_NAME}{name}" for name in self.names})

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """The days it may be of, counted; an article without a date tells of what was before it was published."""
        if self.first is not None and self.last is not None:
            return date.fromisoformat(self.first).toordinal(), date.fromisoformat(self.last).toordinal()
        if self.published is None:
            return None
        published = date.fromisoformat(self.published[:10])
        return (published - TOLD_LATE).toordinal(), published.toordinal()


@dataclass(frozen=True, slots=True)
class Incident:
    """What the records of one incident come to. `placed` is the id of the record that gives the place, if any does."""

    type: str
    placed: str | None
    first: str | None
    last: str | None


def record(article: ReadArticle, incident: ExtractedIncident) -> IncidentRecord:
    """What an article says of one of its incidents."""
    entities = {entity.key: entity for entity in article.extraction.entities}
    place = entities.get(incident.place) if incident.place else None
    places = tuple(_places(place, entities)) if place else ()
    words = {word for claim in article.extraction.claims if claim.incident == incident.key
             for word in _words(article, claim)}  # fmt: skip
    return IncidentRecord(
        id=article.ref(incident.key),
        article=article.id,
        type=incident.type,
        places=places,
        country=next((place for place in places if place.startswith(_COUNTRY)), None),
        names=tuple(sorted({spoken(name) for name in (place.name, *place.aliases)})) if place else (),
        first=incident.when.first if incident.when else None,
        last=incident.when.last if incident.when else None,
        published=article.published,
        words=tuple(sorted(words)),
    )


_COUNTRY, _NAME = "country:", "name:"


def _places(place: LocalEntity, entities: Mapping[str, LocalEntity]) -> Iterator[str]:
    """The ids of a place and of what it lies in: rows of the gazetteer, else its name."""
    around: LocalEntity | None = place
    if place.place is None:
        yield f"{_NAME}{spoken(place.name)}"
        around = entities.get(place.within) if place.within else None
    if around is not None and around.place is not None:
        for row in (around.place, *around.place.part_of):
            yield f"{_COUNTRY if row.feature == 'country' else 'row:'}{row.geoname_id}"


def _words(article: ReadArticle, claim: ExtractedClaim) -> Iterator[str]:
    content = article.text[claim.content.start : claim.content.end]
    return (word for word in fold_name(content).split() if len(word) >= TELLING or (word.isdigit() and len(word) > 1))


def described(records: Collection[IncidentRecord]) -> Incident:
    """The records of one incident as one: type, place and days of most articles, else of the first.

    What is of an unknown day is not the first.
    """
    told = sorted(records, key=lambda one: (when_published(one.published), one.id))
    first_of = {one.article: one for one in reversed(told)}  # each article has one voice
    type_ = Counter(one.type for one in told if one is first_of[one.article]).most_common(1)[0][0]
    at = Counter(one.places[0] for one in told if one.places).most_common(1)
    placed = next((one for one in told if at and one.places and one.places[0] == at[0][0]), None)
    days = Counter((one.first, one.last) for one in told if one.first is not None).most_common(1)
    first, last = days[0][0] if days else (None, None)
    return Incident(type_, placed.id if placed is not None else None, first, last)


def keys(one: IncidentRecord) -> set[str]:
    """What a record is filed under: its places, each with the weeks of its days, and as dated or undated."""
    weeks = _weeks(one, 0)
    return {f"{place}|{time}" for place in one.near for time in (*weeks, DATED if weeks else UNDATED)}


def sought(one: IncidentRecord) -> dict[str, str | None]:
    """The keys of records that may be of the same incident; whichever of two records seeks, it finds the other.

    Each with the key that must not be CROWDED for it to tell anything, if there is one: where much is told of, a record
    of which nothing says when it was can be any of it.
    """
    if one.days is None:
        return {key: key for place in one.near for key in (f"{place}|{DATED}", f"{place}|{UNDATED}")}
    lasting = one.first is not None and one.type in LASTING
    weeks = _weeks(one, MOST_APART.days if lasting else 1)
    found: dict[str, str | None] = {f"{place}|{week}": None for place in one.near for week in weeks}
    return found | {f"{place}|{UNDATED}": f"{place}|{DATED}" for place in one.near}


DATED, UNDATED = "dated", "undated"
CROWDED = 100  # records under a key, from which on it says too little; chosen to keep what is compared small


def _weeks(one: IncidentRecord, around: int) -> tuple[str, ...]:
    """The weeks of its days and of some days around them."""
    if one.days is None:
        return ()
    return tuple(str(week) for week in range((one.days[0] - around) // 7, (one.days[1] + around) // 7 + 1))


def judge(one: IncidentRecord, other: IncidentRecord) -> Judgement:
    """Whether two records are of one incident: the sum of what place, day, type and words speak for it.

    Negative where place or day rule it out, so that the two share no group whatever others say.
    """
    parts = (_where(one, other), _when(one, other), _what(one, other), _in_words(one, other))
    why = "; ".join(why for _, why in parts if why)
    ruled_out = next((why for score, why in parts if score is None), None)
    if ruled_out is not None:
        return judged(one.id, other.id, "negative", 0.0, ruled_out)
    score = max(UNLIKELY, min(1.0, sum(score or 0.0 for score, _ in parts)))
    if one.article == other.article:
        score, why = min(score, TOLD_APART), f"{why}; one article tells them apart"
    return judged(one.id, other.id, _verdict(score), score, why)


def _verdict(score: float) -> Verdict:
    if score >= SAME:
        return "positive"
    return "unsure" if score >= DOUBTFUL else "negative"


def _where(one: IncidentRecord, other: IncidentRecord) -> Part:
    if one.near.isdisjoint(other.near):
        return None, "no place in common"
    if one.country and other.country and one.country != other.country:
        return None, "in two countries"
    if one.places[0] == other.places[0] or (_is_unknown(one, other) and not set(one.names).isdisjoint(other.names)):
        return SAME_PLACE, "same place"
    if one.places[0] in other.places or other.places[0] in one.places:
        return INSIDE, "the place of one lies in that of the other"
    return 0.0, "two places of one region"


def _is_unknown(one: IncidentRecord, other: IncidentRecord) -> bool:
    """Whether one of two places has no row in the gazetteer, so that it is told by its name only."""
    return any(record.places[0].startswith(_NAME) for record in (one, other))


def _when(one: IncidentRecord, other: IncidentRecord) -> Part:
    ours, theirs = one.days, other.days
    if ours is None or theirs is None:
        return NO_DATE, "nothing known of the day"
    gap = max(ours[0], theirs[0]) - min(ours[1], theirs[1])
    if one.first is None or other.first is None:
        return (DAY_UNKNOWN, "told when it may have been") if gap <= 0 else (None, "told of before it was")
    lasting = one.type == other.type and one.type in LASTING
    long = not lasting and max(days[1] - days[0] for days in (ours, theirs)) > MOST_APART.days
    if gap <= 0:
        vague = long and ours != theirs
        return (0.0, "one may be any day of a long time") if vague else (SAME_DAYS, "days in common")
    near = gap == 1 or (lasting and gap <= MOST_APART.days)
    return (NEXT_DAY if near and not long else None), f"{gap} days apart"


def _what(one: IncidentRecord, other: IncidentRecord) -> Part:
    types = {one.type, other.type}
    why = " and ".join(sorted(types))
    if len(types) == 1:
        return SAME_TYPE, why
    if "arrest" in types:
        return ARRESTS_AT_OTHER, why
    return (ONE_FAMILY if family(one.type) == family(other.type) else OTHER_TYPE), why


def _in_words(one: IncidentRecord, other: IncidentRecord) -> Part:
    """The share of the words of the shorter record that the other has too: all of them in copies."""
    shared = len(set(one.words).intersection(other.words))
    if not shared:
        return 0.0, ""
    return ALL_WORDS * shared / min(len(one.words), len(other.words)), f"{shared} words shared"
