import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extraction import Extraction
from ingest.joining.articles import ReadArticle
from ingest.joining.copies import copies, runs_of

WORDS = [
    f"{first}{second}" for first in ("ba", "ke", "lo", "mi", "nu", "ra") for second in ("dor", "fin", "gal", "tes")
]
NOTHING = Extraction((), (), (), (), ())


def article(id_: str, text: str, published: str | None = "2023-05-16") -> ReadArticle:
    return ReadArticle(id_, "Northlight", published, text, NOTHING)


def report(seed: int, words: int = 200) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) for _ in range(words)]


def test_a_report_with_a_few_edits_is_a_copy_of_what_came_out_first():
    words = report(1)
    edited = [*words[:20], "late", "on", *words[20:90], *words[95:], "Reporting", "by", "our", "desk"]
    first, second = article("b", " ".join(words), "2023-05-16"), article("a", " ".join(edited), "2023-05-17")
    (found,) = copies([second, first, article("c", " ".join(report(2)))])
    assert (found.original, found.copy) == ("b", "a")
    assert found.share > 0.9


def test_what_has_no_date_is_no_original_of_what_has_one():
    text = " ".join(report(3))
    (found,) = copies([article("a", text, None), article("b", text.upper())])
    assert (found.original, found.copy, found.share) == ("b", "a", 1.0)


def test_reports_that_quote_the_same_sentence_are_no_copies():
    quoted = report(4, 25)
    one, other = ([*report(5), *quoted], [*quoted, *report(6)])
    assert copies([article("a", " ".join(one)), article("b", " ".join(other))]) == []


def test_empty_and_short_texts_are_compared_too():
    assert copies([article("a", ""), article("b", ""), article("c", "Rain."), article("d", "rain")])[0].copy == "d"
    assert runs_of("  ") == frozenset()


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_order_does_not_matter(order: list[int]):
    articles = [article(f"a{n}", " ".join(report(n % 3)), None) for n in range(6)]
    assert copies([articles[n] for n in order]) == copies(articles)
