// Every relationship that the public may be told of; what joining keeps for itself is left out.
MATCH (a)-[e:PUBLISHED|HAS_REVISION|HAS_SENTENCE|HAS_MENTION|REFERS_TO|SAID|ATTRIBUTED_VIA|EVIDENCED_BY|ABOUT|REPORTED|OCCURRED_AT|PART_OF|SUPPORTED_BY|ORIGINATES_FROM|CORROBORATES|CONTRADICTS|COPY_OF]->(b)
WHERE NOT coalesce(a.withheld, false) AND NOT coalesce(b.withheld, false)
RETURN type(e) AS type, a.id AS start, b.id AS end, properties(e) AS properties
