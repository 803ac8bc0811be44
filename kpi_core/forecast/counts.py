"""Shares of counts with a small denominator: how many of n it would be, when the underlying share moves a little by itself.

Source: the beta-binomial distribution with its overdispersion by moments; for control limits, Spiegelhalter (2005), Statistics
in Medicine 24:1185.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

MOST_COUNTED = 50_000
"""Above this many the counts are so fine that they are taken as a continuous share."""
MOST_DISPERSED = 0.5


@dataclass(frozen=True)
class BetaBinomial:
    """How many of n count, n a whole number above 0, when the share itself is Beta(a, b)."""

    n: int
    a: float
    b: float

    @property
    def mean(self) -> float:
        """How many are expected."""
        return self.n * self.a / (self.a + self.b)

    @property
    def deviation(self) -> float:
        """The standard deviation of how many."""
        size, p = self.a + self.b, self.a / (self.a + self.b)
        return float(np.sqrt(self.n * p * (1 - p) * (size + self.n) / (size + 1)))

    @cached_property
    def _cumulative(self) -> Floats:
        from scipy.special import betaln, gammaln  # noqa: PLC0415  only where shares are judged

        x = np.arange(self.n + 1)
        ways = gammaln(self.n + 1) - gammaln(x + 1) - gammaln(self.n - x + 1)
        each = np.exp(ways + betaln(x + self.a, self.n - x + self.b) - betaln(self.a, self.b))
        total = np.cumsum(each)
        return np.asarray(total / total[-1])

    def below(self, x: float) -> float:
        """Return how likely it is at most x."""
        if x < 0:
            return 0.0
        if x >= self.n:
            return 1.0
        if self.n > MOST_COUNTED:
            return self._fine(x)
        return float(self._cumulative[int(np.floor(x))])

    def above(self, x: float) -> float:
        """Return how likely it is at least x."""
        return 1.0 - self.below(np.ceil(x) - 1)

    def quantile(self, share: float) -> int:
        """Return the smallest number it is at most for this share of the time."""
        if self.n > MOST_COUNTED:
            from scipy.special import betaincinv  # noqa: PLC0415  only for large counts

            return int(np.ceil(float(betaincinv(*self._smooth, share)) * self.n))
        return int(np.searchsorted(self._cumulative, share - 1e-12))

    @property
    def _smooth(self) -> tuple[float, float]:
        """The Beta distribution of the share counted, with the same mean and width."""
        p = self.a / (self.a + self.b)
        firm = p * (1 - p) / (self.deviation / self.n) ** 2 - 1
        return p * firm, (1 - p) * firm

    def _fine(self, x: float) -> float:
        from scipy.special import betainc  # noqa: PLC0415  only for large counts

        return float(betainc(*self._smooth, x / self.n))


def pooled(numerators: Floats, denominators: Floats) -> tuple[float, float]:
    """Return the share over all periods (or parts) together, and how firm it is: Beta(share * firm, (1 - share) * firm).

    The share is kept off 0 and 1 by half a count; firm falls with what the shares differ more than counting explains.
    """
    x, d = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    x, d = x[d > 0], d[d > 0]
    total = float(d.sum())
    share = (float(x.sum()) + 0.5) / (total + 1)
    squares = (x - d * share) ** 2 / (d * share * (1 - share)) if len(d) else np.ones(1)
    spread = float(squares.mean())
    mean_size = float(d.mean()) if len(d) else 1.0
    rho = float(np.clip((spread - 1) / max(mean_size - 1, 1.0), 0.0, MOST_DISPERSED))
    return share, 1 / (rho + max(spread, 1.0) / (total + 1)) - 1
