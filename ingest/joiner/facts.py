"""Findings and contradictions of incidents that anything has touched."""

from collections import defaultdict
from collections.abc import Collection
from itertools import combinations

from neo4j import ManagedTransaction

from graph_schema.cypher import load
from graph_schema.ids import content_id
from ingest.graph_writer import Row, rows_of
from ingest.joining.copies import Copy
from ingest.joining.findings import Finding, find
from ingest.joining.reported_claims import UNKNOWN_OUTLET, ReportedClaim, is_unnamed


def find_facts(
    tx: ManagedTransaction, incidents: Collection[str], references: Collection[str], articles: Collection[str]
) -> int:
    """Find anew what the claims of incidents agree and disagree on; returns how many findings there are in them.

    Touched are the incidents given, those with claims that one of the references said or passed on, and those that
    one of the articles tells of; all by id.
    """
    rows = rows_of(
        tx, "joining/touched.cypher", incidents=sorted(incidents), ids=sorted(references), articles=sorted(articles)
    )
    touched = [row["id"] for row in rows]
    if not touched:
        return 0
    tx.run(load("joining/facts_clear.cypher"), ids=touched).consume()
    claims = [_claim(row) for row in rows_of(tx, "joining/claims.cypher", ids=touched)]
    told_in = sorted({claim.article for claim in claims})
    copies = [
        Copy(row["original"], row["copy"], row["share"]) for row in rows_of(tx, "joining/copied.cypher", ids=told_in)
    ]
    by_incident: defaultdict[str | None, list[ReportedClaim]] = defaultdict(list)
    for claim in claims:
        by_incident[claim.incident].append(claim)
    # each incident by itself, so that an article added later touches no other
    found = [find(told, copies) for told in by_incident.values()]
    findings = [finding for some, _ in found for finding in some]
    contradictions = [one for _, some in found for one in some]
    tx.run(load("joining/findings.cypher"), rows=[_finding(finding) for finding in findings]).consume()
    against = [
        {"one": one.one, "other": one.other, "basis": one.basis, "score": one.score, "why": one.why}
        for one in contradictions
    ]
    tx.run(load("joining/contradictions.cypher"), rows=against).consume()
    disputed = {(one.one, one.other) for one in contradictions}
    agreed = [pair for finding in findings for pair in _corroborating(finding) if pair not in disputed]
    tx.run(
        load("joining/corroborations.cypher"), rows=[{"one": one, "other": other} for one, other in agreed]
    ).consume()
    return len(findings)


def _claim(row: Row) -> ReportedClaim:
    """A claim as the graph has it; a group without a name, and a channel, speak in their words only."""
    name, label, itself = row["speaker_name"], row["speaker_label"], row["itself"]
    unnamed = label == "Source" or (label == "Group" and is_unnamed(name))
    named = not unnamed and not itself
    return ReportedClaim(
        id=row["id"],
        article=row["article"],
        outlet=row["outlet"] or UNKNOWN_OUTLET,
        text=row["text"],
        sentence=row["sentence"],
        position=row["position"],
        kind=row["kind"],
        stance=row["stance"],
        incident=row["incident"],
        published=row["published"],
        speaker=row["speaker"] if named else None,
        speaker_name=name if named else None,
        channel=name if unnamed and not itself else None,
        via=tuple(row["via"]),
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        count_words=row["quantity"],
        first=row["first"],
        last=row["last"],
    )


def _finding(found: Finding) -> Row:
    """Parameters of a finding; its id is that of the lowest of its claims, so that finding it again changes nothing.

    Origins are those of the claims that agree with its text.
    """
    return {
        "id": content_id("fin", found.claims[0]),
        "incident": found.incident,
        "properties": {
            "text": found.text,
            "kind": found.kind,
            "low": found.low,
            "high": found.high,
            "outlets": list(found.outlets),
            "origins": [origin.name for origin in found.agreed],
            "independentOrigins": len(found.agreed),
            "why": found.why,
        },
        "claims": [
            {
                "id": one.claim,
                "origin": one.origin.key if one.origin else None,
                "by": one.origin.name if one.origin else None,
                "agrees": one.agrees,
                "measured": one.measured,
            }
            for one in found.support
        ],
    }


def _corroborating(finding: Finding) -> list[tuple[str, str]]:
    """One claim of each origin beside one of each other, of those that agree."""
    agreeing = {one.claim for one in finding.support if one.agrees}
    first = sorted(next(claim for claim in origin.claims if claim in agreeing) for origin in finding.agreed)
    return list(combinations(first, 2))
