"""The two plain-text formats: with a date on top, and with a source at the end."""

import pytest

from ingest.article import MalformedDocument, Metadata, ParsedArticle
from ingest.formats import parse_document

BODY = "A crowd gathered.\nWomen blocked the road, “all of it”, for an hour. Police watched."


def parsed(text: str) -> ParsedArticle:
    return parse_document(text, "story", Metadata())


@pytest.mark.parametrize(
    "head",
    [
        " date 2022-09-26 A square | Twitter/@some_one\n",
        "date 2022-09-26 A square | Twitter/@some_one\n",
        " date 2022-09-26\nA square | Twitter/@some_one\n",
        " date 2022-09-26 \n\nA square\n| Twitter/@some_one\n",
        " date 2022-09-26 A square |\nTwitter/@some_one\n",
        " date 2022-09-26 A square|Twitter/@some_one ",
        "\n date 2022-09-26 A square | Twitter/@some_one\r\n\r\n",
    ],
)
def test_date_caption_and_credit_in_every_layout(head: str) -> None:
    article = parsed(head + BODY)
    assert (article.published, article.caption, article.photo_credit) == ("2022-09-26", "A square", "Twitter/@some_one")
    assert article.publisher is None
    assert article.text == "A square\n\n" + BODY.replace("\n", "\n\n")


@pytest.mark.parametrize("caption", ["Women blocked the road, all of it, for an hour.", 'women blocked the road, "all'])
def test_a_caption_that_repeats_the_body_is_dropped_and_recorded(caption: str) -> None:
    article = parsed(f" date 2022-09-26 {caption} | Photo agency\n{BODY}")
    assert article.text.startswith("A crowd gathered.")
    assert article.caption == caption
    assert (caption, "caption repeats body") in [(drop.text, drop.reason) for drop in article.dropped]


def test_a_caption_with_another_figure_is_kept() -> None:
    article = parsed(" date 2022-09-26 Over 100 were held. | Photo agency\nOver 120 were held.")
    assert article.text == "Over 100 were held.\n\nOver 120 were held."


def test_without_a_bar_everything_behind_the_date_is_body() -> None:
    article = parsed(" date 2022-09-26\nA crowd gathered.\nA bar | far below.")
    assert article.text == "A crowd gathered.\n\nA bar | far below."
    assert (article.caption, article.photo_credit) == (None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" date 2022-13-45 A | B\nText", "2022-13-45"),
        (" date 2022-02-30 A | B\nText", "2022-02-30"),
        (" date 2022-9-6 A | B\nText", "2022-9-6"),
        (" date 2022-09-26 A | " + "no end of the credit " * 10, "photo credit"),
        (" date 2022-09-26", "no paragraph is left"),
        (" date 2022-09-26 | Twitter/@x", "no paragraph is left"),
    ],
)
def test_dated_text_that_breaks_its_own_rules_is_refused(text: str, reason: str) -> None:
    with pytest.raises(MalformedDocument) as error:
        parsed(text)
    assert reason in error.value.reason


@pytest.mark.parametrize("last", ["Source: Plain Post", "source:Plain Post ", "Source : Plain Post\n\n \n"])
def test_the_last_line_names_the_source(last: str) -> None:
    article = parsed(f"{BODY}\n\n{last}")
    assert article.publisher == "Plain Post"
    assert article.published is None
    assert article.text == BODY.replace("\n", "\n\n")
    assert [drop.reason for drop in article.dropped] == ["source line"]


def test_unbalanced_quotation_marks_stay_as_they_are() -> None:
    text = "\"We stay, she said.\nHe's “gone.\nIt isn't over\" they said."
    assert parsed(f"{text}\nSource: Plain Post").text == text.replace("\n", "\n\n")


@pytest.mark.parametrize("last", ["Source:", "Source: 123", "Source: " + "x" * 200])
def test_a_source_line_without_a_name_is_refused(last: str) -> None:
    with pytest.raises(MalformedDocument, match="Source"):
        parsed(f"{BODY}\n{last}")


def test_a_source_in_the_middle_is_text() -> None:
    article = parsed("Source: an older report\nA crowd gathered.\nSource: Plain Post")
    assert article.text == "Source: an older report\n\nA crowd gathered."


def test_boilerplate_is_dropped_from_plain_text_too() -> None:
    article = parsed("A crowd gathered.\nSign up for our newsletter.\nSource: Plain Post")
    assert [drop.reason for drop in article.dropped] == ["advert", "source line"]
    assert article.text == "A crowd gathered."
