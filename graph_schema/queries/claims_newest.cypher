// A page of all claims, or of those that lead to the nodes asked about, found by walking back from the newest: for nodes that have many.
MATCH (claim:Claim)
WHERE claim.published <= $newest
//? about
  AND (EXISTS { MATCH (claim)<-[:SAID|REPORTED]-(anchor) WHERE anchor.id IN $about }
    OR EXISTS { MATCH (claim)-[:ABOUT|ATTRIBUTED_VIA]->(anchor) WHERE anchor.id IN $about }
//? about_places
    OR EXISTS { MATCH (claim)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(:Place)-[:PART_OF*0..5]->(anchor:Place) WHERE anchor.id IN $about }
    OR EXISTS { MATCH (claim)-[:ABOUT|ATTRIBUTED_VIA]->(:Place)-[:PART_OF*1..5]->(anchor:Place) WHERE anchor.id IN $about }
    OR EXISTS { MATCH (claim)<-[:SAID]-(:Place)-[:PART_OF*1..5]->(anchor:Place) WHERE anchor.id IN $about }
//? about
  )
//.
//+ parts/claims_page.cypher
