"""From what one article says to graph records: pure functions, no I/O."""
