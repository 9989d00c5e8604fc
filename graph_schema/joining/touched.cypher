// Incidents given, those about which one of the references said or passed on something, those that an article tells of.
CALL () {
  MATCH (i:Incident) WHERE i.id IN $incidents RETURN i
  UNION
  UNWIND $ids AS id
  MATCH ()-[said:SAID {reference: id}]->(:Claim)-[:ABOUT]->(i:Incident)
  USING INDEX said:SAID(reference)
  RETURN i
  UNION
  UNWIND $ids AS id
  MATCH (c:Claim)-[via:ATTRIBUTED_VIA {reference: id}]->()
  USING INDEX via:ATTRIBUTED_VIA(reference)
  MATCH (c)-[:ABOUT]->(i:Incident) RETURN i
  UNION
  MATCH (a:Article)-[:CALLS]->(:Reference)-[:STANDS_FOR]->(i:Incident)
  USING INDEX a:Article(id)
  WHERE a.id IN $articles
  RETURN i
}
RETURN i.id AS id
ORDER BY id
