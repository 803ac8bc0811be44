"""Windows of one, three and six periods beside the forecast that was made just before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from kpi_core.forecast import Silence, SmoothOutlook, outlook
from kpi_core.forecast.spread import below, quantile
from kpi_core.signals.model import LEAST, Look, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.forecast import History, Outlook

FOUR_IN_FIVE = 0.9


class Forecasts:
    """A history, and the forecasts made on the way: every period is judged by what was known before its window.

    limits: per sensitivity and window, below which chance a signal is given; near: below which it is worth another look.
    Together they give some 1 false alarm per KPI in 2 to 5 years (`tests/benchmarks/alarms.py`).
    """

    limits: ClassVar[Map[Sensitivity, Map[int, float]]] = {
        Sensitivity.CALM: {1: 0.02, 3: 0.02},
        Sensitivity.NORMAL: {1: 0.03, 3: 0.05, 6: 0.05},
        Sensitivity.SENSITIVE: {1: 0.05, 3: 0.10, 6: 0.10},
    }
    near: ClassVar[Map[int, float]] = {1: 0.10, 3: 0.10}

    def __init__(self, history: History) -> None:
        self.history = history
        self.known = np.isfinite(history.values)
        self._made: dict[int, Outlook | Silence] = {}

    def made_at(self, n: int) -> Outlook | Silence:
        """Return the forecast after the first n periods; made once."""
        if n not in self._made:
            self._made[n] = outlook(self.history.until(n))
        return self._made[n]

    def usual(self, made: int, n: int) -> float | None:
        """Return what the forecast after the first `made` periods says of the n-th; None where that is too far ahead."""
        ahead = self.made_at(made)
        if isinstance(ahead, Silence) or n - made > ahead.furthest:
            return None
        return float(ahead.middle(n - made)[-1])

    def look(self, n: int, window: int) -> Look | None:
        """Return the last `window` of the first n periods beside what was expected of them; None where that cannot be told."""
        made = n - window
        if made < LEAST or self.known[:made].sum() < LEAST or not self.known[n - 1]:
            return None
        ahead = self.made_at(made)
        if not isinstance(ahead, SmoothOutlook):
            return None
        there = self.known[made:n]
        found = self.history.values[made:n][there]
        centre = ahead.centre(window)[there]
        width = float(np.sqrt(ahead.covariance(window)[np.ix_(there, there)].sum()))
        with np.errstate(invalid="ignore"):
            off = float((ahead.forward(found) - centre).sum())
        away = quantile(FOUR_IN_FIVE, ahead.nu) * width / len(found)
        ends = (np.clip(ahead.scale.back(at), *ahead.bounds) for at in (centre, centre - away, centre + away))
        expected, low, top = (float(end.mean()) for end in ends)
        chance = 0.0 if np.isnan(off) else float(2 * below(np.array(-abs(off) / width), ahead.nu))
        return Look(window, chance, off > 0, float(found.mean()), expected, low, top)
