"""Our own annotated articles are well formed: every span is in its text, every reference leads somewhere."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest

HERE = Path(__file__).parent
GOLD = sorted(HERE.glob("gold/*.json"))
TOPICS = sorted([*HERE.glob("topics/*.json"), *HERE.glob("held_out/*.json")])
STANCES = {"asserted", "denied", "hedged", "conflicting", "planned", "hypothetical", "demanded"}
QUOTE_TYPES = {"direct", "indirect", "mixed", "narrated"}


@pytest.fixture(params=GOLD + TOPICS, ids=lambda path: path.stem)
def topic(request: pytest.FixtureRequest) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(request.param.read_text(encoding="utf-8")))


def test_there_are_enough_sentences() -> None:
    articles = [a for path in GOLD for a in json.loads(path.read_text(encoding="utf-8"))["articles"]]
    assert len(articles) >= 200
    assert all(article["construction"] for article in articles)


def test_topics_have_several_articles_and_what_joins_them() -> None:
    assert TOPICS
    for path in TOPICS:
        topic = json.loads(path.read_text(encoding="utf-8"))
        assert len(topic["articles"]) >= 4, path.stem
        assert all(topic[what] for what in ("findings", "contradictions", "copies")), path.stem
        claims = {claim["id"] for claim in topic["claims"]}
        joined = [finding["claims"] for finding in topic["findings"]]
        joined += [pair[:2] for pair in topic["contradictions"]]
        assert {one for some in joined for one in some} <= claims, path.stem


def test_every_span_is_in_its_text(topic: dict[str, Any]) -> None:
    texts = {article["id"]: "\n\n".join(article["paragraphs"]) for article in topic["articles"]}
    spans = [(m["article"], m["text"], m.get("nth") or 1) for m in topic["mentions"]]
    spans += [(c["article"], c["content"], c.get("nth") or 1) for c in topic["claims"]]
    spans += [(c["article"], c[part], 1) for c in topic["claims"] for part in ("speaker_text", "cue") if c.get(part)]
    assert [span for span in spans if texts[span[0]].count(span[1]) < span[2]] == []


def test_every_reference_leads_somewhere(topic: dict[str, Any]) -> None:
    ids = Counter(item["id"] for kind in ("articles", "entities", "claims", "incidents") for item in topic[kind])
    assert [name for name, n in ids.items() if n > 1] == []
    assert {m["entity"] for m in topic["mentions"]} <= {e["id"] for e in topic["entities"]}
    for claim in topic["claims"]:
        speaker = claim["speaker"]
        assert speaker == "outlet" or speaker.startswith("channel:") or speaker in ids, claim["id"]
        assert set(claim.get("about", [])) <= ids.keys(), claim["id"]


def test_values_are_of_the_format(topic: dict[str, Any]) -> None:
    for claim in topic["claims"]:
        assert claim["stance"] in STANCES, claim["id"]
        assert claim["quote_type"] in QUOTE_TYPES, claim["id"]
        count, when = claim.get("count"), claim.get("when")
        if count and count["low"] is not None and count["high"] is not None:
            assert count["low"] <= count["high"], claim["id"]
        if when and when["from"]:
            assert when["from"] <= when["to"], claim["id"]
