"""Quotations that go on beyond the sentence of their cue, or stand beside it without one."""

from dataclasses import replace

from spacy.tokens import Doc, Span

from ingest.nlp import syntax
from ingest.nlp.attribution import Attribution
from ingest.nlp.landmarks import Landmarks
from ingest.nlp.speakers import Speakers


def continue_quotes(doc: Doc, landmarks: Landmarks, speakers: Speakers, by_sentence: list[list[Attribution]]) -> int:
    """Give each quoted sentence without a cue the speaker of its quotation, else of a neighbouring sentence.

    Where none of these speaks, it is of the person whom the neighbouring sentence is about.

    Appends to the attributions of each sentence; returns how many quotations found no speaker.
    """
    sentences = list(doc.sents)
    number_of = {token.i: number for number, sentence in enumerate(sentences) for token in sentence}
    words_of = [sum(token.is_alpha for token in sentence) for sentence in sentences]
    taken = {i for found in by_sentence for one in found for i in range(*one.content)}
    known: dict[int, Attribution] = {}
    for piece in landmarks.quotes:
        for one in by_sentence[number_of[piece.span.start]]:
            if piece.span.start < one.content[1] and one.content[0] < piece.span.end:
                known.setdefault(piece.quote, one)
    lost = 0
    for piece in landmarks.quotes:
        number = number_of[piece.span.start]
        words = syntax.trimmed(piece.span)
        # A few quoted words inside a sentence of the outlet's are no utterance: the quotation must be the sentence.
        whole = sum(token.is_alpha for token in piece.span) >= words_of[number] - 1
        if words is None or not whole or not taken.isdisjoint(range(words.start, words.end)):
            continue
        base = (
            known.get(piece.quote)
            or _unclosed(number, sentences, by_sentence)
            or _neighbour(number, sentences, by_sentence)
            or _beside(number, sentences, speakers)
        )
        if base is None:
            lost += 1
            continue
        one = replace(
            base, content=(words.start, words.end), head=words.root, quote_type="direct", kind=None, stance="asserted"
        )
        by_sentence[number].append(one)
        known.setdefault(piece.quote, one)
    return lost


def _neighbour(number: int, sentences: list[Span], by_sentence: list[list[Attribution]]) -> Attribution | None:
    """Next door in the same paragraph: the last attribution of the sentence before, else the first of the one after."""
    for other, pick in ((number - 1, -1), (number + 1, 0)):
        if 0 <= other < len(sentences) and by_sentence[other] and not ends_paragraph(sentences[min(number, other)]):
            return by_sentence[other][pick]
    return None


def _unclosed(number: int, sentences: list[Span], by_sentence: list[list[Attribution]]) -> Attribution | None:
    """What the paragraph before quotes to its end without a closing mark goes on in this one."""
    said = by_sentence[number - 1] if number and ends_paragraph(sentences[number - 1]) else []
    words = [token for token in sentences[number - 1] if not token.is_space]
    open_ = said and said[-1].quote_type == "direct" and said[-1].content[1] >= words[-1].i and not words[-1].is_quote
    return said[-1] if open_ else None


def _beside(number: int, sentences: list[Span], speakers: Speakers) -> Attribution | None:
    """Of the person whom the sentence before, else the one after, in the same paragraph tells something."""
    for other in (number - 1, number + 1):
        if 0 <= other < len(sentences) and not ends_paragraph(sentences[min(number, other)]):
            head = syntax.subject(sentences[other].root)
            if head is not None and speakers.person(head):
                return Attribution((head.i, head.i + 1), head, None, None, "asserted", None, head, (), "direct", "rule")
    return None


def ends_paragraph(sentence: Span) -> bool:
    """Whether a blank line follows a sentence: white space is a token at its end, or at the start of the next one."""
    doc = sentence.doc
    at = sentence.end
    while at > sentence.start and doc[at - 1].is_space:
        at -= 1
    while at < len(doc) and doc[at].is_space:
        if "\n\n" in doc[at].text:
            return True
        at += 1
    return False
