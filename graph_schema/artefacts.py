"""The local server's program files: Neo4j's published Maven artefacts, exactly the ones of `artefacts.sha256`.

The list is a lock file: later starts need neither a dependency resolver nor the network.
`python -m graph_schema.artefacts` writes it anew after a change of `COORDINATES`.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path, PurePosixPath

from filelock import FileLock

from graph_schema.errors import EmbeddedError

COORDINATES = "org.neo4j:neo4j:5.26.30+org.neo4j.app:neo4j-server:5.26.30+org.neo4j.client:neo4j-browser:5.24.0"
LOCK_FILE = Path(__file__).with_name("artefacts.sha256")
PARALLEL_DOWNLOADS = 8  # small files: the wait is for answers, not for bandwidth
TIMEOUT_SECONDS = 60

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps of it are done, and how many there are."""


def silent(_step: str, _done: int, _total: int) -> None:
    """A progress callback that shows nothing."""


def read_lock(lock_file: Path = LOCK_FILE) -> dict[PurePosixPath, str]:
    """Path in a Maven repository → SHA-256, in hexadecimal, of every file the server needs."""
    lines = lock_file.read_text(encoding="ascii").splitlines()
    return {PurePosixPath(path): digest for digest, path in (line.split("  ") for line in lines)}


def fetch(
    cache_dir: Path, progress: Progress = silent, locked: Mapping[PurePosixPath, str] | None = None
) -> list[Path]:
    """The jars under `cache_dir`, downloading those that are missing. Every file is verified on every call.

    Raises EmbeddedError when a file cannot be fetched or is not the one that was locked.
    """
    locked = read_lock() if locked is None else locked
    directory = cache_dir / "neo4j"
    directory.mkdir(parents=True, exist_ok=True)
    jars = {directory / path.name: (path, digest) for path, digest in locked.items()}
    with FileLock(directory / "fetch.lock"):
        missing = {jar: source for jar, source in jars.items() if not jar.exists()}
        if missing:
            _download(missing, progress)
    for jar, (_, digest) in jars.items():
        _verify(jar, jar, digest)
    return list(jars)


def _download(missing: Mapping[Path, tuple[PurePosixPath, str]], progress: Progress) -> None:
    with tempfile.TemporaryDirectory() as staging, ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool:
        tasks = {pool.submit(_install, jar, *source, Path(staging)): jar for jar, source in missing.items()}
        try:
            for done, task in enumerate(as_completed(tasks), start=1):
                task.result()
                progress(f"fetching Neo4j: {tasks[task].name}", done, len(tasks))
        except BaseException:  # Ctrl-C included: do not go on to fetch the rest before it is reported
            pool.shutdown(cancel_futures=True)
            raise


def _install(jar: Path, path: PurePosixPath, digest: str, staging: Path) -> None:
    found = _resolve(path, staging)
    part = jar.with_suffix(".part")  # a killed download must not look like a finished one
    shutil.copyfile(found, part)
    _verify(part, found, digest)
    part.replace(jar)


def _resolve(path: PurePosixPath, staging: Path) -> Path:
    """A file of a Maven repository: from the user's local one, else downloaded into `staging`."""
    # imported here: only a first start needs the Maven client, and importing it takes every command half a second
    from jgo.config import GlobalSettings  # noqa: PLC0415
    from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415
    from jgo.maven import MavenContext  # noqa: PLC0415

    user = GlobalSettings.load()  # the user's own mirrors and repository
    *group, artifact, version, file = path.parts
    context = MavenContext(
        repo_cache=staging,
        local_repos=[user.repo_cache],
        remote_repos={"central": MAVEN_CENTRAL_URL, **user.repositories},
        timeout=TIMEOUT_SECONDS,
    )
    classifier = file.removeprefix(f"{artifact}-{version}").removesuffix(".jar").removeprefix("-")
    try:
        return context.project(".".join(group), artifact).at_version(version).artifact(classifier).resolve()
    except (OSError, RuntimeError) as error:  # network errors are OSErrors; the client reports the rest as RuntimeError
        raise EmbeddedError(f"cannot fetch {path}: {error}") from error


def _verify(file: Path, shown: Path, digest: str) -> None:
    with file.open("rb") as stream:
        actual = hashlib.file_digest(stream, "sha256").hexdigest()
    if actual != digest:
        raise EmbeddedError(f"{shown} is not the file that was locked (SHA-256 {actual}, expected {digest}): delete it")


def write_lock(lock_file: Path = LOCK_FILE) -> None:
    """Resolve `COORDINATES` with all they depend on, download, and write what was found as the new lock file."""
    import jgo  # noqa: PLC0415 - as above

    lines: list[str] = []
    for artifact in jgo.resolve(COORDINATES):
        digest = hashlib.sha256(artifact.resolve().read_bytes()).hexdigest()
        lines.append(f"{digest}  {PurePosixPath(artifact.component.path_prefix) / artifact.filename}\n")
    lock_file.write_text("".join(sorted(lines, key=lambda line: line.split("  ")[1])), encoding="ascii")


if __name__ == "__main__":
    write_lock()
