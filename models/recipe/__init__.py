"""Recipe that rebuilds the language pipelines of `models/` from the open corpora; see `models/README.md`."""
