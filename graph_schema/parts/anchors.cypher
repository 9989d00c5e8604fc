// The nodes asked about; a place stands for all that lies in it.
CALL () {
  MATCH (anchor:Source|Person|Organisation|Group|Incident) WHERE anchor.id IN $about
  RETURN anchor
  UNION
  MATCH (surrounding:Place) WHERE surrounding.id IN $about
  MATCH (anchor:Place)-[:PART_OF*0..5]->(surrounding)
  RETURN anchor
}
