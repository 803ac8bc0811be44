"""What has to hold in every period: a floor, a ceiling, an amount per period. There is no route; each period is judged.

While it runs, the last whole period decides: kept is on course, or at risk when an earlier period was not; broken is at risk to
a tenth of the bound or one and a half usual changes, then off course. At the end it is reached when every period kept to
it, and missed when one did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.model import Status, Verdict
from kpi_core.periods import periods_between
from kpi_core.targets.forms import bounds_of
from kpi_core.targets.route import usual_change
from kpi_core.targets.standing import CHANGE_RISK, ROUNDING, SUM_RISK, cannot_tell, too_little

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Kpi, SeriesPoint, Target
    from kpi_core.targets.forms import Bounds


def held(target: Target, kpi: Kpi, done: tuple[SeriesPoint, ...], today: date) -> Status:
    """Judge each whole period from the start to the deadline; `done`: the finished points, oldest first."""
    inside = [p for p in done if p.period.start >= target.start and p.period.end <= target.until]
    if not inside:
        whole = [
            p for p in periods_between(target.start, target.until, done[-1].period.grain) if p.start >= target.start
        ]
        return cannot_tell("first_period", period=whole[0]) if whole else cannot_tell("no_data")
    last = inside[-1]
    little = too_little(kpi, target.variant, last)
    if little:
        return little
    bounds = bounds_of(target, kpi)
    unknown = [p.period for p in inside if not p.complete or too_little(kpi, target.variant, p)]
    broken = [p for p in inside if p.period not in unknown and _is_broken(p, bounds)]
    over = last.period.shifted(1).end > target.until
    if not over and today > target.until:
        return cannot_tell("waiting_for_data", now=last.value, reach=last.period.end, until=target.until)
    if over and not broken and unknown:
        return cannot_tell("missing_period", now=last.value, reach=last.period.end, period=unknown[0])
    loose = [p for p in inside if p not in broken and p.period not in unknown and _is_short(p, bounds)]
    if over and not broken and loose:
        edge = bounds.edge(loose[-1].value or 0.0)
        return cannot_tell("within_chance", now=loose[-1].value, reach=last.period.end, expected=edge)
    return _status(last, bounds, broken, len(inside), _verdict(last, bounds, broken, done, over=over), over=over)


def _is_broken(point: SeriesPoint, bounds: Bounds) -> bool:
    """Return whether a value is on the wrong side of a bound by more than chance can do to answers."""
    assert point.value is not None
    return _is_short(point, bounds) and bounds.off(point.value) > (point.margin or 0.0)


def _is_short(point: SeriesPoint, bounds: Bounds) -> bool:
    assert point.value is not None
    return bounds.off(point.value) > ROUNDING * abs(bounds.edge(point.value))


def _verdict(
    last: SeriesPoint, bounds: Bounds, broken: list[SeriesPoint], done: tuple[SeriesPoint, ...], *, over: bool
) -> Verdict:
    if over:
        return Verdict.MISSED if broken else Verdict.REACHED
    if last not in broken:
        return Verdict.AT_RISK if broken else Verdict.ON_COURSE
    assert last.value is not None
    usual = usual_change(done, last.period) or 0.0
    margin = max(SUM_RISK * abs(bounds.edge(last.value)), CHANGE_RISK * usual)
    return Verdict.AT_RISK if bounds.off(last.value) <= margin else Verdict.OFF_COURSE


def _status(
    last: SeriesPoint, bounds: Bounds, broken: list[SeriesPoint], periods: int, verdict: Verdict, *, over: bool
) -> Status:
    now = last.value
    assert now is not None
    edge = bounds.edge(now)
    fields: dict[str, object] = {"now": now, "expected": edge, "n": periods, "broken": len(broken)}
    if over:
        reason = "hold_missed" if broken else "hold_reached"
        fields |= {"period": broken[0].period} if broken else {}
    elif last in broken:
        reason = "hold_below" if now < edge else "hold_above"
    else:
        reason = "hold_once_broken" if broken else "hold_kept"
    return Status(verdict, now, edge, now - edge, last.period.end, reason, fields)
