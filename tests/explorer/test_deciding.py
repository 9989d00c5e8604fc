"""Deciding in the explorer who or what is the same: these change the graph, so they have one of their own."""

import re
from collections.abc import Iterator

import pytest
from neo4j import Driver
from playwright.sync_api import Browser, expect

from app.access import OpenAccess
from graph_schema.settings import GraphSettings
from tests.explorer.browser import Service, Visitor


@pytest.fixture(scope="module")
def service(built: object, seeded: Driver, neo4j_settings: GraphSettings) -> Iterator[str]:
    with Service(seeded, neo4j_settings, OpenAccess()) as running:
        yield running.address


@pytest.fixture
def visitor(browser: Browser, service: str) -> Iterator[Visitor]:
    context = browser.new_context()
    visitor = Visitor(context.new_page(), service)
    yield visitor
    context.close()


def test_a_review_is_decided_with_a_reason_and_taken_back(visitor: Visitor) -> None:
    page = visitor.open("/?show=reviews")
    question = page.locator("article.question").first
    expect(question.locator("blockquote").first).to_be_visible()
    question.get_by_role("button", name="Not the same").click()
    expect(question.get_by_role("button", name="Undo")).not_to_be_visible()  # a reason is missing
    question.get_by_label("Why, for those who read it later").fill("two places of one day")
    question.get_by_role("button", name="Not the same").click()
    made = question.locator(".made")
    expect(made).to_contain_text("two places of one day")
    made.get_by_role("button", name="Undo").click()
    expect(made).to_contain_text("taken back by")
    visitor.open("/?show=decisions")
    expect(page.locator(".made").first).to_contain_text("taken back by")
    assert visitor.complaints == []


def test_a_person_is_merged_with_another_and_the_merge_taken_back(visitor: Visitor) -> None:
    page = visitor.open("/?about=Melikov")
    page.get_by_text("Merge, split and what was decided").click()
    page.get_by_label("Name or id of the other").fill("Gulnara")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Why, for those who read it later").first.fill("only to try it")
    page.get_by_role("button", name="Merge").click()
    made = page.locator(".made", has_text="only to try it").first
    expect(made).to_contain_text("merge")
    made.get_by_role("button", name="Undo").click()
    expect(made).to_contain_text("taken back by")


def test_an_incident_is_split_by_article(visitor: Visitor, service: str) -> None:
    page = visitor.open("/?about=Makhachkala&show=timeline")
    page.get_by_role("link", name=re.compile("Clash in Makhachkala on 25 Sep 2022")).first.click()
    page.get_by_text("Merge, split and what was decided").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Why, for those who read it later").fill("another square")
    page.get_by_role("button", name="Split off").click()
    expect(page.locator(".made", has_text="another square").first).to_contain_text("split")


def test_a_decision_that_is_refused_says_why(visitor: Visitor) -> None:
    page = visitor.open("/?about=Melikov")
    page.get_by_text("Merge, split and what was decided").click()
    page.get_by_label("Name or id of the other").fill("per-nobody")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Why, for those who read it later").first.fill("a slip")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("alert")).to_contain_text("per-nobody")
