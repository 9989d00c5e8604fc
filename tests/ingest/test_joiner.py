"""Joining in the graph: the same as joining all at once, in any order, and every decision can be taken back."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver

from graph_schema.decide import Curator, decisions, reviews
from graph_schema.digest import graph_digest
from graph_schema.errors import DecisionRefused
from graph_schema.lint import run_lint
from graph_schema.model import EntityKind, Run
from ingest.accept import accept
from ingest.article import Metadata
from ingest.extraction import EntityMention, ExtractedClaim, Extraction, LocalEntity, SentenceSpan, Span, Speaker
from ingest.joiner.loop import Joined, join_due, make_all_due
from ingest.joining.articles import ReadArticle
from ingest.joining.entities import join_entities
from ingest.nlp.gazetteer import match
from ingest.resolution.reading import ReadableRevision
from ingest.sources.raw import RawDocument
from ingest.worker import Worker

DATABASE = "neo4j"
MOSCOW, TBILISI = 524901, 611717
# each name with the kind it is read as; a text is a list of them
NAMES: Mapping[str, EntityKind] = {
    "Sergei Melikov": "person", "Сергей Меликов": "person", "S. Melikov": "person", "Melikov": "person",
    "Ruslan Melikov": "person", "Interior Ministry": "organisation", "Russian Interior Ministry": "organisation",
    "Amber Watch": "organisation", "Lenin Square": "place", "residents of Aksay": "group", "women": "group",
    "Moscow": "place", "Tbilisi": "place",
}  # fmt: skip
ROWS = {"Moscow": MOSCOW, "Tbilisi": TBILISI}
POOL = list(NAMES)


class ListReader:
    """Reads a text as the names in it, one a line; the first one says everything."""

    run = Run(id="run-list", pipeline="list", model="none", codebook="none")

    def read(self, articles: Sequence[ReadableRevision]) -> Iterator[Extraction]:
        return (extraction(article.text) for article in articles)


def extraction(text: str) -> Extraction:
    entities: list[LocalEntity] = []
    mentions: list[EntityMention] = []
    for name in (line for line in text.splitlines() if line in NAMES):
        start = text.index(f"\n{name}\n") + 1
        place = match(ROWS[name]) if name in ROWS else None
        entities.append(LocalEntity(name, NAMES[name], name, (), place=place))
        mentions.append(EntityMention(Span(start, start + len(name)), name, NAMES[name], nominal=False))
    whole = Span(0, len(text))
    claims: list[ExtractedClaim] = []
    if entities:
        first = entities[0].key
        speaker = Speaker("entity", entity=first, span=mentions[0].span)
        claims.append(
            ExtractedClaim(
                0,
                whole,
                speaker,
                None,
                None,
                (),
                "indirect",
                "asserted",
                "statement",
                None,
                None,
                tuple(entity.key for entity in entities),
                None,
                None,
                "test",
            )
        )
    return Extraction((SentenceSpan(0, whole),), tuple(entities), tuple(mentions), tuple(claims), ())


def document(number: int, names: Sequence[str]) -> RawDocument:
    text = "\n\n".join([f"Report number {number} was written.", *names, "That was all.", "Source: Paper"])
    meta = Metadata(url=f"https://paper.example/{number}", published=f"2022-09-{1 + number % 28:02}")
    return RawDocument(f"{number}.txt", text.encode(), meta)


def ingest(graph: Driver, *documents: RawDocument) -> Joined:
    assert not [refused for report in accept(graph, DATABASE, documents) for refused in report.refused]
    worker = Worker(graph, DATABASE, ListReader())
    worker.run_until_idle(Event())
    return worker.joined


def clear(graph: Driver) -> None:
    graph.execute_query("MATCH (n) WHERE NOT n:Migration DETACH DELETE n", database_=DATABASE)


def entities(graph: Driver) -> set[tuple[str, frozenset[str]]]:
    """Every entity that something stands for: its kind and the articles and names that stand for it."""
    query = """MATCH (n)<-[:STANDS_FOR]-(:Reference)<-[c:CALLS]-(a:Article)
               RETURN labels(n)[0] AS kind, n.id AS id, collect(DISTINCT a.url + ' ' + c.name) AS called"""
    rows = graph.execute_query(query, database_=DATABASE).records
    return {(row["kind"].lower(), frozenset(row["called"])) for row in rows}


def one(graph: Driver, name: str) -> str:
    """The id of the only entity with a name."""
    query = "MATCH (n) WHERE (n:Person OR n:Organisation OR n:Place) AND n.name = $name RETURN n.id AS id"
    (row,) = graph.execute_query(query, name=name, database_=DATABASE).records
    return row["id"]


def joined_at_once(texts: Sequence[Sequence[str]]) -> set[tuple[str, frozenset[str]]]:
    articles = [
        ReadArticle(
            f"https://paper.example/{n}",
            None,
            f"2022-09-{1 + n % 28:02}",
            "",
            extraction("\n" + "\n".join(names) + "\n"),
        )
        for n, names in enumerate(texts)
    ]
    return {
        (group.kind, frozenset(ref.replace("." + name, " " + name) for ref in group.members for name in [_name(ref)]))
        for group in join_entities(articles)
    }


def _name(ref: str) -> str:
    return next(name for name in sorted(POOL, key=len, reverse=True) if ref.endswith("." + name))


TEXTS = st.lists(st.lists(st.sampled_from(POOL), max_size=4, unique=True), min_size=1, max_size=5)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(TEXTS, st.randoms(use_true_random=False))
def test_one_article_after_another_in_any_order_is_as_all_at_once(
    graph: Driver, texts: list[list[str]], chance: random.Random
) -> None:
    clear(graph)
    documents = [document(n, names) for n, names in enumerate(texts)]
    ingest(graph, *documents)
    together, digest = entities(graph), graph_digest(graph, DATABASE)
    assert together == joined_at_once(texts)
    clear(graph)
    chance.shuffle(documents)
    for each in documents:
        ingest(graph, each)
    assert entities(graph) == together
    assert graph_digest(graph, DATABASE) == digest
    assert run_lint(graph, DATABASE) == []


@SLOW
@given(TEXTS, st.data())
def test_any_decisions_taken_back_in_any_order_leave_the_graph_as_it_was(
    graph: Driver, texts: list[list[str]], data: st.DataObject
) -> None:
    clear(graph)
    ingest(graph, *(document(n, names) for n, names in enumerate(texts)))
    digest = graph_digest(graph, DATABASE)
    curator, made = Curator(graph, DATABASE, "tester"), list[str]()
    references = [row["id"] for row in graph.execute_query("MATCH (r:Reference) RETURN r.id AS id ORDER BY id").records]
    articles = [row["id"] for row in graph.execute_query("MATCH (a:Article) RETURN a.id AS id ORDER BY id").records]
    for _ in range(data.draw(st.integers(0, 4)) if len(references) > 1 else 0):
        pair = data.draw(st.lists(st.sampled_from(references), min_size=2, max_size=2, unique=True))
        relink = partial(curator.relink, data.draw(st.sampled_from(articles)))
        act = data.draw(st.sampled_from([curator.merge, curator.reject, curator.confirm, relink]))
        try:
            made.append(act(*pair, reason="drawn").id)
        except DecisionRefused:
            continue
        join_due(graph, DATABASE, Event())
        assert run_lint(graph, DATABASE) == []
    for decision in data.draw(st.permutations(made)):
        curator.undo(decision)
        join_due(graph, DATABASE, Event())
    assert graph_digest(graph, DATABASE) == digest
    assert {d.id for d in decisions(graph, DATABASE)} == set(made)


def test_a_merge_moves_everything_and_its_undo_brings_it_back(graph: Driver) -> None:
    ingest(graph, document(1, ["Ruslan Melikov", "Moscow"]), document(2, ["Sergei Melikov", "Moscow"]))
    ruslan, sergei = one(graph, "Ruslan Melikov"), one(graph, "Sergei Melikov")
    curator = Curator(graph, DATABASE, "Ann")
    decision = curator.merge(ruslan, sergei, "the court used both names")
    join_due(graph, DATABASE, Event())
    said = graph.execute_query("MATCH (p:Person)-[:SAID]->(c:Claim) RETURN p.id AS id, count(c) AS n").records
    assert [row["n"] for row in said] == [2]
    curator.undo(decision.id)
    join_due(graph, DATABASE, Event())
    assert {one(graph, "Ruslan Melikov"), one(graph, "Sergei Melikov")} == {ruslan, sergei}
    (kept,) = decisions(graph, DATABASE, about=ruslan)
    assert (kept.actor, kept.reason, kept.retracted_by) == ("Ann", "the court used both names", "Ann")


def test_what_is_unsure_is_for_people_and_never_proposed_again_once_rejected(graph: Driver) -> None:
    both = document(1, ["Sergei Melikov", "Ruslan Melikov", "Moscow"])
    ingest(graph, both, document(2, ["Melikov", "Moscow"]))
    doubts = reviews(graph, DATABASE)
    assert len(doubts) == 2
    assert all("Ruslan Melikov, Sergei Melikov" in doubt.why for doubt in doubts)
    curator = Curator(graph, DATABASE, "Ann")
    wrong = next(doubt for doubt in doubts if "Ruslan Melikov" in (doubt.name, doubt.other_name))
    curator.reject(wrong.one, wrong.other, "another man")
    join_due(graph, DATABASE, Event())
    assert reviews(graph, DATABASE) == []  # the only other one it fits is now sure
    lone = graph.execute_query("MATCH (p:Person)<-[:STANDS_FOR]-(:Reference {name: 'Melikov'}) RETURN p.name").records
    assert lone[0].value() == "Sergei Melikov"


def test_a_surname_of_years_ago_is_nobody_of_today_and_not_for_people_to_judge(graph: Driver) -> None:
    long_ago = replace(
        document(2, ["Melikov", "Moscow"]),
        metadata=Metadata(url="https://paper.example/2", published="2019-09-03"),
    )
    for each in (document(1, ["Sergei Melikov", "Moscow"]), long_ago):
        ingest(graph, each)
    assert one(graph, "Melikov") != one(graph, "Sergei Melikov")
    assert reviews(graph, DATABASE) == []


def test_what_is_told_as_before_is_not_joined_again(graph: Driver) -> None:
    documents = document(1, ["Sergei Melikov", "Moscow"]), document(2, ["Melikov", "Moscow"])
    ingest(graph, *documents)
    graph.execute_query("MATCH (r:Revision) SET r.dueAt = timestamp(), r.attempt = 0", database_=DATABASE)
    again = ingest(graph)
    assert (again.due, again.compared, again.moved) == (3, 0, 0)
    make_all_due(graph, DATABASE)
    assert join_due(graph, DATABASE, Event()).compared == 1


def test_a_decision_outlives_reading_again(graph: Driver) -> None:
    documents = document(1, ["Ruslan Melikov", "Moscow"]), document(2, ["Sergei Melikov", "Moscow"])
    ingest(graph, *documents)
    Curator(graph, DATABASE, "Ann").merge(one(graph, "Ruslan Melikov"), one(graph, "Sergei Melikov"), "one man")
    join_due(graph, DATABASE, Event())
    digest = graph_digest(graph, DATABASE)
    graph.execute_query("MATCH (r:Revision) SET r.dueAt = timestamp(), r.attempt = 0", database_=DATABASE)
    ingest(graph)
    assert graph_digest(graph, DATABASE) == digest


def test_a_split_takes_references_out(graph: Driver) -> None:
    ingest(graph, document(1, ["Sergei Melikov", "Moscow"]), document(2, ["Melikov", "Moscow"]))
    whole = one(graph, "Sergei Melikov")
    query = "MATCH (r:Reference {name: 'Melikov'}) RETURN r.id AS id"
    lone = graph.execute_query(query, database_=DATABASE).records[0]["id"]
    Curator(graph, DATABASE, "Ann").split(whole, [lone], "a namesake")
    join_due(graph, DATABASE, Event())
    assert one(graph, "Melikov") != one(graph, "Sergei Melikov") == whole


def test_one_article_can_be_relinked_and_back(graph: Driver) -> None:
    ingest(graph, *(document(n, ["Sergei Melikov", "Moscow"]) for n in (1, 2)), document(3, ["Amber Watch", "Moscow"]))
    query = "MATCH (a:Article {url: 'https://paper.example/2'}) RETURN a.id AS id"
    article = graph.execute_query(query, database_=DATABASE).records[0]["id"]
    before, digest = one(graph, "Sergei Melikov"), graph_digest(graph, DATABASE)
    curator = Curator(graph, DATABASE, "Ann")
    decision = curator.relink(article, before, one(graph, "Amber Watch"), "a pen name")
    join_due(graph, DATABASE, Event())
    said = """MATCH (who)-[:SAID]->(:Claim)-[:EVIDENCED_BY]->()<-[:HAS_SENTENCE]-()<-[:HAS_REVISION]-(a:Article)
              RETURN who.id AS id ORDER BY a.url"""
    spoke = [row["id"] for row in graph.execute_query(said, database_=DATABASE).records]
    assert spoke[0] == before != spoke[1] == spoke[2]
    assert run_lint(graph, DATABASE) == []
    again = graph_digest(graph, DATABASE)
    graph.execute_query("MATCH (r:Revision) SET r.dueAt = timestamp(), r.attempt = 0", database_=DATABASE)
    ingest(graph)
    assert graph_digest(graph, DATABASE) == again
    curator.undo(decision.id)
    join_due(graph, DATABASE, Event())
    assert graph_digest(graph, DATABASE) == digest
    with pytest.raises(DecisionRefused, match="does not speak of"):
        curator.relink(article, one(graph, "Amber Watch"), before, "not there")


def test_an_id_of_before_a_merge_still_leads_to_what_it_became(graph: Driver) -> None:
    ingest(graph, document(3, ["Ruslan Melikov", "Moscow"]), document(9, ["Amber Watch", "Moscow"]))
    first, gone = one(graph, "Ruslan Melikov"), one(graph, "Amber Watch")
    curator = Curator(graph, DATABASE, "Ann")
    curator.merge(first, gone, "test")
    join_due(graph, DATABASE, Event())
    with pytest.raises(DecisionRefused, match=r"stand for .* already"):
        curator.merge(gone, first, "again")


@pytest.mark.parametrize("bad", ["per-0", "nothing", "", "src-paper"])
def test_an_unknown_id_is_named(graph: Driver, bad: str) -> None:
    ingest(graph, document(1, ["Ruslan Melikov", "Moscow"]))
    with pytest.raises(DecisionRefused, match="nothing that can be joined has this id"):
        Curator(graph, DATABASE, "Ann").merge(bad, one(graph, "Ruslan Melikov"), "why not")


def test_what_contradicts_a_decision_that_stands_is_refused(graph: Driver) -> None:
    ingest(graph, document(1, ["Ruslan Melikov", "Moscow"]), document(2, ["Sergei Melikov", "Moscow"]))
    pair = one(graph, "Ruslan Melikov"), one(graph, "Sergei Melikov")
    curator = Curator(graph, DATABASE, "Ann")
    made = curator.reject(*pair, reason="two men")
    join_due(graph, DATABASE, Event())
    with pytest.raises(DecisionRefused, match=made.id):
        curator.merge(*pair, reason="one man")
    with pytest.raises(DecisionRefused, match="needs a reason"):
        curator.reject(*pair, reason=" ")


def test_one_new_article_looks_at_what_it_may_be_joined_with_only(graph: Driver) -> None:
    for n in range(40):
        ingest(graph, document(n, [POOL[n % 4], "Moscow"]))
    joined = ingest(graph, document(99, ["Amber Watch", "Tbilisi"]))
    assert joined.due == joined.examined == 2
