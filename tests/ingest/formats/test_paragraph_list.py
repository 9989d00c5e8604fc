"""The repr of a list of HTML paragraphs, as scrapers leave it behind."""

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.article import MalformedDocument, Metadata, ParsedArticle
from ingest.formats import parse_document
from ingest.formats.boilerplate import reason_to_drop
from ingest.formats.characters import tidy


def parsed(*paragraphs: str) -> ParsedArticle:
    return parse_document(repr(list(paragraphs)), "story", Metadata())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('It\'s "so", he said. ', 'It\'s "so", he said.'),
        ('<a class="css-1x2y3z" href="https://x.example/?a=1&amp;b=2">OVD-Info</a> said.', "OVD-Info said."),
        ("<p class='k3'><b>Over <i>100</i></b> people</p>", "Over 100 people"),
        ("fish &amp; chips&nbsp;&nbsp;now&#8217;s", "fish & chips now’s"),
        ("the <span>b</span>old one", "the bold one"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ('<a title="x > y" href=z>kept</a> all', "kept all"),
        ("before<!-- not <b shown -->after", "beforeafter"),
        ("text<script>track('<p>')</script> end", "text end"),
        ("one<br/>two", "one\n\ntwo"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("line\nbreaks\tand tabs", "line breaks and tabs"),
        ("NUL \x00 and half \ud800", "NUL and half \ufffd"),
        ("unclosed <b>bold", "unclosed bold"),
    ],
)
def test_tags_go_and_text_stays(markup: str, text: str) -> None:
    assert parsed(markup).text == text


def test_mixed_quotes_and_escapes_of_the_literal() -> None:
    raw = r"""["It's", 'he said "no"', 'both \' and "', "a\tb\u2019s" , ]"""
    assert parse_document(raw, "story", Metadata()).text == 'It\'s\n\nhe said "no"\n\nboth \' and "\n\na b’s'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("[]", "no paragraph is left"),
        ("['', ' ']", "no paragraph is left"),
        ("['one', 'two'", "never closed"),
        ("['one', 'two", "the string at character 8 is never closed"),
        ("['one',", "never closed"),
        ("['one', 2]", "item 2"),
        ("['one', None]", "item 2"),
        ("['one', ['two']]", "item 2"),
        ("['one', b'two']", "item 2"),
        ("['one', f'{1}']", "item 2"),
        ("['one' 'two']", "a comma or ']' behind item 1 is missing at character 7"),
        ("['one'] + ['two']", "text follows the end"),
        ("['one', __import__('os')]", "item 2"),
        (r"['one', '\x4']", "string 2 of the list cannot be evaluated"),
        (r"['\N{NO SUCH NAME}']", "string 1 of the list cannot be evaluated"),
        ("[" + "'a', " * 300_000 + "]", "more than 5000 paragraphs"),
        ("['one', " + "[" * 100_000, "item 2"),
        (repr(["one", "<a href='x"]), "paragraph 2: the tag at character 0 is never closed"),
        (repr(["<!-- no end"]), "paragraph 1: the tag at character 0 is never closed"),
        (repr(["<div>" * 501 + "x"]), "more than 500 tags are open"),
        (repr(["<div>" * 100_000]), "more than 500 tags are open"),
        (repr(["<p " + "a=1 " * 201 + ">x"]), "more than 200 attributes"),
        (repr(["<p " + "a " * 300_000 + ">x"]), "more than 200 attributes"),
        (repr(["<a " * 600_000]), "never closed"),
    ],
)
def test_what_is_not_a_list_of_strings_or_is_hostile_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(MalformedDocument) as error:
        parse_document(raw, "story", Metadata())
    assert reason in error.value.reason


def test_markup_within_the_limits_is_read() -> None:
    deep = "<div>" * 500 + "deep" + "</div>" * 500
    assert parsed(deep, "<br>" * 600 + "<p " + "a=1 " * 200 + ">wide</p>").text == "deep\n\nwide"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2022 Plain Post. All rights reserved.", "Plain Post"),
        ("© 2022 PLAIN POST", "PLAIN POST"),
        ("&copy;&nbsp;2021-2022 The U.S. Herald. Contains material from Far Wire.", "The U.S. Herald"),
        ("© 2022 RF/L, Inc. All Rights Reserved.", "RF/L"),
        ("<p class='f'>Copyright © 2022 <a href='/'>Plain Post</a> | Terms of use</p>", "Plain Post"),
        ("© Plain Post 2022. All rights reserved.", "Plain Post"),
        ("© 2022 by Plain Post – reproduction prohibited", "Plain Post"),
        ("© 2022 Plain Post. The Post is a member of the Press Union.", "Plain Post"),
        ("Sign up for our newsletter. © 2022 Plain Post", "Plain Post"),
        ("© 2022", None),
        ("© 2022. All rights reserved.", None),
        ("A museum of the year 2022.", None),
    ],
)
def test_the_closing_line_names_the_publisher(line: str, publisher: str | None) -> None:
    article = parsed("A crowd gathered.", line)
    assert article.publisher == publisher
    assert article.published is None
    assert "©" not in article.text


def test_text_before_the_sign_stays_and_the_line_is_recorded() -> None:
    article = parsed("A crowd gathered. © 2022 Plain Post")
    assert article.text == "A crowd gathered."
    assert [(drop.text, drop.reason) for drop in article.dropped] == [("© 2022 Plain Post", "copyright line")]


def test_a_photograph_far_from_the_end_names_no_publisher() -> None:
    assert parsed("Picture © 2020 Somebody", *["A crowd gathered."] * 6).publisher is None


@pytest.mark.parametrize(
    ("paragraph", "reason"),
    [
        ("Sign up for the Plain Post morning newsletter.", "advert"),
        ("Subscribe to our podcast", "advert"),
        ("Get the weekend briefing in your inbox, free of charge.", "advert"),
        ("Support independent journalism: become a member today.", "advert"),
        ("Got a story? Write to the newsdesk.", "advert"),
        ("ADVERTISEMENT", "advert"),
        ("Read more: Governor says mistakes were made", "navigation"),
        ("Related", "navigation"),
        ("See also – What we know so far", "navigation"),
        ("Share this article", "navigation"),
        ("All rights reserved.", "legal line"),
        ("This material may not be republished without permission.", "legal line"),
        ("Support for the march grew among villagers on Sunday.", None),
        ("Register offices in the region stayed shut.", None),
        ("Help came from a village across the river.", None),
        ("Related cases were heard in Khasavyurt.", None),
        ("Watch committees were set up in three villages.", None),
        ("“Sign up for our newsletter,” the leaflet said.", None),
        ("Sign up for our newsletter. Police said 40 people were held.", None),
        ("He said that the right to protest may not be reproduced on paper.", None),
        ("Get out of our village, the newsletter quoted them as saying. " + "More. " * 60, None),
    ],
)
def test_lines_for_the_reader_are_told_from_the_article(paragraph: str, reason: str | None) -> None:
    assert reason_to_drop(paragraph) == reason


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<p><a href='/1'>What is mobilisation?</a></p>", False),
        ("<a href='/1'>Fires in</a> <a href='/2'>the night</a>", False),
        ("<a href='/1'>Police fired shots in the air.</a>", True),
        ("<a href='/1'>Police</a> fired shots", True),
    ],
)
def test_a_paragraph_that_is_one_link_is_navigation(markup: str, kept: bool) -> None:
    article = parsed("A crowd gathered.", markup)
    assert (article.text.count("\n\n") == 1) is kept
    assert [drop.reason for drop in article.dropped] == ([] if kept else ["navigation"])


TEXT = st.text(st.characters(), max_size=40)


@given(st.lists(TEXT, max_size=8))
@example(["<\ud800"])
def test_any_list_of_strings_comes_back_as_its_clean_paragraphs(strings: list[str]) -> None:
    article = parsed("Something happened here.", *map(html.escape, strings), "© 2022 Plain Post")
    seen = [*article.text.split("\n\n"), *(drop.text for drop in article.dropped)]
    for string in strings:
        # A line break that was written as a character entity is a space in HTML.
        assert not tidy(string) or any(tidy(string) in paragraph for paragraph in seen)


@given(st.lists(TEXT, max_size=4))
def test_unescaped_text_never_breaks_the_parser(strings: list[str]) -> None:
    try:
        text = parsed("Something happened here.", *strings).text
    except MalformedDocument:
        text = "Something happened here."
    assert text.startswith("Something happened here.")
