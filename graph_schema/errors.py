"""What can go wrong between us and the graph, one class a cause.

GraphError
├── SettingsError          the environment contradicts itself
├── GraphUnavailable       no database answers
│   └── EmbeddedError      our own local server cannot be fetched, started or stopped
├── MigrationError         the migrations on disk and in the database disagree
├── DecisionRefused        a decision about what is the same cannot be made
└── KeyRefused             a key to the service cannot be made, or not be taken back
"""


class GraphError(RuntimeError):
    """Base of the errors of this package; the message is meant for the person at the terminal."""


class SettingsError(GraphError):
    """A setting is missing or unusable."""


class GraphUnavailable(GraphError):
    """The database cannot be reached, or refuses us."""


class EmbeddedError(GraphUnavailable):
    """The local Neo4j server cannot be fetched, started or stopped."""


class MigrationError(GraphError):
    """A migration was edited, is missing, or is not well formed."""


class DecisionRefused(GraphError):
    """A decision about what is the same that cannot be made; the message names the ids and says why."""


class KeyRefused(GraphError):
    """A key that cannot be made or taken back, or whose secret cannot be read; the message says why."""
