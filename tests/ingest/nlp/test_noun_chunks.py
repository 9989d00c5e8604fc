from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp.noun_chunks import noun_chunks

Parse = Callable[..., Doc]


def chunks(doc: Doc) -> list[str]:
    return [doc[start:end].text for start, end, _ in noun_chunks(doc)]


def test_premodifiers_belong_and_prepositions_do_not(parse: Parse) -> None:
    doc = parse(
        "The/DT/det/3 angry/JJ/amod/3 women~woman/NNS/nsubj/4 left/VBD/ROOT/4 for/IN/case/7 the/DT/det/7"
        " Roe/NNP/obl/4 Square/NNP/flat/7"
    )
    assert chunks(doc) == ["The angry women", "the Roe Square"]


def test_no_chunk_lies_in_another(parse: Parse) -> None:
    doc = parse("the/DT/det/2 city/NN/nmod:poss/4 's/POS/case/2 mayor/NN/nsubj/5 left/VBD/ROOT/5")
    assert chunks(doc) == ["the city's mayor"]


def test_without_a_parse_it_says_so(blank: Language) -> None:
    with pytest.raises(ValueError, match="dependency parse"):
        list(noun_chunks(blank.make_doc("The women left")))
