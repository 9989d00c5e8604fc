// Every node has a label of the model and the properties that its record requires.
MATCH (n)
WHERE NOT n:Migration|ApiKey|GraphVersion|Job
UNWIND CASE WHEN size(labels(n)) = 0 THEN ['none'] ELSE labels(n) END AS label
WITH n, label, $required[label] AS keys
WITH n, label, keys IS NULL AS unknown, [key IN coalesce(keys, []) WHERE n[key] IS NULL] AS missing
WHERE unknown OR size(missing) > 0
RETURN coalesce(n.id, elementId(n)) AS id,
       CASE WHEN unknown THEN 'label ' + label + ' is not in the model'
            ELSE label + ' without' + reduce(text = '', key IN missing | text + ' ' + key) END AS why
