"""Tables side by side in one sheet, parted by a blank column or by headers that repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.read.cells import is_blank
from kpi_core.read.header import find_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.cells import Row
    from kpi_core.read.header import Layout

FEWEST_COLUMNS = 2


def parted(rows: Sequence[Row], layout: Layout, top: int) -> list[tuple[int, int]]:
    """Return the first and last column of every table side by side; empty when there is one table.

    A blank column alone does not part a table: many have one for the looks. Blocks whose headers stand in other rows, that
    stop at other rows, or whose headers repeat, are tables of their own. rows: those from position `top` on.
    """
    repeated = _repeating(layout)
    if repeated:
        return _stretched(repeated, max(map(len, rows), default=0))
    blocks = [block for block in _blocks(layout.columns) if block[1] - block[0] + 1 >= FEWEST_COLUMNS]
    if len(blocks) < 2:
        return []
    found = [find_header(only(rows, left, right, 0, len(rows))) for left, right in blocks]
    start = layout.start - top
    ends = {max(_filled(rows, block, start), default=-1) for block in blocks}
    names = [_names(layout, block) for block in blocks]
    headers = {own.header if own else None for own in found if own is None or own.header}
    if len(ends) == 1 and len(set(names)) == len(names) and len(headers) <= 1:
        return []
    return _stretched(blocks, max(map(len, rows), default=0))


def only(rows: Sequence[Row], left: int, right: int, top: int, bottom: int) -> list[Row]:
    """Return the rows up to `bottom` with every cell empty outside those columns, and all cells above `top`."""
    before = [""] * left
    width = max(map(len, rows), default=0)
    after = [""] * (width - right - 1)
    empty = [""] * width
    return [[*before, *row[left : right + 1], *after] if at >= top else empty for at, row in enumerate(rows[:bottom])]


def _names(layout: Layout, block: tuple[int, int]) -> tuple[str, ...]:
    pairs = zip(layout.columns, layout.names, strict=True)
    return tuple(name for column, name in pairs if block[0] <= column <= block[1])


def _repeating(layout: Layout) -> list[tuple[int, int]]:
    """Return the blocks of a header that says the same words over and over: "Datum, Omzet, Datum, Omzet"."""
    names, columns = layout.names, layout.columns
    for width in range(FEWEST_COLUMNS, len(names) // 2 + 1):
        parts = [names[start : start + width] for start in range(0, len(names), width)]
        if len(names) % width == 0 and len(set(parts)) == 1 and len(set(parts[0])) == width and all(parts[0]):
            return [(columns[start], columns[start + width - 1]) for start in range(0, len(names), width)]
    return []


def _stretched(blocks: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """Return the blocks with the blank columns between them, so that no cell falls outside all."""
    starts = [0, *(block[1] + 1 for block in blocks[:-1])]
    return [
        (start, block[1] if block is not blocks[-1] else width - 1) for start, block in zip(starts, blocks, strict=True)
    ]


def _blocks(columns: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for column in columns:
        if found and column == found[-1][1] + 1:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found


def _filled(rows: Sequence[Row], block: tuple[int, int], start: int) -> list[int]:
    first, last = block[0], block[1] + 1
    return [at for at in range(start, len(rows)) if not is_blank(rows[at][first:last])]
