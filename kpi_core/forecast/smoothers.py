"""Three smoothers of a series without season; their mean is the forecast.

Exponential smoothing; Theta, which is the same with half the trend as drift (Hyndman & Billah 2003, International Journal of
Forecasting 19:287); and Holt's method with a trend that fades (Gardner 1985). Each is tried over a grid, and the one with the
smallest squared one-step errors is kept: no search, so no search that fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

ALPHAS = np.linspace(0.02, 0.98, 33)
START = 3
TREND_START = 12
LEVELS = np.linspace(0.05, 0.95, 8)
SLOPES = np.array([0.02, 0.05, 0.1, 0.2, 0.4])
FADES = np.array([0.8, 0.9, 0.97])
HOLT = np.array([(a, b, f) for a in LEVELS for b in SLOPES for f in FADES]).T


@dataclass(frozen=True, eq=False)
class Smoothed:
    """One smoother, fitted: where it is after the last value, and its one-step errors.

    Step h ahead is level + drift * h + slope * (fade + fade^2 + ... + fade^h). alpha: how much of an error it takes over.
    """

    level: float
    drift: float
    slope: float
    fade: float
    alpha: float
    errors: Floats

    def ahead(self, h: int) -> Floats:
        """Return the next h values."""
        steps = np.arange(1, h + 1)
        return self.level + self.drift * steps + self.slope * np.cumsum(self.fade**steps)


def simple(d: Floats, drift: float = 0.0) -> Smoothed:
    """Return simple exponential smoothing of a series without gaps; drift: what is added every step."""
    steps = np.arange(len(d))
    plain = d - drift * steps
    levels = np.full(len(ALPHAS), plain[:START].mean())
    errors = np.empty((len(d), len(ALPHAS)))
    for t, value in enumerate(plain):
        errors[t] = value - levels
        levels = levels + ALPHAS * errors[t]
    best = _best(errors)
    return Smoothed(
        float(levels[best]) + drift * (len(d) - 1), drift, 0.0, 0.0, float(ALPHAS[best]), errors[:, best].copy()
    )


def theta(d: Floats) -> Smoothed:
    """Return Theta: exponential smoothing with half of the straight line's slope as drift."""
    return simple(d, slope_of(d)[1] / 2)


def damped(d: Floats) -> Smoothed:
    """Return Holt's method with a fading trend, from the straight line through the first year."""
    alpha, beta, fade = HOLT
    start, step = slope_of(d[:TREND_START])
    level = np.full(alpha.shape, start - step)
    slope = np.full(alpha.shape, step)
    errors = np.empty((len(d), len(alpha)))
    for t, value in enumerate(d):
        expected = level + fade * slope
        errors[t] = value - expected
        level = expected + alpha * errors[t]
        slope = fade * slope + alpha * beta * errors[t]
    best = _best(errors)
    return Smoothed(
        float(level[best]), 0.0, float(slope[best]), float(fade[best]), float(alpha[best]), errors[:, best].copy()
    )


def slope_of(d: Floats) -> tuple[float, float]:
    """Return the straight line through a series: its value at the first point, and its change per step."""
    n = len(d)
    t = np.arange(n) - (n - 1) / 2
    step = float((t * (d - d.mean())).sum() / (t * t).sum()) if n > 1 else 0.0
    return float(d.mean()) - step * (n - 1) / 2, step


def _best(errors: Floats) -> int:
    return int((errors * errors).sum(axis=0).argmin())
