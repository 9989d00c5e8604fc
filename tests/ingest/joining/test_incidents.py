import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.ids import content_id
from ingest.extraction import EventDate, ExtractedClaim, ExtractedIncident, Extraction, LocalEntity, Span, Speaker
from ingest.joining import incident_groups
from ingest.joining.articles import ReadArticle
from ingest.joining.incident_groups import join_incidents, regrouped
from ingest.joining.incidents import CROWDED, IncidentRecord, described, judge, keys, record, sought

TOWN = ("row:1", "row:10", "country:100")
RALLY = IncidentRecord(
    "a1.i001", "a1", "demo", TOWN, "country:100", ("belmora",), "2023-05-16", "2023-05-16", "2023-05-17",
    ("crowd", "belmora", "station"),
)  # fmt: skip
OTHER = replace(RALLY, id="a2.i001", article="a2", words=("evening", "drums"))


def are_one(one: IncidentRecord, other: IncidentRecord) -> bool:
    return len(join_incidents([one, other]).groups) == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"type": "clash"}, True),  # what a gathering ends in
        ({"type": "arrest"}, True),
        ({"type": "vandalize"}, False),
        ({"type": "obstruct"}, False),
        ({"first": "2023-05-17", "last": "2023-05-17"}, True),  # nights, and days that were only worked out
        ({"first": "2023-05-18", "last": "2023-05-18"}, False),
        ({"first": "2023-01-01", "last": "2023-12-31"}, True),  # of one type and place, and in that year
        ({"first": "2023-01-01", "last": "2023-12-31", "type": "clash"}, False),
        ({"first": None, "last": None}, True),
        ({"first": None, "last": None, "published": "2023-05-10"}, False),  # it was yet to come
        ({"first": None, "last": None, "published": None}, True),
        ({"places": ("name:belmora", "row:10", "country:100")}, True),  # one name, and no row that fits
        ({"places": ("row:2", *TOWN), "names": ("station",)}, True),  # a part of the town
        ({"places": ("row:7", "country:200"), "country": "country:200"}, False),  # a town of that name elsewhere
        ({"places": ("row:3", "row:10", "country:100"), "names": ("karsk",)}, False),
        ({"places": ("country:100",), "names": ("vostria",)}, False),
        ({"places": (), "country": None, "names": ()}, False),
    ],
)
def test_place_day_and_type_decide(changes: dict[str, object], expected: bool):
    assert are_one(RALLY, replace(OTHER, **changes)) == expected


def test_words_that_are_all_the_same_decide_where_the_type_does_not():
    burnt = replace(OTHER, type="vandalize")
    assert not are_one(RALLY, burnt)
    assert are_one(RALLY, replace(burnt, words=RALLY.words))


def test_what_goes_on_for_days_may_be_told_of_any_of_them():
    strike = replace(RALLY, type="strike")
    later = replace(OTHER, type="strike", first="2023-05-27", last="2023-05-27")
    assert are_one(strike, later)
    assert not are_one(strike, replace(later, first="2023-07-27", last="2023-07-27"))


def test_what_one_article_tells_apart_is_two_until_another_tells_of_both():
    twice = replace(RALLY, id="a1.i002")
    assert not are_one(RALLY, twice)
    assert judge(RALLY, twice).why.endswith("one article tells them apart")
    assert len(join_incidents([RALLY, twice, OTHER]).groups) == 1


def test_what_two_articles_tell_apart_is_two():
    fights = [replace(one, id=f"{one.article}.i002", type="clash") for one in (RALLY, OTHER)]
    assert join_incidents([RALLY, OTHER, *fights]).groups == (("a1.i001", "a2.i001"), ("a1.i002", "a2.i002"))


@given(st.data())
def test_what_place_or_day_rule_out_is_never_one(data: st.DataObject):
    told = {one.id: one for one in data.draw(records())}
    for group in join_incidents(list(told.values())).groups:
        assert all(judge(told[one], told[other]).score for one, other in combinations(group, 2))


def test_what_people_decide_holds():
    far = replace(OTHER, id="a3.i001", article="a3", first="2023-06-26", last="2023-06-26")
    later = replace(far, id="a4.i001", article="a4")
    ids = ("a1.i001", "a2.i001", "a3.i001", "a4.i001")
    told = [RALLY, OTHER, far, later]
    assert join_incidents(told).groups == (ids[:2], ids[2:])
    assert join_incidents(told, together=[(ids[1], ids[2])]).groups == (
        ids[:3],
        ids[3:],
    )  # first and last are ruled out
    parted = join_incidents(told, together=[(ids[2], ids[1])], apart=[(ids[3], ids[0])])
    assert all(not {ids[0], ids[3]} <= set(group) for group in parted.groups)
    assert not any({one.one, one.other} == {ids[1], ids[2]} for one in parted.judgements)
    assert join_incidents(told, together=[("gone", ids[0])], apart=[(ids[1], ids[0])]).groups[:2] == (ids[:1], ids[1:2])


def test_a_judgement_says_why():
    (judgement,) = join_incidents([RALLY, OTHER]).judgements
    assert (judgement.one, judgement.other, judgement.verdict) == ("a1.i001", "a2.i001", "positive")
    assert judgement.why == "same place; days in common; demo"
    ruled_out = judge(RALLY, replace(OTHER, first="2023-05-26", last="2023-05-26"))
    assert (ruled_out.verdict, ruled_out.why) == ("negative", "10 days apart")


def test_the_whole_has_the_type_days_and_place_of_most():
    square = replace(OTHER, id="a3.i001", article="a3", places=("row:2", *TOWN), type="riot", published="2023-05-16")
    late = replace(OTHER, first=None, last=None)
    whole = described([late, square, RALLY])
    assert (whole.type, whole.placed, whole.first) == ("demo", "a1.i001", "2023-05-16")
    assert described([square, late]).placed == "a3.i001"  # of as many, the one published first
    unplaced = described([replace(RALLY, places=(), first=None, last=None)])
    assert (unplaced.placed, unplaced.first) == (None, None)


def test_a_type_is_that_of_most_articles_whatever_number_of_records_one_has():
    shots = replace(OTHER, type="shooting")
    assert described([RALLY, shots, replace(shots, id="a2.i002")]).type == "demo"


def test_an_article_of_unknown_day_is_not_the_first():
    undated = replace(OTHER, id="a0.i001", article="a0", type="clash", published=None)
    assert described([undated, RALLY]).type == "demo"


def test_a_record_holds_what_its_article_says():
    text = "A crowd of 40 gathered at Zavod in Belmora."
    claim = ExtractedClaim(
        sentence=0, content=Span(0, len(text)), speaker=Speaker("outlet"), cue=None, verb=None, via=(),
        quote_type="narrated", stance="asserted", kind="protest", count=None, when=None, about=(), setting=None,
        incident="i001", method="rule",
    )  # fmt: skip
    incident = ExtractedIncident("i001", "demo", "zavod", EventDate("2023-05-16", "2023-05-16", "day", "", "stated"))
    entities = (
        LocalEntity("zavod", "place", "Zavod", (), within="belmora"),
        LocalEntity("belmora", "place", "Belmora", ()),
    )
    article = ReadArticle("a1", "Northlight", "2023-05-17", text, Extraction((), entities, (), (claim,), (incident,)))
    found = record(article, incident)
    assert (found.id, found.places, found.country) == ("a1.i001", ("name:zavod",), None)
    assert found.words == ("40", "belmora", "crowd", "gathered", "zavod")
    plain = asdict(found)
    assert json.loads(json.dumps(plain)) == {
        key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()
    }


DAYS = st.sampled_from([None, *(f"2023-05-{day:02}" for day in range(10, 28, 2))])
PLACES = st.sampled_from(
    [TOWN, ("row:2", *TOWN), ("row:3", "row:10", "country:100"), ("row:10", "country:100"), ("country:100",), ()]
)


@st.composite
def records(draw: st.DrawFn) -> list[IncidentRecord]:
    found: list[IncidentRecord] = []
    for number in range(draw(st.integers(1, 9))):
        day, places = draw(DAYS), draw(PLACES)
        found.append(
            IncidentRecord(
                id=f"r{number}", article=f"a{draw(st.integers(0, 4))}",
                type=draw(st.sampled_from(["demo", "clash", "arrest", "strike", "vandalize"])), places=places,
                country=places[-1] if places else None, names=places[:1], first=day, last=day,
                published=draw(st.sampled_from([None, "2023-05-28"])),
                words=tuple(sorted(draw(st.sets(st.sampled_from(["crowd", "drums", "station", "evening"]))))),
            )
        )  # fmt: skip
    return found


@given(records(), st.randoms(use_true_random=False))
def test_the_order_leaves_no_trace(told: list[IncidentRecord], chance: random.Random):
    expected = join_incidents(told)
    chance.shuffle(told)
    assert join_incidents(told) == expected


@given(records(), st.randoms(use_true_random=False), st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_one_after_the_other_gives_the_same_as_all_at_once(
    told: list[IncidentRecord], chance: random.Random, crowded: int
):
    """A record that comes or goes needs only what it meets, and what was or comes to be in one group with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.joining.incident_groups.CROWDED", crowded)
        chance.shuffle(told)
        kept = Kept()
        for one in told:
            kept.put(one)
        assert set(kept.groups.values()) == set(join_incidents(told).groups)
        while told:
            kept.drop(told.pop().id)
            assert set(kept.groups.values()) == set(join_incidents(told).groups)


class Kept:
    """Records with the groups that they were put into, as a graph keeps them."""

    def __init__(self) -> None:
        self.by_id: dict[str, IncidentRecord] = {}
        self.groups: dict[str, tuple[str, ...]] = {}

    def put(self, one: IncidentRecord) -> None:
        before = self._crowded()
        self.by_id[one.id] = one
        self._regroup({one.id} | self._undated(before))

    def drop(self, id_: str) -> None:
        before = self._crowded()
        del self.by_id[id_]
        beside = {other for other in self.groups.pop(id_) if other != id_}
        self._regroup(beside | self._undated(before))

    def _regroup(self, changed: set[str]) -> None:
        for group in regrouped(changed, self).groups:
            self.groups |= dict.fromkeys(group, group)

    def _crowded(self) -> set[str]:
        filed = Counter(key for one in self.by_id.values() for key in keys(one) if key.endswith("dated"))
        return {key for key, number in filed.items() if number > incident_groups.CROWDED}

    def _undated(self, before: set[str]) -> set[str]:
        """What meets others than before because a key got crowded, or no longer is."""
        places = {key.partition("|")[0] for key in before ^ self._crowded()}
        return {one.id for one in self.by_id.values() if one.days is None and places & one.near}

    def record(self, id_: str) -> IncidentRecord:
        return self.by_id[id_]

    def filed(self, sought: Mapping[str, str | None]) -> set[str]:
        telling = {key for key, few in sought.items() if few not in self._crowded()}
        return {one.id for one in self.by_id.values() if telling & keys(one)}

    def same(self, id_: str) -> list[str]:
        return [id_]

    def apart(self, _id: str) -> list[str]:
        return []

    def beside(self, id_: str) -> list[str]:
        return [other for other in self.groups.get(id_, ()) if other in self.by_id]


@given(records())
def test_what_may_be_one_meets_by_key_from_both_sides(told: list[IncidentRecord]):
    for one, other in combinations(told, 2):
        score = judge(one, other).score
        for seeker, found in ((one, other), (other, one)):
            assert not score or keys(found) & sought(seeker).keys()


def test_a_day_of_a_place_is_compared_with_the_days_around_it_only():
    def told(day: int, number: int) -> IncidentRecord:
        when = str(date(2022, 1, 1) + timedelta(days=day))
        id_ = content_id("ref", day, number)
        return replace(RALLY, id=id_, article=id_, first=when, last=when, published=when)

    daily = [told(day, number) for day in range(200) for number in range(3)]
    kept = Kept()
    kept.by_id = {one.id: one for one in daily}
    kept.groups = {id_: group for group in join_incidents(daily).groups for id_ in group}
    for day in (20, 100, 180):
        kept.put(new := told(day, 4))
        assert len(regrouped([new.id], kept).seen) < 60


def test_of_a_place_with_much_to_tell_no_day_is_too_little():
    undated = replace(OTHER, first=None, last=None, published=None)
    many = [replace(RALLY, id=f"b{n}", article=f"b{n}") for n in range(CROWDED)]
    assert len(join_incidents([undated, *many]).groups) == 1
    assert len(join_incidents([undated, *many, RALLY]).groups) == 2
