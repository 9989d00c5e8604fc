"""The graph for people who look: a perspective for Neo4j Bloom, and the same questions for Neo4j Browser."""
