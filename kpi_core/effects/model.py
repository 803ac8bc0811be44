"""What can be said of an action afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_core.periods import Period


class Worked(StrEnum):
    """LIKELY: the KPI went the good way, further than chance does. WORSE: the same, the bad way. CANNOT_TELL: neither."""

    LIKELY = "likely"
    WORSE = "worse"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Effect:
    """A KPI since an action beside what its past made expected, per period on average, in its unit.

    reason: why it cannot be told, as a code: `too_soon` (`at` is the last period it takes), `too_short` (`n` known periods before
    it, `needed` are), `silent` (no forecast can be made), `no_side` (nobody said which way is good), `chance`, or `before` (it
    was as far off earlier, without the action). "" when it can be told.
    n: of `too_short` the known periods before, else those since. value, expected, low, high: None while there is nothing to
    compare; low to high is what 4 in 5 times holds without the action.
    """

    verdict: Worked
    reason: str = ""
    n: int = 0
    needed: int = 0
    at: Period | None = None
    value: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def gained(self) -> tuple[float, float, float] | None:
        """How far it is above what was expected, per period: the low end of 4 in 5, the middle, the high end; None unknown."""
        if self.value is None or self.expected is None or self.low is None or self.high is None:
            return None
        return self.value - self.high, self.value - self.expected, self.value - self.low
