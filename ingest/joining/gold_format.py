"""Extractions in the format of the annotated articles they are measured against: one JSON object a topic."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_schema.ids import fold_name
from ingest.extraction import (
    EventDate,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    LocalEntity,
    PlaceMatch,
    Span,
    Speaker,
)
from ingest.joining.articles import ReadArticle
from ingest.joining.copies import copies
from ingest.joining.entities import EntityGroup, join_entities
from ingest.nlp.coreference import PRONOUNS
from ingest.nlp.incidents import LASTING, family, is_part, may_be_one_time

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
    read = [_Read(article, bearer) for article in joined]
    entities = _entities(joined, groups)
    told = [one.incident(incident) for one in read for incident in one.extraction.incidents if incident.place]
    incidents, same = _joined(told, {entity["id"]: entity for entity in entities})
    claims = [one.claim(n, claim) for one in read for n, claim in enumerate(one.extraction.claims, start=1)]
    unplaced = {one.key(i.key) for one in read for i in one.extraction.incidents if not i.place}
    for claim in claims:
        claim["about"] = [same.get(key, key) for key in claim["about"] if key not in unplaced]
    return {
        "articles": given,
        "entities": entities,
        "mentions": [mention for one in read for mention in one.mentions()],
        "claims": claims,
        "incidents": incidents,
        "copies": [[copy.original, copy.copy] for copy in copies(joined)],
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
        place = own or _around(within[ref] for ref in group.members if ref in within)
        if place is not None:
            entity["place"] = {
                "country": place.country, "admin1": place.admin1, "lat": place.latitude, "lon": place.longitude,
            } | ({} if own else {"precision": place.feature})  # fmt: skip
        found.append(entity)
    return found


def _around(enclosing: Iterable[LocalEntity]) -> PlaceMatch | None:
    """The place that one without a gazetteer row lies in: the narrowest that its articles name, then what most name."""
    places = Counter(one.place for one in enclosing if one.place is not None)
    return max(places, key=lambda one: (len(one.part_of), places[one], -one.geoname_id), default=None)


def _joined(told: Iterable[Json], entities: Mapping[str, Json]) -> tuple[list[Json], dict[str, str]]:
    """Incidents of several articles of one family and place, with dates that overlap, as one; and old id → id.

    The format has one incident for all its articles, and none without a place. Its type is that of most articles.
    """
    kept: dict[tuple[str, object], list[Json]] = {}
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    same: dict[str, str] = {}
    for incident in told:
        known = kept.setdefault((family(incident["type"]), _spot(entities[incident["place"]])), [])
        first = next((one for one in known if _may_be_one_day(one, incident)), None)
        if first is None:
            first = incident
            known.append(incident)
        else:
            same[incident["id"]] = first["id"]
            first["articles"] = sorted({*first["articles"], *incident["articles"]})
            if first["from"] is None:
                first["from"], first["to"] = incident["from"], incident["to"]
        types[first["id"]][incident["type"]] += 1
        first["type"] = types[first["id"]].most_common(1)[0][0]
    joined = [one for known in kept.values() for one in known]
    for one in list(joined):
        spot = _spot(entities[one["place"]])
        beside = (other for other in joined if _spot(entities[other["place"]]) == spot and _may_be_one_day(one, other))
        whole = next((other for other in beside if is_part(one["type"], other["type"])), None)
        if whole is not None:
            joined.remove(one)
            whole["articles"] = sorted({*whole["articles"], *one["articles"]})
            same |= {key: whole["id"] for key, kept_as in same.items() if kept_as == one["id"]} | {
                one["id"]: whole["id"]
            }
    return joined, same


def _spot(place: Json) -> object:
    found = place.get("place")
    return (found["lat"], found["lon"]) if found and "precision" not in found else fold_name(place["name"])


def _may_be_one_day(one: Json, other: Json) -> bool:
    lasting = one["type"] == other["type"] and one["type"] in LASTING
    return may_be_one_time((one["from"], one["to"]), (other["from"], other["to"]), lasting=lasting)


def article_text(article: Mapping[str, Any]) -> str:
    """The text that the offsets of an annotated article refer to."""
    return "\n\n".join(article["paragraphs"])


@dataclass(frozen=True, slots=True)
class _Read:
    """One article with its reading; `bearer` has the entity of the topic for each entity of an article."""

    article: ReadArticle
    bearer: Mapping[str, str]

    @property
    def extraction(self) -> Extraction:
        """What was read in it."""
        return self.article.extraction

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

    def claim(self, number: int, claim: ExtractedClaim) -> Json:
        content, nth = self.words(claim.content)
        count = claim.count
        known = count is not None and (count.low is not None or count.high is not None)
        return {
            "id": self.article.ref(f"c{number}"),
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

    def incident(self, incident: ExtractedIncident) -> Json:
        when = incident.when
        return {
            "id": self.key(incident.key),
            "type": incident.type,
            "place": self.key(incident.place) if incident.place else None,
            "from": when.first if when else None,
            "to": when.last if when else None,
            "articles": [self.article.id],
        }

    def speaker(self, speaker: Speaker) -> str:
        """An entity's id, "outlet" or a channel. A group without a name ("residents") is a channel in this format.

        Where a pronoun stands for it, the channel has the group's words.
        """
        if speaker.kind == "outlet":
            return "outlet"
        entity = next((one for one in self.extraction.entities if one.key == speaker.entity), None)
        unnamed = entity is not None and entity.kind == "group" and entity.name[1:] == entity.name[1:].lower()
        if entity is None or (unnamed and speaker.span is not None):
            words = self.words(speaker.span)[0] if speaker.span else speaker.words
            return f"channel:{entity.name if entity is not None and (words or '').lower() in PRONOUNS else words}"
        return self.key(entity.key)


def _when(date: EventDate | None) -> Json | None:
    if date is None:
        return None
    precision = "day" if date.precision == "range" else date.precision  # the format has no ranges of days
    return {"from": date.first, "to": date.last, "precision": precision, "words": date.words}
