import pytest

from ingest.joining.origins import origins
from ingest.joining.reported_claims import ReportedClaim
from tests.ingest.joining.told import counted, told

UNION = {"speaker": "e1", "speaker_name": "Dockers' Union"}
MINISTRY = {"speaker": "e3", "speaker_name": "Harbour Ministry"}
SPOKESWOMAN = {
    "speaker": "e4", "speaker_name": "Ida Roen",
    "sentence": "Forty people were held, said Ida Roen, a spokeswoman for the Harbour Ministry.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "names"),
    [
        # one speaker through two outlets; the outlets' own reporters
        ([told("a.1", **UNION), told("b.1", **UNION, via=("Coast Wire",))], ["Dockers' Union"]),
        ([told("a.1"), told("b.1")], ["Outlet a", "Outlet b"]),
        ([told("a.1"), told("b.1", via=("Coast Wire",)), told("c.1", via=("Coast Wire",))], ["Coast Wire", "Outlet a"]),
        # an entity with an outlet's name is that outlet
        ([told("a.1"), told("b.1", speaker="e2", speaker_name="OUTLET A")], ["Outlet a"]),
        # nameless speakers of two articles are two, of one article one
        ([told(f"{article}.1", channel="eyewitnesses") for article in "ab"], ["eyewitnesses", "eyewitnesses"]),
        ([told("a.1", channel="An eyewitness"), told("a.2", channel="an eyewitness")], ["An eyewitness"]),
        # but for bodies, and their spokesmen
        ([told("a.1", channel="Police"), told("b.1", channel="the police")], ["Police"]),
        ([told("a.1", **SPOKESWOMAN), told("b.1", **MINISTRY)], ["Harbour Ministry"]),
        ([told("a.1", "the port is open, a Harbour Ministry spokesman said", channel="a Harbour Ministry spokesman"),
          told("b.1", **MINISTRY)], ["Harbour Ministry"]),
        ([told("a.1", **(SPOKESWOMAN | {"sentence": "Ida Roen said so."})), told("b.1", **MINISTRY)],
         ["Harbour Ministry", "Ida Roen"]),
        ([told("a.1", **(SPOKESWOMAN | UNION)), told("b.1", **MINISTRY)], ["Dockers' Union", "Harbour Ministry"]),
        # what an outlet tells beside a voice in its article, and figures that are another's
        ([told("a.1"), told("a.2", **UNION)], ["Outlet a", "Dockers' Union"]),
        ([counted("a.1", 101, None), counted("a.2", 120, 120, **UNION)], ["Dockers' Union"]),
        ([counted("a.1", 101, None), counted("b.2", 120, 120, **UNION)], ["Outlet a", "Dockers' Union"]),
        ([counted("a.1", 40, 40, channel="officials"), counted("b.1", 40, 40, **UNION)], ["Dockers' Union"]),
        ([counted("a.1", 3, 3, channel="officials"), counted("b.1", 4, 4, **UNION)], ["officials", "Dockers' Union"]),
        # who only passes on counts when nobody else does
        ([told("a.1", channel="early reports"), told("b.1", **UNION)], ["Dockers' Union"]),
        ([told("a.1", channel="early reports")], ["early reports"]),
        ([told("a.1", channel="They"), told("a.2", **UNION)], ["Dockers' Union"]),
        ([told("a.1", channel="They"), told("b.1", **UNION)], ["They", "Dockers' Union"]),
        ([told("a.1", stance="conflicting"), told("b.1", **UNION)], ["Dockers' Union"]),
    ],
)  # fmt: skip
def test_who_a_fact_goes_back_to(claims: list[ReportedClaim], names: list[str]):
    found = origins(claims)
    assert sorted(origin.name for origin in found) == sorted(names)
    assert origins(claims[::-1]) == found
