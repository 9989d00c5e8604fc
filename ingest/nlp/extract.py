"""From an annotated `Doc` to an `Extraction`: plain records, no language-library types."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import get_args

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from graph_schema.model import DatePrecision, EntityKind, QuoteType, Stance
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
)
from ingest.nlp.annotations import (
    CLAIM_ROLES,
    CLAIMS,
    INCIDENT_ROLES,
    INCIDENTS,
    LEFT_OUT,
    MENTIONS,
    NOMINALS,
    REPORTED,
    ROLES,
    traits,
    unfold,
)
from ingest.nlp.gazetteer import match
from ingest.nlp.places import enclosing
from ingest.nlp.reported import reported_in

_Roles = dict[str, dict[str, list[Words]]]


def extract(doc: Doc) -> Extraction:
    """Everything the components found in one article. Pure: the same `Doc` gives an equal result."""
    article = _Article(doc)
    claims = tuple(_claim(claim, article) for claim in doc.spans.get(CLAIMS, ()))
    return Extraction(
        sentences=tuple(SentenceSpan(n, _stripped(sentence)) for n, sentence in enumerate(article.sentences)),
        entities=tuple(_with_inhabitants(list(_entities(doc)), claims, article)),
        mentions=tuple(article.mentions),
        claims=claims,
        incidents=tuple(_incident(span, article) for span in doc.spans.get(INCIDENTS, ())),
        left_out=tuple(sorted(doc.user_data.get(LEFT_OUT, {}).items())),
    )


@dataclass(frozen=True, slots=True)
class ReportedSpans:
    """One attribution in characters, with how sure the pipeline is of it (None: by rule)."""

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]
    score: float | None


def reported_spans(doc: Doc) -> list[ReportedSpans]:
    """Who says what in a text, in the order of the cues; by the claims with a speaker where the pipeline reads none."""
    if REPORTED in doc.user_data:
        return [
            ReportedSpans(
                _characters(doc[slice(*one.source)]) if one.source else None,
                _characters(doc[slice(*one.cue)]),
                tuple(_characters(doc[slice(*part)]) for part in one.contents),
                one.score,
            )
            for one in reported_in(doc)
        ]
    claims = (claim for claim in extract(doc).claims if claim.speaker.span is not None)
    return [ReportedSpans(claim.speaker.span, claim.cue, (claim.content,), None) for claim in claims]


class _Article:
    """The span groups of an article, by what they belong to."""

    def __init__(self, doc: Doc) -> None:
        self.sentences = [sentence for sentence in doc.sents if sentence.text.strip()]
        self.sentence_of = {token.i: number for number, one in enumerate(self.sentences) for token in one}
        self.mentions = _mentions(doc)
        self.settings = _settings(doc, self.sentence_of, len(self.sentences))
        self.places = {span.id_ for span in doc.spans.get(MENTIONS, ()) if span.label_ == "PLACE"}
        self.claim_roles = _by_key(doc, CLAIM_ROLES)
        self.traits = traits(doc)
        self.incident_roles = _by_key(doc, INCIDENT_ROLES)
        self.incident_of = {
            claim.kb_id_: key for key, roles in self.incident_roles.items() for claim in roles.get("CLAIM", ())
        }


def _by_key(doc: Doc, group: str) -> _Roles:
    found: _Roles = {}
    for span in doc.spans.get(group, ()):
        found.setdefault(span.id_, {}).setdefault(span.label_, []).append(span)
    return found


def _settings(doc: Doc, sentence_of: dict[int, int], count: int) -> list[str | None]:
    """For each sentence the town or region it speaks of: named in it, else the one spoken of last; no country.

    A statement that names no place ("nobody came home", a woman said) belongs to where the text is at that point.
    """
    named: dict[int, dict[str, str]] = {}  # sentence → feature → entity key of the first place with it
    for span in doc.spans.get(MENTIONS, ()):
        if span.label_ == "PLACE" and span.kb_id_.isdigit():
            named.setdefault(sentence_of[span.start], {}).setdefault(match(int(span.kb_id_)).feature, span.id_)
    settings: list[str | None] = []
    current: str | None = None
    for number in range(count):
        here = named.get(number, {})
        current = here.get("town") or here.get("region") or current
        settings.append(current)
    return settings


def _characters(words: Words) -> Span:
    return Span(words.start_char, words.end_char)


def _stripped(words: Words) -> Span:
    start = words.start_char + len(words.text) - len(words.text.lstrip())
    return Span(start, start + len(words.text.strip()))


# -- entities ----------------------------------------------------------------------------------------------------------


def _kind(label: str) -> EntityKind:
    return next(kind for kind in get_args(EntityKind) if kind == label.lower())


def _mentions(doc: Doc) -> list[EntityMention]:
    found = [
        EntityMention(_characters(span), span.id_, _kind(span.label_), nominal)
        for group, nominal in ((MENTIONS, False), (NOMINALS, True))
        for span in doc.spans.get(group, ())
    ]
    return sorted(found, key=lambda mention: (mention.span.start, mention.span.end))


def _entities(doc: Doc) -> list[LocalEntity]:
    """One entity a key, in the order of their first mention; its name is the fullest of its mentions."""
    named: dict[str, list[Words]] = {}
    for span in doc.spans.get(MENTIONS, ()):
        named.setdefault(span.id_, []).append(span)
    for span in doc.spans.get(NOMINALS, ()):
        if span.id_ not in named:
            named[span.id_] = [span]
    roles: dict[str, list[str]] = {}
    for span in doc.spans.get(ROLES, ()):
        roles.setdefault(span.id_, []).append(span.text)
    around = enclosing(doc)
    unnamed = {role.kb_id_ for role in doc.spans.get(INCIDENT_ROLES, ()) if role.label_ == "PLACE"} - named.keys()
    return [
        *(_entity(key, spans, roles.get(key, []), around.get(key)) for key, spans in named.items()),
        *(_unnamed(key) for key in sorted(unnamed)),
    ]


def _unnamed(key: str) -> LocalEntity:
    """The country of an incident that the article does not name ("across the country"), by its row."""
    place = match(int(key.partition(":")[2]))
    return LocalEntity(key=key, kind="place", name=place.name, aliases=(), place=place)


def _entity(key: str, spans: list[Words], roles: list[str], within: str | None) -> LocalEntity:
    counts = Counter(" ".join(span.text.split()) for span in spans)
    name = max(counts, key=lambda text: (len(text.split()), counts[text], -list(counts).index(text)))
    place = next((int(span.kb_id_) for span in spans if span.kb_id_.isdigit()), None)
    body = next((span.kb_id_ for span in spans if span.kb_id_ and not span.kb_id_.isdigit()), None)
    if body is not None:  # what the article calls it ("the police") is no name
        called = dict.fromkeys(filter(None, unfold(body)))
        return LocalEntity(key=key, kind="organisation", name=next(iter(called)), aliases=tuple(called)[1:])
    return LocalEntity(
        key=key,
        kind=_kind(Counter(span.label_ for span in spans).most_common(1)[0][0]),
        name=name,
        aliases=tuple(text for text in counts if text != name),
        roles=tuple(dict.fromkeys(roles)),
        place=match(place) if place is not None else None,
        within=within,
    )


def _with_inhabitants(
    entities: list[LocalEntity], claims: Iterable[ExtractedClaim], article: _Article
) -> Iterator[LocalEntity]:
    """The entities, with people of a town who speak more than once called after it: "residents of Karsk".

    They are a party to what is told, unlike residents whom an article quotes once.
    """
    spoken = Counter(claim.speaker.entity for claim in claims if claim.speaker.entity)
    first = {mention.entity: mention.span.start for mention in reversed(article.mentions)}
    by_key = {one.key: one for one in entities}
    for one in entities:
        people = one.key.removeprefix("group:")
        if people not in _INHABITANTS or spoken[one.key] < 2:
            yield one
            continue
        number = next(n for n, sentence in enumerate(article.sentences) if first[one.key] < sentence.end_char)
        town = by_key.get(article.settings[number] or "")
        if town is None or town.place is None or town.place.feature != "town":
            yield one
            continue
        called = [
            form
            for place in dict.fromkeys((town.name, town.place.name))
            for noun in dict.fromkeys((people, "residents"))
            for form in (f"{noun} of {place}", f"{place} {noun}")
        ]
        yield replace(one, name=called[0], aliases=tuple(called[1:]))


_INHABITANTS = frozenset({"residents", "villagers", "inhabitants", "townspeople", "townsfolk", "locals"})


# -- claims ------------------------------------------------------------------------------------------------------------


def _claim(claim: Words, article: _Article) -> ExtractedClaim:
    content = _characters(claim)
    roles, about = article.claim_roles[claim.id_], article.traits[claim.id_]
    inside = [m.entity for m in article.mentions if content.start <= m.span.start and m.span.end <= content.end]
    number = article.sentence_of[claim.start]
    return ExtractedClaim(
        sentence=number,
        content=content,
        speaker=_speaker(roles),
        cue=next((_characters(span) for span in roles.get("CUE", ())), None),
        verb=about.get("verb"),
        via=tuple(_source(span) for span in roles.get("VIA", ())),
        quote_type=next(one for one in get_args(QuoteType) if one == about["quote_type"]),
        stance=next(one for one in get_args(Stance) if one == about["stance"]),
        kind=claim.label_,
        count=_quantity(roles),
        when=_date(roles),
        about=tuple(dict.fromkeys(inside)),
        setting=None if article.places.intersection(inside) else article.settings[number],
        incident=article.incident_of.get(claim.id_),
        method=about["method"],
        actors=_keys(roles, "ACTOR"),
        targets=_keys(roles, "TARGET"),
        tactics=_words(roles, "TACTIC"),
        slogans=_words(roles, "SLOGAN"),
        causes=_words(roles, "CAUSE"),
    )


def _keys(roles: dict[str, list[Words]], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.kb_id_ for span in roles.get(label, ())))


def _words(roles: dict[str, list[Words]], label: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(span.text.split()) for span in roles.get(label, ())))


def _incident(span: Words, article: _Article) -> ExtractedIncident:
    roles = article.incident_roles[span.id_]
    place = next((role.kb_id_ for role in roles.get("PLACE", ())), None)
    return ExtractedIncident(key=span.id_, type=span.label_, place=place, when=_date(roles))


def _speaker(roles: dict[str, list[Words]]) -> Speaker:
    if "OUTLET" in roles:
        return Speaker("outlet")
    return _source(next(span for label in ("SPEAKER", "CHANNEL") for span in roles.get(label, ())))


def _source(span: Words) -> Speaker:
    if span.kb_id_ and span.label_ != "CHANNEL":
        return Speaker("entity", entity=span.kb_id_, span=_characters(span))
    return Speaker("channel", words=span.kb_id_ or " ".join(span.text.split()), span=_characters(span))


def _quantity(roles: dict[str, list[Words]]) -> Quantity | None:
    for span in roles.get("QUANTITY", ()):
        low, high, unit, qualifier = unfold(span.kb_id_)
        return Quantity(
            low=int(low) if low else None,
            high=int(high) if high else None,
            words=span.text,
            unit=unit or "people",
            qualifier=qualifier,
        )
    return None


def _date(roles: dict[str, list[Words]]) -> EventDate | None:
    for span in roles.get("DATE", ()):
        first, last, precision, basis = unfold(span.kb_id_)
        return EventDate(
            first=first,
            last=last,
            precision=next(one for one in get_args(DatePrecision) if one == precision),
            words=span.text,
            basis=next(one for one in ("stated", "publication", "context", "unresolved") if one == basis),
        )
    return None
