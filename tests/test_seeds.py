"""The sample articles cover all formats and the cases the demonstration needs."""

import re
from pathlib import Path

import pytest

from ingest.article import ParsedArticle
from ingest.formats import FORMATS, parse_document
from ingest.sources.folder import read_path
from ingest.sources.raw import RawDocument

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def seeds() -> dict[str, ParsedArticle]:
    items = list(read_path(SEEDS))
    documents = [item for item in items if isinstance(item, RawDocument)]
    assert len(documents) == len(items)
    return {
        Path(document.origin).relative_to(SEEDS).as_posix(): parse_document(
            document.raw, document.origin, document.metadata
        )
        for document in documents
    }


def sentences(article: ParsedArticle) -> set[str]:
    return set(re.split(r"(?<=[.!?])\s+", article.text))


def test_there_are_enough_of_every_format_each_in_its_folder(seeds: dict[str, ParsedArticle]) -> None:
    assert len(seeds) >= 12
    for format_ in FORMATS:
        assert sum(article.format == format_.NAME for article in seeds.values()) >= 4
    assert all(name.startswith(article.format + "/") for name, article in seeds.items())


def test_texts_are_articles_without_leftovers(seeds: dict[str, ParsedArticle]) -> None:
    for name, article in seeds.items():
        assert 180 <= len(article.text.split()) <= 420, name
        assert not re.search(r"[<>©|]|&\w+;|newsletter|https?:", article.text), name
        assert article.publisher is None or "." not in article.publisher, name


def test_addresses_are_reserved_for_examples(seeds: dict[str, ParsedArticle]) -> None:
    addresses = [article.url for article in seeds.values() if article.url]
    assert len(addresses) == len(set(addresses)) >= 12
    assert all(re.match(r"https://[a-z]+\.example/", address) for address in addresses)


def test_dates_and_publishers_may_be_unknown(seeds: dict[str, ParsedArticle]) -> None:
    undated = [article for article in seeds.values() if article.published is None]
    assert len(undated) == 1
    assert not re.search(r"\b(?:20\d\d|September)\b", undated[0].text)
    assert any(article.publisher is None for article in seeds.values())


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        (r"OVD-Info.*(?:over|more than) 100|(?:over|more than) 100.*OVD-Info", 4),
        (r"recruiting office", 4),
        (r"Endirey", 3),
        (r"(?:fired|shots).*in the air|into the air", 3),
        (r"Melikov.*Telegram", 2),
        (r"301 soldiers.*BBC", 1),
        (r"over 2,000 arrests across Russia", 3),
        (r"women.*Yakutsk|Yakutsk.*women", 2),
        (r"Ust-Ilimsk", 2),
        (r"told the local outlet", 1),
        (r"[Vv]ideos .*social media|[Ff]ootage on social media", 3),
        (r"Thirty-eight persons", 1),
    ],
)
def test_facts_are_reported_by_enough_articles(seeds: dict[str, ParsedArticle], words: str, outlets: int) -> None:
    reporting = [name for name, article in seeds.items() if re.search(words, article.text, re.IGNORECASE)]
    assert len(reporting) >= outlets, reporting


def test_one_article_is_nearly_a_copy_of_another(seeds: dict[str, ParsedArticle]) -> None:
    wire = sentences(seeds["sourced-text/north-shore-wire-makhachkala.txt"])
    copy = sentences(seeds["paragraph-list/tidewater-tribune-makhachkala.txt"])
    assert 0.7 < len(wire & copy) / len(copy) < 1
    assert len(copy) < len(wire)


def test_one_article_is_about_something_else(seeds: dict[str, ParsedArticle]) -> None:
    protest = re.compile(r"protest|mobilis|arrest|police|recruit|demonstrat", re.IGNORECASE)
    assert [name for name, article in seeds.items() if not protest.search(article.text)] == [
        "dated-text/terek-evening-post-quinces.txt"
    ]
