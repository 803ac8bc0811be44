"""How likely a target is reached when things go on as now: at a day, as a total, or in every period.

Never "some time before the deadline": that flatters. All chances run from 0 to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpi_core.units import Direction

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats
    from kpi_core.forecast.outlook import Outlook

Bools = NDArray[np.bool_]
ASKED = {"realistic": 0.5, "ambitious": 0.3, "stretch": 0.1}
"""How likely each suggestion is."""


def level_chance(found: Outlook, h: int, low: float | None, high: float | None) -> float:
    """Return how likely the value of step h lies between two bounds; None = that side is free."""
    above_low = 1.0 if low is None else found.chance_above(low, h)
    above_high = 0.0 if high is None else found.chance_above(high, h)
    return max(0.0, above_low - above_high)


def sum_chance(totals: Floats, low: float | None, high: float | None) -> float:
    """Return how likely a total lies between two bounds, from the totals of many courses; never quite 0 or 1."""
    return _share(_inside(totals, low, high))


def always_chance(paths: Floats, low: float | None, high: float | None) -> float:
    """Return how likely every step keeps to the bounds, from many courses of shape (count, steps)."""
    return _share(np.asarray(_inside(paths, low, high).all(axis=1)))


def suggestions(totals_or: Floats | tuple[Outlook, int], direction: Direction) -> dict[str, float]:
    """Return the targets that are reached 5, 3 and 1 in 10 times: for a total from its courses, for a level at step h."""
    lower = direction is Direction.LOWER
    found = {}
    for name, chance in ASKED.items():
        share = chance if lower else 1 - chance
        if isinstance(totals_or, tuple):
            one, h = totals_or
            found[name] = one.quantile(share, h)
        else:
            found[name] = float(np.quantile(totals_or, share))
    return found


def _inside(values: Floats, low: float | None, high: float | None) -> Bools:
    least = -np.inf if low is None else low
    most = np.inf if high is None else high
    return np.asarray((values >= least) & (values <= most))


def _share(hits: Bools) -> float:
    return float((hits.sum() + 0.5) / (len(hits) + 1))
