"""Tables side by side in one sheet, parted by a blank column: the largest is kept, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read.cells import is_blank, letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.read.cells import Row
    from kpi_core.read.header import Layout

FEWEST_COLUMNS = 2


def beside(rows: Sequence[Row], layout: Layout, data: Sequence[int]) -> tuple[int, ...]:
    """Return the columns of the smaller tables beside the largest one; empty when there is one table.

    A blank column alone does not part a table: many have one for the looks. Blocks that stop at different rows, or whose
    headers repeat, are tables of their own. data: positions of the rows read.
    """
    blocks = [block for block in _blocks(layout.columns) if len(block) >= FEWEST_COLUMNS]
    if len(blocks) < 2 or not data:
        return ()
    lengths = [_filled(rows, block, data) for block in blocks]
    names = dict(zip(layout.columns, layout.names, strict=True))
    headers = [frozenset(names[column] for column in block) for block in blocks]
    if len({max(filled, default=-1) for filled in lengths}) == 1 and len(set(headers)) == len(headers):
        return ()
    largest = max(range(len(blocks)), key=lambda index: len(lengths[index]) * len(blocks[index]))
    return tuple(column for index, block in enumerate(blocks) if index != largest for column in block)


def without(rows: Sequence[Row], columns: tuple[int, ...], header: int) -> list[Row]:
    """Return the rows with those columns empty, from the header on."""
    gone = frozenset(columns)
    return [
        row if place < header else ["" if column in gone else cell for column, cell in enumerate(row)]
        for place, row in enumerate(rows)
    ]


def tell_beside(sheet: str, columns: tuple[int, ...]) -> Issue:
    """Return the warning that a table beside the one read was left out."""
    first, last = letter(min(columns)), letter(max(columns))
    return Issue("table_beside", "warning", sheet, (), {"sheet": sheet, "first": first, "last": last})


def _blocks(columns: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for column in columns:
        if found and column == found[-1][-1] + 1:
            found[-1].append(column)
        else:
            found.append([column])
    return found


def _filled(rows: Sequence[Row], block: Sequence[int], data: Sequence[int]) -> list[int]:
    first, last = block[0], block[-1] + 1
    return [position for position in data if not is_blank(rows[position][first:last])]
