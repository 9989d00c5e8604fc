// What was judged automatically of these references beside any others.
MATCH (r:Reference)-[j:SAME_AS]-(other) WHERE r.id IN $ids AND j.decision IS NULL
RETURN r.id AS one, other.id AS other, j.verdict AS verdict, j.score AS score, j.why AS why
