"""Our own annotated topics (`models/data/topics`), article by article."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.nlp.kind_context import NOTHING
from models.recipe.claims import OwnClaim, Passage, claim_at
from models.recipe.paths import REPO

TOPICS = REPO / "models" / "data" / "topics"


def read(folder: Path = TOPICS) -> Iterator[Passage]:
    """Yield every article as a passage, its paragraphs parted by a blank line.

    Raises:
        ValueError: a claim is malformed; the message names file, claim and reason.
    """
    for file in sorted(folder.glob("*.json")):
        topic = json.loads(file.read_text(encoding="utf-8"))
        types = {incident["id"]: incident["type"] for incident in topic["incidents"]}
        for article in topic["articles"]:
            text = "\n\n".join(article["paragraphs"])
            claims = (_claim(text, one, types, file) for one in topic["claims"] if one["article"] == article["id"])
            yield Passage(text, article["published"], tuple(claims))


def _claim(text: str, given: Any, types: Mapping[str, str], file: Path) -> OwnClaim:
    try:
        start = -1
        for _ in range(given.get("nth") or 1):
            start = text.index(given["content"], start + 1)
        own = {**given, "speaker": given["speaker_text"], "quote": given["quote_type"]}
        claim = claim_at(text, own, (start, start + len(given["content"])))
        return replace(claim, incident=next((types[id_] for id_ in given["about"] if id_ in types), NOTHING))
    except (KeyError, ValueError) as error:
        raise ValueError(f"{file.name}: {given['id']}: {error}") from error
