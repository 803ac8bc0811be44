"""What a target asks beside what the KPI has done before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.periods import periods_between
from kpi_core.targets.forms import bounds_of, holds, is_total, is_whole
from kpi_core.targets.route import baseline_of
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, SeriesPoint, Target
    from kpi_core.periods import Period

FEWEST_WINDOWS = 1
LAST_PERIODS = 12


@dataclass(frozen=True)
class Ask:
    """The change a target asks for and the best one in the KPI's own history.

    kind: "sum": growth against the same span a year before, as a proportion; "level": change over as many periods, in the
        KPI's unit; "range": best = periods that kept to the bounds of the last `asked` ones.
    within: the best was at least what is asked. easy: nothing has to change.
    """

    kind: Literal["sum", "level", "range"]
    asked: float
    best: float
    base: float
    periods: int
    within: bool
    easy: bool = False


def ask_of(target: Target, kpi: Kpi, points: Sequence[SeriesPoint]) -> Ask | None:
    """Compare a target with history before its start; None when that is too short, or a total has no whole periods to compare."""
    before = {p.period: p.value for p in points if p.complete and p.value is not None and p.period.end < target.start}
    known = {period: value for period, value in before.items() if value is not None}
    if not known:
        return None
    span = periods_between(target.start, target.until, next(iter(known)).grain)
    if target.value is None or holds(target):
        return _range(target, kpi, list(known.values()), len(span))
    if is_total(target, kpi):
        return _sum(target.value, kpi, known, span) if is_whole(target, span) else None
    return _level(target, kpi, known, baseline_of(target, points), len(span))


def _sum(goal: float, kpi: Kpi, known: dict[Period, float], span: Sequence[Period]) -> Ask | None:
    base = _total(known, [period.year_earlier() for period in span])
    if base is None or base <= 0:
        return None
    growths = []
    for back in range(1, len(known) + 1):
        window = [period.shifted(-back) for period in span]
        total, earlier = _total(known, window), _total(known, [period.year_earlier() for period in window])
        if total is not None and earlier is not None and earlier > 0:
            growths.append(total / earlier - 1)
    if len(growths) < FEWEST_WINDOWS:
        return None
    asked = goal / base - 1
    if kpi.direction is Direction.LOWER:
        best = min(growths)
        return Ask("sum", asked, best, base, len(span), within=best <= asked, easy=asked >= 0)
    best = max(growths)
    return Ask("sum", asked, best, base, len(span), within=best >= asked, easy=asked <= 0)


def _level(target: Target, kpi: Kpi, known: dict[Period, float], base: float | None, periods: int) -> Ask | None:
    assert target.value is not None
    if base is None:
        return None
    changes = [known[later] - value for period, value in known.items() if (later := period.shifted(periods)) in known]
    if len(changes) < FEWEST_WINDOWS:
        return None
    asked = target.value - base
    if kpi.direction is Direction.LOWER:
        best = min(changes)
        return Ask("level", asked, best, base, periods, within=best <= asked, easy=asked >= 0)
    best = max(changes)
    return Ask("level", asked, best, base, periods, within=best >= asked, easy=asked <= 0)


def _range(target: Target, kpi: Kpi, values: list[float], periods: int) -> Ask | None:
    if is_total(target, kpi):
        return None
    last = values[-LAST_PERIODS:]
    bounds = bounds_of(target, kpi)
    inside = sum(bounds.off(value) == 0 for value in last)
    return Ask("range", len(last), inside, 0.0, periods, within=2 * inside >= len(last))


def _total(known: dict[Period, float], window: Sequence[Period]) -> float | None:
    values = [known.get(period) for period in window]
    return None if any(value is None for value in values) else sum(value for value in values if value is not None)
