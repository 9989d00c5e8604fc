"""Extractions in the format of the annotated articles they are measured against: one JSON object a topic."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from ingest.extraction import (
    EventDate,
    ExtractedClaim,
    Extraction,
    LocalEntity,
    Span,
    Speaker,
)
from ingest.joining.articles import ReadArticle
from ingest.joining.bearers import around
from ingest.joining.copies import copies
from ingest.joining.entities import EntityGroup, join_entities
from ingest.joining.findings import find
from ingest.joining.incident_groups import join_incidents
from ingest.joining.incidents import described, record
from ingest.joining.reported_claims import is_unnamed, reported_claims
from ingest.joining.utterances import utterances
from ingest.nlp.coreference import PRONOUNS

Json = dict[str, Any]


def to_gold_format(articles: Iterable[Mapping[str, Any]], extractions: Iterable[Extraction]) -> Json:
    """A topic as JSON: `articles` as given (each with `id` and `paragraphs`), with what was read in them.

    The text of an article is its paragraphs joined by a blank line. Keys get the article's id in front.
    Raises ValueError when there are not as many extractions as articles.
    """
    given = [dict(article) for article in articles]
    joined = [_read_article(article, extraction) for article, extraction in zip(given, extractions, strict=True)]
    groups = join_entities(joined)
    bearer = {ref: group.members[0] for group in groups for ref in group.members}
    unnamed = _unnamed(joined, groups)
    read = [_Read(article, bearer, unnamed) for article in joined]
    entities = _entities(joined, groups)
    incidents, same = _incidents(joined, bearer)
    unplaced = set(same.values()) - {incident["id"] for incident in incidents}
    claims = [claim for one in read for claim in one.claims()]
    part_of = {part: whole for one in read for part, whole in one.parts()}
    for claim in claims:
        claim["about"] = [id_ for key in claim["about"] if (id_ := same.get(key, key)) not in unplaced]
    return {
        "articles": given,
        "entities": entities,
        "mentions": [mention for one in read for mention in one.mentions()],
        "claims": claims,
        "incidents": incidents,
        **_facts(joined, bearer, {group.members[0]: group.name for group in groups}, same, part_of),
    }


def _facts(
    articles: Sequence[ReadArticle],
    bearer: Mapping[str, str],
    names: Mapping[str, str],
    incidents: Mapping[str, str],
    part_of: Mapping[str, str],
) -> Json:
    """Copies, and what the claims of all articles agree and disagree on; `part_of` has the id each claim goes by."""
    found = copies(articles)
    told = [claim for article in articles for claim in reported_claims(article, bearer, names, incidents)]
    findings, contradictions = find(told, found)
    return {
        "findings": [
            {
                "id": f"f{number}",
                "text": finding.text,
                "claims": list(dict.fromkeys(part_of[claim] for claim in finding.claims)),
                "origins": [origin.name for origin in finding.origins],
                "independent_origins": len(finding.origins),
            }
            for number, finding in enumerate(findings, start=1)
        ],
        "contradictions": [[part_of[one.one], part_of[one.other], one.basis] for one in contradictions],
        "copies": [[copy.original, copy.copy] for copy in found],
    }


def _read_article(article: Mapping[str, Any], extraction: Extraction) -> ReadArticle:
    return ReadArticle(
        article["id"], article.get("outlet"), article.get("published"), article_text(article), extraction
    )  # fmt: skip


def _entities(articles: Iterable[ReadArticle], groups: Iterable[EntityGroup]) -> list[Json]:
    """One object a bearer, with every name that articles have for it; a place lies where the first article finds it."""
    told = [(article, entity) for article in articles for entity in article.extraction.entities]
    local = {article.ref(entity.key): entity for article, entity in told}
    within = {article.ref(one.key): local[article.ref(one.within)] for article, one in told if one.within}
    found: list[Json] = []
    for group in groups:
        members = [local[ref] for ref in group.members]
        names = dict.fromkeys(name for member in members for name in (member.name, *member.aliases))
        names.pop(group.name, None)
        entity: Json = {"id": group.members[0], "kind": group.kind, "name": group.name, "aliases": list(names)}
        own = next((member.place for member in members if member.place is not None), None)
        place = own or around(within[ref].place for ref in group.members if ref in within)
        if place is not None:
            entity["place"] = {
                "country": place.country, "admin1": place.admin1, "lat": place.latitude, "lon": place.longitude,
            } | ({} if own else {"precision": place.feature})  # fmt: skip
        found.append(entity)
    return found


def _incidents(articles: Iterable[ReadArticle], bearer: Mapping[str, str]) -> tuple[list[Json], dict[str, str]]:
    """Incidents of all articles, and for each incident of an article the id of the one it is.

    The format has no incident without a place: the id of one that no article places is that of nothing in the list.
    """
    told = [(article, incident) for article in articles for incident in article.extraction.incidents]
    records = {one.id: one for article, incident in told for one in (record(article, incident),)}
    places = {article.ref(one.key): article.ref(one.place) for article, one in told if one.place}
    found: list[Json] = []
    same: dict[str, str] = {}
    for group in join_incidents(records.values()).groups:
        same |= dict.fromkeys(group, group[0])
        members = [records[id_] for id_ in group]
        one = described(members)
        if one.placed is not None:
            found.append({
                "id": group[0],
                "type": one.type,
                "place": bearer[places[one.placed]],
                "from": one.first,
                "to": one.last,
                "articles": sorted({member.article for member in members}),
            })  # fmt: skip
    return found, same


def article_text(article: Mapping[str, Any]) -> str:
    """The text that the offsets of an annotated article refer to."""
    return "\n\n".join(article["paragraphs"])


@dataclass(frozen=True, slots=True)
class _Read:
    """One article with its reading.

    `bearer` has the entity of the topic for each entity of an article; of those in `unnamed` no article has a name.
    """

    article: ReadArticle
    bearer: Mapping[str, str]
    unnamed: Set[str]

    @property
    def extraction(self) -> Extraction:
        """What was read in it."""
        return self.article.extraction

    @property
    def utterances(self) -> list[tuple[int, ExtractedClaim, int]]:
        """Its claims, those of one quotation as one."""
        return utterances(self.extraction.claims, self.article.text)

    def key(self, local: str) -> str:
        """The id of what may belong to several articles: an entity's is that of its bearer."""
        ref = self.article.ref(local)
        return self.bearer.get(ref, ref)

    def words(self, span: Span) -> tuple[str, int]:
        """The words of a span, and which occurrence of them it is, counted from 1."""
        text = self.article.text
        words = text[span.start : span.end]
        number, at = 1, text.find(words)
        while -1 < at < span.start:
            number, at = number + 1, text.find(words, at + 1)
        return words, number

    def mentions(self) -> Iterable[Json]:
        for mention in self.extraction.mentions:
            text, nth = self.words(mention.span)
            found: Json = {"article": self.article.id, "text": text, "nth": nth, "entity": self.key(mention.entity)}
            yield found | ({"nominal": True} if mention.nominal else {})

    def claims(self) -> Iterable[Json]:
        """One object an utterance: the format has a quotation of several sentences as one claim."""
        for at, claim, _ in self.utterances:
            yield self.claim(at + 1, claim)

    def parts(self) -> Iterable[tuple[str, str]]:
        """The id of each claim with that of the utterance it is part of."""
        for at, _, length in self.utterances:
            yield from ((self.id(at + 1 + n), self.id(at + 1)) for n in range(length))

    def id(self, number: int) -> str:
        """Of the claim with this number, counted from 1."""
        return self.article.ref(f"c{number}")

    def claim(self, number: int, claim: ExtractedClaim) -> Json:
        content, nth = self.words(claim.content)
        count = claim.count
        known = count is not None and (count.low is not None or count.high is not None)
        return {
            "id": self.id(number),
            "article": self.article.id,
            "content": content,
            "nth": nth,
            "speaker": self.speaker(claim.speaker),
            "speaker_text": self.words(claim.speaker.span)[0] if claim.speaker.span else None,
            "cue": self.words(claim.cue)[0] if claim.cue else None,
            "via": [self.speaker(via) for via in claim.via],
            "quote_type": claim.quote_type,
            "stance": claim.stance,
            "kind": claim.kind,
            "count": {"low": count.low, "high": count.high, "unit": count.unit, "words": count.words}
            if count is not None and known
            else None,
            "when": _when(claim.when),
            "about": [self.key(key) for key in ([claim.incident] if claim.incident else []) + list(claim.about)],
        }

    def speaker(self, speaker: Speaker) -> str:
        """An entity's id, "outlet" or a channel.

        In this format whoever no article names ("residents", "the interior ministry") is a channel. Where a pronoun
        stands for it, the channel has the words that do not.
        """
        if speaker.kind == "outlet":
            return "outlet"
        entity = next((one for one in self.extraction.entities if one.key == speaker.entity), None)
        if entity is None or (self.article.ref(entity.key) in self.unnamed and speaker.span is not None):
            words = speaker.words or (self.words(speaker.span)[0] if speaker.span else None)
            return f"channel:{entity.name if entity is not None and (words or '').lower() in PRONOUNS else words}"
        return self.key(entity.key)


def _unnamed(articles: Iterable[ReadArticle], groups: Iterable[EntityGroup]) -> set[str]:
    """The entities of articles that none of the articles has a name for."""
    local = {article.ref(entity.key): entity for article in articles for entity in article.extraction.entities}
    return {ref for group in groups if all(_is_unnamed(local[one]) for one in group.members) for ref in group.members}


def _is_unnamed(entity: LocalEntity) -> bool:
    """Whether an article has only common nouns for a group or an organisation."""
    names = (entity.name, *entity.aliases)
    if entity.kind == "group":
        return is_unnamed(entity.name)
    return entity.kind == "organisation" and all(name == name.lower() for name in names)


def _when(date: EventDate | None) -> Json | None:
    if date is None:
        return None
    precision = "day" if date.precision == "range" else date.precision  # the format has no ranges of days
    return {"from": date.first, "to": date.last, "precision": precision, "words": date.words}
