"""Documents in, graph out."""
