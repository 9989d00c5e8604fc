"""One reading of one revision as graph records: the keys of the article become content-derived ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_schema import ids
from graph_schema.model import (
    Claim,
    Incident,
    Mention,
    Node,
    Place,
    PlacePrecision,
    Sentence,
    Source,
)
from ingest.extraction import (
    EntityMention,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    Speaker,
)
from ingest.resolution.entities import ResolvedEntity, resolve_entities


@dataclass(frozen=True, slots=True)
class ReadableRevision:
    """An accepted revision as the reader needs it. `publisher` is the source id of the outlet, None when unknown."""

    id: str
    article: str
    text: str
    published: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two ids; `properties` hold only JSON values."""

    start: str
    end: str
    properties: dict[str, object]


@dataclass(slots=True)
class Reading:
    """The nodes and relationships that reading one revision adds to the graph, each list without repeats."""

    revision: ReadableRevision
    nodes: dict[str, dict[str, Node]] = field(default_factory=dict[str, dict[str, Node]])
    edges: dict[str, dict[tuple[str, str], Edge]] = field(default_factory=dict[str, dict[tuple[str, str], Edge]])

    def add(self, node: Node) -> str:
        """Keep a node under its label; returns its id."""
        self.nodes.setdefault(node.label, {})[node.id] = node
        return node.id

    def connect(self, kind: str, start: str, end: str, **properties: object) -> None:
        """Keep one relationship of a kind between two ids; the first one stated wins."""
        self.edges.setdefault(kind, {}).setdefault((start, end), Edge(start, end, properties))


def resolve(revision: ReadableRevision, extraction: Extraction) -> Reading:
    """Turn an extraction into graph records.

    Raises KeyError when a claim or mention names an entity, sentence or incident the extraction does not hold.
    """
    reading = Reading(revision)
    sentence_ids = [
        reading.add(
            Sentence(
                id=ids.sentence_id(revision.id, sentence.span.start),
                idx=sentence.idx,
                text=revision.text[sentence.span.start : sentence.span.end],
                char_start=sentence.span.start,
                char_end=sentence.span.end,
            )
        )
        for sentence in extraction.sentences
    ]
    for sentence_id in sentence_ids:
        reading.connect("HAS_SENTENCE", revision.id, sentence_id)
    entities = resolve_entities(extraction.entities, revision.article)
    for entity in entities.values():
        _add_entity(reading, entity)
    _add_mentions(reading, extraction, sentence_ids, entities)
    incidents = {
        incident.key: _add_incident(reading, incident, entities, revision.article) for incident in extraction.incidents
    }
    for claim in extraction.claims:
        _add_claim(reading, claim, sentence_ids[claim.sentence], entities, incidents)
    return reading


def _add_entity(reading: Reading, entity: ResolvedEntity) -> None:
    reading.add(entity.node)
    inner = entity.node.id
    for outer in entity.lies_in:
        reading.add(outer)
        reading.connect("PART_OF", inner, outer.id)
        inner = outer.id


def _add_mentions(
    reading: Reading,
    extraction: Extraction,
    sentence_ids: list[str],
    entities: dict[str, ResolvedEntity],
) -> None:
    for mention, sentence in _mentions_with_sentence(extraction):
        sentence_id = sentence_ids[sentence]
        mention_id = reading.add(
            Mention(
                id=ids.mention_id(sentence_id, mention.span.start, mention.kind),
                surface=reading.revision.text[mention.span.start : mention.span.end],
                kind=mention.kind,
                nominal=mention.nominal,
                char_start=mention.span.start,
                char_end=mention.span.end,
            )
        )
        reading.connect("HAS_MENTION", sentence_id, mention_id)
        reading.connect(
            "REFERS_TO",
            mention_id,
            entities[mention.entity].node.id,
            method="within article",
        )


def _mentions_with_sentence(
    extraction: Extraction,
) -> Iterable[tuple[EntityMention, int]]:
    """Each mention with the number of its sentence; both lists are in text order, so one pass is enough."""
    sentences = iter(extraction.sentences)
    sentence = next(sentences, None)
    for mention in sorted(extraction.mentions, key=lambda m: m.span.start):
        while sentence is not None and sentence.span.end <= mention.span.start:
            sentence = next(sentences, None)
        if sentence is None:
            raise KeyError(f"mention at {mention.span.start} lies in no sentence")
        yield mention, sentence.idx


def _add_incident(
    reading: Reading,
    incident: ExtractedIncident,
    entities: dict[str, ResolvedEntity],
    article: str,
) -> str:
    place = entities[incident.place].node if incident.place else None
    when = incident.when
    first = when.first if when else None
    # Reports of one type at one place on one day are one incident; anything less certain stays within its article.
    shared = place is not None and first is not None
    incident_id = ids.content_id(
        "inc",
        incident.type,
        place.id if place else None,
        first,
        None if shared else article,
        None if shared else incident.key,
    )
    place_name = place.name if isinstance(place, Place) else None
    reading.add(
        Incident(
            id=incident_id,
            name=" ".join(
                [
                    incident.type,
                    *(["in", place_name] if place_name else []),
                    *([first] if first else []),
                ]
            ),
            type=incident.type,
            start_date=first,
            end_date=when.last if when else None,
            date_precision=when.precision if when else "unknown",
            place_precision=_precision(place),
        )
    )
    if place is not None:
        reading.connect("OCCURRED_AT", incident_id, place.id)
    return incident_id


def _precision(place: Node | None) -> PlacePrecision:
    if not isinstance(place, Place) or place.feature == "unknown":
        return "unknown"
    return place.feature


def _add_claim(
    reading: Reading,
    claim: ExtractedClaim,
    sentence_id: str,
    entities: dict[str, ResolvedEntity],
    incidents: dict[str, str],
) -> None:
    revision, count, when = reading.revision, claim.count, claim.when
    span = claim.content
    claim_id = reading.add(
        Claim(
            id=ids.claim_id(
                sentence_id,
                span.start,
                span.end,
                claim.cue.start if claim.cue else None,
            ),
            text=revision.text[span.start : span.end],
            kind=claim.kind,
            stance=claim.stance,
            quote_type=claim.quote_type,
            verb=claim.verb,
            char_start=span.start,
            char_end=span.end,
            low=count.low if count else None,
            high=count.high if count else None,
            qualifier=count.qualifier if count else None,
            unit=count.unit if count else None,
            quantity=count.words if count else None,
            event_from=when.first if when else None,
            event_to=when.last if when else None,
            date_precision=when.precision if when else "unknown",
            date_words=when.words if when else None,
            tactics=claim.tactics,
            slogans=claim.slogans,
            causes=claim.causes,
            method=claim.method,
        )
    )
    reading.connect("EVIDENCED_BY", claim_id, sentence_id)
    if revision.publisher:
        reading.connect("REPORTED", revision.publisher, claim_id, articleId=revision.article)
    speaker = _speaker_id(reading, claim.speaker, entities)
    if speaker:
        reading.connect(
            "SAID",
            speaker,
            claim_id,
            verb=claim.verb,
            direct=claim.quote_type == "direct",
        )
    for depth, via in enumerate(claim.via, start=1):
        intermediary = _speaker_id(reading, via, entities)
        if intermediary:
            reading.connect("ATTRIBUTED_VIA", claim_id, intermediary, depth=depth)
    parties = dict.fromkeys(claim.targets, "target") | dict.fromkeys(claim.actors, "actor")
    for key in dict.fromkeys((*claim.about, *parties)):
        reading.connect("ABOUT", claim_id, entities[key].node.id, role=parties.get(key, "named"))
    if claim.setting:
        reading.connect("ABOUT", claim_id, entities[claim.setting].node.id, role="setting")
    if claim.incident:
        reading.connect("ABOUT", claim_id, incidents[claim.incident], role="incident")


def _speaker_id(reading: Reading, speaker: Speaker, entities: dict[str, ResolvedEntity]) -> str | None:
    """The node that speaks; None for the outlet's own voice when the outlet is unknown."""
    if speaker.kind == "outlet":
        return reading.revision.publisher
    if speaker.kind == "entity":
        if speaker.entity is None:
            raise KeyError("a speaker of kind entity without an entity")
        return entities[speaker.entity].node.id
    # Unnamed channels ("an eyewitness") of two articles cannot be known to be the same, so each belongs to its article.
    words = speaker.words or ""
    channel = ids.content_id("src", "channel", reading.revision.article, ids.fold_name(words))
    return reading.add(Source(id=channel, name=words, kind="channel"))
