"""What accepting and reading guarantee, whatever is read: nothing lost, nothing twice, nothing half."""

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import LiteralString

import pytest
from neo4j import Driver

from graph_schema.digest import graph_digest
from ingest import worker as worker_module
from ingest.accept import AcceptReport, accept
from ingest.article import Metadata
from ingest.graph_writer import write_readings
from ingest.queue import Queue
from ingest.resolution.reading import resolve
from ingest.sources.raw import RawDocument, SetAside
from ingest.worker import Reader, Summary, Worker

DATABASE = "neo4j"
NEVER = threading.Event()


def document(text: str, source: str = "The Paper", **metadata: str) -> RawDocument:
    return RawDocument(f"{text[:12]}.txt", f"{text}\n\nSource: {source}".encode(), Metadata(**metadata))


def store(graph: Driver, *documents: RawDocument | SetAside) -> AcceptReport:
    (report,) = accept(graph, DATABASE, documents)
    return report


def read_all(graph: Driver, reader: Reader) -> Summary:
    return Worker(graph, DATABASE, reader).run_until_idle(NEVER)


def values(graph: Driver, query: LiteralString) -> list[object]:
    return [record.value() for record in graph.execute_query(query, database_=DATABASE).records]


def texts(graph: Driver) -> set[object]:
    return set(values(graph, "MATCH (c:Claim) RETURN c.text"))


def statuses(graph: Driver) -> dict[str, str]:
    rows = graph.execute_query("MATCH (r:Revision) RETURN r.origin AS o, r.status AS s", database_=DATABASE).records
    return {row["o"]: row["s"] for row in rows}


def articles(count: int) -> Iterable[RawDocument]:
    return (document(f"Agency{n} reported the march number {n} was calm.") for n in range(count))


def test_what_was_accepted_is_read_once(graph: Driver, plain_reader: Reader) -> None:
    report = store(graph, *articles(20))
    assert [item.new for item in report.accepted] == [True] * 20
    assert read_all(graph, plain_reader) == Summary(done=20)
    assert len(texts(graph)) == 20
    digest = graph_digest(graph, DATABASE)

    again = store(graph, *articles(20))
    assert [item.new for item in again.accepted] == [False] * 20
    assert read_all(graph, plain_reader) == Summary()
    assert graph_digest(graph, DATABASE) == digest


def test_the_order_of_articles_leaves_no_trace(graph: Driver, plain_reader: Reader) -> None:
    store(graph, *articles(6))
    read_all(graph, plain_reader)
    digest = graph_digest(graph, DATABASE)
    graph.execute_query("MATCH (n) WHERE NOT n:Migration DETACH DELETE n", database_=DATABASE)
    for item in reversed(list(articles(6))):
        store(graph, item)
        read_all(graph, plain_reader)
    assert graph_digest(graph, DATABASE) == digest


def test_claimers_at_once_never_share_a_revision(graph: Driver) -> None:
    store(graph, *articles(60))

    def claim_all(_: int) -> list[str]:
        queue, mine = Queue(graph, DATABASE), list[str]()
        while leased := queue.claim(4):
            mine += [item.revision.id for item in leased]
        return mine

    with ThreadPoolExecutor(6) as pool:
        claimed = [id_ for mine in pool.map(claim_all, range(6)) for id_ in mine]
    assert len(claimed) == len(set(claimed)) == 60


def test_a_worker_that_lost_its_lease_writes_nothing(graph: Driver, plain_reader: Reader) -> None:
    store(graph, document("Desk said the square was empty."))
    slow = Queue(graph, DATABASE, lease_ms=1)
    (late,) = slow.claim(1)
    assert read_all(graph, plain_reader).done == 1
    digest = graph_digest(graph, DATABASE)
    reading = resolve(late.revision, next(iter(plain_reader.read([late.revision]))))
    assert write_readings(graph, DATABASE, slow.token, [reading], plain_reader.run) == set()
    assert graph_digest(graph, DATABASE) == digest


def test_a_dead_workers_articles_are_read_when_its_lease_ends(graph: Driver, plain_reader: Reader) -> None:
    store(graph, *articles(3))
    assert len(Queue(graph, DATABASE, lease_ms=1500).claim(3)) == 3  # and then this worker dies
    assert read_all(graph, plain_reader) == Summary(done=3)


def test_one_unreadable_article_parks_only_itself(graph: Driver, plain_reader: Reader) -> None:
    store(graph, *articles(3), document("Poison is unreadable on purpose."))
    assert read_all(graph, plain_reader) == Summary(done=3, parked=1)
    (reason,) = values(graph, "MATCH (r:Revision {status: 'parked'}) RETURN r.reason")
    assert reason == "reading failed: ValueError: a text this reader cannot read"
    assert Queue(graph, DATABASE).retry_parked() == 1
    assert read_all(graph, plain_reader) == Summary(parked=1)


def test_an_article_that_kills_every_worker_is_parked(
    graph: Driver, plain_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "MAX_ATTEMPTS", 2)
    store(graph, document("Desk said nothing."))
    for _ in range(2):
        queue = Queue(graph, DATABASE, lease_ms=0)
        assert len(queue.claim(1)) == 1
    assert read_all(graph, plain_reader) == Summary(parked=1)
    assert values(graph, "MATCH (r:Revision) WHERE r.reason STARTS WITH '2 attempts' RETURN r.status") == ["parked"]


def test_what_was_tried_before_is_claimed_alone(graph: Driver) -> None:
    store(graph, *articles(5))
    assert len(Queue(graph, DATABASE, lease_ms=0).claim(5)) == 5
    assert len(Queue(graph, DATABASE).claim(5)) == 1


def test_a_later_text_replaces_what_the_earlier_one_said(graph: Driver, plain_reader: Reader) -> None:
    url = "https://paper.example/a"
    store(graph, document("Desk said nine were held.", url=url))
    read_all(graph, plain_reader)
    store(graph, document("Bureau said ten were held.", url=url))
    read_all(graph, plain_reader)
    assert texts(graph) == {"said ten were held."}
    assert values(graph, "MATCH (o:Organisation) RETURN o.name") == ["Bureau"]
    assert sorted(map(str, values(graph, "MATCH (r:Revision) RETURN r.text"))) == [
        "Bureau said ten were held.",
        "Desk said nine were held.",
    ]


def test_two_texts_read_in_the_wrong_order_leave_the_later_one(graph: Driver, plain_reader: Reader) -> None:
    url = "https://paper.example/a"
    store(graph, document("Desk said nine were held.", url=url))
    store(graph, document("Bureau said ten were held.", url=url))
    assert read_all(graph, plain_reader).done == 2
    assert texts(graph) == {"said ten were held."}


def test_a_date_learned_later_makes_the_article_due_again(graph: Driver, plain_reader: Reader) -> None:
    url = "https://paper.example/a"
    store(graph, document("Desk said nine were held.", url=url))
    read_all(graph, plain_reader)
    store(graph, document("Desk said nine were held.", url=url, published="2022-09-26"))
    assert read_all(graph, plain_reader) == Summary(done=1)
    assert values(graph, "MATCH (a:Article) RETURN a.publishedAt") == ["2022-09-26"]
    store(graph, document("Desk said nine were held.", url=url))
    assert values(graph, "MATCH (a:Article) RETURN a.publishedAt") == ["2022-09-26"]


def test_input_without_a_format_is_set_aside_and_the_run_goes_on(graph: Driver, plain_reader: Reader) -> None:
    report = store(
        graph,
        RawDocument("bytes.bin", b"\xff\xfe\x00broken", Metadata()),
        RawDocument("empty.txt", b"", Metadata()),
        SetAside("folder/x", "cannot be read", b""),
        document("Desk said nine were held."),
    )
    assert {item.origin for item in report.refused} == {"bytes.bin", "empty.txt", "folder/x"}
    assert read_all(graph, plain_reader) == Summary(done=1)
    assert statuses(graph)["bytes.bin"] == "parked"
    assert values(graph, "MATCH (r:Revision {origin: 'bytes.bin'}) RETURN r.rawEncoding") == ["base64"]


def test_what_can_be_parsed_later_is_no_longer_set_aside(graph: Driver) -> None:
    good = document("Desk said nine were held.")
    store(graph, SetAside(good.origin, "its sidecar: not JSON", good.raw))
    assert values(graph, "MATCH (r:Revision) RETURN r.status") == ["parked"]
    store(graph, good)
    assert values(graph, "MATCH (r:Revision) RETURN r.status") == ["accepted"]


def test_several_workers_share_the_work(graph: Driver, plain_reader: Reader) -> None:
    store(graph, *articles(64))
    with ThreadPoolExecutor(4) as pool:
        summaries = list(pool.map(read_all, [graph] * 4, [plain_reader] * 4))
    assert sum(summary.done for summary in summaries) == 64
    assert len(texts(graph)) == 64
