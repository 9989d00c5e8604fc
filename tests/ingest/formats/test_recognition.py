"""A document is read in the one format its content shows, or refused with the reason."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.article import MAX_BYTES, MalformedDocument, Metadata, ParsedArticle
from ingest.formats import FORMATS, parse_document

LIST = "['A crowd gathered.', '© 2022 Plain Post']"
DATED = " date 2022-09-26 A square | Twitter/@someone\nA crowd gathered."
SOURCED = "A crowd gathered.\nSource: Plain Post"


@pytest.mark.parametrize(
    ("text", "expected"), [(LIST, "paragraph-list"), (DATED, "dated-text"), (SOURCED, "sourced-text")]
)
def test_the_content_decides_the_format(text: str, expected: str) -> None:
    article = parse_document(text.encode(), "story.html", Metadata())
    assert article.format == expected
    assert "A crowd gathered." in article.text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\t\xef\xbb\xbf", "empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="only a byte-order mark"),
        pytest.param(b"A crowd gathered.", "no format recognises", id="prose without a sign"),
        pytest.param(b"{'a': 'b'}", "no format recognises", id="another literal"),
        pytest.param(b"[1, 2]", "no format recognises", id="list of numbers"),
        pytest.param(b"'one string'", "no format recognises", id="a string"),
        pytest.param(b"<html><body>Hello</body></html>", "no format recognises", id="a page"),
        pytest.param(b"date 26.09.2022 A | B\nText", "no format recognises", id="date in another order"),
        pytest.param((DATED + "\nSource: Plain Post").encode(), "dated-text and sourced-text", id="two formats"),
        pytest.param(b"['One', 'two'\nSource: Plain Post", "paragraph-list and sourced-text", id="two, one damaged"),
        pytest.param("Où?\nSource: Plain Post".encode("cp1252"), "not UTF-8", id="wrong encoding"),
        pytest.param(b"\xff\xfeA", "not UTF-16", id="half a UTF-16 unit"),
        pytest.param(SOURCED.encode("utf-16-le"), "NUL at character 1", id="UTF-16 without its mark"),
        pytest.param(b"A\x00B\nSource: Plain Post", "NUL at character 1", id="NUL"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8", id="an image"),
        pytest.param(b"word " * 600_000 + b"\nSource: X", f"limit is {MAX_BYTES}", id="three megabytes"),
        pytest.param(" \n© 2022 Plain Post\nSource: Plain Post".encode(), "no paragraph is left", id="no text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line_with_file_and_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(MalformedDocument) as error:
        parse_document(raw, "in/story.txt", Metadata())
    assert str(error.value).startswith("in/story.txt: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_text_is_limited_by_its_bytes_not_its_characters() -> None:
    with pytest.raises(MalformedDocument, match="limit"):
        parse_document("я" * (MAX_BYTES // 2) + "\nSource: X", "story", Metadata())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_marked_encodings_and_all_line_ends_give_the_same_text(encoding: str, newline: str) -> None:
    raw = newline.join(["Über uns.", "Zwei.", "Source: Plain Post"]).encode(encoding)
    assert parse_document(raw, "story", Metadata()).text == "Über uns.\n\nZwei."


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        pytest.param("cafe\u0301", "café", id="NFC"),
        pytest.param("a\u00a0 \tb", "a b", id="runs of spaces"),
        pytest.param("a\u202eb\u2066c", "abc", id="reordering marks"),
        pytest.param("zero\u200bwidth\u00adsoft\ufeff", "zerowidthsoft", id="invisible"),
        pytest.param("bell\x07 escape\x1b[0m", "bell escape[0m", id="control characters"),
        pytest.param("lone\ud800half", "lone\ufffdhalf", id="half a character"),
        pytest.param("\ud83d\ude00", "😀", id="both halves"),
        pytest.param("“curly” ‘quotes’", "“curly” ‘quotes’", id="curly quotes stay"),
        pytest.param("a\u200cb", "a\u200cb", id="joiners stay"),
    ],
)
def test_characters_are_brought_into_one_form(written: str, clean: str) -> None:
    assert parse_document(f"{written}\nSource: X", "story", Metadata()).text == clean


METADATA = Metadata(
    url="https://plainpost.example/1",
    title="A  title",
    published="2022-09-26",
    publisher="Plain Post",
    byline="A. Writer",
    language="en",
)


def test_metadata_fill_what_the_text_does_not_state() -> None:
    article = parse_document(DATED, "story", METADATA)
    assert (article.url, article.title, article.byline, article.language) == (
        "https://plainpost.example/1",
        "A title",
        "A. Writer",
        "en",
    )
    assert (article.publisher, article.published) == ("Plain Post", "2022-09-26")
    assert parse_document(SOURCED, "story", METADATA).published == "2022-09-26"


def test_what_nobody_states_is_unknown() -> None:
    article = parse_document(SOURCED, "story", Metadata())
    assert (article.title, article.published, article.url, article.byline, article.language) == (None,) * 5
    assert parse_document(DATED, "story", Metadata()).publisher is None


@pytest.mark.parametrize("given", ["The Plain Post", "plain post, Inc.", "PLAIN-POST"])
def test_another_spelling_of_the_publisher_is_no_conflict(given: str) -> None:
    assert parse_document(SOURCED, "story", Metadata(publisher=given)).publisher == "Plain Post"


@pytest.mark.parametrize(
    ("text", "metadata", "values"),
    [
        (SOURCED, Metadata(publisher="Other Post"), ("publisher", "Plain Post", "Other Post")),
        (LIST, Metadata(publisher="Other Post"), ("publisher", "Plain Post", "Other Post")),
        (DATED, Metadata(published="2022-09-27"), ("published", "2022-09-26", "2022-09-27")),
    ],
)
def test_metadata_that_contradict_the_text_are_refused_with_both_values(
    text: str, metadata: Metadata, values: tuple[str, ...]
) -> None:
    with pytest.raises(MalformedDocument) as error:
        parse_document(text, "story", metadata)
    assert all(value in str(error.value) for value in values)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "26 September 2022"),
        ("published", "2022-02-30"),
        ("published", "2022-9-6"),
        ("published", "20220926"),
        ("published", "٢٠٢٢-٠٩-٢٦"),
        ("url", "javascript:alert(1)"),
        ("url", "/relative"),
        ("url", "http://[broken"),
        ("title", "  "),
        ("title", "half \ud800"),
        ("title", "two\nlines"),
        ("title", "x" * 3_000),
        ("language", "English!"),
    ],
)
def test_metadata_are_checked_by_field(field: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}"):
        Metadata(**{field: value})


def outcome(raw: bytes | str) -> ParsedArticle | MalformedDocument:
    try:
        return parse_document(raw, "story", Metadata())
    except MalformedDocument as error:
        return error


@given(st.one_of(st.binary(max_size=300), st.text(st.characters(), max_size=300)))
def test_arbitrary_input_is_parsed_or_refused_and_never_breaks(raw: bytes | str) -> None:
    result = outcome(raw)
    assert result.reason if isinstance(result, MalformedDocument) else result.text


PIECES = st.sampled_from(
    [
        "[",
        "]",
        "'",
        '"',
        ",",
        "\\",
        "\\ud800",
        "\\x",
        "\n",
        "<a ",
        "<!--",
        ">",
        "date 2022-09-26 ",
        "|",
        "Source: N",
        "©",
    ]
)


OPENINGS = st.sampled_from(["['", '["', "[", " date 2022-09-26 ", "date "])
DAMAGED = st.lists(st.one_of(PIECES, st.text(st.characters(), max_size=5)), max_size=25).map("".join)


@given(st.tuples(OPENINGS, DAMAGED).map("".join))
def test_damaged_input_is_parsed_or_refused_and_never_breaks(text: str) -> None:
    assume(any(format_.recognises(text) for format_ in FORMATS))
    result = outcome(text)
    assert result.reason if isinstance(result, MalformedDocument) else result.text


CONTENT = st.lists(st.text(st.characters(exclude_characters="\x00"), max_size=60), min_size=1, max_size=8)


@given(CONTENT)
def test_paragraphs_are_joined_by_one_blank_line_and_can_be_split_again(lines: list[str]) -> None:
    text = "\n".join([*lines, "Something happened here.", "Source: Plain Post"])
    article = parse_document(text, "story", Metadata())
    paragraphs = article.text.split("\n\n")
    assert paragraphs[-1] == "Something happened here."
    assert all(" ".join(paragraph.split()) == paragraph != "" for paragraph in paragraphs)
    article.text.encode()  # storable: no halves of characters
