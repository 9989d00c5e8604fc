"""The one way to a driver, whichever server is used."""

import neo4j
from neo4j import GraphDatabase, NotificationMinimumSeverity, basic_auth
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError

from graph_schema.artefacts import Progress, silent
from graph_schema.embedded import ensure_running, probe
from graph_schema.errors import GraphUnavailable
from graph_schema.settings import GraphSettings


def open_driver(settings: GraphSettings, progress: Progress = silent) -> neo4j.Driver:
    """A driver that has answered a query, to be closed by the caller. Queries pass `database_=settings.database`.

    Without an address in `settings` the local server is used, and started when it is not running.
    Raises GraphUnavailable when the server cannot be reached or refuses the password (EmbeddedError for the local one).
    """
    if settings.uri is None:
        endpoint = ensure_running(settings, progress)
        uri, user, password = endpoint.bolt_uri, endpoint.user, endpoint.password
    else:
        uri, user, password = settings.uri, settings.user, settings.password
    try:
        driver = GraphDatabase.driver(
            uri,
            auth=basic_auth(user, password or ""),
            # queries name labels and properties that a young graph does not have yet: not worth a warning each
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        )
    except (ConfigurationError, ValueError) as error:
        raise GraphUnavailable(f"NEO4J_URI {uri!r} is not an address of a Neo4j server: {error}") from error
    try:
        probe(driver, settings.database)
    except AuthError as error:
        driver.close()
        raise GraphUnavailable(f"Neo4j at {uri} refuses user {user!r} with this password") from error
    except (DriverError, Neo4jError) as error:
        driver.close()
        raise GraphUnavailable(f"Neo4j at {uri}, database {settings.database!r}, does not answer: {error}") from error
    return driver
