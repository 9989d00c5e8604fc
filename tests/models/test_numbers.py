"""Numbers, sums, shares and times of day as both shipped pipelines write them."""

import pytest
import spacy
from spacy.language import Language

from ingest.nlp.load import VARIANTS


@pytest.fixture(scope="module", params=VARIANTS)
def nlp(request: pytest.FixtureRequest) -> Language:
    return spacy.load(VARIANTS[request.param])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 1,200 women marched.", ("1,200", "CARDINAL")),
        ("Police held thirty-five students.", ("thirty-five", "CARDINAL")),
        ("Tens of thousands came to the square.", ("Tens of thousands", "CARDINAL")),
        ("They fined him 20,000 rubles.", ("20,000 rubles", "MONEY")),
        ("The strike cost $2.5 million.", ("$2.5 million", "MONEY")),
        ("Turnout fell by 7.5%.", ("7.5%", "PERCENT")),
        ("Turnout fell by 12 per cent.", ("12 per cent", "PERCENT")),
        ("The shops close at 10:30 p.m. and open late.", ("10:30 p.m.", "TIME")),
        ("They were held for forty-eight hours.", ("forty-eight hours", "TIME")),
    ],
)
def test_numbers_are_entities(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in [(e.text, e.label_) for e in nlp(text).ents]


@pytest.mark.parametrize("text", ["The index fell 12.50 points.", "They won 45:10.", "He paid 3.50 in cash."])
def test_what_is_no_time_of_day(nlp: Language, text: str) -> None:
    assert not {e.text for e in nlp(text).ents if e.label_ == "TIME"}


@pytest.mark.timeout(60)
def test_a_table_of_numbers_takes_no_more_time_than_a_text(nlp: Language) -> None:
    assert len(nlp("1 22 333 " * 5_000).ents) > 1_000


def test_a_year_is_no_count_and_names_are_left_alone(nlp: Language) -> None:
    found = {(e.text, e.label_) for e in nlp("On May 4, 2021 the Group of Seven met in Lima, as in 1998.").ents}
    assert ("1998", "CARDINAL") not in found
    assert not {e for e in found if e[0] in {"4", "2021"}}
    assert ("Lima", "GPE") in found
