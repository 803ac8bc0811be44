"""How far a share or a mean may lie from that of everything together by chance alone.

Shares of counts: the funnel of Spiegelhalter (2005), Statistics in Medicine 24:1185, with limits that go on between whole
counts as he does, so that a share lies outside exactly when so few or so many are rarer than the tail. Months differ by
themselves more than counting explains; how much comes from the parts' own earlier periods, not from the differences between
the parts, as those are what is judged. Means: months are the clusters of the part's own total (ratio estimator, Cochran (1977),
Sampling Techniques, 6.4), so that a month with large orders widens the limits of the part it fell in.
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
    of_part, of_period = _shares(x, d, 1), _shares(x, d, 0)
    overall = x.sum() / d.sum() if d.sum() > 0 else 0.0
    share = np.clip(of_part * of_period / overall, 0.0, 1.0) if overall > 0 else np.zeros_like(d)
    spread = d * share * (1 - share)
    useful = known & (spread > 0)
    free = useful.sum() - useful.any(axis=1).sum() - max(useful.any(axis=0).sum() - 1, 0)
    if free < 1:
        return 0.0
    squares = float(((x - d * share)[useful] ** 2 / spread[useful]).sum()) / float(free)
    return float(np.clip((squares - 1) / max(float(d[useful].mean()) - 1, 1.0), 0.0, MOST_DISPERSED))


def _shares(x: Floats, d: Floats, axis: int) -> Floats:
    total = d.sum(axis=axis, keepdims=True)
    shares: Floats = np.divide(x.sum(axis=axis, keepdims=True), total, out=np.zeros_like(total), where=total > 0)
    return shares


def over_span(rho: float, count: float, periods: float) -> float:
    """Return the overdispersion of a share over several periods, from that of one: chance evens out over them.

    count: of the whole span; periods: how many, spread evenly. Matches the variance of the sum.
    """
    return rho * max(count / periods - 1, 0.0) / max(count - 1, 1.0)


def mean_limits(whole: float, totals: Floats, sizes: Floats, whole_by_period: Floats, tail: float) -> Limits | None:
    """Return between what the mean of a part lies when the true one is that of the whole; None for fewer than two periods.

    totals, sizes: of the part, per period, what is divided by what; NaN = nothing known. whole_by_period: the mean of the whole,
    so that a season the whole shares widens nothing.
    """
    known = np.isfinite(totals) & np.isfinite(sizes) & np.isfinite(whole_by_period) & (np.nan_to_num(sizes) > 0)
    n = int(known.sum())
    if n < 2:
        return None
    from scipy.special import stdtrit  # noqa: PLC0415  only where parts are compared

    d = sizes[known]
    off = totals[known] / d - whole_by_period[known]
    weight = d / d.sum()
    error = float(np.sqrt(n / (n - 1) * (weight**2 * (off - weight @ off) ** 2).sum()))
    reach = float(stdtrit(n - 1, 1 - tail)) * error
    return whole - reach, whole + reach
