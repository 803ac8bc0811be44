"""One KPI bought with another: it got better while its guard got worse, both by more than chance.

Both are held against the forecast made just before the same last three or six periods, from the machinery behind alarms
(`signals`), so that season and trend are no news. Each must be further off than in one in five times by chance, to the one side
that counts: better for the KPI, worse for its guard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.signals import Side, look_back, side_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.forecast import History
    from kpi_core.periods import Period
    from kpi_core.signals import Look
    from kpi_core.units import Direction

WINDOWS = (3, 6)
"""How many periods are looked at together; one alone says too little of two KPIs at once."""
RARE = 0.10
"""How rare by chance, to either side, each must be: measured in `tests/benchmarks/guards.py`."""


@dataclass(frozen=True)
class Line:
    """One KPI's past to be held against another's. periods: one per value of the history, oldest first."""

    history: History
    periods: Sequence[Period]
    direction: Direction


@dataclass(frozen=True)
class Traded:
    """A KPI that got better while its guard got worse, over the same periods; both per period on average, in their units."""

    first: Period
    last: Period
    better: Look
    worse: Look


def traded(kpi: Line, guard: Line) -> Traded | None:
    """Return how a KPI was bought with its guard in the newest periods both have a value in; None where it was not.

    A KPI that is good between bounds is never better or worse than expected.
    """
    both = sorted(_known(kpi) & _known(guard))
    if not both:
        return None
    last = both[-1]
    for window in WINDOWS:
        better, worse = (_look(line, last, window) for line in (kpi, guard))
        if (
            better
            and worse
            and _is(better, kpi.direction, Side.OPPORTUNITY)
            and _is(worse, guard.direction, Side.WARNING)
        ):
            at = list(kpi.periods).index(last)
            return Traded(kpi.periods[at - window + 1], last, better, worse)
    return None


def _known(line: Line) -> set[Period]:
    known = np.isfinite(line.history.values)
    return {period for period, there in zip(line.periods, known, strict=True) if there}


def _look(line: Line, last: Period, window: int) -> Look | None:
    return look_back(line.history, list(line.periods).index(last) + 1, window)


def _is(look: Look, direction: Direction, side: Side) -> bool:
    return look.chance < RARE and side_of(direction, high=look.high) is side
