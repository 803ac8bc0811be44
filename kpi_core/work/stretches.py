"""Which two stretches of time a change is told between: the latest and the same a year before, or the route to a target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.drivers import over_time, split_as
from kpi_core.model import Form, Kpi
from kpi_core.periods import MONTHS_PER_YEAR, Grain, Period, add_months
from kpi_core.series import card_grain, finished, series
from kpi_core.targets import assess, holds, is_total, judged_grain, of_members

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.model import Marks, Results, SeriesPoint, Status, Target


@dataclass(frozen=True)
class Stretch:
    """From one span of time to another. route: where it should be over the later one; None = compared with the earlier one."""

    before: Period
    now: Period
    route: float | None = None


def latest(kpi: Kpi, variant: str | None, results: Results, segment: str | None = None) -> Stretch | None:
    """Return the newest whole period beside the same a year before, or the one before it while that is not known.

    results: the KPI at its card's grain. None without two whole periods with a value.
    """
    known = {one.period: one for one in _whole(series(results, kpi.id, segment)) if one.value is not None}
    grain = card_grain(kpi, variant)
    told = [period for period in known if period.grain is grain]
    if not told:
        return None
    now = max(told)
    before = next((one for one in (now.year_earlier(), now.shifted(-1)) if one in known), None)
    return Stretch(before, now) if before else None


def this_year(kpi: Kpi, stretch: Stretch) -> Stretch | None:
    """Return the year up to the end of a stretch beside the same part of the year before; None for what no months add up to."""
    split = split_as(kpi)
    if not isinstance(split, Kpi) or not over_time(split) or stretch.now.end.month == 1:
        return None
    now = Period(stretch.now.end.replace(month=1, day=1), stretch.now.end, Grain.ALL)
    return Stretch(year_before(now), now)


def towards(target: Target, kpi: Kpi, results: Results, today: date, marks: Marks) -> Stretch | None:
    """Return the stretch from the route to where a target stands, None where that cannot be told as one value.

    results: as the target is judged on. The earlier span is the same a year before: it says which share each part has.
    """
    if target.value is None or holds(target) or of_members(target) or target.form is Form.AT_AGE:
        return None
    status = assess(target, kpi, results, today, marks)
    if status.expected is None or status.now is None or status.reach is None:
        return None
    if is_total(target, kpi):
        now = Period(target.start, status.reach, Grain.ALL)
        return Stretch(year_before(now), now, status.expected)
    return _level(target, kpi, status, results)


def _level(target: Target, kpi: Kpi, status: Status, results: Results) -> Stretch | None:
    points = series(results, kpi.id, target.segment[1] if target.segment else None)
    grain = judged_grain(target, kpi)
    known = {one.period for one in _whole(points) if one.value is not None and one.period.grain is grain}
    now = next((period for period in known if period.end == status.reach), None)
    if now is None:
        return None
    before = next((one for one in (now.year_earlier(), now.shifted(-1)) if one in known), None)
    return Stretch(before, now, status.expected) if before else None


def year_before(span: Period) -> Period:
    """Return a span of whole months a year earlier; the end of a month stays the end of a month."""
    end = add_months(span.end + timedelta(days=1), -MONTHS_PER_YEAR) - timedelta(days=1)
    return Period(add_months(span.start, -MONTHS_PER_YEAR), end, Grain.ALL)


def _whole(points: Sequence[SeriesPoint]) -> list[SeriesPoint]:
    return [point for point in finished(tuple(points)) if point.complete]
