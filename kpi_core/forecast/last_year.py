"""Between one and two years of history: last year's shape, as far as the months known twice say that it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.smoothers import slope_of

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

SEASONAL = 0.9
"""How much of last year's shape is taken where the owner says the business has a season."""
UNKNOWN = 0.4
FEWEST_TWICE = 4
DETREND_FROM = 6
MOST_TWICE = 6
LEAST, MOST = 0.1, 0.95


@dataclass(frozen=True, eq=False)
class LastYear:
    """The last season in order, how much higher the series is since, and how much of it all to take."""

    values: Floats
    growth: float
    weight: float

    def mixed(self, plain: Floats) -> Floats:
        """Return the next middles mixed with last year's."""
        h, m = len(plain), len(self.values)
        again = np.resize(self.values, h) + self.growth * (1 + np.arange(h) // m)
        return (1 - self.weight) * plain + self.weight * again


def last_year(z: Floats, season: int, *, seasonal: bool) -> LastYear | None:
    """Return last year's shape for a series of one to two seasons without gaps, None for any other."""
    n = len(z)
    if season < 2 or not season <= n < 2 * season:
        return None
    twice = n - season
    k = min(twice, MOST_TWICE)
    growth = float(z[-k:].mean() - z[-season - k : -season].mean()) if k else 0.0
    weight = SEASONAL if seasonal else _weight(z[season:], z[:twice])
    return LastYear(z[-season:], growth, weight)


def _weight(now: Floats, before: Floats) -> float:
    twice = len(now)
    if twice < FEWEST_TWICE:
        return UNKNOWN
    if twice >= DETREND_FROM:
        now, before = _flat(now), _flat(before)
    same = _correlation(now, before)
    return float(np.clip((1 + (twice - 2) * same) / twice, LEAST, MOST))


def _flat(values: Floats) -> Floats:
    start, step = slope_of(values)
    return values - start - step * np.arange(len(values))


def _correlation(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else 0.0
