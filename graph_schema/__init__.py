"""The shared vocabulary: labels, ids, Cypher files, migrations and the connection. Depends on nothing of ours."""
