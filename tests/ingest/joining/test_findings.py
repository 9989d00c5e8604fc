from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.joining.copies import Copy
from ingest.joining.findings import find
from ingest.joining.reported_claims import ReportedClaim
from ingest.joining.wording import likeness
from tests.ingest.joining.told import counted, told

POLICE = {"speaker": "e1", "speaker_name": "Belmora Police"}
UNION = {"speaker": "e2", "speaker_name": "Dockers' Union"}
TWO = [counted("a.1", 40, 40, **POLICE), counted("b.1", 90, None, **UNION)]


def grouped(*claims: ReportedClaim, copies: tuple[Copy, ...] = ()) -> list[tuple[str, ...]]:
    return [finding.claims for finding in find(claims, copies)[0]]


def test_competing_figures_are_one_finding_with_its_span_outlets_and_origins():
    (finding,), (disputed,) = find(TWO, [])
    assert (finding.claims, finding.incident, finding.kind) == (("a.1", "b.1"), "i1", "arrest")
    assert (finding.clearest, finding.low, finding.high, finding.outlets) == ("a.1", 40, 40, ("Outlet a",))
    assert [(origin.name, origin.claims) for origin in finding.origins] == [
        ("Belmora Police", ("a.1",)),
        ("Dockers' Union", ("b.1",)),
    ]
    assert [(one.claim, one.agrees, one.measured) for one in finding.support] == [
        ("a.1", True, True),
        ("b.1", False, False),
    ]
    assert [origin.name for origin in finding.agreed] == ["Belmora Police"]
    assert finding.text == "40 people were held"
    assert finding.why == "arrest in one incident: 2 claims of 2 articles give or deny its number"
    assert (disputed.one, disputed.other, disputed.basis) == ("a.1", "b.1", "count")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TWO[0], replace(TWO[1], incident="i2")),
        (TWO[0], replace(TWO[1], incident=None)),
        (TWO[0], replace(TWO[1], kind="injury")),
        (TWO[0], replace(TWO[1], low=4000)),  # a part and the whole
        (replace(TWO[0], text="40 people were held nationwide"), replace(TWO[1], low=9, high=9, places=("e8",))),
        (
            counted("a.1", 9, 9, "9 officers were hurt", kind="injury"),
            counted("b.1", 8, 8, "8 women were hurt", kind="injury"),
        ),
        (told("a.1", "Drums were played", kind="protest"), told("b.1", "A priest prayed", kind="protest")),
        (told("a.1", "Docks shut at eight", kind="curfew"), told("b.1", "A mayor lifted it in May", kind="curfew")),
        (told("a.1", "Shots fell", kind="shooting"), told("a.2", "They fired", kind="shooting")),  # one article
    ],
)
def test_what_is_no_finding(one: ReportedClaim, other: ReportedClaim):
    assert grouped(one, other) == []


def test_reports_of_an_act_are_of_one_fact_in_any_words_and_denials_join_what_they_answer():
    claims = [
        told("a.1", "Shots fell by the harbour gate", kind="shooting"),
        told("b.1", "They fired over the heads of dockers", kind="shooting", **UNION),
        told("c.1", "No shots fell by the gate", kind="denial", stance="denied", **POLICE),
        told("d.1", "Nobody fell by the gate, no shots", kind="denial", stance="denied", channel="the mayor"),
        told("e.1", "Tea was served to everybody", kind="denial", channel="a cook"),
    ]
    (finding,), disputed = find(claims, [])
    assert finding.claims == ("a.1", "b.1", "c.1", "d.1")
    assert finding.kind == "shooting"
    assert {found.basis for found in disputed} == {"polarity"}


def test_a_denial_answers_what_a_voice_has_just_said_in_its_article_in_any_words():
    beaten = told("a.1", "Wardens beat them with pipes", kind="detention_conditions", **UNION, position=3)
    again = told("b.1", "Wardens beat them with pipes", kind="detention_conditions", channel="a cook")
    no = told("a.2", "They slipped on the wet stairs", kind="denial", **POLICE, position=5)
    more = told("a.3", "Nobody has complained", kind="denial", **POLICE, position=6)
    assert grouped(beaten, again, no, more) == [("a.1", "a.2", "a.3", "b.1")]
    assert grouped(beaten, again, replace(no, position=7)) == [("a.1", "b.1")]  # too far off
    assert grouped(beaten, again, replace(no, article="c")) == [("a.1", "b.1")]
    assert grouped(beaten, again, replace(no, **UNION)) == [("a.1", "b.1")]  # of the same voice
    assert grouped(replace(beaten, speaker=None), again, no) == [("a.1", "b.1")]  # the outlet alleges nothing
    assert grouped(beaten, again, no, replace(more, position=7)) == [("a.1", "a.2", "b.1")]


def test_what_one_voice_tells_and_another_denies_is_a_finding_of_one_article():
    shots = told("a.1", "Shots fell by the gate", kind="shooting", **UNION)
    assert grouped(shots, told("a.2", "No shots fell by the gate", kind="denial", **POLICE)) == [("a.1", "a.2")]
    assert grouped(shots, told("a.2", "No shots fell by the gate", kind="denial", **UNION)) == []


def test_what_the_held_tell_of_one_custody_is_one_fact():
    beaten = told("a.1", "they were beaten", kind="detention_conditions", **UNION)
    assert grouped(beaten, told("b.1", "ten shared a cell", kind="detention_conditions")) == [("a.1", "b.1")]


def test_claims_of_one_article_without_an_incident_contradict_but_make_no_finding():
    rumour = told("a.1", "a baker was killed", kind="death", incident=None, channel="posts online")
    no = told("a.2", "nobody was killed", kind="death", incident=None, stance="denied", **POLICE)
    found, disputed = find([rumour, no], [])
    assert found == []
    assert [(one.one, one.other) for one in disputed] == [("a.1", "a.2")]
    assert find([rumour, replace(no, id="b.1", article="b")], []) == ([], [])


SQUARE: dict[str, Any] = {"places": ("e8",), "country": "BM"}
SHOTS = told("a.1", "Shots fell by the gate", kind="shooting", **SQUARE)
OTHERS: dict[str, Any] = {"incident": "i2", "kind": "shooting"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SHOTS, told("b.1", "They fired on dockers", **OTHERS, **SQUARE)),  # one act in one place
        (SHOTS, told("b.1", "Shots fell", **OTHERS, country="BM")),  # in like words in one country
        (SHOTS, told("b.1", "They fired on dockers", **(OTHERS | {"incident": None}), **SQUARE)),
        (replace(TWO[0], **SQUARE), replace(TWO[1], incident="i2", **SQUARE)),  # figures of one measure
        (
            counted("a.1", 900, 900, kind="participants", **SQUARE),  # one figure is of one crowd
            counted("b.1", 900, 900, kind="participants", incident="i2", **SQUARE),
        ),
    ],
)
def test_claims_on_one_fact_whose_incidents_were_read_apart(one: ReportedClaim, other: ReportedClaim):
    assert grouped(one, other) == [("a.1", "b.1")]
    (finding,), _ = find([one, other], [])
    assert finding.incident == "i1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SHOTS, told("b.1", "They fired on dockers", **OTHERS, places=("e9",), country="BM")),  # other place and words
        (SHOTS, told("b.1", "Shots fell by the gate", **OTHERS, country="CR")),  # another country
        (SHOTS, told("b.1", "Shots fell by the gate", **OTHERS)),  # nothing known of where it was
        (SHOTS, told("a.2", "Shots fell by the gate", **OTHERS, **SQUARE)),  # one article tells them apart
        (
            replace(SHOTS, first="2023-05-16", last="2023-05-16"),
            told("b.1", "Shots fell", **OTHERS, **SQUARE, first="2023-07-16", last="2023-07-16"),
        ),
        (
            replace(SHOTS, first="2023-05-16", last="2023-05-16", dated=True),
            told("b.1", "Shots fell", **OTHERS, **SQUARE, first="2023-05-18", last="2023-05-18", dated=True),
        ),
        (
            counted("a.1", 40, 40, kind="participants", **SQUARE),  # a place has many crowds
            counted("b.1", 90, 90, kind="participants", incident="i2", **SQUARE),
        ),
        (replace(SHOTS, incident=None), told("b.1", "Shots", **(OTHERS | {"incident": None}), **SQUARE)),
    ],
)
def test_what_is_of_two_incidents(one: ReportedClaim, other: ReportedClaim):
    assert grouped(one, other) == []


def test_the_sentence_around_two_claims_makes_them_no_more_alike():
    sentence = "A tanker burned and a priest prayed for the dead"
    one, other = (told(f"a.{n}", text, sentence=sentence) for n, text in enumerate(("A tanker burned", "a priest")))
    assert likeness(one, other) == 0.0
    assert likeness(one, replace(other, article="b")) > 0.0


def test_a_copy_adds_outlets_and_no_origins():
    copy = counted("c.1", 40, 40, **POLICE)
    (finding,), _ = find([*TWO, copy], [Copy("a", "c", 0.9)])
    assert finding.claims == ("a.1", "b.1", "c.1")
    assert finding.outlets == ("Outlet a", "Outlet c")
    assert len(finding.origins) == 2
    assert finding.support[2].origin is None
    assert finding.why.endswith("; 1 more repeat them word for word")
    assert grouped(TWO[0], copy, copies=(Copy("a", "c", 0.9),)) == []  # an article and its copy tell nothing new


def test_the_clearest_claim_is_what_most_voices_agree_on():
    claims = [
        counted("a.1", 40, 40, "as many as 40 people were held by the harbour gate", **POLICE),
        counted("b.1", 101, None, "over 100 were held", **UNION),
        counted("c.1", 120, 120, "120 people were held", channel="a lawyer"),
        told("d.1", "nobody was held by the harbour gate", stance="denied", channel="the mayor"),
    ]
    (finding,), _ = find(claims, [])
    assert (finding.clearest, finding.low, finding.high) == ("b.1", 101, None)
    assert [one.claim for one in finding.support if one.agrees] == ["b.1", "c.1"]


def test_a_claim_without_a_figure_tells_none():
    claims = [
        counted("a.1", 40, 40, "40 people were held by the gate", **POLICE),
        told("b.1", "People were held by the gate"),
    ]
    (finding,), _ = find(claims, [])
    assert (finding.clearest, finding.outlets) == ("a.1", ("Outlet a",))


def test_crowds_of_days_apart_are_two():
    one, other = (
        counted(f"{article}.1", 40, 40, kind="participants", first=f"2023-05-{day}", last=f"2023-05-{day}")
        for article, day in (("a", 16), ("b", 18))
    )
    assert grouped(one, other) == []
    assert grouped(one, replace(other, first="2023-05-17")) == [("a.1", "b.1")]


def test_like_words_meet_without_case_and_accents():
    one, other = told("a.1", "The café by the DEPOT burned"), told("b.1", "a cafe beside the depot burned down")
    assert likeness(one, other) == likeness(other, one) == 1.0
    assert likeness(told("a.1", ""), told("b.1", "")) == 0.0


KINDS = st.sampled_from(["arrest", "death", "participants", "shooting", "denial", "statement", "strike"])
STANCES = st.sampled_from(["asserted", "denied", "hedged", "conflicting", "planned"])
WORDS = ["depot", "gate", "bridge", "officers", "held", "shots", "9", "of", "them"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)


@st.composite
def claims(draw: st.DrawFn) -> list[ReportedClaim]:
    given: list[ReportedClaim] = []
    for number in range(draw(st.integers(0, 12))):
        bounds = draw(st.tuples(st.none() | st.integers(0, 300), st.none() | st.integers(300, 900)))
        id_ = f"{draw(st.sampled_from('abcd'))}.{number}"
        known: dict[str, Any] = {
            "kind": draw(KINDS),
            "stance": draw(STANCES),
            "incident": draw(st.sampled_from(["i1", "i2", None])),
        }
        known |= {
            "places": draw(st.sampled_from([(), ("e8",), ("e9",)])),
            "country": draw(st.sampled_from(["BM", None])),
        }
        voice: dict[str, Any] = draw(st.sampled_from([{}, POLICE, UNION, {"channel": "witnesses"}]))
        given.append(counted(id_, *bounds, draw(TEXTS), **known, **voice, position=number))
    return given


COPIES = st.sampled_from([(), (Copy("a", "b", 0.9),), (Copy("a", "b", 0.9), Copy("b", "c", 0.8))])


@settings(deadline=None)
@given(claims(), COPIES, st.randoms(use_true_random=False))
def test_order_does_not_matter(given: list[ReportedClaim], copies: tuple[Copy, ...], chance: object):
    shuffled = sorted(given, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert find(shuffled, copies[::-1]) == find(given, copies)


@settings(deadline=None)
@given(claims(), COPIES)
def test_findings_are_apart_and_sound(given: list[ReportedClaim], copies: tuple[Copy, ...]):
    found, disputed = find(given, copies)
    members = [claim for finding in found for claim in finding.claims]
    assert len(members) == len(set(members))
    for finding in found:
        assert len(finding.claims) > 1
        assert 1 <= len(finding.origins) <= len(finding.claims)
        assert finding.low is None or finding.high is None or finding.low <= finding.high
        agreeing = [one for one in finding.support if one.agrees]
        assert finding.clearest in {one.claim for one in agreeing}
        assert all(one.agrees for one in finding.support if one.measured)
        assert set(finding.agreed) <= set(finding.origins)
        asdict(finding)
    assert all(one.one < one.other for one in disputed)


@settings(deadline=None)
@given(claims(), COPIES)
def test_an_article_touches_only_claims_that_it_may_share_an_incident_with(
    given: list[ReportedClaim], copies: tuple[Copy, ...]
):
    before = find(given, copies)[0]
    elsewhere: dict[str, Any] = {"incident": "i9", "places": ("e7",), "country": "CR"}
    late = [counted("e.1", 40, 40, **elsewhere), told("e.2", "shots", kind="shooting", **elsewhere)]
    assert [finding for finding in find([*given, *late], copies)[0] if finding.incident != "i9"] == before
