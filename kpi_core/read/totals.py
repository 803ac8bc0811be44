"""The totals of a table: which rows are one, proven by the sums of the rows above, and which is the total of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.read.cells import as_text, kind_of
from kpi_core.read.receipt import is_sum_of
from kpi_core.read.rows import is_subtotal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from kpi_core.read.cells import Row
    from kpi_core.read.rows import Body
    from kpi_core.read.values import Typed

_MEASURES = ("number", "money", "percent", "mixed", "empty")


def settle_totals(
    rows: Sequence[Row], body: Body, typed: Sequence[Typed]
) -> tuple[npt.NDArray[np.bool_], int | None, list[tuple[int, str]]]:
    """Return which data rows count, the position of the table's own total row, and every total row with its reason."""
    place = {position: index for index, position in enumerate(body.data)}
    kept = np.ones(len(body.data), dtype=bool)
    sure = list(body.totals)
    for position in _candidates(body, rows, typed):
        before = [index for other, index in place.items() if other < position and kept[index]]
        block = _block(before, body, sure, position)
        if is_sum_of(typed, rows[position], before) or is_sum_of(typed, rows[position], block):
            kept[place[position]] = False
            sure.append(position)
    body.totals = sorted(sure)
    counted = [index for index in range(len(body.data)) if kept[index]]
    named, final = [], None
    for position in body.totals:
        row = rows[position]
        grand = not is_subtotal(_label(row)) and _covers_all(row, position, body, typed, counted)
        named.append((position, "total" if grand else "subtotal"))
        final = position if grand else final
    return kept, final, named


def _candidates(body: Body, rows: Sequence[Row], typed: Sequence[Typed]) -> list[int]:
    """Return the doubtful rows, and a last row that holds numbers alone while other columns are usually filled."""
    found = list(body.doubtful)
    last = body.data[-1] if len(body.data) > 2 else None
    if last is not None and last not in found and typed and not body.totals:
        others = [column for column in typed if column.column.type not in _MEASURES]
        silent = all(kind_of(rows[last][column.raw.index]) == "empty" for column in others)
        if others and silent:
            found.append(last)
    return found


def _block(before: list[int], body: Body, totals: list[int], position: int) -> list[int]:
    """Return the rows of `before` that follow the total or blank row before `position`."""
    breaks = [other for other in [*totals, *(p for p, _ in body.others)] if other < position]
    edge = max(breaks, default=-1)
    return [index for index in before if body.data[index] > edge]


def _label(row: Row) -> str:
    return next((text for cell in row if kind_of(cell) == "text" and (text := as_text(cell))), "")


def _covers_all(row: Row, position: int, body: Body, typed: Sequence[Typed], counted: Sequence[int]) -> bool:
    """Return whether a total is that of the whole table, by its sums, or by being the last word on them."""
    if is_sum_of(typed, row, counted):
        return True
    edge = max([other for other in body.totals if other < position], default=-1)
    own = [index for index in counted if edge < body.data[index] < position]
    of_block = edge >= 0 and is_sum_of(typed, row, own)
    return not of_block and not any(body.data[index] > position for index in counted)
