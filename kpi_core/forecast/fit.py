"""A series taken apart into a scale, a season and a level that is smoothed: step 1 to 5 of the forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.last_year import LastYear, last_year
from kpi_core.forecast.scale import scale_of
from kpi_core.forecast.season import effects
from kpi_core.forecast.smoothers import Smoothed, damped, simple, theta

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats, History
    from kpi_core.forecast.scale import Scale

LEAST_ALPHA = 0.1
FEWEST_DEGREES = 3
SMOOTHER_DEGREES = 3
SEASON_SURE = 4
"""From this many seasons on the season is taken for known, and costs no degrees of freedom."""
TREND_FROM = 1.5
"""Below this many seasons no trend is followed."""
EXACT = 1e-6
"""The least error of a step beside the size of the series: nothing is as sure as a series that repeats itself seems."""


@dataclass(frozen=True, eq=False)
class Fit:
    """What is known of a series. season: what each next place adds, the first belonging to the next period.

    sigma: how wrong one step is, in the scale. alpha: how much of an error stays. strength: how much season was believed.
    """

    n: int
    scale: Scale
    z: Floats
    season: Floats
    strength: float
    smoothers: tuple[Smoothed, ...]
    shaped: LastYear | None
    sigma: float
    alpha: float

    def shape(self, h: int) -> Floats:
        """Return what the season adds to each of the next h periods."""
        return np.resize(self.season, h)

    def centre(self, h: int) -> Floats:
        """Return the next h middles, in the scale."""
        plain = np.mean([smoother.ahead(h) for smoother in self.smoothers], axis=0) + self.shape(h)
        return self.shaped.mixed(plain) if self.shaped else np.asarray(plain)


def fit(history: History) -> Fit:
    """Fit a history with at least two known values; those left out are put between their neighbours."""
    values, m = history.values, history.season
    known = np.isfinite(values)
    scale = history.scale or scale_of(values[known])
    z = scale.forward(values)
    found, strength = effects(z, m)
    n = len(z)
    d = filled(z - np.resize(found, n))
    smoothers = (simple(d),) if m > 1 and n < TREND_FROM * m else (simple(d), theta(d), damped(d))
    errors = np.mean([one.errors for one in smoothers], axis=0)[known]
    taken = SMOOTHER_DEGREES + (strength * (m - 1) if n < SEASON_SURE * m else 0.0)
    spare = max(n - taken, FEWEST_DEGREES)
    sigma = float(np.sqrt((errors**2).mean() * n / spare))
    least = EXACT * max(float(np.abs(d).max()), EXACT)
    whole = filled(z)
    return Fit(
        n,
        scale,
        whole,
        np.roll(found, -(n % m)),
        strength,
        smoothers,
        last_year(whole, m, seasonal=history.seasonal),
        max(sigma, least),
        max(float(np.mean([one.alpha for one in smoothers])), LEAST_ALPHA),
    )


def filled(values: Floats) -> Floats:
    """Return a series with straight lines over what was left out."""
    known = np.isfinite(values)
    if known.all():
        return values
    at = np.arange(len(values))
    return np.interp(at, at[known], values[known])
