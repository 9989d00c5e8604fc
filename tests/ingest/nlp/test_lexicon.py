from typing import get_args

import pytest

from graph_schema.model import EntityKind
from ingest.nlp import lexicon


@pytest.mark.parametrize(
    ("name", "columns"),
    [("titles", 3), ("human_nouns", 2), ("name_heads", 3), ("country_names", 2), ("not_places", 1)],
)
def test_tables_have_their_columns_and_no_word_twice(name: str, columns: int) -> None:
    rows = lexicon.table(name)
    assert {len(row) for row in rows} == {columns}
    keys = [(row[0], row[2] if name == "name_heads" else "") for row in rows]
    assert len(set(keys)) == len(keys)


def test_values_are_the_documented_ones() -> None:
    assert {title.kind for title in lexicon.titles().values()} == {"honorific", "rank", "role"}
    assert {title.gender for title in lexicon.titles().values()} == {"m", "f", "-"}
    assert set(lexicon.human_nouns().values()) == {"count", "plural", "collective"}
    assert {head.kind for head in lexicon.name_heads().values()} <= set(get_args(EntityKind))


def test_demonyms_know_their_country_in_both_numbers() -> None:
    assert lexicon.demonyms()["Peruvian"] == lexicon.demonyms()["Peruvians"] == "PE"
    assert {"Danes", "French", "Peruvians"} <= lexicon.plural_demonyms()
    assert "Danish" not in lexicon.plural_demonyms()
