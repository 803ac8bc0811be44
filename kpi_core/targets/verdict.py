"""The verdict on a target: on course, at risk, off course, cannot tell yet, reached or missed.

How it is judged. Only complete periods count, the last one being `reach`; an unfinished period never changes a verdict.
A **sum** is reached as soon as the total is there; a lower-is-better sum is missed as soon as it is passed, reached at the end. A
**level** and a **range** are reached or missed only when the deadline has passed. Until then the chance of getting there when
things go on as now decides (`ahead`, `judged`), and where the forecast is silent it says why.
With fewer than six periods, or all of them equal, there is no chance, and the **pace** is told as that: a sum against the part of the target the route
gives to the whole periods since the start, on course to 2% behind it (at least one for a count), at risk to 10%. A level
against the route, on course to a tenth of the road (target minus baseline) or half the KPI's own usual change from one period to
the next, whichever is larger; at risk to four tenths of the road or one and a half usual changes. Where neither is known the
bounds of a sum hold. A range by the distance to its nearest edge and its width, in the same way.
A figure that rests on answers is never called off course, reached or missed by less than its margin: that cannot be told.
What has to hold every period is judged in `holding`, what has to hold for each member in `members`; a change by points or a
percentage is judged as the value it leads to (`forms`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.forecast import Silence
from kpi_core.gaps import until_answered
from kpi_core.model import NO_MARKS, Status, Verdict
from kpi_core.series import as_variant, finished
from kpi_core.targets.forms import CHANGES, holds, is_total, of_members, points_of, resolved
from kpi_core.targets.holding import held
from kpi_core.targets.judged import judged
from kpi_core.targets.members import of_each
from kpi_core.targets.progress import progress
from kpi_core.targets.standing import BY_PACE, ROUNDING, Standing, awaited, by_chance, cannot_tell, untold
from kpi_core.units import Direction

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Target

CERTAIN = frozenset({Verdict.OFF_COURSE, Verdict.REACHED, Verdict.MISSED})
"""What is said of a score or a share of answers only when its distance is more than chance."""


def assess(target: Target, kpi: Kpi, results: Results, today: date, marks: Marks = NO_MARKS) -> Status:
    """Judge a target on the results of its KPI, from two years before the start of the target on where there are.

    The results hold the KPI at `card_grain(kpi)`; for a target on a segment they are split by the segment's role. marks: what the
    owner told about the KPI's past.
    """
    kpi = as_variant(kpi, target.variant)
    if of_members(target):
        return of_each(target, kpi, results, today)
    points = points_of(target, results)
    marks = until_answered(points, kpi, marks)
    target = resolved(target, kpi, results, marks)
    done = finished(tuple(point for point in points if point.period.end <= today))
    inside = tuple(p for p in done if p.period.start >= target.start and p.period.start <= target.until)
    waiting = _waiting(target, kpi, (points, inside), today)
    if waiting:
        return waiting
    if target.form in CHANGES:
        return cannot_tell("no_base", now=inside[-1].value, reach=inside[-1].period.end)
    if holds(target):
        return held(target, kpi, done, today, marks)
    found = progress(target, kpi, results, done, marks)
    if isinstance(found, Status):
        return found
    if abs(found.bad) <= ROUNDING * abs(found.expected or 0.0):
        found = replace(found, bad=0.0)
    return _verdict(target, kpi, found, today, (done, marks))


def _waiting(
    target: Target, kpi: Kpi, known: tuple[tuple[SeriesPoint, ...], tuple[SeriesPoint, ...]], today: date
) -> Status | None:
    """Return why there is nothing to judge yet, if so. known: all points, and the whole ones inside the target."""
    points, inside = known
    if today < target.start:
        return cannot_tell("not_started", start=target.start)
    if not inside:
        if not points or target.until < points[0].period.start:
            return cannot_tell("no_data")
        return awaited(target, points[-1].period.grain, level=not (is_total(target, kpi) or holds(target)))
    return None


def _verdict(
    target: Target, kpi: Kpi, at: Standing, today: date, known: tuple[tuple[SeriesPoint, ...], Marks]
) -> Status:
    ended = _ended(target, kpi, at)
    if ended is None and today > target.until:
        return cannot_tell("waiting_for_data", now=at.now, reach=at.reach, until=target.until)
    found = Silence("over") if ended else judged(target, kpi, *known)
    pace = isinstance(found, Silence) and found.reason in BY_PACE
    if pace and at.expected is None:
        return cannot_tell("no_baseline", now=at.now, reach=at.reach)
    status = _status(target, at, ended or _pace(at), pace=pace)
    if not isinstance(found, Silence):
        status = by_chance(status, found)
    elif ended is None:
        status = untold(status, found, pace=pace)
    if at.margin and status.verdict in CERTAIN and abs(_distance(target, at)) <= at.margin:
        return cannot_tell("within_chance", now=at.now, reach=at.reach, expected=at.expected)
    return status


def _status(target: Target, at: Standing, verdict: Verdict, *, pace: bool) -> Status:
    reason = "inside_range" if target.value is None and at.bad <= 0 else _reason(verdict, at, pace=pace)
    gap = None if at.expected is None else at.now - at.expected
    fields: dict[str, object] = {"now": at.now, "expected": at.expected, "distance": abs(gap or 0.0), **at.fields}
    return Status(verdict, at.now, at.expected, gap, at.reach, reason, fields)


def _pace(at: Standing) -> Verdict:
    """Return the verdict on the pace alone: how far behind the route it is."""
    if at.bad <= at.on_course_to + ROUNDING * abs(at.expected or 0.0):
        return Verdict.ON_COURSE
    return Verdict.AT_RISK if at.bad <= at.at_risk_to else Verdict.OFF_COURSE


def _distance(target: Target, at: Standing) -> float:
    """Return how far the value is from the nearest edge of what is asked."""
    if target.value is not None:
        return at.now - (target.value if at.expected is None else at.expected)
    return min((at.now - edge for edge in (target.low, target.high) if edge is not None), key=abs, default=0.0)


def _ended(target: Target, kpi: Kpi, at: Standing) -> Verdict | None:
    """Return reached or missed where the matter is closed, else None."""
    if at.over:
        return Verdict.REACHED if at.bad <= 0 else Verdict.MISSED
    if at.fields["kind"] != "sum":
        return None
    if kpi.direction is Direction.LOWER or target.value is None:
        ceiling = target.high if target.value is None else target.value
        return Verdict.MISSED if ceiling is not None and at.now - ceiling > ROUNDING * abs(ceiling) else None
    return Verdict.REACHED if at.now - target.value >= -ROUNDING * abs(target.value) else None


def _reason(verdict: Verdict, at: Standing, *, pace: bool) -> str:
    if verdict in (Verdict.REACHED, Verdict.MISSED):
        return verdict.value
    kind = at.fields["kind"]
    if at.expected is None:
        return f"{kind}_unrouted"
    if at.bad <= 0:
        return f"{kind}_ahead" if at.bad < 0 else f"{kind}_on_route"
    return f"{kind}_within_margin" if pace and verdict is Verdict.ON_COURSE else f"{kind}_behind"
