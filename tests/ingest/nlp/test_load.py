"""Any pipeline that does what is needed is taken; one that does not is refused in one sentence."""

from typing import cast

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

from ingest.nlp import lexicon
from ingest.nlp.load import VARIANTS, PipelineError, assemble, load_pipeline

UD = ("nsubj", "nsubj:pass", "obl", "case")
NAMES = ("PERSON", "ORG", "GPE")


def pipeline(
    parser: tuple[str, ...] = UD, ner: tuple[str, ...] = NAMES, *, lemmas: bool = True, tagger: bool = True
) -> Language:
    """Untrained components that know their labels."""
    nlp = spacy.blank("en")
    if tagger:
        _labelled(nlp, "tagger", ("NN",))
    for name, labels in (("parser", parser), ("ner", ner)):
        if labels:
            _labelled(nlp, name, labels)
    if lemmas:
        nlp.add_pipe("trainable_lemmatizer")
    return nlp


def _labelled(nlp: Language, name: str, labels: tuple[str, ...]) -> None:
    component = cast(TrainablePipe, nlp.add_pipe(name))
    for label in labels:
        component.add_label(label)


def test_every_component_gets_what_it_requires() -> None:
    analysis = assemble(pipeline()).analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values()), analysis["problems"]


def test_paragraphs_come_before_the_parser_and_claims_after_names() -> None:
    names = assemble(pipeline()).pipe_names
    assert names.index("paragraphs") < names.index("parser")
    assert names.index("entities") < names.index("places") < names.index("coreference") < names.index("claims")


@pytest.mark.parametrize(("labels", "converted"), [(UD, False), (("nsubj", "nsubjpass", "pobj", "prep"), True)])
def test_clearnlp_labels_are_converted(labels: tuple[str, ...], converted: bool) -> None:
    assert ("ud_labels" in assemble(pipeline(parser=labels)).pipe_names) is converted


@pytest.mark.parametrize("labels", [("PER", "ORG", "LOC", "MISC"), ("PERSON", "ORG", "GPE", "FAC", "NORP")])
def test_schemes_of_names_are_understood(labels: tuple[str, ...]) -> None:
    assert "entities" in assemble(pipeline(ner=labels)).pipe_names


@pytest.mark.parametrize(
    ("nlp", "missing"),
    [
        (pipeline(parser=()), "a dependency parser"),
        (pipeline(ner=()), "an entity recogniser"),
        (pipeline(lemmas=False), "a lemmatizer"),
        (pipeline(tagger=False), "a tagger"),
        (pipeline(parser=("subj", "obj1")), r"dependency labels \(found .*subj"),
        (pipeline(ner=("DRUG", "DOSE")), r"persons, organisations and places \(found DOSE, DRUG\)"),
    ],
)
def test_what_is_missing_is_named(nlp: Language, missing: str) -> None:
    with pytest.raises(PipelineError, match=missing):
        assemble(nlp)


def test_an_unknown_pipeline_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INGEST_MODEL", "no_such_pipeline")
    with pytest.raises(PipelineError, match="no_such_pipeline"):
        load_pipeline()


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_is_chosen_by_one_word_and_reads_anything(variant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INGEST_MODEL", variant)
    nlp = load_pipeline()
    assert f"en_{nlp.meta['name']}" == VARIANTS[variant].name
    assert [len(list(doc.sents)) for doc in nlp.pipe(["", " \n\n ", "Lima"])] == [0, 1, 1]


HOSTILE = {
    "no punctuation": "the women said the governor of Roe he met villagers in London and Jane Roe said it ",
    "capitals": "WOMEN PROTESTED IN LONDON AGAINST GOVERNOR JANE ROE ",
    "title case": "The Interior Ministry Of Roe Said Jane Roe Arrived ",
    "marks": "😀 protest \u200f in \u202eLondon 🇷🇺 ",
    "names": "London, Paris, Jane Roe, ",
    "quotes": "\"' ",
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_time_on_malformed_text_is_bounded(piece: str) -> None:
    """100,000 characters in one paragraph, with the worst annotation a model could give: one flat sentence of names."""
    nlp = assemble(pipeline())
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    words = nlp.make_doc(text)
    count = len(words)
    doc = Doc(
        nlp.vocab,
        words=[token.text for token in words],
        spaces=[bool(token.whitespace_) for token in words],
        tags=["NNP" if token.text[0].isupper() else "NNS" for token in words],
        pos=["PRON" if token.lower_ in {"he", "it"} else "PROPN" if token.is_title else "NOUN" for token in words],
        lemmas=[
            token.lower_ if token.lower_ in lexicon.human_nouns() else token.lower_.removesuffix("s") for token in words
        ],
        deps=["ROOT", *["nsubj"] * (count - 1)],
        heads=[0] * count,
    )
    for name, component in nlp.pipeline:
        if name in {"entities", "places", "groups", "coreference"}:
            doc = component(doc)
    assert doc.text == text
