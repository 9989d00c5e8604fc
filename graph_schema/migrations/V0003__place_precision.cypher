// Places say whose point they have; those written before lie where their own kind of place is known to lie.
MATCH (n:Place) WHERE n.precision IS NULL
SET n.precision = n.feature;
