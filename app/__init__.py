"""Questions in, answers out: the REST service over the graph."""
