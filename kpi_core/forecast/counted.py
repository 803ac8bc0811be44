"""The forecast of a share that touches 0 or 100%, or divides by a handful: as often as before, give or take the counting."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast.counts import BetaBinomial, pooled
from kpi_core.forecast.outlook import PATHS, Outlook

if TYPE_CHECKING:
    from kpi_core.forecast.history import Floats, History

LOOKED_BACK = 24
RECENT = 12


@dataclass(frozen=True, eq=False)
class CountedOutlook(Outlook):
    """A forecast by counting: every next period is drawn from the same beta-binomial distribution. size: what it divides by."""

    share: float
    firm: float
    size: int

    @cached_property
    def _drawn(self) -> BetaBinomial:
        return BetaBinomial(self.size, self.share * self.firm, (1 - self.share) * self.firm)

    def middle(self, h: int) -> Floats:
        """Return the share, h times."""
        return np.full(h, self.share)

    def band(self, h: int, share: float = 0.8) -> tuple[Floats, Floats]:
        """Return the lowest and highest value of each of the next h that hold at least this share of the time."""
        low, high = self.quantile((1 - share) / 2, h), self.quantile((1 + share) / 2, h)
        return np.full(h, low), np.full(h, high)

    def chance_above(self, value: float, h: int) -> float:
        """Return how likely the value of step h is at least this, 0 to 1."""
        del h
        return self._drawn.above(round(value * self.size, 9))

    def quantile(self, share: float, h: int) -> float:
        """Return the value that step h is at most for this share of the time."""
        del h
        return self._drawn.quantile(share) / self.size

    def paths(self, h: int, key: str, count: int = PATHS) -> Floats:
        """Return courses of the next h values, shape (count, h); the same for the same key."""
        chance = np.random.default_rng(zlib.crc32(key.encode()))
        shares = chance.beta(self.share * self.firm, (1 - self.share) * self.firm, (count, h))
        return np.asarray(chance.binomial(self.size, shares) / self.size)

    def weights(self, h: int) -> Floats | None:
        """Return None: a share has no shape here."""
        del h
        return None


def counted(history: History) -> CountedOutlook:
    """Return the forecast of a share of counts, from its last two years, for as many as it usually divides by."""
    assert history.counts is not None
    known = np.isfinite(history.values) & np.isfinite(history.counts)
    values, counts = history.values[known][-LOOKED_BACK:], history.counts[known][-LOOKED_BACK:]
    share, firm = pooled(values * counts, counts)
    size = max(1, round(float(np.median(counts[-RECENT:]))))
    return CountedOutlook(len(history.values), history.season, share, firm, size)
