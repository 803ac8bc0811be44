"""What has to hold in every period: a floor, a ceiling, an amount per period. There is no route; each period is judged.

While it holds, the chance that it goes on to hold in every period left decides. Once a period has broken it, no chance is told:
the last whole period decides, kept again is at risk, broken is at risk to a tenth of the bound or one and a half usual changes,
then off course. At the end it is reached when every period kept to it, and missed when one did not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.forecast import Silence
from kpi_core.model import NO_MARKS, Status, Verdict
from kpi_core.targets.forms import bounds_of
from kpi_core.targets.judged import judged
from kpi_core.targets.route import usual_change
from kpi_core.targets.shape import Shape
from kpi_core.targets.standing import (
    BY_PACE,
    CHANGE_RISK,
    ROUNDING,
    SUM_RISK,
    awaited,
    by_chance,
    cannot_tell,
    too_little,
    untold,
)

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Kpi, Marks, SeriesPoint, Target
    from kpi_core.targets.forms import Bounds


@dataclass(frozen=True)
class _Held:
    """The whole periods of a target: the last one, how many are known, those that broke it; over: none is left."""

    last: SeriesPoint
    periods: int
    broken: list[SeriesPoint]
    over: bool


def held(target: Target, kpi: Kpi, done: tuple[SeriesPoint, ...], today: date, marks: Marks = NO_MARKS) -> Status:
    """Judge each whole period from the start to the deadline; `done`: the finished points, oldest first."""
    inside = [p for p in done if p.period.start >= target.start and p.period.end <= target.until]
    if not inside:
        return awaited(target, done[-1].period.grain, level=False)
    last = inside[-1]
    not_told = cannot_tell("missing_period", reach=last.period.end, period=last.period)
    waiting = not_told if last.period in marks.unknown else too_little(kpi, target.variant, last)
    if waiting:
        return waiting
    bounds = bounds_of(target, kpi)
    unknown = [p for p in inside if not p.complete or p.period in marks.unknown or too_little(kpi, target.variant, p)]
    broken = [p for p in inside if p not in unknown and _is_broken(p, bounds)]
    over = last.period.shifted(1).end > target.until
    if not over and today > target.until:
        return cannot_tell("waiting_for_data", now=last.value, reach=last.period.end, until=target.until)
    if over and not broken and unknown:
        return cannot_tell("missing_period", now=last.value, reach=last.period.end, period=unknown[0].period)
    at = _Held(last, len(inside) - len(unknown), broken, over)
    if not over and not broken:
        return _going_on(target, kpi, done, marks, at)
    loose = [p for p in inside if p not in broken and p not in unknown and _is_short(p, bounds)]
    return _ended(at, bounds, done, loose)


def _going_on(target: Target, kpi: Kpi, done: tuple[SeriesPoint, ...], marks: Marks, at: _Held) -> Status:
    """Judge what was kept so far by the chance that it goes on to be."""
    kept = _status(at, bounds_of(target, kpi), Verdict.ON_COURSE)
    found = judged(target, kpi, done, marks)
    if isinstance(found, Silence):
        return untold(kept, found, pace=found.reason in BY_PACE)
    return by_chance(kept, found)


def _is_broken(point: SeriesPoint, bounds: Bounds) -> bool:
    """Return whether a value is on the wrong side of a bound by more than chance can do to answers."""
    assert point.value is not None
    return _is_short(point, bounds) and bounds.off(point.value) > (point.margin or 0.0)


def _is_short(point: SeriesPoint, bounds: Bounds) -> bool:
    assert point.value is not None
    return bounds.off(point.value) > ROUNDING * abs(bounds.edge(point.value))


def _ended(at: _Held, bounds: Bounds, done: tuple[SeriesPoint, ...], loose: list[SeriesPoint]) -> Status:
    """Judge what is over or was broken. loose: periods that fell short by no more than chance can do to answers."""
    if at.over and not at.broken and loose:
        edge = bounds.edge(loose[-1].value or 0.0)
        return cannot_tell("within_chance", now=loose[-1].value, reach=at.last.period.end, expected=edge)
    if at.over:
        return _status(at, bounds, Verdict.MISSED if at.broken else Verdict.REACHED)
    if at.last not in at.broken:
        return _status(at, bounds, Verdict.AT_RISK)
    assert at.last.value is not None
    usual = usual_change(done, at.last.period) or 0.0
    margin = max(SUM_RISK * abs(bounds.edge(at.last.value)), CHANGE_RISK * usual)
    return _status(at, bounds, Verdict.AT_RISK if bounds.off(at.last.value) <= margin else Verdict.OFF_COURSE)


def _status(at: _Held, bounds: Bounds, verdict: Verdict) -> Status:
    now = at.last.value
    assert now is not None
    edge = bounds.edge(now)
    fields: dict[str, object] = {"now": now, "expected": edge, "n": at.periods, "broken": len(at.broken)}
    fields["route"] = Shape.BOUNDS
    if at.over:
        reason = "hold_missed" if at.broken else "hold_reached"
        fields |= {"period": at.broken[0].period} if at.broken else {}
    elif at.last in at.broken:
        reason = "hold_below" if now < edge else "hold_above"
    else:
        reason = "hold_once_broken" if at.broken else "hold_kept"
    return Status(verdict, now, edge, now - edge, at.last.period.end, reason, fields)
