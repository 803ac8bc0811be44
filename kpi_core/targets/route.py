"""The route: where a KPI should be at the end of each period to arrive at its target."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from kpi_core.gaps import until_answered
from kpi_core.model import NO_MARKS
from kpi_core.periods import periods_between
from kpi_core.series import finished
from kpi_core.targets.forms import CHANGES, bounds_of, holds, is_asked, is_total, of_members, points_of, resolved
from kpi_core.targets.shape import Shape, forecast_shaped, shares
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Target
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


@dataclass(frozen=True)
class Route:
    """The steps to a target, and what gives them their form; no steps: there is no route, and `shape` is None."""

    steps: tuple[Step, ...] = ()
    shape: Shape | None = None


def path(target: Target, kpi: Kpi, results: Results, marks: Marks = NO_MARKS) -> tuple[Step, ...]:
    """Return the steps of `route_to`, one per period from the target's start to its deadline."""
    return route_to(target, kpi, results, marks).steps


def route_to(target: Target, kpi: Kpi, results: Results, marks: Marks = NO_MARKS) -> Route:
    """Return the route of a target, as it was known when the target began.

    A sum is divided by the season of two years or more before the start; by the same months of the last year where there is
    only one, all of them known and complete; else evenly by days. A level follows the forecast made at the start, bent to
    arrive; without one it goes straight from the baseline to the target, and from a baseline
    that is as good already the route is the target itself. Empty when a level has neither, or there are no results.
    """
    points = points_of(target, results)
    marks = until_answered(points, kpi, marks)
    target = resolved(target, kpi, results, marks)
    if not points or not is_asked(target) or target.form in CHANGES or of_members(target):
        return Route()
    periods = periods_between(target.start, target.until, points[-1].period.grain)
    if holds(target):
        bounds = bounds_of(target, kpi)
        whole = [p for p in periods if p.start >= target.start and p.end <= target.until]
        return Route(tuple(Step(p, None, bounds.low, bounds.high) for p in whole), Shape.BOUNDS)
    if is_total(target, kpi):
        parts, shape = shares(target, kpi, points, periods, marks)
        steps = (
            Step(period, _times(target.value, part), _times(target.low, part), _times(target.high, part))
            for period, part in zip(periods, parts, strict=True)
        )
        return Route(tuple(steps), shape)
    if target.value is None:
        return Route(tuple(Step(period, None, target.low, target.high) for period in periods), Shape.BOUNDS)
    return _to_level(target, kpi, points, periods, marks)


def _to_level(
    target: Target, kpi: Kpi, points: tuple[SeriesPoint, ...], periods: Sequence[Period], marks: Marks
) -> Route:
    bent = forecast_shaped(target, kpi, points, periods, marks)
    if bent is not None:
        return Route(tuple(Step(period, bent[period]) for period in periods), Shape.FORECAST)
    start = baseline_of(target, points)
    if start is None:
        return Route()
    return Route(tuple(Step(p, _level(target, kpi.direction, start, p)) for p in periods), Shape.STRAIGHT)


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


def _times(amount: float | None, part: float) -> float | None:
    return None if amount is None else amount * part
