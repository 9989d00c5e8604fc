"""Answers as tables that a person can read at 100 columns."""

from collections.abc import Iterable

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from app.findings import Finding
from app.keys import Key
from app.names import Resolution
from app.reports import Count, ReportRow
from graph_schema.lint import Violation
from graph_schema.model import Decision, Review

NOTHING = Text("–", style="dim")
ITSELF = Text("itself", style="dim")

# of the width that the date leaves
_SHARES = {"outlet": 11, "via": 7, "speaker": 11, "verb": 9, "claim": 17, "count": 7, "sentence": 22}


def _lined() -> Table:
    """A table as wide as the terminal, with a line between rows of several lines."""
    return Table(box=box.SIMPLE_HEAD, show_lines=True, padding=(0, 1, 0, 0), pad_edge=False, expand=True)


def finding_line(finding: Finding) -> Text:
    """What is told, by how many outlets, and the independent origins it goes back to."""
    line = Text(finding.text, style="bold")
    line.append(f" — {_number(len(finding.outlets), 'outlet')}, ", style="not bold")
    line.append(f"{_number(finding.independent_origins, 'independent origin')}: ", style="not bold")
    line.append(", ".join(finding.origins), style="not bold")
    if finding.contradicted:
        line.append(f" (contradicted by {_number(finding.contradicted, 'claim')})", style="dim not bold")
    return line


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def report_table(rows: Iterable[ReportRow]) -> Table:
    """Who reported what, one line a claim, the claim's words standing out in the sentence that proves it."""
    table = _lined()
    table.add_column("published", min_width=10, no_wrap=True)
    for heading, share in _SHARES.items():
        table.add_column(heading, ratio=share, overflow="fold")
    for row in rows:
        table.add_row(*_cells(row))
    return table


def _cells(row: ReportRow) -> Iterable[RenderableType]:
    yield row.article.published or NOTHING
    yield Text(row.outlet or "unknown")
    yield Text(", ".join(row.via)) if row.via else NOTHING
    yield _speaker(row)
    yield _manner(row)
    yield Text(row.claim)
    yield Text(count_words(row.count)) if row.count else NOTHING
    yield _proof(row)


def _speaker(row: ReportRow) -> Text:
    if row.speaker is None:
        return NOTHING
    return ITSELF if row.speaker.name == row.outlet else Text(row.speaker.name)


def _manner(row: ReportRow) -> Text:
    """The verb, and the stance where it is more than plain assertion."""
    words = Text(row.verb or row.quote_type)
    if row.stance != "asserted":
        words.append(f"\n{row.stance}", style="dim")
    return words


def _proof(row: ReportRow) -> Text:
    text = Text(row.sentence.text, style="dim")
    text.stylize("not dim", row.span.start - row.sentence.start, row.span.end - row.sentence.start)
    return text


def count_words(count: Count) -> str:
    """The words of the text, with the bounds they were understood as where they hold no figure."""
    low, high = (f"{bound:,}" if bound is not None else "" for bound in (count.low, count.high))
    bounds = low if low == high else f"{low}–{high}"
    if not count.words:
        return bounds
    is_figure = any(map(str.isdigit, count.words))
    return count.words if is_figure or not bounds else f"{count.words} ({bounds})"


def decision_table(found: Iterable[Decision]) -> Table:
    """Decisions, one a line."""
    table = _lined()
    table.add_column("decision", no_wrap=True)
    table.add_column("on", no_wrap=True)
    for heading in ("by", "what", "because"):
        table.add_column(heading, overflow="fold")
    for one in found:
        taken_back = f"\ntaken back by {one.retracted_by} on {one.retracted_at[:10]}" if one.retracted_at else ""
        table.add_row(one.id, one.at[:10], Text(one.actor), Text(one.summary + taken_back), Text(one.reason))
    return table


def review_table(found: Iterable[Review]) -> Table:
    """Pairs that wait for a judgement, one a line."""
    table = _lined()
    for heading in ("one", "other", "score", "why"):
        table.add_column(heading, overflow="fold")
    for one in found:
        table.add_row(
            Text(f"{one.name}\n{one.one}"), Text(f"{one.other_name}\n{one.other}"), f"{one.score:.2f}", Text(one.why)
        )
    return table


def unknown_name(resolution: Resolution) -> str:
    """What to say about a name the graph does not know."""
    message = f"Nothing is called {resolution.query!r}."
    if resolution.suggestions:
        message += " Near: " + ", ".join(f"{node.name} ({node.kind})" for node in resolution.suggestions) + "."
    return message


def violation_table(violations: Iterable[Violation]) -> Table:
    """What the graph lint found."""
    table = Table("invariant", "id", "why", box=box.SIMPLE_HEAD)
    for violation in violations:
        table.add_row(violation.invariant, violation.id, violation.why)
    return table


def key_table(keys: Iterable[Key]) -> Table:
    """Keys to the service, without what opens it."""
    table = _lined()
    for heading in ("key", "whose", "allows", "made", "until"):
        table.add_column(heading, overflow="fold")
    for key in keys:
        until = Text(f"taken back {key.revoked_at[:10]}", style="dim") if key.revoked_at else Text(key.expires_at[:10])
        table.add_row(Text(key.id), Text(key.name), Text(", ".join(key.scopes)), Text(key.created_at[:10]), until)
    return table
