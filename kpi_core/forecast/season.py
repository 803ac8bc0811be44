"""The shape of a year, shrunk towards none as far as it may be chance.

Source: the shrinkage is of the James-Stein kind, as in Miller & Williams (2003), International Journal of Forecasting 19:669.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

MOST_BENDS = 12
"""The trend bends at most this many times; on a long history of days more rarely than once a season."""
FEWEST_LEFT = 3
"""Values beyond what the regression takes to fit, below which no shape can be told from chance."""


def effects(z: Floats, season: int) -> tuple[Floats, float]:
    """Return what each place in the season adds, and how much of it was believed, from 0 to 1.

    z: values in the scale of the forecast, oldest first, NaN = left out. The effects add up to zero; they are in order of place,
    the first belonging to the first value. Trend bends once a season, so that growth is not taken for a shape.
    """
    n = len(z)
    nothing = np.zeros(season)
    if season < 2 or n < 2 * season:
        return nothing, 0.0
    known = np.isfinite(z)
    t = np.arange(n)
    apart = season * -(-n // (season * MOST_BENDS))
    knots = [k for k in range(apart, n, apart) if k < n - season / 2]
    trend = np.column_stack([np.ones(n), t / season, *(np.maximum(0, t - k) / season for k in knots)])
    place = np.eye(season)[t % season]
    full = np.hstack([trend, place[:, :-1] - place[:, -1:]])[known]
    left = int(known.sum()) - full.shape[1]
    if left < FEWEST_LEFT:
        return nothing, 0.0
    y = z[known]
    found, without, within = _fits(full, trend[known], y)
    if within <= 0:
        strength = 1.0
    else:
        ratio = ((without - within) / (season - 1)) / (within / left)
        strength = max(0.0, 1.0 - 1.0 / ratio) if ratio > 0 else 0.0
    own = found[trend.shape[1] :]
    return strength * np.append(own, -own.sum()), strength


def _fits(full: Floats, trend: Floats, y: Floats) -> tuple[Floats, float, float]:
    """Return the coefficients of the full regression, and the squares left without and with the season."""
    found = np.linalg.lstsq(full, y, rcond=None)[0]
    plain = np.linalg.lstsq(trend, y, rcond=None)[0]
    tiny = float(len(y)) * (1e-12 * max(1.0, float(np.abs(y).max()))) ** 2
    within = float(((y - full @ found) ** 2).sum())
    without = float(((y - trend @ plain) ** 2).sum())
    return np.asarray(found, dtype=np.float64), without, within if within > tiny else 0.0
