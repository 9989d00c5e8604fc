// How many persons of a copy have an id or a name of somebody who is withheld now, and was not when it was made.
MATCH (p:Person)
WHERE p.id IN $ids OR p.name IN $names OR any(alias IN p.aliases WHERE alias IN $names)
RETURN count(p) AS known
