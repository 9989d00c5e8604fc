"""Decisions on the command line: made, shown, taken back, and refused in one line."""

import neo4j
import pytest

from tests.protest_graph.conftest import Run

TWO_PEOPLE = """
CREATE (k:Key {id: 'p:melikov'})
WITH k UNWIND [['1', 'Ruslan Melikov', '2022-09-26'], ['2', 'Sergei Melikov', '2022-09-27']] AS one
CREATE (:Article {id: 'art-' + one[0], publishedAt: one[2], places: [], countries: ['RU'], company: []})
       -[:CALLS {name: one[1], aliases: [], roles: []}]->
       (:Reference {id: 'ref-' + one[0], kind: 'person', name: one[1]})
       -[:STANDS_FOR]->(:Person {id: 'per-' + one[0], name: one[1], aliases: [one[1]], roles: []})
"""


@pytest.fixture
def two_people(graph: neo4j.Driver) -> neo4j.Driver:
    graph.execute_query(TWO_PEOPLE)
    return graph


def people(graph: neo4j.Driver) -> list[str]:
    return [row["id"] for row in graph.execute_query("MATCH (p:Person) RETURN p.id AS id ORDER BY id").records]


def test_a_merge_is_made_shown_and_taken_back(run: Run, two_people: neo4j.Driver) -> None:
    made = run("decide", "merge", "per-1", "per-2", "--because", "the court used both names", "--by", "Ann")
    assert made.exit_code == 0
    assert people(two_people) == ["per-1"]
    shown = run("decide", "list", "per-2").stdout
    assert "Ann" in shown
    assert "per-1" in shown
    decision = made.stdout.split()[1].rstrip(":")
    assert "Took back" in run("decide", "undo", decision, "--by", "Ben").stdout
    assert people(two_people) == ["per-1", "per-2"]
    assert "Ben" in run("decide", "list").stdout


def test_what_cannot_be_decided_is_one_line(run: Run, two_people: neo4j.Driver) -> None:
    refused = run("decide", "merge", "per-1", "per-9", "--because", "no")
    assert refused.exit_code == 1
    assert refused.stderr.lstrip() == "Error: per-9: nothing that can be joined has this id\n"


def test_what_is_unsure_is_listed_until_it_is_judged(run: Run, two_people: neo4j.Driver) -> None:
    unsure = "MATCH (a:Reference {id: 'ref-1'}), (b:Reference {id: 'ref-2'})"
    unsure += " CREATE (a)-[:SAME_AS {verdict: 'unsure', score: 0.6, why: 'one surname'}]->(b)"
    two_people.execute_query(unsure)
    assert "one surname" in run("decide", "reviews").stdout
    assert run("decide", "reject", "ref-1", "ref-2", "--because", "brothers").exit_code == 0
    assert run("decide", "reviews").stdout == "Nothing waits for a judgement.\n"
    assert run("decide", "list").stdout.count("brothers") == 1


def test_joining_everything_again_changes_nothing(run: Run, two_people: neo4j.Driver) -> None:
    assert run("join").stdout == "0 references joined: 0 pairs compared, 0 moved.\n"
    assert run("join", "--all").stdout == "2 references joined: 1 pairs compared, 0 moved.\n"
    assert people(two_people) == ["per-1", "per-2"]
