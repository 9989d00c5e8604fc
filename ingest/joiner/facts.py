"""Findings and contradictions of incidents that anything has touched."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

from neo4j import ManagedTransaction

from graph_schema.cypher import load
from graph_schema.ids import content_id
from ingest.graph_writer import Row, rows_of
from ingest.joining.copies import Copy
from ingest.joining.findings import Finding, find
from ingest.joining.origins import Origin, overlap
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
    by_id = {claim.id: claim for claim in claims}
    tx.run(load("joining/findings.cypher"), rows=[_finding(finding, by_id) for finding in findings]).consume()
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


def _finding(found: Finding, claims: Mapping[str, ReportedClaim]) -> Row:
    """Parameters of a finding; its id is that of the lowest of its claims, so that finding it again changes nothing.

    Outlets, origins and bounds are those of the claims that agree with its text.
    """
    origin_of = {claim: origin for origin in found.origins for claim in origin.claims}
    clearest = next(claims[claim] for claim in found.claims if claims[claim].text == found.text)
    support = [_support(claims[claim], clearest, origin_of.get(claim)) for claim in found.claims]
    agreeing = [one for one in support if one["agrees"]]
    origins = {one["origin"]: one["by"] for one in agreeing if one["origin"] is not None}
    counts = [claims[one["id"]] for one in agreeing if one["measured"]]
    lows, highs = [claim.low for claim in counts], [claim.high for claim in counts]
    return {
        "id": content_id("fin", found.claims[0]),
        "incident": found.incident,
        "properties": {
            "text": found.text,
            "kind": found.kind,
            "low": min((low for low in lows if low is not None), default=None) if None not in lows else None,
            "high": max((high for high in highs if high is not None), default=None) if None not in highs else None,
            "outlets": sorted({claims[one["id"]].outlet for one in agreeing}),
            "origins": list(origins.values()),
            "independentOrigins": len(origins),
            "why": found.why,
        },
        "claims": support,
    }


def _support(claim: ReportedClaim, clearest: ReportedClaim, origin: Origin | None) -> Row:
    """How a claim stands to the clearest one of its finding: whom it goes back to, and whether it says the same.

    A finding holds everything said on one fact; who gives another figure, or denies it, speaks of it without agreeing.
    """
    agrees = claim.denied == clearest.denied and (not claim.counted or not clearest.counted or overlap(claim, clearest))
    return {
        "id": claim.id,
        "origin": origin.key if origin else None,
        "by": origin.name if origin else None,
        "agrees": agrees,
        "measured": agrees and claim.counted and claim.kind == clearest.kind and claim.stance != "conflicting",
    }


def _corroborating(finding: Finding) -> list[tuple[str, str]]:
    """One claim of each origin beside one of each other."""
    first = sorted(origin.claims[0] for origin in finding.origins)
    return list(combinations(first, 2))
