"""Statements of analysts: a redacted copy of the graph on a server of its own, and what may be asked of it."""
