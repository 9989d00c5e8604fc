"""The command line, and a client for programs: a thin layer that joins reading and answering."""

from protest_graph.client import Client, to_df
from protest_graph.service_connection import ClientError, Refused, Unreachable

__all__ = ["Client", "ClientError", "Refused", "Unreachable", "to_df"]
