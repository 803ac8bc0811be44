"""How far a KPI has come: a sum over its whole periods so far, a level in its last one, beside what the route asks by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.periods import periods_between
from kpi_core.targets.ahead import known_values
from kpi_core.targets.forms import is_total, points_of
from kpi_core.targets.route import baseline_of, route_to, usual_change
from kpi_core.targets.shape import shares
from kpi_core.targets.standing import (
    CHANGE_RISK,
    CHANGE_TOLERANCE,
    ROAD_RISK,
    ROAD_TOLERANCE,
    SUM_RISK,
    SUM_TOLERANCE,
    Standing,
    awaited,
    cannot_tell,
    too_little,
)
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Status, Target


def progress(
    target: Target, kpi: Kpi, results: Results, done: Sequence[SeriesPoint], marks: Marks
) -> Standing | Status:
    """Return where a target with one value or one range stands, or why that cannot be told. done: whole periods, oldest first."""
    inside = [p for p in done if p.period.start >= target.start and p.period.start <= target.until]
    make = _sum if is_total(target, kpi) else _level
    return make(target, kpi, results, (done, inside), marks)


def _sum(
    target: Target,
    kpi: Kpi,
    results: Results,
    points: tuple[Sequence[SeriesPoint], Sequence[SeriesPoint]],
    marks: Marks,
) -> Standing | Status:
    done, inside = points
    periods = periods_between(target.start, target.until, inside[-1].period.grain)
    counted = [p for p in periods if p.start >= target.start and p.end <= target.until and p <= inside[-1].period]
    values = known_values(inside, marks)
    missing = next((period for period in counted if values.get(period) is None), None)
    if missing:
        return cannot_tell("missing_period", reach=done[-1].period.end, period=missing)
    if not counted:
        return awaited(target, periods[0].grain, level=False)
    now = sum(values[period] or 0.0 for period in counted)
    found, shape = shares(target, kpi, points_of(target, results), periods, marks)
    parts = dict(zip(periods, found, strict=True))
    part = sum(parts[period] for period in counted)
    expected, bad = _bad_side(target, kpi.direction, now, part)
    floor = 1.0 if kpi.unit is Unit.COUNT else 0.0
    return Standing(
        now=now,
        expected=expected,
        bad=bad,
        over=done[-1].period.end >= target.until or counted[-1].end >= target.until,
        reach=counted[-1].end,
        on_course_to=max(SUM_TOLERANCE * abs(expected), floor),
        at_risk_to=max(SUM_RISK * abs(expected), floor),
        fields={"kind": "sum", "share": part, "route": shape},
    )


def _level(
    target: Target,
    kpi: Kpi,
    results: Results,
    points: tuple[Sequence[SeriesPoint], Sequence[SeriesPoint]],
    marks: Marks,
) -> Standing | Status:
    done, inside = points
    last = inside[-1]
    little = too_little(kpi, target.variant, last)
    if little or last.value is None:
        return little or cannot_tell("no_value", reach=last.period.end, period=last.period)
    usual = usual_change(done, last.period)
    over = last.period.end >= target.until
    route = route_to(target, kpi, results, marks)
    start = baseline_of(target, done)
    expected: float | None
    if target.value is None:
        expected, bad = _bad_side(target, kpi.direction, last.value, 1.0)
        road = (target.high or 0.0) - (target.low or 0.0)
    else:
        expected = next((step.expected for step in route.steps if step.period == last.period), None)
        if over or (expected is None and _is_there(kpi.direction, last.value, target.value)):
            expected = target.value
        bad = _behind(kpi.direction, last.value, expected) if expected is not None else 0.0
        road = max(_behind(kpi.direction, start, target.value), 0.0) if start is not None else 0.0
    size = abs(expected or 0.0)
    return Standing(
        now=last.value,
        expected=expected,
        bad=bad,
        over=over,
        reach=last.period.end,
        on_course_to=max(ROAD_TOLERANCE * road, CHANGE_TOLERANCE * (usual or 0.0)) or SUM_TOLERANCE * size,
        at_risk_to=max(ROAD_RISK * road, CHANGE_RISK * (usual or 0.0)) or SUM_RISK * size,
        fields={"kind": "level", "usual": usual, "route": route.shape},
        margin=last.margin or 0.0,
    )


def _behind(direction: Direction, value: float, goal: float) -> float:
    """Return how far a value lies on the bad side of a goal; for a range KPI more is taken as better."""
    return value - goal if direction is Direction.LOWER else goal - value


def _is_there(direction: Direction, value: float, goal: float) -> bool:
    return _behind(direction, value, goal) <= 0


def _bad_side(target: Target, direction: Direction, now: float, part: float) -> tuple[float, float]:
    """Return what is expected now and how far the value lies on its bad side (negative: on the good side)."""
    if target.value is not None:
        expected = float(f"{target.value * part:.12g}")  # six twelfths of 138 are 69
        return expected, _behind(direction, now, expected)
    low = float("-inf") if target.low is None else target.low * part
    high = float("inf") if target.high is None else target.high * part
    expected = min(max(now, low), high)
    return expected, abs(now - expected)
