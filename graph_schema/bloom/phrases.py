"""Questions in plain words with the Cypher that answers them; every file of `phrases/` is one.

Its first line is the question, with a `$name` for what is to be filled in; its second says what the answer shows.
Values to fill in come from the file of `suggestions/` that the last word of the name names: `$other_outlet`, `outlet`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import LiteralString

from graph_schema import cypher

_PARAMETER = re.compile(r"\$(\w+)")

EXAMPLES: Mapping[str, str | int] = {
    "place": "Makhachkala",
    "person": "Sergei Melikov",
    "organisation": "OVD-Info",
    "outlet": "The Ferryman",
    "other_outlet": "Northlight Broadcasting",
    "incident": "clash in Makhachkala 2022-09-25",
    "first_day": "2022-09-21",
    "last_day": "2022-09-28",
    "least_origins": 2,
}
"""Values to begin with; each has an answer in the sample articles."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question leaves open; `suggestions` is Cypher that returns one column of values to choose from."""

    name: str
    suggestions: LiteralString

    @property
    def example(self) -> str | int:
        """A value to begin with."""
        return EXAMPLES[self.name]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A question, what its answer shows, and the Cypher of the answer: nodes and relationships only."""

    question: str
    shows: str
    cypher: LiteralString
    parameters: tuple[Parameter, ...]


def phrases() -> list[Phrase]:
    """All questions, by name of file. Raises FileNotFoundError where one asks for what has no suggestions."""
    return [_phrase(name) for name in cypher.names("bloom/phrases")]


def _phrase(name: str) -> Phrase:
    question, shows = (line.removeprefix("// ") for line in cypher.load(name).splitlines()[:2])
    parameters = tuple(Parameter(found, _suggestions(found)) for found in _PARAMETER.findall(question))
    return Phrase(question, shows, _only_statement(name), parameters)


def _suggestions(parameter: str) -> LiteralString:
    return _only_statement(f"bloom/suggestions/{parameter.rsplit('_', 1)[-1]}.cypher")


def _only_statement(name: str) -> LiteralString:
    (statement,) = cypher.statements(cypher.load(name))
    return statement
