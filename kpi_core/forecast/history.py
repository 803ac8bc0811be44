"""What a forecast rests on: the whole periods of one KPI and segment, without what the owner called special."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpi_core.model import NO_MARKS
from kpi_core.periods import Grain
from kpi_core.series import finished, is_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.forecast.scale import Scale
    from kpi_core.model import Kpi, Marks, SeriesPoint
    from kpi_core.periods import Period

Floats = NDArray[np.float64]
LONG_WEEKS = 104
SEASONS = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}


@dataclass(frozen=True, eq=False)
class History:
    """A series to forecast.

    values: oldest first, one per period, NaN = left out: not known, or not ordinary. season: periods after which a shape comes
    back, 1 = none. seasonal: the owner says there is one, which counts before two years are known. scale: None = by the values.
    sampling: how far chance alone puts one value off, in the unit of the KPI, for figures that rest on answers.
    """

    values: Floats
    season: int
    seasonal: bool = False
    scale: Scale | None = None
    sampling: float = 0.0

    def until(self, n: int) -> History:
        """Return the history as it stood after its first n periods."""
        season = 1 if self.season == SEASONS[Grain.WEEK] and n < LONG_WEEKS else self.season
        return replace(self, values=self.values[:n], season=season)


def season_of(grain: Grain, n: int) -> int:
    """Return after how many periods of a grain a shape comes back; weeks need two years before that can be seen."""
    if grain is Grain.WEEK and n < LONG_WEEKS:
        return 1
    return SEASONS.get(grain, 1)


def history_of(points: Sequence[SeriesPoint], kpi: Kpi, marks: Marks = NO_MARKS) -> tuple[History, tuple[Period, ...]]:
    """Return the history of a series and the period of each of its values, from the first whole period to the last.

    points: oldest first, of one grain. A period that is unfinished, special, without a value, or (for what adds up) without a
    row that is not marked as one in which nothing happened, is left out: NaN.
    """
    done = finished(tuple(points))
    while done and _left_out(done[0], kpi, marks):
        done = done[1:]
    if not done:
        return History(np.empty(0), 1), ()
    known = {point.period: point for point in done}
    periods = [done[0].period]
    while periods[-1].start < done[-1].period.start:
        periods.append(periods[-1].shifted(1))
    values = [_value(known.get(period), kpi, marks) for period in periods]
    margins = [point.margin for point in done[-1:] if point.margin]
    history = History(
        np.array(values, dtype=np.float64),
        season_of(periods[0].grain, len(periods)),
        marks.seasonal,
        sampling=margins[0] / MARGIN_IN_DEVIATIONS if margins else 0.0,
    )
    return history, tuple(periods)


MARGIN_IN_DEVIATIONS = 1.96
"""A margin is what 19 in 20 samples stay within."""


def _value(point: SeriesPoint | None, kpi: Kpi, marks: Marks) -> float:
    if point is None or _left_out(point, kpi, marks):
        return float("nan")
    return float(point.value or 0.0)


def _left_out(point: SeriesPoint, kpi: Kpi, marks: Marks) -> bool:
    if point.period in marks.special or point.period in marks.unknown or not point.complete:
        return True
    if point.period in marks.nothing:
        return point.value is None
    return point.value is None or (point.rows == 0 and is_sum(kpi))
