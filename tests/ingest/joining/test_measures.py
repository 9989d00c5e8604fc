import pytest

from ingest.joining.measures import Measure, far_apart, measure
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
        (counted("a.1", 9, 9, "9 of them were students"), None),  # a part
        (counted("a.1", 9, 9, "9 cars were stopped", unit="cars"), None),
        (counted("a.1", 9, 9, stance="planned"), None),
        (counted("a.1", 9, 9, kind="demand"), None),
        (told("a.1", "anyone was hurt", kind="injury", stance="denied"), Measure("injury", authority=False)),
        (told("a.1", "anyone came", kind="protest", stance="denied"), None),
        (told("a.1"), None),
    ],
)  # fmt: skip
def test_what_a_claim_measures(claim: ReportedClaim, expected: Measure | None):
    assert measure(claim) == expected


@pytest.mark.parametrize(
    ("few", "many", "apart"), [(2, 101, True), (2, 100, False), (0, 1000, False), (None, 3, False)]
)
def test_a_figure_many_times_smaller_is_of_a_part(few: int | None, many: int, apart: bool):
    one, other = counted("a.1", few, few if few is not None else 3), counted("b.1", many, None)
    assert far_apart(one, other) == far_apart(other, one) == apart
