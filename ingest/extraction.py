"""What one reading of an article says: plain records with character offsets, no language-library types.

All offsets are Python characters (code points) of the revision's text. Entities and incidents carry keys that are local
to the article; the resolution step turns them into graph ids.
"""

from dataclasses import dataclass
from typing import Literal

from graph_schema.model import DatePrecision, EntityKind, QuoteType, Stance


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character range."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """A sentence and its number in the article, counted from 0."""

    idx: int
    span: Span


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """The gazetteer row a place entity was resolved to, with the rows it lies in, from near to far."""

    geoname_id: int
    name: str
    aliases: tuple[str, ...]
    feature: Literal["country", "region", "town"]
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    part_of: tuple["PlaceMatch", ...]  # (region, country) for a town, (country,) for a region


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """Who or what the mentions of one article refer to; `key` is unique within the article.

    `within` is the key of the town or region that a place without a gazetteer row was named beside.
    """

    key: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...] = ()
    place: PlaceMatch | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One mention of an entity; nominal means a description or pronoun ("the group", "he") and not a name."""

    span: Span
    entity: str
    kind: EntityKind
    nominal: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it. `entity` for kind entity; `words` name a channel such as "videos posted online"."""

    kind: Literal["entity", "channel", "outlet"]
    entity: str | None = None
    words: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count: inclusive bounds (None where open), its words, what is counted."""

    low: int | None
    high: int | None
    words: str
    unit: str
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it happened: ISO dates, both None while unknown; `words` are the text's, `basis` how it resolved."""

    first: str | None
    last: str | None
    precision: DatePrecision
    words: str | None
    basis: Literal["stated", "publication", "context", "unresolved"]


@dataclass(frozen=True, slots=True)
class ExtractedClaim:
    """One utterance: content span within one sentence, speaker, cue, chain (`via`: nearest to the outlet first)."""

    sentence: int
    content: Span
    speaker: Speaker
    cue: Span | None
    verb: str | None
    via: tuple[Speaker, ...]
    quote_type: QuoteType
    stance: Stance
    kind: str
    count: Quantity | None
    when: EventDate | None
    about: tuple[str, ...]  # keys of the entities its words name
    setting: str | None  # key of the town or region the text is speaking of, where the words themselves name no place
    incident: str | None  # key of an incident
    method: str  # which rule or model found it
    actors: tuple[str, ...] = ()  # keys of the entities that do what the claim reports
    targets: tuple[str, ...] = ()  # keys of those it is done to
    tactics: tuple[str, ...] = ()  # words for weapons and ways of acting
    slogans: tuple[str, ...] = ()  # what was shouted or written
    causes: tuple[str, ...] = ()  # what the event was over


@dataclass(frozen=True, slots=True)
class ExtractedIncident:
    """An event the article reports: codebook type, the entity key of its place, its date."""

    key: str
    type: str
    place: str | None
    when: EventDate | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one reading found in one article; `left_out` counts, by reason, what could not be decided."""

    sentences: tuple[SentenceSpan, ...]
    entities: tuple[LocalEntity, ...]
    mentions: tuple[EntityMention, ...]
    claims: tuple[ExtractedClaim, ...]
    incidents: tuple[ExtractedIncident, ...]
    left_out: tuple[tuple[str, int], ...] = ()
