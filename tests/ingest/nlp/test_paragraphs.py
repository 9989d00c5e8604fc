import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from ingest.nlp.paragraphs import paragraphs


def starts(blank: Language, text: str) -> list[str]:
    """The words that must start a sentence."""
    return [token.text for token in paragraphs(blank.make_doc(text)) if token.is_sent_start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left. Nobody stayed.", ["They", "Nobody"]),
        ("A heading\n\nThe first line.", ["A", "The"]),
        ('"We are tired." Jane nodded.', ['"', "Jane"]),
        ("“We are tired,” he said. “All of us.”", ["“", "“"]),
        ("Gen. Roe and J. K. Doe left. So did I.", ["Gen.", "So"]),
        ('She asked: "Why?" and left.', ["She"]),
    ],
)
def test_layout_and_full_stops_settle_where_sentences_start(blank: Language, text: str, expected: list[str]) -> None:
    assert starts(blank, text) == expected


def test_a_question_in_quotes_is_left_to_the_parser(blank: Language) -> None:
    doc = paragraphs(blank.make_doc("“Stop!” Ivan shouted."))
    assert next(token for token in doc if token.text == "Ivan").is_sent_start is None


def test_a_closing_quote_belongs_to_its_sentence(blank: Language) -> None:
    doc = paragraphs(blank.make_doc('He said "no." Then he left.'))
    quotes = [token for token in doc if token.text == '"']
    assert quotes[1].is_sent_start is False


def test_long_text_without_full_stops_is_left_to_the_parser(blank: Language) -> None:
    doc = paragraphs(blank.make_doc("word " * 200))
    assert doc[150].is_sent_start is None


@given(st.text(alphabet="aB. \n\"'!?()\u200f😀,:", max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_sentence_starts_with_white_space_after_the_first_token(blank: Language, text: str) -> None:
    doc = paragraphs(blank.make_doc(text))
    assert not [token for token in doc if token.i and token.is_space and token.is_sent_start]
