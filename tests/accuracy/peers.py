"""Other extractors of who says what, on our own pipeline's parse, for comparison."""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Span, Token
from textacy import constants
from textacy.extract.triples import direct_quotations

Pair = tuple[int, int]
Row = dict[str, Pair | list[Pair] | None]


def textacy_quotations(doc: Doc) -> Iterator[Row]:
    """textacy's direct quotations, paragraph by paragraph: it refuses a text with one quotation mark too few."""
    for paragraph in _paragraphs(doc):
        try:
            found = list(direct_quotations(paragraph.as_doc()))
        except ValueError:
            continue
        offset = paragraph.start_char
        for quotation in found:
            yield {
                "source": _around(quotation.speaker, offset),
                "cue": _around(quotation.cue, offset),
                "content": [(quotation.content.start_char + offset, quotation.content.end_char + offset)],
            }


def nearest_name(doc: Doc) -> Iterator[Row]:
    """After each verb of reporting the rest of its sentence, said by the nearest person or organisation before it."""
    verbs = constants.REPORTING_VERBS["en"]
    for sentence in doc.sents:
        names = [e for e in sentence.ents if e.label_ in ("PERSON", "ORG")]
        for token in sentence:
            before = [e for e in names if e.end <= token.i]
            if token.pos_ == "VERB" and token.lemma_ in verbs and before and token.i + 1 < sentence.end:
                rest = doc[token.i + 1 : sentence.end]
                yield {
                    "source": (before[-1].start_char, before[-1].end_char),
                    "cue": (token.idx, token.idx + len(token)),
                    "content": [(rest.start_char, rest.end_char)],
                }


PEERS: dict[str, Callable[[Doc], Iterator[Row]]] = {
    "textacy direct_quotations": textacy_quotations,
    "nearest name before a verb of reporting": nearest_name,
}


def _paragraphs(doc: Doc) -> Iterator[Span]:
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                yield doc[start : token.i]
            start = token.i + 1
    if start < len(doc):
        yield doc[start:]


def _around(tokens: list[Token], offset: int) -> Pair:
    return tokens[0].idx + offset, tokens[-1].idx + len(tokens[-1]) + offset
