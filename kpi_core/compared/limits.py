"""How far a share or a mean may lie from that of everything together by chance alone.

Shares of counts: the funnel of Spiegelhalter (2005), Statistics in Medicine 24:1185, with limits that go on between whole
counts as he does, so that a share lies outside exactly when so few or so many are rarer than the tail. Means: Student's t.

What chance does beyond counting comes from how a part differs from its own month before (von Neumann's successive differences,
as the moving range of a control chart): from the differences between parts it cannot come, as those are what is judged, and
from the whole of a part's own past neither, as a lasting change in it would pass for chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.counts import MOST_DISPERSED, BetaBinomial

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Limits = tuple[float, float]
INNER, OUTER = 0.025, 0.001
"""What chance puts beyond either limit: 1 in 40 for the inner pair, 1 in 1,000 for the outer. Only the outer pair judges: among
eight equal parts one lies outside the inner pair every third time."""
FREE = 2 / 3
"""Successive differences overlap, so that each is worth this much of a free observation."""
_ALMOST_ALL = 0.98
"""A part this large is the whole; that they move together says nothing."""
_FIRM = 1e7
"""A share this firm does not move at all: the beta-binomial distribution is then the binomial."""


def share_limits(share: float, count: float, rho: float, tail: float) -> Limits:
    """Return between what a share over `count` lies when the true one is `share`, with `tail` beyond either end.

    share: between 0 and 1, both out. rho: the overdispersion for this count, 0 = none. A limit that no count can pass is 0 or 1.
    """
    firm = min(1 / rho - 1, _FIRM) if rho > 0 else _FIRM
    n = max(round(count), 1)
    chance = BetaBinomial(n, share * firm, (1 - share) * firm)
    low, high = chance.quantile(tail), chance.quantile(1 - tail)
    at_low, at_high = chance.below(low) - chance.below(low - 1), chance.above(high) - chance.above(high + 1)
    low_limit = low - (chance.below(low) - tail) / at_low if at_low > 0 else low
    high_limit = high + (chance.above(high) - tail) / at_high if at_high > 0 else high
    return max(low_limit, 0.0) / n, min(high_limit, n) / n


def overdispersion(counts: Floats, sizes: Floats) -> float:
    """Return how much shares move from period to period beyond counting: 0 = not, at most a half.

    counts, sizes: parts by periods, how many counted and out of how many; a cell without a size or with NaN says nothing. What
    all parts do together, a season, is no difference between them and is taken out.
    """
    known = np.isfinite(counts) & np.isfinite(sizes) & (np.nan_to_num(sizes) > 0)
    x, d = np.where(known, counts, 0.0), np.where(known, sizes, 0.0)
    share, own = _divided(x.sum(axis=1), d.sum(axis=1)), _divided(d.sum(axis=1), np.array(d.sum()))
    off = _divided(x, d) - _divided(x.sum(axis=0), d.sum(axis=0))
    both = known[:, 1:] & known[:, :-1] & (share * (1 - share) > 0)[:, None] & (own < _ALMOST_ALL)[:, None]
    part, period = np.nonzero(both)
    if not len(part):
        return 0.0
    one, two = 1 / d[part, period], 1 / d[part, period + 1]
    counting = share[part] * (1 - share[part]) * (1 - own[part]) * (one + two)
    beyond = (off[part, period + 1] - off[part, period]) ** 2 / counting - 1
    weight = (2 - one - two) / (one + two)
    return float(np.clip(beyond.sum() / max(float(weight.sum()), 1.0), 0.0, MOST_DISPERSED))


def _divided(x: Floats, d: Floats) -> Floats:
    divided: Floats = np.divide(x, d, out=np.zeros_like(x), where=d > 0)
    return divided


def over_span(rho: float, count: float, periods: float) -> float:
    """Return the overdispersion of a share over several periods, from that of one: chance evens out over them.

    count: of the whole span; periods: how many, spread evenly. Matches the variance of the sum.
    """
    return rho * max(count / periods - 1, 0.0) / max(count - 1, 1.0)


def mean_limits(whole: float, totals: Floats, sizes: Floats, whole_by_period: Floats, tail: float) -> Limits | None:
    """Return between what the mean of a part lies when the true one is that of the whole; None for fewer than two periods.

    totals, sizes: of the part, per period, what is divided by what; NaN = nothing known. whole_by_period: the mean of the whole,
    so that a season the whole shares widens nothing. A period counts by its size.
    """
    known = np.isfinite(totals) & np.isfinite(sizes) & np.isfinite(whole_by_period) & (np.nan_to_num(sizes) > 0)
    n = int(known.sum())
    if n < 2:
        return None
    from scipy.special import stdtrit  # noqa: PLC0415  only where parts are compared

    d = sizes[known]
    off = totals[known] / d - whole_by_period[known]
    of_one = float((np.diff(off) ** 2 / (1 / d[1:] + 1 / d[:-1])).mean())
    reach = float(stdtrit((n - 1) * FREE, 1 - tail)) * float(np.sqrt(of_one / d.sum()))
    return whole - reach, whole + reach
