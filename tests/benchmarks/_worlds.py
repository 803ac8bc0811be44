"""Simulated months whose truth is known: what is ordinary, and what was changed in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from kpi_core.periods import Grain, period_of

NOISE = 0.08
"""The standard deviation of ordinary noise, as a part of the value: the sigma that shifts are measured in."""
SEASON = 0.15
TREND = 0.01


@dataclass(frozen=True)
class World:
    """What is ordinary in a series: how far a season goes at most, a trend, and how much of last month's noise stays."""

    name: str
    season: float = 0.0
    trend: float = 0.0
    lasts: float = 0.0

    def months(self, n, chance, off=0.0):
        """Return n months; off: what was changed, in logarithms, one figure or one per month."""
        t, last, noise = np.arange(n), 0.0, []
        for _ in t:
            last = self.lasts * last + chance.normal(0, NOISE * np.sqrt(1 - self.lasts**2))
            noise.append(last)
        shape = chance.uniform(-self.season, self.season, 12)[t % 12]
        return 1000 * np.exp(shape + self.trend * t + np.array(noise) + off)


WORLDS = (
    World("flat"),
    World("season", SEASON),
    World("season and trend", SEASON, TREND),
    World("season, trend, noise that lasts", SEASON, TREND, 0.3),
)


def changed(name, n, after):
    """Return per month what a change adds, in logarithms and upwards, from month n on."""
    since = np.maximum(np.arange(n + after) - n + 1, 0)
    match name:
        case "dip":
            return 3 * NOISE * (since == 1)
        case "2 sigma":
            return 2 * NOISE * (since > 0)
        case "3 sigma":
            return 3 * NOISE * (since > 0)
        case "drift":
            return 0.5 * NOISE * since
    raise KeyError(name)


def periods(n):
    """Return n months."""
    first = period_of(date(2015, 1, 1), Grain.MONTH)
    return tuple(first.shifted(step) for step in range(n))
