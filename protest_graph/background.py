"""Commands of ours that run on in the background, each remembered by a file in the data directory."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from protest_graph.console import Failure

STOP_SECONDS = 20
LOG_TAIL_LINES = 10


@dataclass(frozen=True, slots=True)
class Background:
    """A command by its name, running at most once for a data directory."""

    name: str
    data_dir: Path

    @property
    def log(self) -> Path:
        """What the command prints."""
        return self.data_dir / f"{self.name}.log"

    @property
    def _record(self) -> Path:
        return self.data_dir / f"{self.name}.json"

    def running(self) -> tuple[str, ...] | None:
        """The arguments it runs with, or None while it does not."""
        found = self._find()
        return found[1] if found else None

    def start(self, arguments: Sequence[str]) -> None:
        """Start `protest-graph <arguments>`, detached: it survives this process, and Ctrl-C in its terminal."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 - our own program, arguments of our own
                [sys.executable, "-m", "protest_graph", *arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        started = psutil.Process(child.pid).create_time()  # pids are reused: the start time tells ours from another's
        record = {"pid": child.pid, "started": started, "arguments": list(arguments)}
        self._record.write_text(json.dumps(record), encoding="utf-8")

    def check(self) -> None:
        """Raise Failure, with the log's last lines, when it ended."""
        if self._find() is None:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_TAIL_LINES:]
            raise Failure(f"`protest-graph {self.name}` ended; its log {self.log} ends with:\n" + "\n".join(lines))

    def stop(self) -> bool:
        """Stop it cleanly, or by force when it does not obey; False when it was not running."""
        found = self._find()
        if found:
            process = found[0]
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except psutil.TimeoutExpired:
                process.kill()
        self._record.unlink(missing_ok=True)
        return found is not None

    def _find(self) -> tuple[psutil.Process, tuple[str, ...]] | None:
        try:
            record = json.loads(self._record.read_text(encoding="utf-8"))
            process = psutil.Process(record["pid"])
            alive = process.create_time() == record["started"] and process.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, psutil.NoSuchProcess):
            return None
        return (process, tuple(record["arguments"])) if alive else None
