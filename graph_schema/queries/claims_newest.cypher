// A page of all claims, or of those that lead to the nodes asked about, found by walking back from the newest: for nodes that have many.
//? about
//+ parts/anchors.cypher
WITH collect(anchor) AS anchors // nodes are compared as such, which takes half the time of comparing their ids
//.
MATCH (claim:Claim)
WHERE claim.published <= $newest
//? about
  AND (EXISTS { MATCH (claim)-[:SAID|REPORTED|ABOUT|ATTRIBUTED_VIA]-(anchor) WHERE anchor IN anchors }
//? about_places
    OR EXISTS { MATCH (claim)-[:ABOUT]->(:Incident)-[:OCCURRED_AT]->(scene:Place) WHERE scene IN anchors }
//? about
  )
//.
//+ parts/claims_after.cypher
//+ parts/claims_page.cypher
