"""How joining behaves as the graph grows; `make bench-joining` runs it, no test does."""
