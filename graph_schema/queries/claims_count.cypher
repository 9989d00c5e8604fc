// About how many claims lead to the given nodes, by their degrees alone, and how many there are; a place stands for all that lies in it.
CALL () {
  MATCH (anchor:Source|Person|Organisation|Group|Incident) WHERE anchor.id IN $about
  RETURN sum(COUNT { (anchor)-[:SAID]->() } + COUNT { (anchor)-[:REPORTED]->() }
    + COUNT { (anchor)<-[:ABOUT]-() } + COUNT { (anchor)<-[:ATTRIBUTED_VIA]-() }) AS links
  UNION ALL
  MATCH (surrounding:Place) WHERE surrounding.id IN $about
  MATCH (anchor:Place)-[:PART_OF*0..5]->(surrounding)
  RETURN sum(COUNT { (anchor)<-[:ABOUT]-() } + 8 * COUNT { (anchor)<-[:OCCURRED_AT]-() }) AS links
}
RETURN [{links: sum(links), claims: COUNT { (:Claim) }}] AS rows
