// The same claims, or all of them, found by walking from the newest back: for nodes that have so many that this is sooner done.
MATCH (claim:Claim)
WHERE claim.published <= $newest
//+ parts/claims_after.cypher
//? about
  AND (EXISTS { MATCH (claim)<-[:SAID|REPORTED]-(anchor) WHERE anchor.id IN $about }
    OR EXISTS { MATCH (claim)-[:ABOUT|ATTRIBUTED_VIA]->(anchor) WHERE anchor.id IN $about }
    OR EXISTS { MATCH (claim)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(:Place)-[:PART_OF*0..5]->(anchor:Place) WHERE anchor.id IN $about }
    OR EXISTS { MATCH (claim)-[:ABOUT]->(:Place)-[:PART_OF*1..5]->(anchor:Place) WHERE anchor.id IN $about })
//.
//+ parts/claim_filters.cypher
WITH claim ORDER BY claim.published DESC, claim.article, claim.charStart, claim.id LIMIT $limit
RETURN collect({published: claim.published, article: claim.article, position: claim.charStart, id: claim.id}) AS rows
