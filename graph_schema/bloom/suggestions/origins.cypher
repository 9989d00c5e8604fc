// Numbers of independent origins that findings have.
MATCH (finding:Finding)
RETURN DISTINCT finding.independentOrigins AS origins ORDER BY origins
