"""The shape of a route, as it was known when the target began: so that it does not move with what came in since."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast import Silence, history_of, outlook
from kpi_core.model import NO_MARKS
from kpi_core.periods import periods_between
from kpi_core.series import finished
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, Marks, SeriesPoint, Target
    from kpi_core.periods import Period

YEARS_FOR_A_SEASON = 2


class Shape(StrEnum):
    """What gives a route its form: its sentence is `say(f"route.{shape}", lang)`.

    SEASON: the months of a year as two years and more of history show them. LAST_YEAR: the same months of the year before.
    EVEN: days. FORECAST: the forecast of when the target began, bent to arrive. STRAIGHT: a straight line. BOUNDS: no route.
    """

    SEASON = "season"
    LAST_YEAR = "last_year"
    EVEN = "even"
    FORECAST = "forecast"
    STRAIGHT = "straight"
    BOUNDS = "bounds"


def shares(
    target: Target, kpi: Kpi, points: Sequence[SeriesPoint], periods: Sequence[Period], marks: Marks = NO_MARKS
) -> tuple[tuple[float, ...], Shape]:
    """Return the part of a sum's target that belongs to each period, together 1, and what gave it its shape."""
    weights, shape = _weights(target, kpi, points, periods, marks)
    inside = [weight * _overlap(target, period) for weight, period in zip(weights, periods, strict=True)]
    total = sum(inside)
    return tuple(weight / total for weight in inside), shape


def forecast_shaped(
    target: Target, kpi: Kpi, points: Sequence[SeriesPoint], periods: Sequence[Period], marks: Marks = NO_MARKS
) -> dict[Period, float] | None:
    """Return where a level should be in each period: the forecast of when the target began, plus what it has to gain on it.

    What it has to gain is spread evenly over the periods; where the forecast is as good as the target, or better, all of the
    route lies that much lower, so that nothing has to get worse first. None without a forecast that reaches the deadline.
    """
    assert target.value is not None
    before = _before(target, points)
    history, known = history_of(before, kpi, marks)
    found = outlook(history)
    if isinstance(found, Silence):
        return None
    skipped = len(periods_between(known[-1].start, periods[0].start, periods[0].grain)) - 1
    steps = skipped + len(periods) - 1
    if steps > found.furthest:
        return None
    middle = found.middle(steps)[skipped - 1 :]
    gap = target.value - float(middle[-1])
    better = gap >= 0 if kpi.direction is Direction.LOWER else gap <= 0
    closing = np.ones(len(periods)) if better else np.arange(1, len(periods) + 1) / len(periods)
    return {period: float(at) for period, at in zip(periods, middle + gap * closing, strict=True)}


def _weights(
    target: Target, kpi: Kpi, points: Sequence[SeriesPoint], periods: Sequence[Period], marks: Marks
) -> tuple[Sequence[float], Shape]:
    before = _before(target, points)
    history, known = history_of(before, kpi, marks)
    found = outlook(history)
    even = [float(period.days) for period in periods]
    if not isinstance(found, Silence) and history.season > 1 and found.n >= YEARS_FOR_A_SEASON * history.season:
        skipped = len(periods_between(known[-1].start, periods[0].start, periods[0].grain)) - 1
        parts = found.weights(skipped + len(periods) - 1)
        if parts is None or not parts[skipped - 1 :].sum() > 0:
            return even, Shape.EVEN
        return [float(part) for part in parts[skipped - 1 :]], Shape.SEASON
    last_year = _last_year(target, [point for point in points if point.period not in marks.unknown], periods)
    return (last_year, Shape.LAST_YEAR) if last_year else (even, Shape.EVEN)


def _before(target: Target, points: Sequence[SeriesPoint]) -> tuple[SeriesPoint, ...]:
    return finished(tuple(point for point in points if point.period.end < target.start))


def _last_year(target: Target, points: Sequence[SeriesPoint], periods: Sequence[Period]) -> list[float] | None:
    """Return each period's value in the last year before the start; None when one is unknown, unfinished or negative."""
    known = {point.period: point.value for point in points if point.complete and point.value is not None}
    found = []
    for period in periods:
        earlier = period.year_earlier()
        while earlier.end >= target.start:
            earlier = earlier.year_earlier()
        found.append(known.get(earlier, -1.0))
    return found if found and min(found) >= 0 and sum(found) > 0 else None


def _overlap(target: Target, period: Period) -> float:
    first, last = max(period.start, target.start), min(period.end, target.until)
    return ((last - first).days + 1) / period.days
