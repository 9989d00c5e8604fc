import pytest

from ingest.extraction import EntityMention, Extraction, LocalEntity, Span
from ingest.nlp import gazetteer
from ingest.nlp.gazetteer_index import Row
from tests.accuracy.geovirus import Article, Toponym, judged

KENYA = next(c.row for c in gazetteer.lookup("Kenya") if c.row.feature == "country")
NAIROBI = next(c.row for c in gazetteer.lookup("Nairobi") if c.row.feature == "town")


@pytest.mark.parametrize(
    ("page", "point", "read_as", "right"),
    [
        ("Kenya", (1.0, 38.0), KENYA, True),  # an area: the same row, wherever its point
        ("Nairobi", (-1.29, 36.82), NAIROBI, True),
        ("Kenya", (1.0, 38.0), NAIROBI, False),
        ("Nairobi", (-1.29, 36.82), KENYA, False),
    ],
)
def test_a_place_is_right_as_the_row_of_its_page_or_near_its_point(
    page: str, point: tuple[float, float], read_as: Row, *, right: bool
) -> None:
    article = Article(page, (Toponym(page, 0, len(page), point, page),))
    entity = LocalEntity("e0", "place", page, (), place=gazetteer.match(read_as.id))
    mention = EntityMention(Span(0, len(page)), "e0", "place", nominal=False)
    assert list(judged(article, Extraction((), (entity,), (mention,), (), ()))) == [right]


def test_a_name_that_is_not_read_as_a_place_is_not_found() -> None:
    article = Article("Kenya", (Toponym("Kenya", 0, 5, (1.0, 38.0), "Kenya"),))
    person = LocalEntity("e0", "person", "Kenya", ())
    mention = EntityMention(Span(0, 5), "e0", "person", nominal=False)
    assert list(judged(article, Extraction((), (person,), (mention,), (), ()))) == [None]
