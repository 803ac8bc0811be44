"""How many of n can be expected when their share is itself not quite sure: the beta-binomial distribution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats

MOST_COUNTED = 10_000
"""Up to here every outcome is counted; above it the beta distribution with the same mean and spread does as well."""


@dataclass(frozen=True)
class BetaBinomial:
    """Out of n, with a share that is spread as beta(share * weight, (1 - share) * weight)."""

    n: int
    share: float
    weight: float

    def below(self, count: int) -> float:
        """Return the chance of at most `count`."""
        if count < 0:
            return 0.0
        if count >= self.n:
            return 1.0
        if self.n <= MOST_COUNTED:
            return float(self._summed[count])
        from scipy.special import betainc  # noqa: PLC0415  loaded only where a share is judged

        return float(betainc(*self._smooth, (count + 0.5) / self.n))

    def at_least(self, share: float) -> int:
        """Return the smallest count that this share of the outcomes does not exceed."""
        if self.n <= MOST_COUNTED:
            return min(int(np.searchsorted(self._summed, share)), self.n)
        from scipy.special import betaincinv  # noqa: PLC0415  likewise

        return round(float(betaincinv(*self._smooth, share)) * self.n)

    @cached_property
    def _summed(self) -> Floats:
        from scipy.special import betaln, gammaln  # noqa: PLC0415  likewise

        a, b = self.share * self.weight, (1 - self.share) * self.weight
        k = np.arange(self.n + 1)
        ways = gammaln(self.n + 1) - gammaln(k + 1) - gammaln(self.n - k + 1)
        return np.cumsum(np.exp(ways + betaln(k + a, self.n - k + b) - betaln(a, b)))

    @property
    def _smooth(self) -> tuple[float, float]:
        """Return the beta distribution of the share seen that has the same mean and spread."""
        weight = self.n * (self.weight + 1) / (self.n + self.weight) - 1
        return self.share * weight, (1 - self.share) * weight
