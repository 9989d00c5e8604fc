"""One frozen record a node kind, and the relationship types: the graph model as objects that tests and lint can walk.

Field names are the graph's property names in snake_case; `properties` turns a record into the parameters of a write.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar, Literal

from pydantic.alias_generators import to_camel

EntityKind = Literal["person", "organisation", "group", "place"]
SourceKind = Literal["outlet", "agency", "official", "ngo", "social", "channel", "unknown"]
QuoteType = Literal["direct", "indirect", "mixed", "narrated"]
Stance = Literal["asserted", "denied", "hedged", "conflicting", "planned", "hypothetical", "demanded"]
DatePrecision = Literal["day", "range", "week", "month", "year", "unknown"]
PlacePrecision = Literal["exact", "town", "region", "country", "unknown"]
DecisionKind = Literal["merge", "split", "relink", "reject", "confirm"]
ReadingStatus = Literal["accepted", "done", "parked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node: `id` is unique within its label."""

    label: ClassVar[str]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Node):
    """An outlet or a channel ("videos shared on social media"). Speaker is a role, played by sources and entities."""

    label: ClassVar[str] = "Source"
    name: str
    kind: SourceKind
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Node):
    """What an outlet published, stable across edits. Dates are ISO `YYYY-MM-DD`; unknown is None, never a guess."""

    label: ClassVar[str] = "Article"
    title: str | None
    url: str | None
    published_at: str | None
    language: str
    byline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Node):
    """One text of an article; its content never changes. `raw` is what came in (`raw_encoding` utf-8 or base64).

    The reading state (dueAt, attempt, token, status, reason) lives on the same node and is written by the queue only.
    """

    label: ClassVar[str] = "Revision"
    raw: str
    raw_encoding: Literal["utf-8", "base64"]
    origin: str
    format: str | None
    text: str | None
    dropped: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Node):
    """A sentence of a revision; offsets are Python characters (code points) of `Revision.text`."""

    label: ClassVar[str] = "Sentence"
    idx: int
    text: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Node):
    """A name or a phrase in a sentence that stands for an entity: immutable evidence. Offsets are in the revision."""

    label: ClassVar[str] = "Mention"
    surface: str
    kind: EntityKind
    nominal: bool
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Node):
    """One utterance in one sentence, never shared by articles.

    `low` and `high` are inclusive bounds of a count, None where open; `quantity` holds its words.
    `event_from` and `event_to` are ISO dates, both None while the date is unknown; `date_words` says why.
    `tactics` (with weapons), `slogans` and `causes` of what it reports are words of the text.
    `article` and `published` are the id and the date of its article, an unknown date an empty text: listings are in
    this order.
    """

    label: ClassVar[str] = "Claim"
    article: str
    published: str
    text: str
    kind: str
    stance: Stance
    quote_type: QuoteType
    verb: str | None
    char_start: int
    char_end: int
    low: int | None = None
    high: int | None = None
    qualifier: str | None = None
    unit: str | None = None
    quantity: str | None = None
    event_from: str | None = None
    event_to: str | None = None
    date_precision: DatePrecision = "unknown"
    date_words: str | None = None
    tactics: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Node):
    """Something that happened, built from claims."""

    label: ClassVar[str] = "Incident"
    name: str
    type: str
    start_date: str | None
    end_date: str | None
    date_precision: DatePrecision
    place_precision: PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Node):
    """A place of the gazetteer, or one no row fits. `latitude`, `longitude` in degrees become the point `location`.

    `precision` is the kind of place whose point it is: a square (feature unknown) has that of its town.
    """

    label: ClassVar[str] = "Place"
    name: str
    aliases: tuple[str, ...]
    country: str | None
    admin1: str | None
    feature: Literal["country", "region", "town", "unknown"]
    precision: PlacePrecision
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Node):
    """A person; `roles` are the titles and descriptions articles give."""

    label: ClassVar[str] = "Person"
    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Node):
    """An organisation: authority, monitor, party, outlet spoken of."""

    label: ClassVar[str] = "Organisation"
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Node):
    """Unnamed people acting or speaking together in one article: women, residents, police."""

    label: ClassVar[str] = "Group"
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Node):
    """What claims of several voices say of one fact of an incident; derived from them, never instead of them.

    `text` has the words of the clearest claim; `low` and `high` span what claims that agree with it tell, None where
    open or not counted. `origins` are whom those go back to: what an agency says in ten outlets has one. Each claim
    on it says which origin it goes back to (one that only repeats another has none) and whether it agrees with `text`.
    """

    label: ClassVar[str] = "Finding"
    text: str
    kind: str
    low: int | None
    high: int | None
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    independent_origins: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Node):
    """What articles call somebody or something by: the unit that is joined. A merge says for whom it stands, no more.

    One for each full name in articles on one country, each gazetteer row, and each incident of an article; a lone
    surname or "the women" is one of its article. `row` is the GeoNames id of a place. `apart_from` is the reference
    that one article's use was taken out of by a decision. An entity's id is that of the
    reference it began with, `ref-` replaced by the prefix of its kind: so an id of before a merge can be looked up.
    """

    label: ClassVar[str] = "Reference"
    kind: EntityKind | Literal["incident"]
    name: str
    row: int | None
    apart_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Node):
    """A blocking key: only references that share one are ever compared."""

    label: ClassVar[str] = "Key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Node):
    """What a person decided about who or what is the same; taken back, it stays on record. Times are ISO, UTC."""

    label: ClassVar[str] = "Decision"
    kind: DecisionKind
    actor: str
    at: str
    reason: str
    summary: str
    retracted_at: str | None = None
    retracted_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Node):
    """Which versions of pipeline, model and codebook read a revision."""

    label: ClassVar[str] = "Run"
    pipeline: str
    model: str
    codebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Two references that may be the same, what they stand for now, how likely (0 to 1) and why."""

    one: str
    name: str
    other: str
    other_name: str
    entity: str
    other_entity: str
    score: float
    why: str


NODES: tuple[type[Node], ...] = (
    Source, Article, Revision, Sentence, Mention, Claim, Incident, Place, Person, Organisation, Group, Finding,
    Reference, Key, Decision, Run,
)  # fmt: skip

ENTITY_LABELS: Mapping[EntityKind, str] = {
    "person": "Person", "organisation": "Organisation", "group": "Group", "place": "Place",
}  # fmt: skip

# type → labels it leaves from, labels it goes to
_REFERENTS = ("Person", "Organisation", "Group", "Place")
RELATIONSHIPS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "PUBLISHED": (("Source",), ("Article",)),
    "HAS_REVISION": (("Article",), ("Revision",)),
    "HAS_SENTENCE": (("Revision",), ("Sentence",)),
    "HAS_MENTION": (("Sentence",), ("Mention",)),
    "READ_BY": (("Revision",), ("Run",)),
    "REFERS_TO": (("Mention",), _REFERENTS),
    "SAID": (("Source", "Person", "Organisation", "Group", "Place"), ("Claim",)),
    "ATTRIBUTED_VIA": (("Claim",), ("Source", "Person", "Organisation", "Group", "Place")),
    "EVIDENCED_BY": (("Claim",), ("Sentence",)),
    "ABOUT": (("Claim", "Finding"), ("Incident", *_REFERENTS)),
    "REPORTED": (("Source",), ("Claim",)),
    "OCCURRED_AT": (("Incident",), ("Place",)),
    "PART_OF": (("Place",), ("Place",)),
    "SUPPORTED_BY": (("Finding",), ("Claim",)),
    "ORIGINATES_FROM": (("Finding",), ("Source", "Person", "Organisation", "Group", "Place")),
    "CORROBORATES": (("Claim",), ("Claim",)),
    "CONTRADICTS": (("Claim",), ("Claim",)),
    "COPY_OF": (("Article",), ("Article",)),
    "CALLS": (("Article",), ("Reference",)),
    "KEYED": (("Article", "Reference"), ("Key",)),
    "STANDS_FOR": (("Reference",), ("Incident", *_REFERENTS)),
    "SAME_AS": (("Reference",), ("Reference",)),
    "RELINKED": (("Article",), ("Reference",)),
    "CONCERNS": (("Decision",), ("Reference",)),
}


@cache
def property_names(record: type[Node]) -> tuple[str, ...]:
    """The graph's property names of a node kind, in order."""
    return tuple(to_camel(field.name) for field in fields(record))


def properties(node: Node) -> dict[str, object]:
    """A record as the properties of its node: camelCase keys, tuples as lists."""
    values = (
        (name, getattr(node, field.name)) for name, field in zip(property_names(type(node)), fields(node), strict=True)
    )
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
