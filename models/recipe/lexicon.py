"""Word lists of general English that the label conventions need, one entry a line in `words/`."""

from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def words(name: str) -> frozenset[str]:
    """Return the lower-cased entries of `words/<name>.txt`.

    Raises:
        FileNotFoundError: no such list.
    """
    return frozenset((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())
