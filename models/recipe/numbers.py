"""Numbers, sums of money, shares and times of day as entities: rules over words and tags, where rules are exact."""

from typing import Any, TypeAlias, cast

from spacy.language import Language
from spacy.pipeline import EntityRuler

from models.recipe.lexicon import words as word_list

COMPONENT = "numbers"
Pattern: TypeAlias = list[dict[str, Any]]

NUMBERS: list[Pattern] = [  # "40", "2.5 million"; "thirty-five", "7-8"
    [{"TAG": "CD", "OP": "{1,4}"}],  # bounded: open repetitions take cubic time over a table of numbers
    [{"TAG": "CD"}, {"TEXT": {"IN": ["-", "–"]}}, {"TAG": "CD", "OP": "{1,3}"}],
]
YEAR = r"^(1[5-9]|20)\d\d$"
ROUND = ["dozens", "scores", "hundreds", "thousands", "millions", "billions"]
CLOCK_FACE: dict[str, Any] = {"TEXT": {"REGEX": r"^([01]?\d|2[0-3]):[0-5]\d$"}}
HALF_DAY: dict[str, Any] = {"LOWER": {"IN": ["a.m.", "p.m.", "am", "pm", "a.m", "p.m"]}}
ZONE: dict[str, Any] = {"TEXT": {"IN": ["GMT", "UTC", "CET", "EST"]}, "OP": "?"}
CURRENCY: dict[str, Any] = {"TEXT": {"REGEX": r"^([A-Z]{1,3})?[$€£¥₽₦₹₸₴₺₩]$"}}


def patterns() -> dict[str, list[Pattern]]:
    """Return the patterns of each label; a year alone is no count."""
    money = {"LEMMA": {"IN": sorted(word_list("currencies"))}}
    share = {"LOWER": {"IN": ["%", "percent", "pct"]}}
    span_of_time = {"LEMMA": {"IN": ["hour", "minute", "second"]}, "TAG": {"IN": ["NN", "NNS"]}}
    no_year = {"TAG": "CD", "TEXT": {"REGEX": f"^(?!{YEAR[1:]})"}}
    return {
        "PERCENT": [[*n, share] for n in NUMBERS] + [[*n, {"LOWER": "per"}, {"LOWER": "cent"}] for n in NUMBERS],
        "MONEY": [[CURRENCY, *n] for n in NUMBERS] + [[*n, money] for n in NUMBERS],
        "TIME": [
            [CLOCK_FACE, {**HALF_DAY, "OP": "?"}, ZONE],
            [{"TAG": "CD"}, HALF_DAY, ZONE],
            [{"LOWER": {"IN": ["noon", "midnight"]}}],
            *([*n, span_of_time] for n in NUMBERS),
        ],
        "CARDINAL": [
            [no_year, {"TAG": "CD", "OP": "{0,3}"}],
            NUMBERS[1],
            [{"LOWER": {"IN": ROUND}}],
            [{"LOWER": {"IN": ["tens", *ROUND]}}, {"LOWER": "of"}, {"LOWER": {"IN": ROUND}}],
        ],
    }


def add_numbers(nlp: Language) -> None:
    """Add the rules behind a pipeline's recogniser, whose names they leave alone; the longest match of a place wins."""
    ruler = cast("EntityRuler", nlp.add_pipe("entity_ruler", name=COMPONENT))
    ruler.add_patterns([{"label": label, "pattern": p} for label, own in patterns().items() for p in own])
