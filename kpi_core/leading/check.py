"""Whether one KPI moves before another: only for a pair and a lag that somebody named beforehand.

With a few years of months nothing can be found by looking around: most unrelated series with a trend or a season seem to lead
each other. So the pair is named first, both series are freed of what they may share by accident (`residuals`), and what is
left is correlated at the named lag. Source of the test: Fisher's z, atanh(r) * sqrt(n - 3), with one observation less for
every number that was estimated; Bonferroni for every pair that was looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.leading.residuals import shocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Series = NDArray[np.float64]

LAGS = tuple(range(1, 7))
LEAST = 24
"""Periods in which both have a value, below which nothing is said."""
SEARCHED = 60
"""From here on other lags are looked at too, and it may be said that one often moves first."""
MOST_MISSING = 0.3
FALSE_ALARM = 0.05
"""How often an unrelated pair may be taken for a related one, over everything that was looked at."""
NAMED_SHARE = 0.5
"""The part of it spent on the named lag where other lags are looked at too; those share the rest (weighted Bonferroni)."""


class Verdict(StrEnum):
    """What may be said of a pair.

    TOO_SHORT, GAPS: nothing, only the two lines: too few periods, or too many without a value. CANNOT_TELL: nothing yet; never "they are unrelated". FITS: the named lag shows,
    with few data. OFTEN: it shows, and there are data enough to say that one often moves first: a hint, no proof.
    ELSEWHERE: it does not show at the named lag, but at another.
    """

    TOO_SHORT = "too_short"
    GAPS = "gaps"
    CANNOT_TELL = "cannot_tell"
    FITS = "fits"
    OFTEN = "often"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Checked:
    """The outcome for one pair. n: periods both have a value in. lag: the one that shows, else the one that was named.

    same: True when more of the one is followed by more of the other, False when by less, None while nothing shows.
    """

    verdict: Verdict
    n: int
    lag: int
    same: bool | None = None


def check(first: Series, then: Series, lag: int, *, season: int = 12, looked: int = 1) -> Checked:
    """Return whether `first` moves `lag` periods before `then`.

    first, then: the same periods, oldest first, NaN = no value. lag: 1 to 6, as named. season: periods a year.
    looked: how many pairs were looked at for the KPI that follows, this one included; each makes it harder to find anything.
    """
    both = np.isfinite(first) & np.isfinite(then)
    n = int(both.sum())
    if n < LEAST or n < (1 - MOST_MISSING) * len(first):
        return Checked(Verdict.TOO_SHORT if len(first) < LEAST else Verdict.GAPS, n, lag)
    found = links(first, then, season)
    if n < SEARCHED:
        r, p = found[lag]
        return (
            Checked(Verdict.FITS, n, lag, r > 0) if p * looked < FALSE_ALARM else Checked(Verdict.CANNOT_TELL, n, lag)
        )
    return _searched(found, n, lag, looked)


def _searched(found: dict[int, tuple[float, float]], n: int, lag: int, looked: int) -> Checked:
    r, p = found[lag]
    if p * looked < FALSE_ALARM * NAMED_SHARE:
        return Checked(Verdict.OFTEN, n, lag, r > 0)
    others = {other: link for other, link in found.items() if other != lag}
    best = min(others, key=lambda other: others[other][1])
    r, p = others[best]
    if p * looked * len(others) < FALSE_ALARM * (1 - NAMED_SHARE):
        return Checked(Verdict.ELSEWHERE, n, best, r > 0)
    return Checked(Verdict.CANNOT_TELL, n, lag)


def links(first: Series, then: Series, season: int = 12) -> dict[int, tuple[float, float]]:
    """Return per lag the correlation of what is left of both series, and its two-sided probability by chance alone.

    The probability is of one lag of one pair: whoever looks at more has to count them. Without enough to correlate (0, 1).
    """
    one, two = shocks(first, season), shocks(then, season)
    fitted = max(one.fitted, two.fitted)
    return {lag: _link(one.left[:-lag], two.left[lag:], fitted) for lag in LAGS}


def _link(one: Series, two: Series, fitted: int) -> tuple[float, float]:
    pairs = np.isfinite(one) & np.isfinite(two)
    free = int(pairs.sum()) - 3 - fitted
    if free <= 0 or not one[pairs].std() or not two[pairs].std():
        return 0.0, 1.0
    from scipy.special import ndtr  # noqa: PLC0415  only where a pair is checked

    r = float(np.clip(np.corrcoef(one[pairs], two[pairs])[0, 1], -1 + 1e-12, 1 - 1e-12))
    return r, 2 * float(ndtr(-abs(np.arctanh(r)) * np.sqrt(free)))
