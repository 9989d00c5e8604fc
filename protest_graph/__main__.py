"""`python -m protest_graph` is `protest-graph`."""

from protest_graph.cli import app

app()
