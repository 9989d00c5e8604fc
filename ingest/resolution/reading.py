"""One reading of one revision as graph records: the keys of the article become content-derived ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_schema import ids, model
from graph_schema.model import Claim, Key, Mention, Node, Sentence, Source
from ingest.extraction import EntityMention, ExtractedClaim, Extraction, Speaker
from ingest.joining.articles import ReadArticle
from ingest.joining.bearers import Bearer, bearer
from ingest.joining.copies import keys as text_keys
from ingest.joining.copies import runs_of
from ingest.joining.incident_references import IncidentReference, incident_bearer, incident_references
from ingest.joining.incidents import keys
from ingest.joining.references import Reference, Setting, references_of, setting_of


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
    """The nodes and relationships that reading one revision adds to the graph, each list without repeats.

    Relationships end at references where they mean people, bodies, groups, places and incidents; `alone` has, for each
    reference, the node it stands for while it is joined with no other.
    """

    revision: ReadableRevision
    setting: Setting
    alone: dict[str, Bearer] = field(default_factory=dict[str, Bearer])
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
    reading = Reading(revision, setting_of(extraction))
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
    article = ReadArticle(revision.article, None, revision.published, revision.text, extraction)
    references = references_of(article, reading.setting)
    for reference in references.values():
        _add_reference(reading, reference)
    named = {key: reference.id for key, reference in references.items()}
    _add_mentions(reading, extraction, sentence_ids, named)
    told = incident_references(article, references)
    incidents = {key: _add_incident(reading, reference) for key, reference in told.items()}
    for key in text_keys(runs_of(revision.text)):
        reading.connect("KEYED", revision.article, reading.add(Key(id=key)))
    for claim in extraction.claims:
        _add_claim(reading, claim, sentence_ids[claim.sentence], named, incidents)
    return reading


def _add_reference(reading: Reading, reference: Reference) -> None:
    """A reference, what this article says of it, and the node it stands for as long as it is joined with no other."""
    alone = reading.alone[reference.id] = bearer([reference])
    row = reference.place.geoname_id if reference.place else None
    reading.add(model.Reference(id=reference.id, kind=reference.kind, name=alone.node.name, row=row))
    for key in reference.keys:
        reading.connect("KEYED", reference.id, reading.add(Key(id=key)))
    (use,) = reference.uses
    reading.connect("CALLS", reading.revision.article, reference.id, **use.properties())


def _add_mentions(
    reading: Reading,
    extraction: Extraction,
    sentence_ids: list[str],
    references: dict[str, str],
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
            references[mention.entity],
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


def _add_incident(reading: Reading, reference: IncidentReference) -> str:
    """An incident of this article and the node it stands for as long as no other article tells of it."""
    id_ = reference.record.id
    alone = reading.alone[id_] = incident_bearer([reference])
    reading.add(model.Reference(id=id_, kind="incident", name=alone.node.name, row=None))
    for key in keys(reference.record):
        reading.connect("KEYED", id_, reading.add(Key(id=key)))
    reading.connect("CALLS", reading.revision.article, id_, **reference.properties())
    return id_


def _add_claim(
    reading: Reading,
    claim: ExtractedClaim,
    sentence_id: str,
    references: dict[str, str],
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
            article=revision.article,
            published=revision.published or "",
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
    speaker = _speaker_id(reading, claim.speaker, references)
    if speaker:
        reading.connect(
            "SAID",
            speaker,
            claim_id,
            verb=claim.verb,
            direct=claim.quote_type == "direct",
        )
    for depth, via in enumerate(claim.via, start=1):
        intermediary = _speaker_id(reading, via, references)
        if intermediary:
            reading.connect("ATTRIBUTED_VIA", claim_id, intermediary, depth=depth)
    parties = dict.fromkeys(claim.targets, "target") | dict.fromkeys(claim.actors, "actor")
    for key in dict.fromkeys((*claim.about, *parties)):
        reading.connect("ABOUT", claim_id, references[key], role=parties.get(key, "named"))
    if claim.setting:
        reading.connect("ABOUT", claim_id, references[claim.setting], role="setting")
    if claim.incident:
        reading.connect("ABOUT", claim_id, incidents[claim.incident], role="incident")


def _speaker_id(reading: Reading, speaker: Speaker, references: dict[str, str]) -> str | None:
    """The source or reference that speaks; None for the outlet's own voice when the outlet is unknown."""
    if speaker.kind == "outlet":
        return reading.revision.publisher
    if speaker.kind == "entity":
        if speaker.entity is None:
            raise KeyError("a speaker of kind entity without an entity")
        return references[speaker.entity]
    # Unnamed channels ("an eyewitness") of two articles cannot be known to be the same, so each belongs to its article.
    words = speaker.words or ""
    channel = ids.content_id("src", "channel", reading.revision.article, ids.fold_name(words))
    return reading.add(Source(id=channel, name=words, kind="channel"))
