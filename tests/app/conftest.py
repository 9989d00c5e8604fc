"""A small graph written with plain Cypher, so that these tests stand on the graph model alone, and a client over it.

Three outlets, a channel, two towns of one region, a town of another; one article has no date and one no known outlet.
"""

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from fastapi.testclient import TestClient

from app.access import OpenAccess
from app.errors import SubmissionRefused
from app.limits import Limiter
from app.main import Admission, create_app
from app.submissions import Accepted, SubmittedMetadata
from graph_schema.settings import GraphSettings

NODES: dict[str, list[dict[str, Any]]] = {
    "Place": [
        {"id": "plc-1", "name": "Russia", "aliases": ["Россия", "Russian Federation"], "feature": "country"},
        {"id": "plc-2", "name": "Dagestan", "aliases": ["Дагестан", "Daghestan"], "feature": "region"},
        {"id": "plc-3", "name": "Makhachkala", "aliases": ["Махачкала", "Machatschkala"], "feature": "town"},
        {"id": "plc-4", "name": "Endirey", "aliases": ["Эндирей"], "feature": "town"},
        {"id": "plc-5", "name": "Yakutsk", "aliases": ["Якутск"], "feature": "town"},
        {"id": "plc-6", "name": "Iraq", "aliases": [], "feature": "country"},
    ],
    "Person": [{"id": "per-1", "name": "Sergei Melikov", "aliases": ["Sergei Melikov"], "roles": ["governor"]}],
    "Organisation": [
        {"id": "org-1", "name": "OVD-Info", "aliases": ["OVD-Info"]},
        {"id": "org-2", "name": "C++ (Union) \"A/B\"", "aliases": []},
        {"id": "org-3", "name": "Endirey", "aliases": []},
    ],
    "Group": [{"id": "grp-1", "name": "women", "aliases": ["women"]}],
    "Source": [
        {"id": "src-coast-radio", "name": "Coast Radio", "kind": "outlet"},
        {"id": "src-hill-courier", "name": "Hill Courier", "kind": "outlet"},
        {"id": "src-northern-wire", "name": "Northern Wire", "kind": "agency"},
        {"id": "src-1", "name": "videos shared online", "kind": "channel"},
    ],
    "Incident": [
        {"id": "inc-1", "name": "clash in Makhachkala 2022-09-25", "type": "clash", "startDate": "2022-09-25",
         "endDate": "2022-09-25", "datePrecision": "day", "placePrecision": "town"},
        {"id": "inc-2", "name": "obstruct in Endirey 2022-09-25", "type": "obstruct", "startDate": "2022-09-25",
         "endDate": "2022-09-25", "datePrecision": "day", "placePrecision": "town"},
        {"id": "inc-3", "name": "demo in Yakutsk", "type": "demo", "datePrecision": "unknown",
         "placePrecision": "town"},
    ],
    "Article": [
        {"id": "art-1", "title": "Arrests on the coast", "url": "https://coast-radio.example/1",
         "publishedAt": "2022-09-26", "language": "en"},
        {"id": "art-2", "title": "Road blocked", "publishedAt": "2022-09-25", "language": "en"},
        {"id": "art-3", "title": "A nation called up", "publishedAt": "2022-09-26", "language": "en"},
        {"id": "art-4", "language": "en"},
    ],
}  # fmt: skip

EDGES = [
    ("plc-3", "PART_OF", "plc-2"), ("plc-4", "PART_OF", "plc-2"), ("plc-2", "PART_OF", "plc-1"),
    ("plc-5", "PART_OF", "plc-1"), ("inc-1", "OCCURRED_AT", "plc-3"), ("inc-2", "OCCURRED_AT", "plc-4"),
    ("inc-3", "OCCURRED_AT", "plc-5"), ("src-coast-radio", "PUBLISHED", "art-1"),
    ("src-hill-courier", "PUBLISHED", "art-2"), ("src-northern-wire", "PUBLISHED", "art-3"),
]  # fmt: skip

# article, speaker, via, about, sentence, the words claimed, further properties
CLAIMS: list[tuple[str, str, list[str], list[str], str, str, dict[str, Any]]] = [
    ("art-1", "org-1", [], ["inc-1", "plc-3"], "More than 100 people were held in Makhachkala, OVD-Info said.",
     "More than 100 people were held in Makhachkala",
     {"kind": "arrest", "verb": "said", "low": 101, "qualifier": "more than", "unit": "people",
      "quantity": "More than 100", "eventFrom": "2022-09-25", "eventTo": "2022-09-25", "datePrecision": "day"}),
    ("art-1", "per-1", [], ["plc-2"], "Governor Sergei Melikov admitted mistakes 🙁 on Telegram.", "mistakes",
     {"kind": "statement", "verb": "admitted"}),
    ("art-1", "src-1", [], ["inc-1"], "Videos shared online show women arguing with officers.",
     "women arguing with officers", {"kind": "clash", "verb": "show"}),
    ("art-2", "src-hill-courier", [], ["inc-2"], "Villagers blocked the road.", "Villagers blocked the road",
     {"kind": "blockade", "quoteType": "narrated"}),
    ("art-2", "grp-1", ["src-northern-wire"], ["plc-4", "grp-1"], "“Go home,” the women shouted, the Wire reported.",
     "Go home", {"kind": "demand", "verb": "shouted", "quoteType": "direct"}),
    ("art-3", "org-1", [], ["plc-1"], "Arrests passed 2,000 across Russia, OVD-Info said.",
     "Arrests passed 2,000 across Russia", {"kind": "arrest", "verb": "said", "low": 2001, "quantity": "2,000"}),
    ("art-3", "org-1", [], ["inc-1", "per-1"], "In Makhachkala alone it counted 110, which Sergei Melikov disputes.",
     "it counted 110", {"kind": "arrest", "verb": "counted", "low": 110, "high": 110, "quantity": "110"}),
    ("art-4", "grp-1", [], ["inc-3"], "Women danced in a ring in Yakutsk.", "Women danced in a ring in Yakutsk",
     {"kind": "protest", "quoteType": "narrated"}),
]  # fmt: skip

UNLIMITED = 1_000_000

CREATE_NODES = """
UNWIND $rows AS row
CREATE (n:$(row.label)) SET n = row.properties
"""
CREATE_EDGES = """
UNWIND $rows AS row
MATCH (a {id: row.start}) MATCH (b {id: row.end})
CREATE (a)-[e:$(row.type)]->(b) SET e.depth = row.depth
"""


def texts() -> dict[str, str]:
    """The text of each article: its sentences, a paragraph each."""
    by_article: dict[str, list[str]] = {}
    for article, _, _, _, sentence, _, _ in CLAIMS:
        by_article.setdefault(article, []).append(sentence)
    return {article: "\n\n".join(sentences) for article, sentences in by_article.items()}


def rows() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Parameters of CREATE_NODES and CREATE_EDGES."""
    nodes = [{"label": label, "properties": node} for label, group in NODES.items() for node in group]
    edges = list(EDGES)
    for article, text in texts().items():
        revision = article.replace("art", "rev")
        state = {"id": revision, "text": text, "status": "done", "acceptedAt": 1_664_000_000_000, "format": "test"}
        nodes.append({"label": "Revision", "properties": state})
        edges.append((article, "HAS_REVISION", revision))
    outlets = {end: start for start, kind, end in EDGES if kind == "PUBLISHED"}
    published = {one["id"]: one.get("publishedAt", "") for one in NODES["Article"]}
    for number, (article, speaker, via, about, sentence, words, extra) in enumerate(CLAIMS, start=1):
        start = texts()[article].index(sentence)
        at = start + sentence.index(words)
        proof, claim = f"sen-{number}", f"clm-{number}"
        place = {"idx": number, "text": sentence, "charStart": start, "charEnd": start + len(sentence)}
        said = {"article": article, "published": published.get(article, ""), "text": words, "charStart": at,
                "charEnd": at + len(words), "stance": "asserted", "quoteType": "indirect",
                "datePrecision": "unknown", "method": "test"}  # fmt: skip
        nodes.append({"label": "Sentence", "properties": {"id": proof, **place}})
        nodes.append({"label": "Claim", "properties": {"id": claim, **said, **extra}})
        edges += [(article.replace("art", "rev"), "HAS_SENTENCE", proof), (claim, "EVIDENCED_BY", proof)]
        edges += [(speaker, "SAID", claim)] + [(claim, "ATTRIBUTED_VIA", through) for through in via]
        edges += [(claim, "ABOUT", subject) for subject in about]
        if article in outlets:
            edges.append((outlets[article], "REPORTED", claim))
    return nodes, [{"start": start, "type": kind, "end": end, "depth": 1} for start, kind, end in edges]


@pytest.fixture
def news(graph: neo4j.Driver, neo4j_settings: GraphSettings) -> neo4j.Driver:
    """The graph above, and nothing else."""
    nodes, edges = rows()
    graph.execute_query(CREATE_NODES, rows=nodes, database_=neo4j_settings.database)
    graph.execute_query(CREATE_EDGES, rows=edges, database_=neo4j_settings.database)
    return graph


def accept_all_but_malformed(raw: bytes, metadata: SubmittedMetadata) -> Accepted:
    """Stands for the reading side: a document that says `malformed` is refused, any other is the first article."""
    if b"malformed" in raw or not raw:
        raise SubmissionRefused("no format recognises it")
    return Accepted(article="art-1", revision="rev-1")


@pytest.fixture
def client(news: neo4j.Driver, neo4j_settings: GraphSettings) -> Iterator[TestClient]:
    """A client of the service over that graph."""
    admission = Admission(OpenAccess(), Limiter(UNLIMITED))
    app = create_app(news, accept=accept_all_but_malformed, admission=admission, database=neo4j_settings.database)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
