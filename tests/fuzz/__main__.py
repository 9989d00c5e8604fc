"""Ask the running service, over the seeds and with a key, whatever its own description allows, and what it does not.

Schemathesis makes the requests: boundary values, random ones, and sequences that follow from earlier answers. No answer
may be a server error, and each must be as the description says.

Example: python -m tests.fuzz --most 100
"""

import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parents[2]
CHECKS = "not_a_server_error,response_schema_conformance,status_code_conformance,content_type_conformance"
SCOPES = ("read", "submit", "curate", "admin", "cypher")
UNLIMITED = "100000000"


def main(most: Annotated[int, typer.Option(help="Random requests for each operation.")] = 60) -> None:
    """Start a service over a graph of its own, fuzz it, and stop it."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = {"PROTEST_GRAPH_DATA_DIR": folder, "PATH": "/usr/bin:/bin", "HOME": str(Path.home())}

        def command(*arguments: str) -> list[str]:
            return [sys.executable, "-m", "protest_graph", *arguments]

        def run(*arguments: str) -> str:
            done = subprocess.run(command(*arguments), env=environment, check=True, stdout=subprocess.PIPE, text=True)
            return done.stdout.strip()

        stack.callback(run, "db", "stop")
        run("ingest", str(ROOT / "seeds"))
        key = run("keys", "create", "fuzz", *(part for scope in SCOPES for part in ("--scope", scope)))
        serving = stack.enter_context(
            subprocess.Popen(
                command("serve", "--port", "0", "--rate", UNLIMITED), env=environment, stderr=subprocess.PIPE, text=True
            )
        )
        stack.callback(serving.terminate)
        told = next(line for line in serving.stderr or () if "Listening on" in line)
        address = told.split()[-1].removesuffix("/docs")
        fuzzed = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json",
                "--header", f"Authorization: Bearer {key}", "--checks", CHECKS, "--max-examples", str(most),
                "--exclude-path-regex", "/events$", "--request-timeout", "60",
            ],
            check=False,
        )  # fmt: skip
    raise typer.Exit(fuzzed.returncode)


if __name__ == "__main__":
    typer.run(main)
