"""The route: where a KPI should be at the end of each period to arrive at its target."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from kpi_core.periods import periods_between
from kpi_core.series import finished
from kpi_core.targets.forms import CHANGES, bounds_of, holds, is_asked, is_total, of_members, points_of, resolved
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, Results, SeriesPoint, Target
    from kpi_core.periods import Period

FEWEST_CHANGES = 3
LONGEST_LOOK_BACK = 24
"""Usual variation is measured over at most this many periods before the one that is judged."""


@dataclass(frozen=True)
class Step:
    """One period of the route. expected: the period's own part for a sum, the level at its end for a level.

    For a range target `expected` is None and low and high are given, in the same sense.
    """

    period: Period
    expected: float | None
    low: float | None = None
    high: float | None = None


def path(target: Target, kpi: Kpi, results: Results) -> tuple[Step, ...]:
    """Return the route of a target, one step per period from its start to its deadline.

    A sum is divided by the same months of the last year before the start when all of them are known and complete, else
    evenly by days. A level goes in a straight line from the baseline to the target; from a baseline that is as good as
    the target already, the route is the target itself. Empty when a level has no baseline, or there are no results.
    """
    target, points = resolved(target, kpi, results), points_of(target, results)
    if not points or not is_asked(target) or target.form in CHANGES or of_members(target):
        return ()
    periods = periods_between(target.start, target.until, points[-1].period.grain)
    if holds(target):
        bounds = bounds_of(target, kpi)
        return tuple(
            Step(p, None, bounds.low, bounds.high) for p in periods if p.start >= target.start and p.end <= target.until
        )
    if is_total(target, kpi):
        parts = shares(target, points, periods)
        return tuple(
            Step(period, _times(target.value, part), _times(target.low, part), _times(target.high, part))
            for period, part in zip(periods, parts, strict=True)
        )
    if target.value is None:
        return tuple(Step(period, None, target.low, target.high) for period in periods)
    start = baseline_of(target, points)
    if start is None:
        return ()
    return tuple(Step(period, _level(target, kpi.direction, start, period)) for period in periods)


def shares(target: Target, points: Sequence[SeriesPoint], periods: Sequence[Period]) -> tuple[float, ...]:
    """Return the part of a sum's target that belongs to each period; together 1."""
    weights = _last_year(target, points, periods) or [float(period.days) for period in periods]
    inside = [weight * _overlap(target, period) for weight, period in zip(weights, periods, strict=True)]
    total = sum(inside)
    return tuple(weight / total for weight in inside)


def follows_last_year(target: Target, kpi: Kpi, results: Results) -> bool:
    """Tell whether the route of a sum is shaped by last year's months, and not evenly by days."""
    points = points_of(target, results)
    if not points or not is_total(target, kpi):
        return False
    return _last_year(target, points, periods_between(target.start, target.until, points[-1].period.grain)) is not None


def baseline_of(target: Target, points: Sequence[SeriesPoint]) -> float | None:
    """Return where a level started: as stored with the target, else its last complete value before the start."""
    if target.baseline is not None:
        return target.baseline
    before = [point for point in points if point.complete and point.period.end < target.start]
    return before[-1].value if before else None


def usual_change(points: Sequence[SeriesPoint], until: Period) -> float | None:
    """Return the median absolute change between successive complete periods before `until`.

    At most 24 periods back; None with fewer than three changes. The period that is judged is no part of it, so that a
    jump does not excuse itself.
    """
    past = [p for p in finished(tuple(points)) if p.period.start < until.start and p.complete][-LONGEST_LOOK_BACK:]
    changes = [
        abs(later.value - earlier.value)
        for earlier, later in pairwise(past)
        if earlier.value is not None and later.value is not None
    ]
    return median(changes) if len(changes) >= FEWEST_CHANGES else None


def _level(target: Target, direction: Direction, start: float, period: Period) -> float:
    goal = target.value
    assert goal is not None
    already_there = goal >= start if direction is Direction.LOWER else goal <= start
    if already_there:
        return goal
    span = (target.until - target.start).days + 1
    gone = min((period.end - target.start).days + 1, span)
    return start + (goal - start) * gone / span


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


def _times(amount: float | None, part: float) -> float | None:
    return None if amount is None else amount * part
