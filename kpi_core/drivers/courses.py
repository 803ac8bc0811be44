"""The series each part is judged by: its share of the whole, or its own values, and how odd their end is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.drivers.guard import forecast_chance
from kpi_core.forecast import Scale, season_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kpi_core.drivers.cells import Cells

    Floats = NDArray[np.float64]

MOSTLY = 0.6
"""A part with a value in fewer of its periods has no usual movement to go by."""
LEAST_SHARE = 1e-4
YEARS_FOR_A_SEASON = 3


@dataclass(frozen=True, eq=False)
class Courses:
    """The past of every part. ordinary: the periods that tell how a part moves by itself. apart: periods since the earlier one."""

    cells: Cells
    ordinary: NDArray[np.bool_]
    apart: int

    def judged(self, column: int, out: Sequence[int], *, alone: bool) -> tuple[float, float]:
        """Return the chance of how a part ended, and which way it went; (NaN, 0) where it has too few values.

        out: the parts taken out of the whole. alone: no other part is left to share the whole with.
        """
        shared = self.cells.d is None and not alone
        course = self._share(column, out) if shared else self._own(column)
        own = self.cells.x[:, column]
        begun = np.flatnonzero(np.isfinite(course) & (own != 0))
        if not len(begun):
            return float("nan"), 0.0
        course, own = course[begun[0] :], own[begun[0] :]
        if (np.isfinite(course) & (own != 0)).mean() < MOSTLY:
            return float("nan"), 0.0
        return forecast_chance(course, self._season(shared=shared), self.apart, Scale.LOGIT if shared else None)

    def _own(self, column: int) -> Floats:
        values = self.cells.x[:, column]
        if self.cells.d is not None:
            below = self.cells.d[:, column]
            values = np.where(below > 0, values / np.where(below > 0, below, 1.0), np.nan)
        return np.where(self.ordinary, values, np.nan)

    def _share(self, column: int, out: Sequence[int]) -> Floats:
        whole = self.cells.x[:, -1] - np.nan_to_num(self.cells.x[:, list(out)], nan=0.0).sum(axis=1)
        values = np.where(whole > 0, self.cells.x[:, column] / np.where(whole > 0, whole, 1.0), np.nan)
        return np.where(self.ordinary, np.clip(values, LEAST_SHARE, 1 - LEAST_SHARE), np.nan)

    def _season(self, *, shared: bool) -> int:
        """Return the season to reckon with: what parts have in common, their shares have not, unless years of them show it."""
        found = season_of(self.cells.periods[-1].grain)
        return 1 if shared and len(self.cells.periods) < YEARS_FOR_A_SEASON * found else found
