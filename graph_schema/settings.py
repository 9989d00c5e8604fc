"""Where the graph is: read once from the environment, frozen, and passed in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from graph_schema.errors import SettingsError

APP_NAME = "protest-graph"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSettings:
    """How to reach the graph.

    With `uri` set, that server is used; without, a local one lives in `data_dir`, its program files in `cache_dir`.
    `heap` is the local server's Java heap and `page_cache` what it keeps of the graph's files in memory, both in Java's
    notation (`512m`, `2g`). `pepper_file` holds the secret that keys
    to the service are kept under; without, it is made in `data_dir`.
    With `cypher`, the service takes statements of Cypher for a redacted copy.
    A `guarded` local server takes no writes and no long or large statements: strangers ask it (`app/cypher/`).
    """

    uri: str | None = None
    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str = "neo4j"
    data_dir: Path = field(default_factory=lambda: user_data_path(APP_NAME))
    cache_dir: Path = field(default_factory=lambda: user_cache_path(APP_NAME))
    heap: str = "512m"
    page_cache: str = "128m"
    pepper_file: Path | None = None
    guarded: bool = False
    cypher: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "GraphSettings":
        """Settings from NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD or NEO4J_PASSWORD_FILE, NEO4J_DATABASE,
        PROTEST_GRAPH_DATA_DIR, PROTEST_GRAPH_CACHE_DIR, PROTEST_GRAPH_HEAP, PROTEST_GRAPH_PAGE_CACHE,
        PROTEST_GRAPH_PEPPER_FILE and PROTEST_GRAPH_CYPHER; empty values count as unset.

        Raises SettingsError when an address comes without a password, a password comes twice or in an unreadable
        file, or PROTEST_GRAPH_CYPHER is anything but `on`.
        """
        uri = env.get("NEO4J_URI") or None
        password = _password(env)
        if uri and password is None:
            raise SettingsError("NEO4J_URI is set, but neither NEO4J_PASSWORD nor NEO4J_PASSWORD_FILE is")
        cypher = env.get("PROTEST_GRAPH_CYPHER") or None
        if cypher not in (None, "on"):
            raise SettingsError(f"PROTEST_GRAPH_CYPHER is {cypher!r}: set it to on, or not at all")
        return cls(
            uri=uri,
            user=env.get("NEO4J_USER") or "neo4j",
            password=password,
            database=env.get("NEO4J_DATABASE") or "neo4j",
            data_dir=_directory(env, "PROTEST_GRAPH_DATA_DIR", user_data_path(APP_NAME)),
            cache_dir=_directory(env, "PROTEST_GRAPH_CACHE_DIR", user_cache_path(APP_NAME)),
            heap=env.get("PROTEST_GRAPH_HEAP") or "512m",
            page_cache=env.get("PROTEST_GRAPH_PAGE_CACHE") or "128m",
            pepper_file=Path(env["PROTEST_GRAPH_PEPPER_FILE"]) if env.get("PROTEST_GRAPH_PEPPER_FILE") else None,
            cypher=cypher is not None,
        )


def _password(env: Mapping[str, str]) -> str | None:
    plain, file = env.get("NEO4J_PASSWORD"), env.get("NEO4J_PASSWORD_FILE")
    if plain and file:
        raise SettingsError("NEO4J_PASSWORD and NEO4J_PASSWORD_FILE are both set: keep one")
    if not file:
        return plain or None
    try:
        password = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"NEO4J_PASSWORD_FILE cannot be read: {error}") from error
    if not password:
        raise SettingsError(f"NEO4J_PASSWORD_FILE {file} is empty")
    return password


def _directory(env: Mapping[str, str], name: str, default: Path) -> Path:
    # absolute: the local server outlives the working directory it was started from
    return Path(env[name]).expanduser().absolute() if env.get(name) else default
