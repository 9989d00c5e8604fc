"""What joining sees of a claim: frozen, plain values, so that it can be kept in a graph and read back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.extraction import ExtractedClaim, LocalEntity, Span, Speaker
from ingest.joining.articles import ReadArticle

UNKNOWN_OUTLET = "an unknown outlet"
NO_SERVICE = re.compile(
    r"\b(?:no|without)(?:\s+\w+){0,2}?\s+(?:internet|network|signal|access|connections?|data|service)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim with the joined ids of what it names. What is unknown is None.

    `speaker` is an entity and `channel` the words of a speaker without a name ("an eyewitness"); with neither the
    outlet tells it itself. `via` are entity ids or words, nearest to the outlet first. `text` is the content,
    `sentence` is around it and `position` that sentence's number in the article. `low` and `high` are the inclusive
    bounds of a count of `unit`, in its `count_words`. Dates are ISO; `dated` says that its own words give them.
    `places` are the entities of the places smaller than a country that it names, else of those that it and its incident
    are set in, with what those lie in that the gazetteer does not have; `country` is theirs.
    """

    id: str
    article: str
    outlet: str
    text: str
    sentence: str
    position: int
    kind: str
    stance: str
    incident: str | None = None
    published: str | None = None
    speaker: str | None = None
    speaker_name: str | None = None
    channel: str | None = None
    via: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    count_words: str | None = None
    first: str | None = None
    last: str | None = None
    dated: bool = False
    places: tuple[str, ...] = ()
    country: str | None = None

    @property
    def counted(self) -> bool:
        """Whether it gives a number."""
        return self.low is not None or self.high is not None

    @property
    def figure(self) -> int:
        """The number that its count goes up to, or begins with where it is open; 0 where it gives none."""
        return self.high if self.high is not None else self.low or 0

    @property
    def denied(self) -> bool:
        """Whether it says that something is not so, or what was so instead.

        "No more than 150" gives a figure, and "no internet" tells of a shutdown.
        """
        limits = self.low is None and self.high is not None and self.high > 0
        lacking = self.kind == "internet_shutdown" and NO_SERVICE.search(self.text) is not None
        return (self.stance == "denied" and not limits and not lacking) or self.kind == "denial"

    @property
    def context(self) -> str:
        """What it is held against other claims of: its incident, or its article where that is unknown."""
        return self.incident or self.article

    @property
    def voice(self) -> str:
        """Who says it, for telling voices apart: an entity, a nameless speaker of this article, or its outlet."""
        return self.speaker or (f"{self.article}: {self.channel}" if self.channel else self.outlet)


def is_unnamed(group: str) -> bool:
    """Whether a group is told by no name ("residents"): those of two articles are not one speaker."""
    return group[1:] == group[1:].lower()


def in_order(claims: Iterable[ReportedClaim]) -> list[ReportedClaim]:
    """Sorted by id, so that nothing depends on the order they came in."""
    return sorted(claims, key=lambda claim: claim.id)


def reported_claims(
    article: ReadArticle, bearers: Mapping[str, str], names: Mapping[str, str], incidents: Mapping[str, str]
) -> list[ReportedClaim]:
    """The claims of an article; the n-th, counted from 1, has the id `article.ref(f"c{n}")`.

    Args:
        article: with its reading.
        bearers: the joined entity of each entity of the article, by `article.ref` of its key.
        names: of the joined entities.
        incidents: the joined incident of each incident of the article, likewise; one that is missing is unknown.
    """
    read = _Article(article, bearers, names)
    return [
        read.claim(
            article.ref(f"c{number}"), claim, incidents.get(article.ref(claim.incident)) if claim.incident else None
        )
        for number, claim in enumerate(article.extraction.claims, start=1)
    ]


class _Article:
    """One article with the joined entities of its own."""

    def __init__(self, article: ReadArticle, bearers: Mapping[str, str], names: Mapping[str, str]) -> None:
        self.article = article
        self.names = names
        self.sentences = {one.idx: one.span for one in article.extraction.sentences}
        self.places = {one.key: one for one in article.extraction.entities if one.kind == "place"}
        self.scenes = {one.key: one.place for one in article.extraction.incidents}
        # unnamed people ("residents") are not one speaker across articles
        self.bearers = {
            one.key: bearers[article.ref(one.key)]
            for one in article.extraction.entities
            if one.kind != "group" or not is_unnamed(one.name)
        }

    def words(self, span: Span) -> str:
        return self.article.text[span.start : span.end]

    def speaker(self, speaker: Speaker) -> tuple[str | None, str | None]:
        """The entity, or the words of one who is none; neither for the outlet."""
        entity = self.bearers.get(speaker.entity) if speaker.entity else None
        if entity is not None or speaker.kind == "outlet":
            return entity, None
        return None, speaker.words or (self.words(speaker.span) if speaker.span else None)

    def where(self, claim: ExtractedClaim) -> Iterator[LocalEntity]:
        """The places of a claim, and what those without a row of the gazetteer lie in."""
        named = [key for key in claim.about if key in self.places]
        scene = self.scenes.get(claim.incident) if claim.incident else None
        for key in named or dict.fromkeys(key for key in (claim.setting, scene) if key):
            yield self.places[key]
            if (around := self.places[key].within) is not None:
                yield self.places[around]

    def claim(self, id_: str, claim: ExtractedClaim, incident: str | None) -> ReportedClaim:
        speaker, channel = self.speaker(claim.speaker)
        passed_on = [self.speaker(via) for via in claim.via]
        count, when = claim.count, claim.when
        where = list(self.where(claim))
        return ReportedClaim(
            id=id_,
            article=self.article.id,
            outlet=self.article.outlet or UNKNOWN_OUTLET,
            text=self.words(claim.content),
            sentence=self.words(self.sentences[claim.sentence]),
            position=claim.sentence,
            kind=claim.kind,
            stance=claim.stance,
            incident=incident,
            published=self.article.published,
            speaker=speaker,
            speaker_name=self.names.get(speaker) if speaker else None,
            channel=channel,
            via=tuple(via for pair in passed_on if (via := pair[0] or pair[1])),
            low=count.low if count else None,
            high=count.high if count else None,
            unit=count.unit if count else None,
            count_words=count.words if count else None,
            first=when.first if when else None,
            last=when.last if when else None,
            dated=when is not None and when.basis in {"stated", "publication"},
            places=tuple(dict.fromkeys(self.bearers[one.key] for one in where if not _is_country(one))),
            country=next((one.place.country for one in where if one.place is not None), None),
        )


def _is_country(place: LocalEntity) -> bool:
    return place.place is not None and place.place.feature == "country"
