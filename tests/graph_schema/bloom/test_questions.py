"""Every question is answered from the sample articles, by its Cypher and by the Browser of the local server."""

import base64
import io
import os
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import LiteralString

import neo4j
import pytest
from neo4j.graph import Node, Relationship
from playwright.sync_api import Page, sync_playwright

from app.graph import Graph
from app.paging import MAX_LIMIT
from app.reports import reports_about
from graph_schema import embedded
from graph_schema.bloom.browser import favourites, style
from graph_schema.bloom.look import LOOKS, RELATIONSHIP_CAPTIONS, shown_ends
from graph_schema.bloom.phrases import EXAMPLES, Parameter, Phrase, phrases
from graph_schema.settings import GraphSettings

PHRASES = {phrase.question: phrase for phrase in phrases()}
PARAMETERS = {parameter.name: parameter for phrase in phrases() for parameter in phrase.parameters}
SECONDS = 1000  # in milliseconds, as Playwright counts
SHOTS = Path(__file__).parents[3] / "build" / "screenshots"
"""Kept by CI; git ignores it."""


def answer(driver: neo4j.Driver, settings: GraphSettings, query: LiteralString, **values: object) -> list[neo4j.Record]:
    records, _, _ = driver.execute_query(query, values, database_=settings.database, routing_="r")
    return records


def things(records: list[neo4j.Record]) -> list[object]:
    return [value for record in records for value in record.values() if value is not None]


@pytest.mark.parametrize("phrase", PHRASES.values(), ids=PHRASES)
def test_every_question_has_an_answer_of_shown_nodes_and_relationships(
    phrase: Phrase, seeded: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    values = {parameter.name: parameter.example for parameter in phrase.parameters}
    found = things(answer(seeded, neo4j_settings, phrase.cypher, **values))
    nodes = [one for one in found if isinstance(one, Node)]
    relationships = [one for one in found if isinstance(one, Relationship)]
    assert nodes
    assert relationships
    assert len(nodes) + len(relationships) == len(found)
    assert {label for node in nodes for label in node.labels} <= set(LOOKS)
    assert all(shown_ends(relationship.type) for relationship in relationships)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS)
def test_suggestions_are_one_column_that_has_the_example(
    parameter: Parameter, seeded: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    records = answer(seeded, neo4j_settings, parameter.suggestions)
    assert {len(record) for record in records} == {1}
    suggested = [record[0] for record in records]
    assert parameter.example in suggested
    assert len(set(suggested)) == len(suggested)


@pytest.mark.parametrize(("kind", "caption"), RELATIONSHIP_CAPTIONS.items())
def test_what_a_line_says_is_in_the_graph(
    kind: str, caption: str, seeded: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    query = "MATCH ()-[line]->() WHERE type(line) = $kind AND line[$caption] IS NOT NULL RETURN count(line) AS lines"
    assert answer(seeded, neo4j_settings, query, kind=kind, caption=caption)[0]["lines"] > 0


@pytest.mark.parametrize("place", ["Makhachkala", "Махачкала", "Dagestan", "Endirey"])
def test_bloom_and_the_service_tell_the_same_of_a_place(
    place: str, seeded: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    found = answer(seeded, neo4j_settings, PHRASES["Who reported what about $place"].cypher, place=place)
    claims = {record["claim"]["id"] for record in found}
    page = reports_about(Graph(seeded, neo4j_settings.database), place, MAX_LIMIT)
    assert page.next is None
    assert claims == {row.id for row in page.rows}


def test_outlets_disagree_by_claims_of_their_own(seeded: neo4j.Driver, neo4j_settings: GraphSettings) -> None:
    query = PHRASES["Where do $outlet and $other_outlet disagree"].cypher
    one, other = "The Ferryman", "Open Docket"
    there = answer(seeded, neo4j_settings, query, outlet=one, other_outlet=other)
    back = answer(seeded, neo4j_settings, query, outlet=other, other_outlet=one)
    assert {record["against"].element_id for record in there} == {record["against"].element_id for record in back}
    assert {record["one"]["name"] for record in there} == {one}
    assert all(record["against"]["why"] for record in there)


def test_a_name_that_nobody_has_gives_nothing(seeded: neo4j.Driver, neo4j_settings: GraphSettings) -> None:
    query = PHRASES["What did $person say"].cypher
    assert answer(seeded, neo4j_settings, query, person="Nobody of that name") == []


def test_favourites_are_an_archive_of_one_folder() -> None:
    with zipfile.ZipFile(io.BytesIO(favourites())) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"Protest Graph"}
        texts = [archive.read(name).decode() for name in archive.namelist()]
    assert {text.splitlines()[0] for text in texts[1:]} == {f"// {question}" for question in PHRASES}
    assert all(f"{name}:" in texts[0] for name in EXAMPLES)
    assert favourites() == favourites()


def drop(page: Page, name: str, content: bytes) -> None:
    """Let go of a file above the window, as a hand does."""
    page.get_by_test_id("main").evaluate(
        """(window, [name, content]) => {
          const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], name));
          for (const kind of ['dragenter', 'dragover', 'drop'])
            window.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer}));
        }""",
        [name, base64.b64encode(content).decode()],
    )


def run_favourite(page: Page, title: str) -> None:
    item = page.get_by_test_id("savedScriptListItem").filter(has=page.get_by_test_id(f"scriptTitle-{title}"))
    item.get_by_test_id("savedScriptsButton-Run").dispatch_event("click")  # the list is drawn anew under a real pointer


def look(endpoint: embedded.Endpoint) -> None:
    """What somebody does who opens Neo4j Browser for the first time; nothing but this machine can be reached."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert chromium, (
        "no Chromium on this machine: install one (Debian: apt-get install chromium) or name it in CHROMIUM"
    )
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(120 * SECONDS)
        page.route(lambda url: not url.startswith(endpoint.http_uri), lambda route: route.abort())
        page.goto(f"{endpoint.http_uri}/browser/")
        page.get_by_test_id("username").fill(endpoint.user)
        page.get_by_test_id("password").fill(endpoint.password)
        page.get_by_test_id("connect").click()
        page.get_by_text(":play start").wait_for()  # what it shows once it is connected

        drop(page, "protest-graph.grass", style().encode())
        page.get_by_test_id("styleResetButton").wait_for()
        drop(page, "favourites.zip", favourites())
        page.get_by_test_id("navigationFavorites").click()
        page.get_by_test_id("expandFolder-Protest Graph").click()
        for question in PHRASES:
            page.get_by_test_id(f"scriptTitle-{question}").wait_for()

        run_favourite(page, "0 First: what the questions ask about")
        page.get_by_test_id("frameContents").filter(has_text='"Makhachkala"').wait_for()
        run_favourite(page, "Who reported what about $place")
        outlet = page.locator("svg g.node", has_text="North Shore").first
        outlet.wait_for()
        assert page.locator("svg g.node").count() > 50
        assert page.locator("svg g.relationship").count() > 50
        assert outlet.locator("circle.b-outline").get_attribute("fill") == LOOKS["Source"].colour
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / "neo4j-browser.png")


def test_the_browser_of_the_local_server_takes_favourites_and_style_and_shows_the_graph(
    seeded: neo4j.Driver, neo4j_settings: GraphSettings
) -> None:
    endpoint = embedded.status(neo4j_settings)
    assert endpoint
    with ThreadPoolExecutor(1) as pool:  # a thread has one Playwright, and that of this one may belong to other tests
        pool.submit(look, endpoint).result()
