"""How long a subscriber stays, from how many leave a month: only where enough of them left to say so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kpi_core.cohorts.wilson import wilson
from kpi_core.periods import MONTHS_PER_YEAR

LEAST_LOST = 20
LEAST_MONTHS = 12
SLOW = 0.01
"""A churn a month below which a lifetime in months would be longer than anybody has seen."""


@dataclass(frozen=True)
class Leaving:
    """Subscribers who left over some whole months. start: the sum over the months of those there at its beginning."""

    months: int
    start: float
    lost: float

    @property
    def churn(self) -> float:
        """Return the part that leaves in a month, NaN when nobody was there."""
        return self.lost / self.start if self.start else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 80% interval of the churn a month (Wilson)."""
        return wilson(self.lost, self.start)

    @property
    def can_tell(self) -> bool:
        """Whether a lifetime follows from it: 20 left, and a year was seen."""
        return self.lost >= LEAST_LOST and self.months >= LEAST_MONTHS


@dataclass(frozen=True)
class Stay:
    """How many months a subscriber stays, with an 80% range; low = middle = high = None where it is only `longer` years."""

    middle: float | None
    low: float | None
    high: float | None
    longer: int | None = None


def stay(leaving: Leaving) -> Stay | None:
    """Return how long a subscriber stays: 1 / churn; None when too few left or less than a year was seen.

    With a churn under 1% a month only a lower bound, in whole years: nobody has seen the end of such a stay.
    """
    if not leaving.can_tell:
        return None
    low, high = leaving.interval
    if leaving.churn < SLOW:
        return Stay(None, None, None, longer=math.floor(1 / high / MONTHS_PER_YEAR))
    return Stay(1 / leaving.churn, 1 / high, 1 / low)
