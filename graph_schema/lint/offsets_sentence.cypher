// The offsets of every sentence reproduce its text.
MATCH (r:Revision)-[:HAS_SENTENCE]->(s:Sentence)
WITH s, CASE WHEN 0 <= s.charStart < s.charEnd <= size(r.text)
             THEN substring(r.text, s.charStart, s.charEnd - s.charStart) END AS found
WHERE found IS NULL OR found <> s.text
RETURN s.id AS id, coalesce('from ' + s.charStart + ' to ' + s.charEnd + ' there is ' + left(found, 40), 'has no usable offsets') AS why
