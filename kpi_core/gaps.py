"""Periods without a row inside a history: whether nothing happened, or it was not written down.

A sum or a count over no rows is 0, and only the owner knows whether that 0 is true. It is a fact, and nothing is asked, where
the table holds other rows of the period (it was written down, this kind of thing just did not happen), where the table is a list
of what runs (it says how things stand until it is replaced), and where periods without a row come and go by nature: more than
one in five of them, in at least three places. What is left is asked once per run of periods, and is in no expectation until answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kpi_core.dataset.model import day_of
from kpi_core.formula.facts import tables
from kpi_core.periods import Grain, Period, period_of, periods_between
from kpi_core.roles import KINDS
from kpi_core.series import finished, is_sum
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kpi_core.dataset import Dataset, PreparedTable
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Marks, SeriesPoint

GRAINS = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
"""What silence is asked about; a day without a row is an ordinary Sunday."""
NATURAL_SHARE = 0.2
NATURAL_RUNS = 3


@dataclass(frozen=True)
class Gap:
    """Periods in a row without a single row, oldest first, of which the owner has not said what they are.

    nothing, unknown: the KPI per period, on average over the history, if nothing happened then and if it was not written down;
    in the unit of the KPI.
    """

    periods: tuple[Period, ...]
    nothing: float
    unknown: float


def gaps_of(points: Sequence[SeriesPoint], kpi: Kpi, marks: Marks) -> tuple[Gap, ...]:
    """Return what is to be asked about the history of a KPI, oldest first."""
    asked = unanswered(points, kpi, marks)
    if not asked:
        return ()
    values = [p.value for p in _inside(points) if p.value is not None and p.period not in marks.unknown | asked]
    total, n = sum(values), len(values)
    runs = _runs([point.period for point in points if point.period in asked])
    return tuple(Gap(run, total / (n + len(run)), total / n) for run in runs) if n else ()


def unanswered(points: Sequence[SeriesPoint], kpi: Kpi, marks: Marks) -> frozenset[Period]:
    """Return the silent periods of which neither the owner nor the data said what they are."""
    return silent(points, kpi) - marks.nothing - marks.unknown - marks.special


def until_answered(points: Sequence[SeriesPoint], kpi: Kpi, marks: Marks) -> Marks:
    """Return the marks with what is not answered yet among the unknown: the 0 there is no figure to judge by."""
    return replace(marks, unknown=marks.unknown | unanswered(points, kpi, marks))


def silent(points: Sequence[SeriesPoint], kpi: Kpi) -> frozenset[Period]:
    """Return the whole periods inside a history in which a sum or a count rests on no row, unless that is natural for it.

    points: oldest first, of one grain and of everything together; of a segment 0 rows say little.
    """
    inside = _inside(points)
    if not inside or inside[0].period.grain not in GRAINS or not (is_sum(kpi) or kpi.unit is Unit.COUNT):
        return frozenset()
    empty = (point for point in inside if point.rows == 0 and point.complete and point.value is not None)
    found = [point.period for point in empty if is_sum(kpi) or point.value == 0]
    if len(_runs(found)) >= NATURAL_RUNS and len(found) > NATURAL_SHARE * len(inside):
        return frozenset()
    return frozenset(found)


def begun(points: Sequence[SeriesPoint], kpi: Kpi) -> tuple[SeriesPoint, ...]:
    """Return the points of a sum from the first one that rests on a row: what was not there yet did not sell 0.

    All of them when none has a row, and for what does not add up: that has no value then.
    """
    first = next((place for place, point in enumerate(points) if point.rows), 0)
    return tuple(points[first:]) if is_sum(kpi) else tuple(points)


def _inside(points: Sequence[SeriesPoint]) -> tuple[SeriesPoint, ...]:
    """Return the points from the first one with a row to the last whole one."""
    done = finished(tuple(points))
    first = next((place for place, point in enumerate(done) if point.rows), len(done))
    return done[first:]


def _runs(periods: Sequence[Period]) -> list[tuple[Period, ...]]:
    runs = [[period] for period in periods[:1]]
    for before, period in pairwise(periods):
        if before.shifted(1) == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    return [tuple(run) for run in runs]


def as_told(points: Sequence[SeriesPoint], marks: Marks) -> tuple[SeriesPoint, ...]:
    """Return the points without a value where the owner says that nothing was written down: the 0 there is no figure."""
    return tuple(replace(point, value=None) if point.period in marks.unknown else point for point in points)


def with_facts(marks: Marks, dataset: Dataset, tree: Node) -> Marks:
    """Return the marks with what the data itself says: periods in which every table of a formula was written down."""
    facts = [written(dataset, kind) for kind in sorted(tables(tree))]
    known = frozenset.intersection(*facts) if facts else frozenset()
    return replace(marks, nothing=marks.nothing | known - marks.unknown)


def written(dataset: Dataset, kind: str) -> frozenset[Period]:
    """Return the weeks, months, quarters and years for which a table has rows, whatever is in them; none without the table."""
    table = dataset.tables.get(kind)
    if table is None or table.first is None:
        return frozenset()
    if KINDS[kind].span is None:
        return _with_rows(table)
    last = max(dataset.reach or table.first, *(day_of(days[-1]) for days in table.days.values() if days))
    return frozenset(p for grain in GRAINS for p in periods_between(table.first, last, grain))


def _with_rows(table: PreparedTable) -> frozenset[Period]:
    days = [day_of(number) for number in table.days[table.date_role]]
    months = {period_of(day, Grain.MONTH) for day in {day.replace(day=1) for day in days}}
    weeks = {period_of(day_of(number), Grain.WEEK) for number in {n - (n + 3) % 7 for n in table.days[table.date_role]}}
    longer = {period_of(month.start, grain) for month in months for grain in (Grain.QUARTER, Grain.YEAR)}
    return frozenset(months | weeks | longer)


def spread(periods: Iterable[Period], *, wider: bool) -> frozenset[Period]:
    """Return the periods with the shorter ones they are made of; a week belongs where its Thursday is.

    wider: with the weeks and the quarter that hold only a part of one too: they are as little known, or as little ordinary.
    """
    found = set(periods)
    for period in tuple(found):
        if period.grain.months:
            inside = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER)
            shorter = (p for grain in inside for p in periods_between(period.start, period.end, grain))
            found |= {
                p for p in shorter if p.days <= period.days and (wider or period.start <= _middle(p) <= period.end)
            }
        if wider and period.grain is Grain.MONTH:
            found.add(period_of(period.start, Grain.QUARTER))
    return frozenset(found)


def _middle(period: Period) -> date:
    return period.start + (period.end - period.start) // 2
