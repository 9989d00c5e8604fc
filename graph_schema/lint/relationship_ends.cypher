// Every relationship has a type of the model and joins labels that the model joins with it.
MATCH (a)-[e]->(b)
WITH a, b, type(e) AS type, $relationships[type(e)] AS model
WHERE model IS NULL
   OR none(label IN labels(a) WHERE label IN model.starts)
   OR none(label IN labels(b) WHERE label IN model.ends)
RETURN coalesce(a.id, elementId(a)) AS id,
       coalesce(labels(a)[0], 'none') + ' ' + type + ' ' + coalesce(labels(b)[0], 'none')
         + ' ' + coalesce(b.id, elementId(b)) AS why
