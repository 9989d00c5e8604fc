"""Somebody who does what a page says: every command and every block of Python, in their order, in one directory."""

import argparse
import re
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi.testclient import TestClient
from typer.main import get_command
from typer.testing import CliRunner

import protest_graph
from protest_graph.cli import app

ROOT = Path(__file__).parents[1]
ADDRESS = "http://127.0.0.1:8000"
SHOWN = {"", "text", "json"}
"""Languages of blocks that show something and are not to be done."""

OF_THE_SHELL = {"mkdir", "printf", "python3", "chmod"}
"""What a shell does in the directory of the test."""

NOT_TRIED = {"source"}
"""What changes the reader's own shell."""

ENDLESS = {"serve", "worker", "demo"}
"""Commands that run until they are stopped: their command line is read, and no more."""

FROM_OUTPUT = {"JOB": (r"job-\w+", 0), "ONE": (r"ref-\w+", 0), "OTHER": (r"ref-\w+", 1), "DECISION": (r"dec-\w+", 0)}
"""What a reader takes from the last output for `export JOB=…`: which of the texts of this form."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and text of each block."""
    return _FENCE.findall(page.read_text(encoding="utf-8"))


def commands(page: Path) -> list[str]:
    """Every command of a page."""
    return [command for language, text in blocks(page) if language == "console" for command in _commands(text)]


def _commands(console: str) -> list[str]:
    """Each begins with `$` and goes on to the next one, over lines and all."""
    return [command.replace("\\\n", " ").strip() for command in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]]


class _Through(httpx.BaseTransport):
    """Lets our client ask a service that listens nowhere."""

    def __init__(self, service: TestClient) -> None:
        self._service = service

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._service.request(
            request.method,
            request.url.raw_path.decode(),
            headers=dict(request.headers),
            content=request.read(),
            follow_redirects=False,
        )
        kept = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
        return httpx.Response(answer.status_code, headers=kept, content=answer.content)


@dataclass
class Follower:
    """Follows pages against a service; `patch` sets the environment, `settings` is what pages leave to their reader."""

    service: TestClient
    patch: pytest.MonkeyPatch
    settings: Mapping[str, str]
    exported: dict[str, str] = field(default_factory=dict)
    output: str = ""

    def follow(self, page: Path) -> None:
        """Do all that a page says. Raises AssertionError for what does not work, or what its Python raises."""
        client = partial(protest_graph.Client, transport=_Through(self.service))
        self.patch.setattr(protest_graph, "Client", client)
        names: dict[str, Any] = {}
        for language, text in blocks(page):
            if language == "console":
                for command in _commands(text):
                    self.output = self.run(command) or self.output
            elif language == "python":
                exec(compile(text, str(page), "exec"), names)
            else:
                assert language in SHOWN, f"{page.name}: nothing knows what to do with a block of {language!r}"

    def run(self, command: str) -> str:
        """Run one command; its output. Raises AssertionError when it fails."""
        words = shlex.split(self._expand(command))
        if words[0] == "export":
            return self._export(command.partition(" ")[2])
        if words[0] in OF_THE_SHELL:
            return subprocess.run(["bash", "-c", command], check=True, capture_output=True, text=True).stdout
        if words[0] in NOT_TRIED:
            return ""
        runs = {"protest-graph": self._protest_graph, "curl": self._curl, "make": _make, "docker": self._docker}
        assert words[0] in runs, f"nothing knows how to try {words[0]!r}"
        return runs[words[0]](words[1:])

    def _expand(self, text: str) -> str:
        return re.sub(r"\$([A-Z_]+)", lambda name: self.exported[name[1]], text)

    def _export(self, assignment: str) -> str:
        name, _, value = assignment.partition("=")
        if value == "…":
            form, number = FROM_OUTPUT[name]
            value = re.findall(form, self.output)[number]
        elif inner := re.fullmatch(r"\$\((.+)\)", value):
            value = self.run(inner[1]).strip()
        self.exported[name] = self.settings.get(name, value)
        self.patch.setenv(name, self.exported[name])
        return ""

    def _protest_graph(self, words: list[str]) -> str:
        if words[0] in ENDLESS and "--once" not in words and "--help" not in words:
            group: Any = get_command(app)
            group.commands[words[0]].make_context(words[0], words[1:])
            return ""
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, f"{words}: {result.output}"
        assert result.output.strip(), words
        return result.stdout

    def _curl(self, words: list[str]) -> str:
        asked = _read_curl(words)
        headers = dict(header.split(": ", 1) for header in asked.header)
        body = asked.json or asked.data
        content = Path(body[1:]).read_bytes() if body and body.startswith("@") else (body or "").encode()
        if asked.json:
            headers["Content-Type"] = "application/json"
        method = asked.request or ("POST" if body else "GET")
        answer = self.service.request(method, asked.address.removeprefix(ADDRESS), headers=headers, content=content)
        assert answer.is_success, f"curl {words}: {answer.status_code} {answer.text}"
        assert answer.content, words
        if asked.output:
            Path(asked.output).write_bytes(answer.content)
        return answer.text

    def _docker(self, words: list[str]) -> str:
        """Only what is asked of a service of docker-compose.yml can be tried: there is no container engine here."""
        assert words[0] == "compose"
        services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
        if words[1] == "exec":
            assert words[2] in services
            return self.run(shlex.join(words[3:]))
        for option in (word for word in words if word.partition("=")[2].isdigit()):
            assert option.partition("=")[0] in services
        return ""


def _read_curl(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("curl", exit_on_error=False)
    parser.add_argument("address")
    parser.add_argument("-N", "--no-buffer", action="store_true")
    parser.add_argument("-X", "--request")
    parser.add_argument("-H", "--header", action="append", default=[])
    parser.add_argument("-o", "--output")
    parser.add_argument("--json")
    parser.add_argument("--data-binary", dest="data")
    return parser.parse_args(words)


def _make(words: list[str]) -> str:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{words[0]}:", makefile, re.MULTILINE), f"make {words[0]}: no such target"
    for option in words[1:]:
        assert f"$({option.partition('=')[0]})" in makefile or f"$(if $({option.partition('=')[0]})" in makefile
    return ""
