"""The word lists the components share: tab-separated tables in `data/`, one entry a line, `#` starts a comment."""

from calendar import day_abbr, day_name, month_abbr, month_name
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from graph_schema.model import EntityKind

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Title:
    """A word that stands before a name: honorific ("Mr"), rank ("Colonel") or role ("governor")."""

    kind: Literal["honorific", "rank", "role"]
    gender: Literal["m", "f", "-"]


@dataclass(frozen=True, slots=True)
class NameHead:
    """What a name that ends in a word like "Ministry" or "Square" stands for.

    `joins`: the word belongs to the name even in lower case ("Khasavyurt district").
    """

    kind: EntityKind
    joins: bool


def table(name: str) -> list[list[str]]:
    """The rows of `data/<name>.tsv`."""
    lines = (DATA / f"{name}.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def titles() -> dict[str, Title]:
    """Titles by lower-case word."""
    return {word: Title(kind, gender) for word, kind, gender in table("titles")}  # type: ignore[arg-type]  # the table's own test checks its values


@cache
def human_nouns() -> dict[str, str]:
    """Nouns for people by lemma: `count` (singular and plural), `plural` (only the plural) or `collective`."""
    return dict(table("human_nouns"))


@cache
def name_heads() -> dict[str, NameHead]:
    """What the last word of a name says about its kind, by lower-case word."""
    rows = [row for row in table("name_heads") if row[2] in {"head", "joins"}]
    return {word: NameHead(kind, role == "joins") for word, kind, role in rows}  # type: ignore[arg-type]  # as above


@cache
def name_words(role: Literal["first", "whole"]) -> dict[str, EntityKind]:
    """Kinds by the lower-case word that begins a name ("Radio", "Lake"), or that is one by itself ("Telegram")."""
    return {row[0]: row[1] for row in table("name_heads") if row[2] == role}  # type: ignore[misc]  # as above


@cache
def demonyms() -> dict[str, str]:
    """Country codes by demonym as written, singular and plural; "-" for peoples and creeds of no one country."""
    countries: dict[str, str] = {}
    for row in table("demonyms"):
        for form in row[1].split("|") + (row[2].split("|") if len(row) > 2 else []):
            countries.setdefault(form, row[0])
            countries.setdefault(form + "s", row[0])
    return countries


@cache
def plural_demonyms() -> frozenset[str]:
    """Demonyms that name people when they are nouns: "Russians", "the French"."""
    plurals: set[str] = set()
    for row in table("demonyms"):
        plurals.update(form + "s" for form in row[1].split("|"))
        plurals.update(row[2].split("|") if len(row) > 2 else ())
    return frozenset(plurals)


@cache
def calendar() -> frozenset[str]:
    """Names of months and weekdays and their short forms, in lower case without a full stop."""
    names = (*month_name, *month_abbr, *day_name, *day_abbr, "sept", "tues", "thurs")
    return frozenset(name.lower() for name in names if name)


@cache
def not_places() -> frozenset[str]:
    """Lower-case words and large regions that no gazetteer row may stand for."""
    return frozenset(row[0].lower() for row in table("not_places"))
