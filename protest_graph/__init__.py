"""The command line, and a client for programs: a thin layer that joins reading and answering."""

from protest_graph.client import Client, ClientError, Refused, Unreachable, to_df

__all__ = ["Client", "ClientError", "Refused", "Unreachable", "to_df"]
