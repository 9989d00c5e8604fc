"""The local server itself. It takes two starts of a server in a data directory of its own, so the tests form a story:
each goes on from where the one before left the server.
"""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import psutil
import pytest

from graph_schema import embedded
from graph_schema.connection import open_driver
from graph_schema.errors import EmbeddedError, GraphUnavailable
from graph_schema.settings import GraphSettings

START = """
from graph_schema.embedded import ensure_running
from graph_schema.settings import GraphSettings
endpoint = ensure_running(GraphSettings.from_env())
print(endpoint.pid, endpoint.bolt_uri)
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, neo4j_settings: GraphSettings) -> Iterator[GraphSettings]:
    """A server for these tests alone, in a directory whose name needs quoting; `neo4j_settings` fetched its files."""
    settings = replace(neo4j_settings, data_dir=tmp_path_factory.mktemp("a graph's data"), heap="256m")
    yield settings
    embedded.stop(settings)


def running(settings: GraphSettings) -> embedded.Endpoint:
    endpoint = embedded.status(settings)
    assert endpoint is not None
    return endpoint


def test_two_processes_that_start_at_once_share_one_server(own: GraphSettings) -> None:
    env = {
        **os.environ,
        "NEO4J_URI": "",
        "PROTEST_GRAPH_DATA_DIR": str(own.data_dir),
        "PROTEST_GRAPH_CACHE_DIR": str(own.cache_dir),
        "PROTEST_GRAPH_HEAP": own.heap,
    }
    starters = [subprocess.Popen([sys.executable, "-c", START], env=env, stdout=subprocess.PIPE) for _ in range(2)]
    first, second = (starter.communicate()[0] for starter in starters)
    assert [starter.returncode for starter in starters] == [0, 0]
    assert first == second
    # both starters are gone, the server is not
    assert f"{running(own).pid} {running(own).bolt_uri}".encode() == first.strip()


def test_the_server_is_private(own: GraphSettings) -> None:
    endpoint = running(own)
    password = own.data_dir / "neo4j" / "password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    assert stat.S_IMODE(password.parent.stat().st_mode) == 0o700
    listening = {c.laddr.ip for c in psutil.Process(endpoint.pid).net_connections("tcp") if c.status == "LISTEN"}
    assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
    arguments = " ".join(psutil.Process(endpoint.pid).cmdline())
    assert endpoint.password not in arguments + repr(endpoint)
    with pytest.raises(GraphUnavailable, match="refuses user 'neo4j'"):
        open_driver(GraphSettings(uri=endpoint.bolt_uri, password="wrong"))


def test_the_terminal_does_not_reach_the_server(own: GraphSettings) -> None:
    assert os.getsid(running(own).pid) != os.getsid(0)


def test_the_browser_is_served(own: GraphSettings) -> None:
    assert httpx.get(f"{running(own).http_uri}/browser/").status_code == 200


def test_an_address_reaches_the_same_server(own: GraphSettings) -> None:
    endpoint = running(own)
    with (
        open_driver(own) as local,
        open_driver(GraphSettings(uri=endpoint.bolt_uri, password=endpoint.password)) as addressed,
    ):
        local.execute_query("CREATE (:Kept {x: 1})", database_=own.database)
        assert addressed.execute_query("MATCH (n:Kept) RETURN n.x AS x", database_=own.database).records[0]["x"] == 1


def test_a_killed_server_starts_again_on_a_free_port_with_its_data(own: GraphSettings) -> None:
    before = running(own)
    os.kill(before.pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(before.pid)] if psutil.pid_exists(before.pid) else [], timeout=30)
    assert embedded.status(own) is None

    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(before.bolt_uri.rpartition(":")[2])))
        squatter.listen()
        with open_driver(own) as driver:
            records = driver.execute_query("MATCH (n:Kept) RETURN n.x AS x", database_=own.database).records
    assert [record["x"] for record in records] == [1]
    assert running(own).bolt_uri != before.bolt_uri
    assert running(own).http_uri == before.http_uri


def test_stopping_stops_once(own: GraphSettings) -> None:
    pid = running(own).pid
    assert embedded.stop(own)
    assert not psutil.pid_exists(pid)
    assert embedded.status(own) is None
    assert not embedded.stop(own)


def test_a_reused_pid_is_not_taken_for_the_server(own: GraphSettings) -> None:
    record = own.data_dir / "neo4j" / "server.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "pid": os.getpid()}))
    assert embedded.status(own) is None
    assert not embedded.stop(own)


def test_a_graph_without_its_password_is_refused(own: GraphSettings) -> None:
    (own.data_dir / "neo4j" / "password").unlink()
    with pytest.raises(EmbeddedError, match="password is missing"):
        embedded.ensure_running(own)


def test_a_server_that_cannot_start_shows_its_log(tmp_path: Path, neo4j_settings: GraphSettings) -> None:
    with pytest.raises(EmbeddedError, match=r"ended while starting\n.*console\.log.*\n(.*\n)*.*[Hh]eap"):
        embedded.ensure_running(replace(neo4j_settings, data_dir=tmp_path, heap="1k"))


@pytest.mark.parametrize(
    ("uri", "message"),
    [("bolt://127.0.0.1:9", "does not answer"), ("ftp://127.0.0.1", "is not an address of a Neo4j server")],
)
def test_an_unreachable_address_is_a_clear_error(uri: str, message: str) -> None:
    with pytest.raises(GraphUnavailable, match=message):
        open_driver(GraphSettings(uri=uri, password="x"))
