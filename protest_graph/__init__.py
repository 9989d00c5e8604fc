"""The command line: a thin layer that joins reading and answering."""
