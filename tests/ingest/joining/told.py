"""Claims for the tests of findings."""

from typing import Any

from ingest.joining.reported_claims import ReportedClaim


def told(id_: str, text: str = "Forty people were held.", **known: Any) -> ReportedClaim:
    """A claim of the article before the dot of its id, by an outlet of its own, in one incident."""
    article = id_.partition(".")[0]
    given: dict[str, Any] = {
        "article": article, "outlet": f"Outlet {article}", "text": text, "sentence": text, "position": 0,
        "kind": "arrest", "stance": "asserted", "incident": "i1",
    }  # fmt: skip
    return ReportedClaim(id_, **(given | known))


def counted(id_: str, low: int | None, high: int | None, text: str | None = None, **known: Any) -> ReportedClaim:
    """A claim with a count."""
    words = str(high if low is None else low)
    given: dict[str, Any] = {"low": low, "high": high, "unit": "people", "count_words": words}
    return told(id_, text or f"{words} people were held", **(given | known))
