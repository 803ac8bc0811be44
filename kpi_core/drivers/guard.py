"""Which parts moved more than they move by themselves: before that is known, no part is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast import History, SmoothOutlook, outlook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kpi_core.forecast import Scale

    Floats = NDArray[np.float64]

AT = 0.10
"""How often a part may be named in vain, over all parts of one split together."""
FEWEST_BELOW, FEWEST_ABOVE = 30, 5
"""The least denominator and numerator of a share before it is judged."""
PHI_MONTHS = 12
WINDOWS = (1, 3, 6, 12)
LEARN = 18
"""A forecast to measure against rests on this many periods at least: with 12 parts of a sum are named in vain too often."""


def holm(chances: Floats, at: float = AT) -> NDArray[np.bool_]:
    """Return which chances are too small together, by Holm's (1979) steps; NaN takes no part."""
    found = np.zeros(len(chances), dtype=np.bool_)
    order = [place for place in np.argsort(chances) if not np.isnan(chances[place])]
    for rank, place in enumerate(order):
        if chances[place] > at / (len(order) - rank):
            break
        found[place] = True
    return found


def shares_chance(before: tuple[Floats, Floats], now: tuple[Floats, Floats], past: tuple[Floats, Floats]) -> Floats:
    """Return per part the chance of so large a change of a share x / d by itself; NaN where there is too little of it.

    past: x and d of the months before the later period, oldest first, months by parts. The spread of the counts is widened by
    how much shares really vary from month to month (phi), and that is known with (months - 1) * parts / 2 degrees of freedom.
    """
    enough = (np.minimum(before[1], now[1]) >= FEWEST_BELOW) & (np.minimum(before[0], now[0]) >= FEWEST_ABOVE)
    phi, degrees = _phi(*past)
    away = _away(before, now) / np.sqrt(phi)
    return np.where(enough, _both_tails(away, degrees), np.nan)


def _away(before: tuple[Floats, Floats], now: tuple[Floats, Floats]) -> Floats:
    spread = np.zeros(len(before[0]))
    rates = []
    for x, d in (before, now):
        likely = np.clip((x + 0.5) / (d + 1), 0, 1)
        spread += likely * (1 - likely) / (d + 1)
        rates.append(x / np.where(d > 0, d, np.nan))
    with np.errstate(all="ignore"):
        return np.asarray((rates[1] - rates[0]) / np.sqrt(spread))


def _phi(x: Floats, d: Floats) -> tuple[float, float]:
    x, d = x[-PHI_MONTHS:], d[-PHI_MONTHS:]
    found = []
    for place in range(1, len(x)):
        enough = np.minimum(d[place - 1], d[place]) >= FEWEST_BELOW
        found += list(_away((x[place - 1], d[place - 1]), (x[place], d[place]))[enough] ** 2)
    known = [value for value in found if np.isfinite(value)]
    if not known:
        return 1.0, np.inf
    degrees = max((len(x) - 1) * x.shape[1] / 2, 1.0)
    return max(1.0, float(np.mean(known))), degrees


def weights_shifted(before: Floats, now: Floats) -> bool:
    """Tell whether the weights of the parts differ more than chance, given counts per part in both periods."""
    with np.errstate(all="ignore"):
        whole0, whole1 = before.sum(), now.sum()
        likely = (before + now) / (whole0 + whole1)
        spread = np.sqrt(likely * (1 - likely) * (1 / whole0 + 1 / whole1))
        away = (now / whole1 - before / whole0) / spread
    return bool(holm(_both_tails(away, np.inf)).any())


def forecast_chance(values: Floats, season: int, apart: int, scale: Scale | None = None) -> tuple[float, float]:
    """Return the chance of so odd an end of a series by itself, and which way it went: above 0 is up; (NaN, 0) when too short.

    The last 1, 3, 6 and 12 periods together, as far as they lie after the earlier period (`apart` periods before the end), are
    each measured against the forecast made before them, and the least likely counts, times how many were looked at.
    """
    found = []
    for window in WINDOWS:
        if window > max(apart, 1) or len(values) - window < LEARN:
            continue
        made = outlook(History(values, season, scale=scale).until(len(values) - window))
        if isinstance(made, SmoothOutlook):
            away = _surprise(made, values[-window:])
            if np.isfinite(away):
                found.append((float(_both_tails(np.array([away]), made.nu)[0]), away))
    if not found:
        return float("nan"), 0.0
    least, away = min(found)
    return min(1.0, least * len(found)), away


def _surprise(made: SmoothOutlook, values: Floats) -> float:
    """Return how many spreads a run of values lies from its forecast; a value left out takes no part."""
    h = len(values)
    away = made.forward(values) - made.centre(h)
    known = np.isfinite(away)
    spread = made.covariance(h)[np.ix_(known, known)]
    return float(away[known].sum() / np.sqrt(spread.sum())) if known.any() else float("nan")


def _both_tails(away: Floats | Sequence[float], degrees: float) -> Floats:
    from scipy.special import ndtr, stdtr  # noqa: PLC0415  a tenth of a second that only a judgement needs

    size = -np.abs(np.asarray(away, dtype=np.float64))
    return np.asarray(2 * (ndtr(size) if np.isinf(degrees) else stdtr(degrees, size)))
