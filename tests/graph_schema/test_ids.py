import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema import ids

PARTS = st.lists(st.one_of(st.none(), st.text(st.characters(exclude_characters="\x1e\x1f", codec="utf-8"))), min_size=1)


@given(PARTS, PARTS)
def test_only_equal_parts_give_equal_ids(first: list[str | None], second: list[str | None]) -> None:
    assert (ids.content_id("x", *first) == ids.content_id("x", *second)) == (first == second)


@pytest.mark.parametrize("part", ["a\x1fb", "\x1e"])
def test_reserved_characters_are_refused(part: str) -> None:
    with pytest.raises(ValueError, match="reserved control character"):
        ids.content_id("x", part)


def test_missing_is_not_empty() -> None:
    assert ids.content_id("x", None) != ids.content_id("x", "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://paper.example/a?b=1&a=2#top", "https://paper.example/a?a=2&b=1"),
        ("https://Paper.example/a?utm_source=x&b=1", "https://paper.example/a?b=1"),
        ("https://paper.example/a?fbclid=abc", "https://paper.example/a"),
    ],
)
def test_addresses_of_one_page_are_one_article(first: str, second: str) -> None:
    assert ids.article_id(first, None, None, None, "one") == ids.article_id(second, "P", "T", "2022-09-26", "another")


def test_different_pages_are_different_articles() -> None:
    pages = ["https://paper.example/a?id=1", "https://paper.example/a?id=2", "https://paper.example/b?id=1"]
    assert len({ids.article_id(page, None, None, None, "") for page in pages}) == 3


def test_an_edited_text_keeps_its_article_where_a_title_is_known() -> None:
    before = ids.article_id(None, "Paper", "Title", "2022-09-26", "before")
    after = ids.article_id(None, "Paper", "Title", "2022-09-26", "after")
    assert before == after
    assert ids.revision_id(before, "before") != ids.revision_id(after, "after")


def test_without_address_and_title_only_the_text_identifies() -> None:
    assert ids.article_id(None, "Paper", None, None, "one") != ids.article_id(None, "Paper", None, None, "two")


@pytest.mark.parametrize(
    ("name", "folded"), [("Махачкала", "makhachkala"), ("São Paulo", "sao paulo"), ("OVD-Info", "ovd info")]
)
def test_names_fold_across_scripts(name: str, folded: str) -> None:
    assert ids.fold_name(name) == folded


def test_a_source_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="without letters"):
        ids.source_id("—")
