"""The verdict on a target: on course, at risk, off course, cannot tell yet, reached or missed.

How it is judged, without a forecast:

Only complete periods count, the last one being `reach`; an unfinished period never changes a verdict.
A **sum** is compared with the part of the target that the route gives to the whole periods since the start. It is on course
while the gap on the bad side is at most 2% of what is expected (at least one for a count), at risk to 10%, then off course.
It is reached as soon as the total is there; a lower-is-better sum is missed as soon as it is passed, reached at the end.
A **level** is compared, in its last complete period, with the straight line from baseline to target. It is on course while
the gap on the bad side is at most a tenth of the road (target minus baseline) or half the KPI's own usual change from one
period to the next, whichever is larger; at risk to four tenths of the road or one and a half usual changes; then off course. Where
neither is known the bounds of a sum hold. A level is reached or missed only when its deadline has passed.
A **range** is on course inside; outside, the distance to the nearest edge is judged by the width of the range in the same way.
A figure that rests on answers is never called off course, reached or missed by less than its margin: that cannot be told.
What has to hold every period is judged in `holding`, what has to hold for each member in `members`; a change by points or a
percentage is judged as the value it leads to (`forms`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.model import Status, Verdict
from kpi_core.periods import periods_between
from kpi_core.series import as_variant, finished
from kpi_core.targets.forms import CHANGES, holds, is_total, of_members, points_of, resolved
from kpi_core.targets.holding import held
from kpi_core.targets.members import of_each
from kpi_core.targets.route import baseline_of, path, shares, usual_change
from kpi_core.targets.standing import (
    CHANGE_RISK,
    CHANGE_TOLERANCE,
    ROAD_RISK,
    ROAD_TOLERANCE,
    ROUNDING,
    SUM_RISK,
    SUM_TOLERANCE,
    Standing,
    cannot_tell,
    too_little,
)
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Kpi, Results, SeriesPoint, Target

CERTAIN = frozenset({Verdict.OFF_COURSE, Verdict.REACHED, Verdict.MISSED})
"""What is said of a score or a share of answers only when its distance is more than chance."""


def assess(target: Target, kpi: Kpi, results: Results, today: date) -> Status:
    """Judge a target on the results of its KPI, from the start of the target on and preferably a year before.

    The results hold the KPI at `card_grain(kpi)`; for a target on a segment they are split by the segment's role.
    """
    kpi = as_variant(kpi, target.variant)
    if of_members(target):
        return of_each(target, kpi, results, today)
    target = resolved(target, kpi, results)
    points = points_of(target, results)
    done = finished(tuple(point for point in points if point.period.end <= today))
    inside = tuple(p for p in done if p.period.start >= target.start and p.period.start <= target.until)
    waiting = _waiting(target, points, inside, today)
    if waiting:
        return waiting
    if target.form in CHANGES:
        return cannot_tell("no_base", now=inside[-1].value, reach=inside[-1].period.end)
    if holds(target):
        return held(target, kpi, done, today)
    judge = _sum if is_total(target, kpi) else _level
    found = judge(target, kpi, results, done, inside)
    if isinstance(found, Status):
        return found
    if abs(found.bad) <= ROUNDING * abs(found.expected):
        found = replace(found, bad=0.0)
    return _verdict(target, kpi, found, today)


def _waiting(
    target: Target, points: tuple[SeriesPoint, ...], inside: tuple[SeriesPoint, ...], today: date
) -> Status | None:
    if today < target.start:
        return cannot_tell("not_started", start=target.start)
    if not inside:
        if not points:
            return cannot_tell("no_data")
        first = periods_between(target.start, target.until, points[-1].period.grain)[:2]
        whole = [period for period in first if period.start >= target.start] or list(first)
        return cannot_tell("first_period", period=whole[0]) if whole else cannot_tell("no_data")
    return None


def _sum(
    target: Target, kpi: Kpi, results: Results, done: tuple[SeriesPoint, ...], inside: tuple[SeriesPoint, ...]
) -> Standing | Status:
    periods = periods_between(target.start, target.until, inside[-1].period.grain)
    counted = [p for p in periods if p.start >= target.start and p.end <= target.until and p <= inside[-1].period]
    values = {point.period: point.value for point in inside if point.complete}
    missing = next((period for period in counted if values.get(period) is None), None)
    if missing:
        return cannot_tell("missing_period", reach=done[-1].period.end, period=missing)
    if not counted:
        return cannot_tell("first_period", period=periods[0])
    now = sum(values[period] or 0.0 for period in counted)
    points = points_of(target, results)
    parts = dict(zip(periods, shares(target, points, periods), strict=True))
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
        fields={"kind": "sum", "share": part},
    )


def _level(
    target: Target, kpi: Kpi, results: Results, done: tuple[SeriesPoint, ...], inside: tuple[SeriesPoint, ...]
) -> Standing | Status:
    last = inside[-1]
    reach = last.period.end
    little = too_little(kpi, target.variant, last)
    if little or last.value is None:
        return little or cannot_tell("no_value", reach=reach, period=last.period)
    usual = usual_change(done, last.period)
    over = reach >= target.until
    if target.value is None:
        expected, bad = _bad_side(target, kpi.direction, last.value, 1.0)
        road = (target.high or 0.0) - (target.low or 0.0)
    else:
        start = baseline_of(target, done)
        step = next((step for step in path(target, kpi, results) if step.period == last.period), None)
        goal = target.value
        good_already = last.value >= goal if kpi.direction is not Direction.LOWER else last.value <= goal
        if start is None and not over and not good_already:
            return cannot_tell("no_baseline", now=last.value, reach=reach)
        expected = goal if over or step is None or step.expected is None else step.expected
        bad = expected - last.value if kpi.direction is not Direction.LOWER else last.value - expected
        road = abs(goal - start) if start is not None and bad_side_of(kpi.direction, start, goal) else 0.0
    return Standing(
        now=last.value,
        expected=expected,
        bad=bad,
        over=over,
        reach=reach,
        on_course_to=_bound(ROAD_TOLERANCE * road, CHANGE_TOLERANCE, usual, SUM_TOLERANCE * abs(expected)),
        at_risk_to=_bound(ROAD_RISK * road, CHANGE_RISK, usual, SUM_RISK * abs(expected)),
        fields={"kind": "level", "usual": usual},
        margin=last.margin or 0.0,
    )


def bad_side_of(direction: Direction, value: float, goal: float) -> bool:
    """Tell whether a value lies on the bad side of a goal; for a range KPI more is taken as better."""
    return value > goal if direction is Direction.LOWER else value < goal


def _bad_side(target: Target, direction: Direction, now: float, part: float) -> tuple[float, float]:
    """Return what is expected now and how far the value lies on its bad side (negative: on the good side)."""
    if target.value is not None:
        expected = float(f"{target.value * part:.12g}")  # six twelfths of 138 are 69
        return expected, now - expected if direction is Direction.LOWER else expected - now
    low = float("-inf") if target.low is None else target.low * part
    high = float("inf") if target.high is None else target.high * part
    expected = min(max(now, low), high)
    return expected, abs(now - expected)


def _bound(by_road: float, times: float, usual: float | None, by_size: float) -> float:
    bound = max(by_road, times * (usual or 0.0))
    return bound or by_size


def _verdict(target: Target, kpi: Kpi, at: Standing, today: date) -> Status:
    ended = _ended(target, kpi, at)
    if ended is None and today > target.until:
        return cannot_tell("waiting_for_data", now=at.now, reach=at.reach, until=target.until)
    if ended is not None:
        verdict = ended
    elif at.bad <= at.on_course_to + ROUNDING * abs(at.expected):
        verdict = Verdict.ON_COURSE
    else:
        verdict = Verdict.AT_RISK if at.bad <= at.at_risk_to else Verdict.OFF_COURSE
    if at.margin and verdict in CERTAIN and abs(_distance(target, at)) <= at.margin:
        return cannot_tell("within_chance", now=at.now, reach=at.reach, expected=at.expected)
    reason = "inside_range" if target.value is None and at.bad <= 0 else _reason(verdict, at)
    fields = {"now": at.now, "expected": at.expected, "distance": abs(at.now - at.expected), **at.fields}
    return Status(verdict, at.now, at.expected, at.now - at.expected, at.reach, reason, fields)


def _distance(target: Target, at: Standing) -> float:
    """Return how far the value is from the nearest edge of what is asked."""
    if target.value is not None:
        return at.now - at.expected
    return min((at.now - edge for edge in (target.low, target.high) if edge is not None), key=abs, default=0.0)


def _ended(target: Target, kpi: Kpi, at: Standing) -> Verdict | None:
    """Return reached or missed where the matter is closed, else None."""
    if at.over:
        return Verdict.REACHED if at.bad <= 0 else Verdict.MISSED
    if at.fields["kind"] != "sum":
        return None
    if kpi.direction is Direction.LOWER or target.value is None:
        ceiling = target.high if target.value is None else target.value
        return Verdict.MISSED if ceiling is not None and at.now > ceiling else None
    return Verdict.REACHED if at.now >= target.value else None


def _reason(verdict: Verdict, at: Standing) -> str:
    if verdict in (Verdict.REACHED, Verdict.MISSED):
        return verdict.value
    if at.bad <= 0:
        return f"{at.fields['kind']}_ahead" if at.bad < 0 else f"{at.fields['kind']}_on_route"
    return f"{at.fields['kind']}_within_margin" if verdict is Verdict.ON_COURSE else f"{at.fields['kind']}_behind"
