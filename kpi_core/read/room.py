"""How many cells this machine has room for now: a sheet that does not fit is refused instead of taking the server down."""

from __future__ import annotations

from pathlib import Path

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits

BYTES_PER_CELL = 130
"""What a cell takes at the height of reading, measured on 1,000,000 x 10 and 1,048,576 x 20 cells."""
ALWAYS = 2_000_000
"""Cells that are read on any machine."""
_MEMORY = Path("/proc/meminfo")
_GROUP = Path("/sys/fs/cgroup")


def check_room(sheet: str, cells: int, most: int | None = None) -> None:
    """Raise UnreadableFile too_many_cells when a sheet of so many cells does not fit.

    most: what fits, from `most_cells`, for who checks while a sheet grows; None = look now.
    """
    most = most_cells() if most is None else most
    if cells > most:
        raise UnreadableFile("too_many_cells", sheet=sheet, limit=most)


def most_cells(free: int | None = None) -> int:
    """Return how many cells a sheet may have, by the memory that is free; a round number.

    free: bytes, None = what the machine and its container have left. Where that cannot be told, the fixed limit counts.
    """
    free = _free() if free is None else free
    if free is None or free // BYTES_PER_CELL >= limits.MAX_CELLS:
        return limits.MAX_CELLS
    return max(ALWAYS, free // BYTES_PER_CELL // 100_000 * 100_000)


def _free() -> int | None:
    found = [room for room in (_free_of_machine(), _free_of_container()) if room is not None]
    return min(found, default=None)


def _free_of_machine() -> int | None:
    for line in _lines(_MEMORY):
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _free_of_container() -> int | None:
    most, used = _lines(_GROUP / "memory.max"), _lines(_GROUP / "memory.current")
    if not most or not used or not most[0].strip().isdigit():
        return None
    return max(0, int(most[0]) - int(used[0]))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("ascii").splitlines()
    except (OSError, ValueError):
        return []
