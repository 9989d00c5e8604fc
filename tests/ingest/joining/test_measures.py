import pytest

from ingest.joining.measures import Measure, is_authority, measure
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
        (counted("a.1", 9, 9, "Police had beaten 9 men", kind="injury"), Measure("injury", authority=False)),
        (counted("a.1", 9, 9, "9 of his men were hurt", kind="injury"), Measure("injury", authority=True)),
        (counted("a.1", 9, 9, "9 of them were students"), None),  # a part
        (counted("a.1", 60, 60, "a further 60 people were held"), None),  # beside others
        (counted("a.1", 42, 42, "his bus alone had carried 42 people"), None),
        (counted("a.1", 9, 9, "9 cars were stopped", unit="cars"), None),
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
