// Detained persons without a public office are withheld from the public; whoever has become known for one is not.
MATCH (p:Person) WHERE p.id IN $ids
WITH p,
  EXISTS { (p)<-[about:ABOUT]-(c:Claim) WHERE about.role = 'target' AND c.kind IN $detained }
  AND none(role IN coalesce(p.roles, []) WHERE last(split(split(split(toLower(role), ' of ')[0], ',')[0], ' ')) IN $offices) AS withheld
SET p.withheld = CASE WHEN withheld THEN true END
