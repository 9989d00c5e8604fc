"""Every notebook runs on the sample articles, and lies in the repository without what it printed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import neo4j
import pytest
from nbclient import NotebookClient

from graph_schema.settings import GraphSettings

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CELL_SECONDS = 300


@pytest.fixture(scope="module")
def environment(seeded: neo4j.Driver, neo4j_settings: GraphSettings) -> Iterator[None]:
    """What an analyst has: the sample articles read, the service running, and the environment that leads there."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NEO4J_URI", "NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE", "PROTEST_GRAPH_KEY"):
            patch.delenv(name, raising=False)
        patch.setenv("PROTEST_GRAPH_DATA_DIR", str(neo4j_settings.data_dir))
        patch.setenv("PROTEST_GRAPH_CACHE_DIR", str(neo4j_settings.cache_dir))
        command = [sys.executable, "-m", "protest_graph", "serve", "--port", "0", "--without-keys"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as service:
            assert service.stderr is not None
            listening = next(line for line in service.stderr if "Listening" in line)
            patch.setenv("PROTEST_GRAPH_URL", listening.split()[-1].removesuffix("/docs"))
            yield
            service.terminate()


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_lies_in_the_repository_without_outputs(path: Path) -> None:
    notebook: Any = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert [cell.id for cell in code_cells(notebook) if cell.outputs or cell.execution_count is not None] == []
    assert {key for cell in notebook.cells for key in cell.metadata} == set()
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_begins_with_what_it_shows(path: Path) -> None:
    first = nbformat.read(path, as_version=4).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_every_answer_has_something_in_it(path: Path, environment: None) -> None:
    notebook: Any = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=CELL_SECONDS, kernel_name="python3").execute()
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    printed = [output for output in outputs if output.output_type == "stream"]
    shown = [output.data for output in outputs if output.output_type != "stream"]
    assert [output.text for output in printed if output.name == "stderr"] == []
    assert any("image/png" in data for data in shown)
    assert not any("Empty DataFrame" in data.get("text/plain", "") for data in shown)
    assert printed
