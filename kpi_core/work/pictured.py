"""The pictures beside a target: its members side by side, the line with its route, and the spans of earlier years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.charts import Bar, Mark, coming, ranking, trend, years
from kpi_core.forecast import Silence
from kpi_core.numbers import show_value
from kpi_core.periods import MONTHS_PER_YEAR, add_months
from kpi_core.phrases import value_name
from kpi_core.targets import as_variant, bounds_of, finished, holds, is_total, of_members, path, points_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Status, Target
    from kpi_core.targets import Member
    from kpi_core.texts import Lang

YEARS_BACK = 3
RECENT = 24
MOST_MEMBERS = 12


@dataclass(frozen=True)
class Shown:
    """A target, with a change worked out, and all that its pictures are made from. status: None while nothing is asked."""

    target: Target
    kpi: Kpi
    results: Results
    status: Status | None
    marks: Marks
    today: date
    lang: Lang
    mode: Mode


def members_beside(one: Shown, each: Sequence[Member]) -> Chart:
    """Draw the members side by side, the bound as a tick on each of them."""
    target, lang = one.target, one.lang
    bounds, named = bounds_of(target, one.kpi), as_variant(one.kpi, target.variant)
    bars = [
        Bar(value_name(target.by or "", m.name, lang), m.name, m.value, bounds.edge(m.value), m.rows)
        for m in each[:MOST_MEMBERS]
    ]
    edges = dict.fromkeys(edge for edge in (target.value, target.low, target.high) if edge is not None)
    goal = " – ".join(show_value(edge, named.unit, lang, compact=True) for edge in edges)
    return ranking(named, bars, lang, one.mode, before=say("chart.goal", lang, value=goal))


def trend_beside(one: Shown) -> Chart:
    """Draw the last two years of the KPI with the route to the target, and where it is heading when things go on as now."""
    target, kpi, status = one.target, one.kpi, one.status
    steps = path(target, kpi, one.results, one.marks) if status else ()
    total = is_total(target, kpi)
    goals = () if total else tuple(edge for edge in (target.value, target.low, target.high) if edge is not None)
    done = finished(tuple(p for p in points_of(target, one.results) if p.period.end <= one.today))
    ahead = Silence("members") if of_members(target) else coming(done, kpi, one.marks, until=target.until)
    return trend(
        kpi,
        finished(points_of(target, one.results))[-RECENT:],
        one.lang,
        one.mode,
        route={step.period: step.expected for step in steps if step.expected is not None},
        goals=goals,
        verdict=status.verdict if status else None,
        zero=total,
        band=None if isinstance(ahead, Silence) else ahead.band,
        marks=tuple(Mark(point.period, "special") for point in done[-RECENT:] if point.period in one.marks.special),
    )


def years_beside(one: Shown, heading: tuple[float, float, float] | None) -> Chart | None:
    """Draw the same span of earlier years beside the target; None before there is a whole one. heading: where this span ends."""
    target, kpi, points = one.target, one.kpi, points_of(one.target, one.results)
    found: dict[str, float] = {}
    total = is_total(target, kpi)
    for back in range(YEARS_BACK, 0, -1):
        months = -MONTHS_PER_YEAR * back
        start, until = add_months(target.start, months), add_months(target.until, months)
        inside = [p for p in points if p.period.start >= start and p.period.end <= until]
        value = _whole(inside, start, until) if total else _last(inside)
        if value is not None:
            found[_label(start, until)] = value
    if not found:
        return None
    ends = (heading[0], heading[2]) if heading and not holds(target) else None
    return years(kpi, found, one.lang, one.mode, goal=target.value, label=_label(target.start, target.until), ends=ends)


def _whole(inside: list[SeriesPoint], start: date, until: date) -> float | None:
    """Return the total of a span that is covered from its first to its last day, else None."""
    if not inside or inside[0].period.start != start or (until - inside[-1].period.end).days > 1:
        return None
    values = [point.value for point in inside if point.complete]
    return sum(v for v in values if v is not None) if len(values) == len(inside) and None not in values else None


def _last(inside: list[SeriesPoint]) -> float | None:
    known = [point.value for point in inside if point.complete and point.value is not None]
    return known[-1] if known else None


def _label(start: date, until: date) -> str:
    return str(start.year) if start.year == until.year else f"{start.year}/{until.year % 100:02d}"
