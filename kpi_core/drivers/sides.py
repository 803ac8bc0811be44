"""The two periods a bridge runs between, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.drivers.model import Unsplit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.drivers.cells import Cells
    from kpi_core.periods import Period

    Floats = NDArray[np.float64]

TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Sides:
    """Parts in the earlier and the later period.

    names: None = the rest together. x: the values of a sum, or what a ratio has above the line; d: below it, None for a sum.
    columns: the place of each part in the cells, -1 for the rest.
    """

    names: tuple[str | None, ...]
    x: tuple[Floats, Floats]
    d: tuple[Floats, Floats] | None
    columns: NDArray[np.int64]

    @property
    def totals(self) -> tuple[float, float]:
        """The KPI in both periods."""
        tops = [float(x.sum()) for x in self.x]
        if self.d is None:
            return tops[0], tops[1]
        below = [float(d.sum()) for d in self.d]
        return tops[0] / below[0], tops[1] / below[1]


def sides_of(cells: Cells, before: Period, now: Period) -> Sides | Unsplit:
    """Return the parts in two spans; what has no value in one of them, as it stays hidden, goes with the rest."""
    (x0, d0), (x1, d1) = cells.over(before), cells.over(now)
    if np.isnan(x0[-1]) or np.isnan(x1[-1]):
        return Unsplit("no_data")
    if d0 is not None and d1 is not None and not (d0[-1] > 0 and d1[-1] > 0):
        return Unsplit("no_value")
    grids = [x0, x1] if d0 is None or d1 is None else [x0, x1, d0, d1]
    shown = ~np.isnan(np.array([grid[:-1] for grid in grids])).any(axis=0)
    names: list[str | None] = [name for name, there in zip(cells.names, shown, strict=True) if there]
    kept = [grid[:-1][shown] for grid in grids]
    rest = [float(grid[-1] - part.sum()) for grid, part in zip(grids, kept, strict=True)]
    columns = np.flatnonzero(shown)
    if not shown.all() or any(abs(one) > TINY * max(abs(g[-1]), 1.0) for one, g in zip(rest, grids, strict=True)):
        names.append(None)
        kept = [np.append(part, one) for part, one in zip(kept, rest, strict=True)]
        columns = np.append(columns, -1)
    d = (kept[2], kept[3]) if len(kept) > 2 else None
    there = np.any([np.abs(part) > 0 for part in kept], axis=0)
    return Sides(
        tuple(name for name, one in zip(names, there, strict=True) if one),
        (kept[0][there], kept[1][there]),
        (d[0][there], d[1][there]) if d else None,
        columns[there],
    )


def on_route(sides: Sides, route: float) -> Sides | Unsplit:
    """Return the parts with the earlier period replaced by the route, divided as the earlier period was."""
    total = sides.totals[0]
    if total <= 0 or route <= 0:
        return Unsplit("no_value")
    return Sides(sides.names, (sides.x[0] * (route / total), sides.x[1]), sides.d, sides.columns)
