// The offsets of every mention reproduce its words, inside its sentence.
MATCH (r:Revision)-[:HAS_SENTENCE]->(s:Sentence)-[:HAS_MENTION]->(m:Mention)
WITH m, CASE WHEN s.charStart <= m.charStart < m.charEnd <= s.charEnd
             THEN substring(r.text, m.charStart, m.charEnd - m.charStart) END AS found
WHERE found IS NULL OR found <> m.surface
RETURN m.id AS id, coalesce('from ' + m.charStart + ' to ' + m.charEnd + ' there is ' + left(found, 40), 'has no usable offsets') AS why
