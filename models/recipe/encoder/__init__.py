"""Train the reader's encoder: MiniLM with heads for names, tags, lemmas, sentence starts and dependencies."""
