"""How wide the spread of a forecast is, from how wrong such forecasts proved to be on public series.

The idea, empirical errors instead of theory, is Gardner's (1988), Management Science 34:541. The factors were fitted on the M1
and the even-numbered M3 series, and are judged on the others (`tests/gate`). Weeks and days were not part of that.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

MONTHS_PER_YEAR, QUARTERS_PER_YEAR = 12, 4


class Factors(NamedTuple):
    """exp(a + c ln h, and d more for h = 1) times the error of one step is the width of 4 in 5; nu: degrees of freedom."""

    a: float
    c: float
    d: float
    nu: float


_MONTHLY = (
    (1.0, 0.404, -0.011, 0.110),
    (1.5, 0.164, 0.049, 0.079),
    (2.0, 0.141, 0.113, 0.156),
    (2.5, 0.301, 0.104, 0.175),
    (4.0, 0.225, 0.119, 0.173),
    (float("inf"), 0.273, 0.090, 0.115),
)
_QUARTERLY = (
    (2.0, 0.136, 0.511, 0.250),
    (2.5, 0.309, 0.308, 0.183),
    (4.0, 0.229, 0.325, 0.269),
    (float("inf"), 0.295, 0.239, 0.196),
)
_PLAIN = (
    (18, 0.172, 0.341, 0.003),
    (30, 0.155, 0.318, 0.089),
    (48, 0.209, 0.383, 0.073),
    (float("inf"), 0.136, 0.403, 0.076),
)
_NU = {"monthly": 4.6, "quarterly": 4.1, "plain": 11.2}


def factors(n: int, season: int) -> Factors:
    """Return the factors for n values with a season of that length."""
    if season < QUARTERS_PER_YEAR:
        return Factors(*_row(_PLAIN, n), _NU["plain"])
    if season == QUARTERS_PER_YEAR:
        return Factors(*_row(_QUARTERLY, n / season), _NU["quarterly"])
    first = _MONTHLY[0]
    if n <= first[0] * season:
        return Factors(*first[1:], _NU["monthly"])
    return Factors(*_row(_MONTHLY[1:], n / season), _NU["monthly"])


def _row(table: tuple[tuple[float, float, float, float], ...], at: float) -> tuple[float, float, float]:
    return next(row[1:] for row in table if at < row[0])


def widths(sigma: float, alpha: float, h: int, found: Factors) -> Floats:
    """Return the spread of the next h steps, as the scale of a t distribution."""
    steps = np.arange(1, h + 1)
    growth = np.sqrt(1 + (steps - 1) * alpha**2)
    wider = np.exp(found.a + found.c * np.log(steps) + found.d * (steps == 1))
    return np.asarray(sigma * growth * wider / quantile(0.9, found.nu))


@cache
def quantile(share: float, nu: float) -> float:
    """Return the point of Student's t that a share of it lies below."""
    from scipy.special import stdtrit  # noqa: PLC0415  a tenth of a second that only a forecast needs

    return float(stdtrit(nu, share))


def below(points: Floats, nu: float) -> Floats:
    """Return the share of Student's t that lies below each point."""
    from scipy.special import stdtr  # noqa: PLC0415  likewise

    return np.asarray(stdtr(nu, points), dtype=np.float64)
