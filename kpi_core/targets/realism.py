"""How realistic a target is: how often it would be made when things go on as now, from the KPI's own history and nothing else.

A chance of going on as now is no chance of success: a target presupposes that something is done. Benchmarks have no part in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpi_core.forecast import Silence, label_of
from kpi_core.gaps import as_told, until_answered
from kpi_core.model import NO_MARKS
from kpi_core.periods import periods_between
from kpi_core.series import as_variant, finished
from kpi_core.targets.ahead import ahead
from kpi_core.targets.forms import CHANGES, bounds_of, holds, is_asked, is_total, of_members, points_of, resolved
from kpi_core.targets.history import ask_of
from kpi_core.targets.standing import enough, too_little
from kpi_core.targets.suggested import suggested

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.forecast import Label
    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Target
    from kpi_core.targets.ahead import Ahead
    from kpi_core.targets.history import Ask
    from kpi_core.targets.suggested import Suggestion

TOO_FEW = frozenset({"too_few_answers", "too_few_rows"})
FEWEST_BESIDE = 6
"""A best change is told only when there were this many to choose it from."""


@dataclass(frozen=True)
class Realism:
    """How realistic a target is. All amounts are in the KPI's unit.

    chance: how often it is made when things go on as now, None = not told, for `reason` with its `fields`. label: None = not told.
    n, season: the periods of history, and how many make a shape. middle: where it ends when things go on as now; heading: the same
    between the ends of 4 in 5, None further ahead than may be shown.
    uplift: what has to come on top of that, as a proportion (of the periods left, for a total); None for bounds and below zero.
    ask: what it asks beside the best change before. suggestions: three targets, easiest first; none where no chance is told.
    record: the best single value so far, for histories too short for a chance; asked: what the target asks of one period.
    """

    chance: float | None
    label: Label | None
    n: int
    season: int = 1
    reason: str = ""
    fields: Map[str, object] = field(default_factory=dict)
    heading: tuple[float, float, float] | None = None
    middle: float | None = None
    uplift: float | None = None
    ask: Ask | None = None
    suggestions: tuple[Suggestion, ...] = ()
    record: float | None = None
    asked: float | None = None


def realism(target: Target, kpi: Kpi, results: Results, today: date, marks: Marks = NO_MARKS) -> Realism:
    """Weigh a target, kept or not, running or not yet begun, on the whole periods up to today.

    Reasons for no chance, beside those of `ahead`: `members` (one value is asked of many), `no_base` (a change whose start is
    not known), `broken` (what has to hold was broken already), `first_look` (too little history for what is neither all but sure
    nor all but none), `no_value` (nothing is asked yet), `too_few_answers` and `too_few_rows` (a level nobody judges by so few).
    """
    kpi = as_variant(kpi, target.variant)
    if not is_asked(target) or of_members(target):
        return Realism(None, None, 0, reason="members" if is_asked(target) else "no_value")
    points = points_of(target, results)
    marks = until_answered(points, kpi, marks)
    target = resolved(target, kpi, results, marks)
    done = as_told(finished(tuple(point for point in points if point.period.end <= today)), marks)
    if target.form in CHANGES:
        return Realism(None, None, len(done), reason="no_base")
    ask = _fair(ask_of(target, kpi, done), done)
    if _is_broken(target, kpi, done):
        return Realism(None, None, len(done), reason="broken", ask=ask)
    found = ahead(target, kpi, done, marks)
    if isinstance(found, Silence):
        return _silent(found, target, kpi, done, ask)
    few = too_little(kpi, target.variant, done[-1])
    if few and few.reason in TOO_FEW:
        return Realism(None, None, found.n, found.outlook.season, few.reason, few.fields, ask=ask)
    told = _told(found, target, kpi, ask)
    broken = any(_is_broken(replace(target, value=one.value), kpi, done) for one in told.suggestions)
    return replace(told, suggestions=()) if broken else told  # what the periods so far broke is no suggestion


def _told(found: Ahead, target: Target, kpi: Kpi, ask: Ask | None) -> Realism:
    chance = found.chance()
    label = label_of(chance, found.n, found.outlook.season)
    if label is None:
        few = {"n": found.n, "needed": enough(found.outlook.season)}
        return Realism(None, None, found.n, found.outlook.season, "first_look", few, ask=ask)
    return Realism(
        chance,
        label,
        found.n,
        found.outlook.season,
        heading=found.heading(),
        middle=found.middle,
        uplift=_uplift(target, found),
        ask=ask,
        suggestions=() if found.first_look else suggested(target, kpi, found),
    )


def _fair(ask: Ask | None, done: Sequence[SeriesPoint]) -> Ask | None:
    """Leave out a best change that was the best of only a few."""
    if ask is None or ask.kind == "range":
        return ask
    return ask if len(done) - ask.periods >= FEWEST_BESIDE else None


def _is_broken(target: Target, kpi: Kpi, done: Sequence[SeriesPoint]) -> bool:
    if not holds(target):
        return False
    bounds = bounds_of(target, kpi)
    inside = [p for p in done if p.period.start >= target.start and p.period.end <= target.until and p.complete]
    return any(point.value is not None and bounds.off(point.value) > (point.margin or 0.0) for point in inside)


def _uplift(target: Target, found: Ahead) -> float | None:
    """Return what the forecast falls short of the target, as a proportion of it; below 0: it is more than enough."""
    if target.value is None or holds(target) or found.rest <= 0:
        return None
    asked = found.bounds.low if found.bounds.low is not None else found.bounds.high
    assert asked is not None
    return (asked - found.done) / found.rest - 1


def _silent(why: Silence, target: Target, kpi: Kpi, done: Sequence[SeriesPoint], ask: Ask | None) -> Realism:
    n = why.fields.get("n", 0)
    values = [point.value for point in done if point.complete and point.value is not None]
    bounds = bounds_of(target, kpi)
    told = Realism(None, None, n if isinstance(n, int) else 0, reason=why.reason, fields=why.fields, ask=ask)
    if why.reason != "too_short" or not values or target.value is None:
        return told
    record = max(values) if bounds.low is not None else min(values)
    periods = len(periods_between(target.start, target.until, done[-1].period.grain)) if is_total(target, kpi) else 1
    return Realism(
        None, None, told.n, reason=why.reason, fields=why.fields, record=record, asked=target.value / periods, ask=ask
    )
