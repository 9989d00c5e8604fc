"""Everything that reads language: spaCy components, each reading and writing the span groups of `annotations`."""
