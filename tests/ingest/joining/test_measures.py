import pytest

from ingest.joining.measures import Measure, is_authority, is_wider, measure, measures
from ingest.joining.reported_claims import ReportedClaim
from tests.ingest.joining.told import counted, told


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (counted("a.1", 40, 40), Measure("arrest", authority=False)),
        (counted("a.1", 900, 900, "900 joined the march", kind="march"), Measure("crowd", authority=False)),
        (counted("a.1", 3, 3, "3 bodies lay there", kind="death", unit="bodies"), Measure("death", authority=False)),
        (counted("a.1", 9, 9, "9 policemen fell", kind="injury", unit="policemen"), Measure("injury", authority=True)),
        (counted("a.1", 9, 9, "9 of its riot officers fell", kind="injury"), Measure("injury", authority=True)),
        (counted("a.1", 9, 9, "the number of soldiers hurt at 9", kind="injury"), Measure("injury", authority=True)),
        (
            counted("a.1", 9, 9, "9 wardens and soldiers fell", kind="injury", unit="wardens and soldiers"),
            Measure("injury", authority=True),
        ),
        (counted("a.1", 9, 9, "9 civilians fell", kind="injury", unit="civilians"), Measure("injury", authority=False)),
        (counted("a.1", 9, 9, "Police had beaten 9 men", kind="injury"), Measure("injury", authority=False)),
        (counted("a.1", 9, 9, "9 of his men were hurt", kind="injury"), Measure("injury", authority=True)),
        (counted("a.1", 9, 9, "9 of them were students"), None),  # a part
        (counted("a.1", 60, 60, "a further 60 people were held"), None),  # beside others
        (counted("a.1", 42, 42, "his bus alone had carried 42 people"), None),
        (counted("a.1", 60, 60, "daily arrests had reached 60"), None),
        (counted("a.1", 60, 60, "some 60 people were taken in every night"), None),
        (counted("a.1", 9, 9, "9 cars were stopped", unit="cars"), None),
        (counted("a.1", 90, 90, "90 officers ringed the march", kind="march", unit="officers"), None),
        (counted("a.1", 9, 9, stance="planned"), None),
        (counted("a.1", 9, 9, kind="demand"), None),
        (told("a.1", "anyone was hurt", kind="injury", stance="denied"), Measure("injury", authority=False)),
        (told("a.1", "the child died of a fever", kind="death", stance="denied"), None),  # no total
        (told("a.1", "anyone came", kind="protest", stance="denied"), None),
        (told("a.1"), None),
    ],
)  # fmt: skip
def test_what_a_claim_measures(claim: ReportedClaim, expected: Measure | None):
    assert measure(claim) == expected


def test_the_states_own_people_are_known_in_any_number():
    assert all(map(is_authority, ("police", "soldiers", "policemen", "authorities")))
    assert not any(map(is_authority, ("dockers", "men", "")))


def test_the_smaller_of_two_figures_of_one_voice_in_a_sentence_is_of_a_part():
    clinic = {"channel": "a clinic", "kind": "injury"}
    claims = [
        counted("a.1", 30, 30, "30 dockers were hurt", **clinic),
        counted("a.2", 7, 7, "7 had broken ribs", **clinic),
        counted("a.3", 9, 9, "9 were hurt", kind="injury", channel="a foreman"),
        counted("a.4", 5, 5, "5 were hurt", position=4, **clinic),
        counted("a.5", 0, 0, "none was hurt", **clinic),
    ]
    hurt = Measure("injury", authority=False)
    assert measures(claims) == {"a.1": hurt, "a.2": None, "a.3": hurt, "a.4": hurt, "a.5": hurt}


def test_a_larger_figure_of_a_whole_country_is_wider_than_one_of_a_place():
    of_all, of_town = counted("a.1", 900, 900, "900 people were held nationwide"), counted("b.1", 40, 40)
    assert is_wider(of_all, of_town)
    assert not is_wider(of_town, of_all)
    assert not is_wider(counted("a.1", 9, 9, "9 were held across the country"), of_town)
    assert not is_wider(of_all, counted("b.1", 40, 40, "40 were held countrywide"))
