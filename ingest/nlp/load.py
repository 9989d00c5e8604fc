"""A trained pipeline with the project's components on top, checked before anything is read.

Any spaCy pipeline that tags, lemmatises, parses and finds entities will do: entity labels of OntoNotes or WikiNER,
dependency labels of Universal Dependencies or ClearNLP.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.language import Language

# Imported for the components they register.
from ingest.nlp import (
    claims,
    coreference,
    entities,
    groups,
    incidents,
    kinds,
    noun_chunks,
    paragraphs,
    places,
    ud_labels,
)

MODELS = Path(__file__).resolve().parents[2] / "models"
# The project's own two, by the word that chooses them.
VARIANTS = {"default": MODELS / "en_protest_news", "fast": MODELS / "en_protest_news_fast"}
SETTING = "INGEST_MODEL"

COMPONENTS = (
    entities.entities,
    places.places,
    groups.groups,
    coreference.coreference,
    claims.claims,
    incidents.incidents,
)
UNUSED = (
    "textcat",
    "textcat_multilabel",
    "spancat",
    "entity_linker",
    "entity_ruler",
    "span_ruler",
    "senter",
    "numbers",
)

# What the components read, and what to call it in an error.
NEEDED = {"token.dep": "a dependency parser", "token.lemma": "a lemmatizer", "doc.ents": "an entity recogniser"}
UNIVERSAL = frozenset({"nsubj:pass", "obl"})
CLEARNLP = frozenset({"nsubjpass", "pobj"})


class PipelineError(ValueError):
    """A pipeline cannot be loaded, or lacks something the reading needs."""


def load_pipeline(name_or_path: str | None = None) -> Language:
    """The named pipeline, else that of INGEST_MODEL, else "default".

    A name is "default" (the encoder), "fast" (convolutions, faster, fewer names found), an installed
    package or a folder. Raises PipelineError naming what is missing and what was found.
    """
    wanted = name_or_path or os.environ.get(SETTING) or "default"
    try:
        nlp = spacy.load(VARIANTS.get(wanted, wanted), exclude=UNUSED)
    except (OSError, ImportError, ValueError) as error:
        raise PipelineError(f"cannot load the pipeline {wanted!r} ({SETTING} names another one): {error}") from error
    return assemble(nlp)


def assemble(nlp: Language) -> Language:
    """Check a trained pipeline and add the project's components to it. Raises PipelineError."""
    missing = _missing(nlp)
    if missing:
        have = ", ".join(nlp.pipe_names) or "nothing"
        raise PipelineError(f"the pipeline {nlp.meta['name']!r} lacks {' and '.join(missing)}; it has: {have}")
    nlp.add_pipe(paragraphs.paragraphs.__name__, first=True)
    if not UNIVERSAL & _labels(nlp, "token.dep"):
        nlp.add_pipe(ud_labels.ud_labels.__name__)
    for component in COMPONENTS:
        nlp.add_pipe(component.__name__)
    nlp.vocab.get_noun_chunks = noun_chunks.noun_chunks  # pyright: ignore[reportAttributeAccessIssue]  # the stub says Span where spaCy reads tuples
    return nlp


def _missing(nlp: Language) -> list[str]:
    missing = [name for attribute, name in NEEDED.items() if not _assigning(nlp, attribute)]
    if not _assigning(nlp, "token.tag") and not _assigning(nlp, "token.pos"):
        missing.append("a tagger")
    dependencies, names = _labels(nlp, "token.dep"), _labels(nlp, "doc.ents")
    if dependencies and not dependencies & (UNIVERSAL | CLEARNLP):
        missing.append(f"Universal or ClearNLP dependency labels (found {_some(dependencies)})")
    if names and not {"PERSON", "ORGANISATION", "PLACE"} <= {kinds.KINDS.get(label) for label in names}:
        missing.append(f"entity labels for persons, organisations and places (found {_some(names)})")
    return missing


def _assigning(nlp: Language, attribute: str) -> list[str]:
    return [name for name in nlp.pipe_names if attribute in nlp.get_pipe_meta(name).assigns]


def _labels(nlp: Language, attribute: str) -> set[str]:
    """The labels a trained component knows; empty for components that do not say."""
    return {label for name in _assigning(nlp, attribute) for label in nlp.pipe_labels.get(name, ())}


def _some(labels: Iterable[str]) -> str:
    return ", ".join(sorted(labels)[:12])
