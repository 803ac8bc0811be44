"""Our sums beside the file's own totals, and rows that turn out to be totals because they are the sum of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.model import Issue, SumCheck
from kpi_core.numbers import written
from kpi_core.read import limits
from kpi_core.read.cells import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from kpi_core.read.cells import Row
    from kpi_core.read.values import Typed

SUMMED = ("number", "money")
_FEWEST_STEPS = 3  # a balance is known from at least so many steps
_HALF_CENT = 0.005 + 1e-9


def agree(ours: float, theirs: float) -> bool:
    """Return whether two sums are the same, rounded to the cent.

    >>> agree(100.004, 100.0)
    True
    """
    return abs(ours - theirs) <= _HALF_CENT + 1e-9 * max(abs(ours), abs(theirs))


def value_in(column: Typed, row: Row, ours: float) -> float | None:
    """Return the number a row holds in a column, read by that column's convention; None when it holds none.

    ours: what the column's own cells add up to. Where they prove no convention and the text reads two ways, the reading
    nearest to it is taken.
    """
    cell = row[column.raw.index] if column.raw.index < len(row) else ""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    found = written(cell.strip()) if isinstance(cell, str) else None
    if found is None:
        return None
    if found.style == "either" and not column.column.convention:
        return min(found.amount("comma"), found.amount("point"), key=lambda value: abs(value - ours))
    return found.amount("point" if column.column.convention == "point" else "comma")


def check_sums(
    columns: Sequence[Typed], kept: npt.NDArray[np.bool_], total: tuple[int, Row] | None
) -> tuple[SumCheck, ...]:
    """Return the sum of every numeric column beside the file's own total.

    kept: which rows count. total: the row of the file's own total as Excel counts, and its cells; None = it has none.
    """
    checks = []
    for column in columns:
        if column.column.type in SUMMED:
            ours = float(column.series[kept].sum())
            theirs = value_in(column, total[1], ours) if total else None
            cell = address(column.raw.index, total[0]) if total and theirs is not None else None
            matches = None if theirs is None else agree(ours, theirs)
            if theirs is not None and not matches and _is_no_sum(column, columns, kept, theirs):
                theirs = cell = matches = None
            checks.append(SumCheck(column.column.name, ours, theirs, cell, matches))
    return tuple(checks)


def _is_no_sum(column: Typed, columns: Sequence[Typed], kept: npt.NDArray[np.bool_], theirs: float) -> bool:
    """Return whether the number below a column is its average, or its last balance, which no sum is."""
    values = column.series[kept].to_numpy(dtype="float64")
    if agree(float(np.nanmean(values)) if len(values) else 0.0, theirs):
        return True
    steps = np.diff(values)
    others = [other.series[kept].to_numpy(dtype="float64") for other in columns if other.column.type in SUMMED]
    runs = [np.allclose(steps, own[1:]) or np.allclose(-steps, own[:-1]) for own in others if len(own) > _FEWEST_STEPS]
    return any(runs) and (agree(float(values[-1]), theirs) or agree(float(values[0]), theirs))


def is_sum_of(columns: Sequence[Typed], row: Row, members: Iterable[int]) -> bool:
    """Return whether every number a row holds is the sum of those rows (two or more), and it holds at least one.

    members: positions in the columns' values.
    """
    chosen = list(members)
    if len(chosen) < 2:
        return False
    sums = [(column, float(column.series.iloc[chosen].sum())) for column in columns if column.column.type in SUMMED]
    numbers = [(ours, value) for column, ours in sums if (value := value_in(column, row, ours)) is not None]
    return any(value for _, value in numbers) and all(agree(ours, value) for ours, value in numbers)


def tell_kept(sheet: str, rows: Sequence[int]) -> tuple[Issue, ...]:
    """Return the warning that rows labelled as a total are read as data, because they are the sum of nothing above them."""
    if not rows:
        return ()
    fields = {"sheet": sheet, "n": len(rows), "rows": ", ".join(map(str, rows[:5]))}
    cells = tuple(f"A{row}" for row in rows[: limits.LISTED_CELLS])
    return (Issue("total_kept", "warning", sheet, cells, fields),)
