from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from ingest.nlp.ud_labels import ud_labels

Parse = Callable[..., Doc]


def edges(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.text) for token in ud_labels(doc)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police/NN/nsubj/2 shot/VBD/ROOT/2 into/IN/prep/2 the/DT/det/5 air/NN/pobj/3",
         {("air", "obl", "shot"), ("into", "case", "air")}),
        ("heads/NNS/ROOT/1 of/IN/prep/1 regions/NNS/pobj/2", {("regions", "nmod", "heads"), ("of", "case", "regions")}),
        ("men/NNS/nsubjpass/3 were~be/AUX/auxpass/3 held/VBD/ROOT/3 by/IN/agent/3 police/NN/pobj/4",
         {("men", "nsubj:pass", "held"), ("were", "aux:pass", "held"), ("police", "obl:agent", "held")}),
        ("Roe/NNP/nsubj/2 is~be/AUX/ROOT/2 the/DT/det/4 governor/NN/attr/2",
         {("governor", "ROOT", "governor"), ("Roe", "nsubj", "governor"), ("is", "cop", "governor")}),
        ("men/NNS/ROOT/1 ,/,/punct/1 women~woman/NNS/conj/1 and/CC/cc/3 children/NNS/conj/3",
         {("women", "conj", "men"), ("children", "conj", "men"), ("and", "cc", "children")}),
    ],
)  # fmt: skip
def test_clearnlp_becomes_universal(parse: Parse, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert expected <= edges(parse(text))


def test_sentences_stay_what_they_were(parse: Parse) -> None:
    doc = parse(
        "He/PRP/nsubj/2 left/VBD/ROOT/2 ././punct/2 She/PRP/nsubj/5 stayed/VBD/ROOT/5 in/IN/prep/5 Roe/NNP/pobj/6"
    )
    assert [sent.text for sent in ud_labels(doc).sents] == ["He left.", "She stayed in Roe"]
