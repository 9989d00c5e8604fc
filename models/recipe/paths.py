"""Where the recipe reads and writes."""

import os
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PROTEST_GRAPH_SHARED", REPO.parent / "shared"))
BUILD = REPO / "models" / "build"


def nlp_data() -> Path:
    """Return the folder of raw corpora.

    Raises:
        FileNotFoundError: when it is absent; `PROTEST_GRAPH_SHARED` names its parent's parent.
    """
    folder = SHARED / "data" / "nlp"
    if not folder.is_dir():
        raise FileNotFoundError(f"no corpora in {folder}: set PROTEST_GRAPH_SHARED to the folder that holds data/nlp")
    return folder
