// How many incidents, claims and outlets there are in each day, week or month, latest first, of the claims that pass the filters; a place stands for all that lies in it.
CALL () {
  UNWIND CASE WHEN $about IS NULL THEN [1] ELSE [] END AS everything
  MATCH (claim:Claim)
  RETURN claim
  UNION ALL
//+ parts/anchored_claims.cypher
  RETURN claim
}
WITH claim WHERE true
//+ parts/claim_filters.cypher
WITH claim,
  head([(claim)-[:ABOUT]->(incident:Incident) | incident]) AS incident,
  head([(claim)<-[:REPORTED]-(outlet:Source) | outlet]) AS outlet
WITH CASE WHEN incident IS NULL THEN claim.eventFrom ELSE incident.startDate END AS day, incident, outlet
WITH CASE $by
    WHEN 'day' THEN day
    WHEN 'month' THEN left(day, 7) + '-01'
    ELSE CASE WHEN day IS NOT NULL THEN toString(date.truncate('week', date(day))) END
  END AS first, incident, count(*) AS claims, collect(DISTINCT outlet) AS outlets
WITH first, incident.type AS type, count(incident) AS incidents, sum(claims) AS claims, collect(outlets) AS outlets
ORDER BY type
WITH first, sum(incidents) AS incidents, sum(claims) AS claims, collect(outlets) AS outlets,
  collect(CASE WHEN type IS NOT NULL THEN {type: type, incidents: incidents} END) AS types
ORDER BY first DESC
WITH collect({first: first, incidents: incidents, claims: claims, outlets: outlets, types: types}) AS periods
WITH
  head([period IN periods WHERE period.first IS NULL | {incidents: period.incidents, claims: period.claims}]) AS undated,
  [period IN periods WHERE period.first IS NOT NULL AND ($before IS NULL OR period.first < $before)][..$limit] AS page
CALL (page) {
  UNWIND page AS period
  CALL (period) {
    UNWIND period.outlets AS by_type
    UNWIND by_type AS by_incident
    UNWIND by_incident AS outlet
    RETURN count(DISTINCT outlet) AS outlets
  }
  WITH period, outlets, date(period.first) AS day ORDER BY day DESC
  RETURN collect({
    first: period.first,
    last: toString(CASE $by
      WHEN 'day' THEN day
      WHEN 'month' THEN day + duration({months: 1}) - duration({days: 1})
      ELSE day + duration({days: 6})
    END),
    incidents: period.incidents,
    claims: period.claims,
    outlets: outlets,
    types: period.types
  }) AS shown
}
RETURN [{undated: coalesce(undated, {incidents: 0, claims: 0}), periods: shown}] AS rows
