"""Raw formats. Each is a module with NAME, SIGN (how it is recognised, in words), recognises() and parse()."""

from ingest.article import MalformedDocument, Metadata, ParsedArticle
from ingest.formats import dated_text, paragraph_list, sourced_text
from ingest.formats.characters import decode, tidy
from ingest.formats.publisher import same_publisher

FORMATS = (paragraph_list, dated_text, sourced_text)


def parse_document(raw: bytes | str, origin: str, metadata: Metadata) -> ParsedArticle:
    """Read a raw document in whichever format its content shows it to be.

    `origin` names the document in errors; `metadata` fills what the text does not state. A title, byline or language
    is known from metadata only, as no format has one. Raises MalformedDocument when no format, or more than one,
    recognises the text, when it breaks the rules of its format, when no paragraph is left, and when metadata
    contradict the text.
    """
    text = decode(raw, origin)
    matching = [format_ for format_ in FORMATS if format_.recognises(text)]
    if not matching:
        signs = "; ".join(f"{format_.NAME}: {format_.SIGN}" for format_ in FORMATS)
        raise MalformedDocument(origin, f"no format recognises the text ({signs})")
    if len(matching) > 1:
        names = " and ".join(format_.NAME for format_ in matching)
        raise MalformedDocument(origin, f"the text looks like {names}")
    stated = matching[0].parse(text, origin)
    if not stated.paragraphs:
        raise MalformedDocument(origin, f"no paragraph is left of this {matching[0].NAME}")
    publisher = _tidy(metadata.publisher)
    if stated.publisher and publisher and same_publisher(stated.publisher, publisher):
        publisher = stated.publisher
    return ParsedArticle(
        format=matching[0].NAME,
        text="\n\n".join(stated.paragraphs),
        publisher=_settle("publisher", stated.publisher, publisher, origin),
        title=_tidy(metadata.title),
        published=_settle("published", stated.published, metadata.published, origin),
        url=metadata.url,
        byline=_tidy(metadata.byline),
        language=metadata.language,
        photo_credit=stated.photo_credit,
        caption=stated.caption,
        dropped=tuple(stated.dropped),
    )


def _tidy(given: str | None) -> str | None:
    return tidy(given or "") or None


def _settle(field: str, stated: str | None, given: str | None, origin: str) -> str | None:
    if stated and given and stated != given:
        raise MalformedDocument(origin, f"{field}: the text states {stated!r}, the metadata beside it {given!r}")
    return stated or given
