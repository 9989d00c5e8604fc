"""Joining incidents in the graph: the same as joining all at once, in any order, by looking at the days around."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver

from graph_schema.decide import Curator
from graph_schema.digest import graph_digest
from graph_schema.errors import DecisionRefused
from graph_schema.lint import run_lint
from graph_schema.model import Run
from ingest.accept import accept
from ingest.article import Metadata
from ingest.extraction import (
    EntityMention,
    EventDate,
    ExtractedClaim,
    ExtractedIncident,
    Extraction,
    LocalEntity,
    SentenceSpan,
    Span,
    Speaker,
)  # fmt: skip
from ingest.joiner.loop import Joined, join_due, make_all_due
from ingest.joining.incident_groups import join_incidents
from ingest.joining.incident_references import incident_reference
from ingest.joining.incidents import IncidentRecord
from ingest.nlp.gazetteer import match
from ingest.resolution.reading import ReadableRevision
from ingest.sources.raw import RawDocument
from ingest.worker import Worker

DATABASE = "neo4j"
MOSCOW, TBILISI = 524901, 611717
SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Told = tuple[str, int, str]  # type, row of the town, ISO day or "unknown"
TOLD: st.SearchStrategy[Told] = st.tuples(
    st.sampled_from(["demo", "clash", "strike", "obstruct"]),
    st.sampled_from([MOSCOW, TBILISI]),
    st.sampled_from(["unknown", *(f"2022-09-{day:02}" for day in (1, 2, 3, 4, 9))]),
)
ARTICLES = st.lists(st.lists(TOLD, min_size=1, max_size=2), min_size=1, max_size=6)


class IncidentReader:
    """Reads each line "type row day" as an incident and the outlet's claim about it."""

    run = Run(id="run-incidents", pipeline="incidents", model="none", codebook="none")

    def read(self, articles: Sequence[ReadableRevision]) -> Iterator[Extraction]:
        return (extraction(article.text) for article in articles)


def extraction(text: str) -> Extraction:
    entities: dict[str, LocalEntity] = {}
    mentions: list[EntityMention] = []
    sentences: list[SentenceSpan] = []
    claims: list[ExtractedClaim] = []
    incidents: list[ExtractedIncident] = []
    at = 0
    for number, line in enumerate(text.split("\n\n")):
        span = Span(at, at + len(line))
        sentences.append(SentenceSpan(number, span))
        at += len(line) + 2
        parts = line.split()
        if len(parts) != 3 or not parts[1].isdigit():
            continue
        type_, row, day = parts
        found = match(int(row))
        entities.setdefault(row, LocalEntity(row, "place", found.name, (), place=found))
        start = span.start + len(type_) + 1
        mentions.append(EntityMention(Span(start, start + len(row)), row, "place", nominal=False))
        known = None if day == "unknown" else day
        when = EventDate(known, known, "day" if known else "unknown", None, "stated")
        incidents.append(ExtractedIncident(f"i{number}", type_, row, when))
        claims.append(
            ExtractedClaim(
                number, span, Speaker("outlet"), None, None, (), "narrated", "asserted", "protest", None, when, (row,),
                None, f"i{number}", "test",
            )
        )  # fmt: skip
    return Extraction(tuple(sentences), tuple(entities.values()), tuple(mentions), tuple(claims), tuple(incidents))


def document(number: int, told: Sequence[Told]) -> RawDocument:
    lines = [" ".join(map(str, one)) for one in dict.fromkeys(told)]
    text = "\n\n".join([f"Report number {number} was written.", *lines, "That was all.", f"Source: Paper {number}"])
    published = None if number % 3 == 0 else f"2022-09-{4 + number % 6:02}"
    return RawDocument(f"{number}.txt", text.encode(), Metadata(url=f"https://a.example/{number}", published=published))


def ingest(graph: Driver, *documents: RawDocument) -> Joined:
    assert not [refused for report in accept(graph, DATABASE, documents) for refused in report.refused]
    worker = Worker(graph, DATABASE, IncidentReader())
    worker.run_until_idle(Event())
    return worker.joined


def clear(graph: Driver) -> None:
    graph.execute_query("MATCH (n) WHERE NOT n:Migration DETACH DELETE n", database_=DATABASE)


def groups(graph: Driver) -> set[tuple[str, ...]]:
    query = """MATCH (i:Incident)<-[:STANDS_FOR]-(r:Reference)
               WITH i, r ORDER BY r.id RETURN i.id AS id, collect(r.id) AS ids"""
    return {tuple(row["ids"]) for row in graph.execute_query(query, database_=DATABASE).records}


def records(graph: Driver) -> list[IncidentRecord]:
    query = """MATCH (:Article)-[c:CALLS]->(:Reference {kind: 'incident'})
               RETURN {record: c.record, at: c.at, place: c.place, precision: c.precision, days: c.days} AS use"""
    return [incident_reference(row["use"]).record for row in graph.execute_query(query, database_=DATABASE).records]


@SLOW
@given(ARTICLES, st.randoms(use_true_random=False), st.sampled_from([1, 3, 100]))
def test_one_article_after_another_in_any_order_is_as_all_at_once(
    graph: Driver, articles: list[list[Told]], chance: random.Random, crowded: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.joining.incident_groups.CROWDED", crowded)
        patch.setattr("ingest.joiner.closure.CROWDED", crowded)
        clear(graph)
        documents = [document(number, told) for number, told in enumerate(articles)]
        ingest(graph, *documents)
        digest = graph_digest(graph, DATABASE)
        assert groups(graph) == set(join_incidents(records(graph)).groups)
        make_all_due(graph, DATABASE)
        join_due(graph, DATABASE, Event())
        assert graph_digest(graph, DATABASE) == digest
        clear(graph)
        chance.shuffle(documents)
        for each in documents:
            ingest(graph, each)
        assert graph_digest(graph, DATABASE) == digest
        assert run_lint(graph, DATABASE) == []


@SLOW
@given(ARTICLES, st.data())
def test_decisions_hold_and_taken_back_leave_the_graph_as_it_was(
    graph: Driver, articles: list[list[Told]], data: st.DataObject
) -> None:
    clear(graph)
    ingest(graph, *(document(number, told) for number, told in enumerate(articles)))
    digest = graph_digest(graph, DATABASE)
    query = "MATCH (r:Reference {kind: 'incident'}) RETURN r.id AS id ORDER BY id"
    ids = [row["id"] for row in graph.execute_query(query, database_=DATABASE).records]
    curator, made = Curator(graph, DATABASE, "tester"), list[str]()
    for _ in range(data.draw(st.integers(1, 4)) if len(ids) > 1 else 0):
        pair = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
        act = data.draw(st.sampled_from([curator.merge, curator.reject, curator.confirm]))
        try:
            made.append(act(*pair, reason="drawn").id)
        except DecisionRefused:
            continue
        join_due(graph, DATABASE, Event())
        assert run_lint(graph, DATABASE) == []
        decided = graph_digest(graph, DATABASE)
        make_all_due(graph, DATABASE)
        join_due(graph, DATABASE, Event())
        assert graph_digest(graph, DATABASE) == decided
    for decision in data.draw(st.permutations(made)):
        curator.undo(decision)
        join_due(graph, DATABASE, Event())
    assert graph_digest(graph, DATABASE) == digest


def test_a_town_with_a_protest_every_day_costs_no_more_as_time_goes_on(graph: Driver) -> None:
    def day(number: int) -> RawDocument:
        when = f"2022-{1 + number // 28:02}-{1 + number % 28:02}"
        one = document(number + 1, [("demo", MOSCOW, when)])
        return replace(one, metadata=Metadata(url=f"https://a.example/{number}", published=when))

    examined = [ingest(graph, day(number)).examined for number in range(60)]
    assert max(examined[40:]) <= max(examined[10:25]) + 5
