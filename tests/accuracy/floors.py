"""Floors: what each figure must reach, pinned to the corpus it was measured on."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.01  # below the measured value, and one item more: libraries of other processors round otherwise


@dataclass(frozen=True)
class Reached:
    """What a task reaches, or must reach, on the corpus whose files have this hash."""

    task: str
    corpus: str
    digest: str
    value: float
    items: int

    @property
    def key(self) -> tuple[str, str]:
        """What its floor is kept under."""
        return self.corpus, self.task


def read(path: Path = FLOORS) -> dict[tuple[str, str], Reached]:
    """Return the floors by corpus and task."""
    rows = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return {(row["corpus"], row["task"]): Reached(**row) for row in rows}


def problems(measured: Iterable[Reached], floors: dict[tuple[str, str], Reached]) -> list[str]:
    """Say what is below its floor, was measured on other files, or is not measured any more."""
    found: list[str] = []
    left = dict(floors)
    for one in measured:
        floor = left.pop(one.key, None)
        if floor is None:
            continue
        if floor.digest != one.digest:
            found.append(f"{one.corpus}: its files are others ({one.digest}) than the floors' ({floor.digest})")
        elif one.value < floor.value:
            found.append(f"{one.corpus}: {one.task} is {one.value:.3f}, its floor {floor.value:.3f}")
    found += [f"{corpus}: {task} has a floor and was not measured" for corpus, task in left]
    return list(dict.fromkeys(found))


def pinned(
    measured: Iterable[Reached], floors: dict[tuple[str, str], Reached], *, lower: bool
) -> dict[tuple[str, str], Reached]:
    """Return the floors raised to what was measured; lower ones replace higher only when `lower` says so."""
    pins = dict(floors)
    for one in measured:
        value = round(max(0.0, one.value - SLACK - 1 / max(1, one.items)), 3)
        known = pins.get(one.key)
        if known is None or lower or (known.digest == one.digest and value > known.value):
            pins[one.key] = Reached(one.task, one.corpus, one.digest, value, one.items)
    return pins


def write(floors: dict[tuple[str, str], Reached], path: Path = FLOORS) -> None:
    """Write the floors, one a line."""
    rows = ",\n".join(json.dumps(asdict(floor)) for _, floor in sorted(floors.items()))
    path.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
