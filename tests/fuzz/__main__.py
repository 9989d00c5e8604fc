"""Ask the running service, over the seeds and with a key, whatever its own description allows, and what it does not.

Schemathesis makes the requests: boundary values, random ones, and sequences that follow from earlier answers. Half of
the ids and names it sends are of the graph, so that more than refusals is tried. No answer may be a server error, and
each must be as the description says.

Example: python -m tests.fuzz --most 100
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from app.decisions import SameOrNot
from app.submissions import Submission
from protest_graph import Client

ROOT = Path(__file__).parents[2]
CHECKS = "not_a_server_error,response_schema_conformance,status_code_conformance,content_type_conformance"
SCOPES = ("read", "submit", "curate", "admin", "cypher")
UNLIMITED = "100000000"
SENT = {
    "entities": ("path.entity_id", "query.from", "query.to", "body.one", "body.other"),
    "findings": ("path.finding_id",),
    "incidents": ("path.incident_id", "query.incident"),
    "articles": ("path.article_id", "body.article"),
    "sources": ("path.source_id", "query.one", "query.other"),
    "jobs": ("path.job_id",),
    "decisions": ("path.decision_id",),
    "names": ("query.about", "query.outlet", "query.speaker", "query.place", "query.name"),
}
"""Where ids and names of the graph are sent."""

MOST = 50  # of each


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
        with Client(address, key) as client:
            known = Path(folder) / "schemathesis.toml"
            known.write_text(_bindings(_known(client)), encoding="utf-8")
        fuzzed = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(known),
                "run", f"{address}/openapi.json",
                "--header", f"Authorization: Bearer {key}", "--checks", CHECKS, "--max-examples", str(most),
                "--exclude-path-regex", "/events$", "--request-timeout", "60",
            ],
            check=False,
            cwd=folder,  # where it leaves what it found
        )  # fmt: skip
    raise typer.Exit(fuzzed.returncode)


def _known(client: Client) -> Mapping[str, Sequence[str]]:
    """Ids and names of the graph, and of a job and a decision made for this."""
    reports = list(islice(client.reports(), MOST))
    named = [one for row in reports for one in (row.speaker, row.place, *row.actors, *row.targets) if one]
    entities = list(dict.fromkeys(one.id for one in named if not one.id.startswith(("src-", "chn-"))))[:MOST]
    differ = SameOrNot(kind="reject", one=entities[0], other=entities[1], reason="to have a decision")
    submitted = client.submit_all([Submission(raw="Police held three people in Kazan.\n\nSource: Example Wire\n")])
    return {
        "entities": entities,
        "findings": [finding.id for finding in islice(client.findings(), MOST)],
        "incidents": [incident.id for incident in islice(client.incidents(), MOST)],
        "articles": [article.id for article in islice(client.articles(), MOST)],
        "sources": [source.id for source in client.sources()],
        "jobs": [submitted.job.id] if submitted.job else [],
        "decisions": [client.decide(differ).decision.id],
        "names": list(dict.fromkeys(one.name for one in named))[:MOST],
    }


def _bindings(known: Mapping[str, Sequence[str]]) -> str:
    """The settings that send what is known in half of the requests; JSON's texts and lists are TOML's."""
    lines = [
        f"[dictionaries.{name}]\nvalues = {json.dumps(values, ensure_ascii=False)}" for name, values in known.items()
    ]
    bound = (f'"{where}" = {{ dictionary = "{name}", probability = 0.5 }}' for name in SENT for where in SENT[name])
    lines = [*lines, "[parameters]", *bound]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
