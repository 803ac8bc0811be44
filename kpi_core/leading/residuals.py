"""What is left of a series when everything two series can share by accident is taken out: trend, season and inertia."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.scale import scale_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Series = NDArray[np.float64]

HARMONICS = 2
"""Waves a year taken out: one a year and two a year, each as a sine and a cosine."""
YEARS_FOR_SEASON = 2
PEAKED = 0.2
"""When the shape of a year that the waves leave over is rarer than this by chance, each month gets its own level."""
_FLAT = 1e-9


@dataclass(frozen=True)
class Shocks:
    """What is left per period, NaN where it is not known, and how many numbers were estimated to get there."""

    left: Series
    fitted: int


def shocks(values: Series, season: int) -> Shocks:
    """Return per period how far a series was off what trend, season and the period before made likely.

    values: oldest first, NaN = no value. season: periods a year. The result is as long, NaN where it or its predecessor
    is missing; all NaN for a series that trend and season explain wholly. Looked at in logarithms where forecasts are, so that
    a season that grows with the business is one shape. The line and the season are least squares, the
    season only from two years on: two waves, or a level per month where a year has a sharper shape than waves can follow, as
    December in a shop. The memory is one period long (AR(1)): pre-whitening as Box & Jenkins do it.
    """
    known = np.isfinite(values)
    nothing = np.full(len(values), np.nan)
    design = _design(len(values), season)
    if known.sum() <= design.shape[1] + 1:
        return Shocks(nothing, design.shape[1])
    values = scale_of(values[known]).forward(values)
    rest, design = _rest(values, known, design, season)
    if np.nanmax(np.abs(rest)) <= _FLAT * max(float(np.nanmax(np.abs(values))), _FLAT):
        return Shocks(nothing, design.shape[1])
    before, after = rest[:-1], rest[1:]
    pairs = np.isfinite(before) & np.isfinite(after)
    weight = float(before[pairs] @ before[pairs])
    memory = float(before[pairs] @ after[pairs]) / weight if weight else 0.0
    return Shocks(np.concatenate([[np.nan], after - memory * before]), design.shape[1])


def _design(n: int, season: int) -> NDArray[np.float64]:
    place = np.arange(n, dtype="float64")
    columns = [np.ones_like(place), place / max(n, 1)]
    for wave in range(1, HARMONICS + 1) if _has_season(n, season) else ():
        angle = 2 * np.pi * wave * place / season
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _rest(
    values: Series, known: NDArray[np.bool_], design: NDArray[np.float64], season: int
) -> tuple[Series, NDArray[np.float64]]:
    """Return what the fit leaves, and the design that was used: the sharper one where waves do not do."""
    rest = _residuals(values, known, design)
    levels = (np.arange(len(values))[:, None] % season == np.arange(season)).astype("float64")
    sharp = np.column_stack([levels, design[:, 1]])
    free, more = int(known.sum()) - sharp.shape[1], sharp.shape[1] - design.shape[1]
    if not _has_season(len(values), season) or free < 1 or more < 1:
        return rest, design
    from scipy.special import fdtrc  # noqa: PLC0415  only where a pair is checked

    sharper = _residuals(values, known, sharp)
    wide, narrow = float(np.nansum(rest**2)), float(np.nansum(sharper**2))
    if narrow > 0 and fdtrc(more, free, max(wide - narrow, 0.0) / more / (narrow / free)) >= PEAKED:
        return rest, design
    return sharper, sharp


def _residuals(values: Series, known: NDArray[np.bool_], design: NDArray[np.float64]) -> Series:
    left = np.full(len(values), np.nan)
    left[known] = values[known] - design[known] @ np.linalg.lstsq(design[known], values[known], rcond=None)[0]
    return left


def _has_season(n: int, season: int) -> bool:
    return season > 2 * HARMONICS and n >= YEARS_FOR_SEASON * season
