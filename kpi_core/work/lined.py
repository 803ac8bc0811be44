"""The line of the explore page: with its route, where it is heading, and what is to be said of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.cards import seen_as
from kpi_core.charts import Mark, coming, trend
from kpi_core.forecast import Silence, Stage
from kpi_core.series import finished, is_sum
from kpi_core.targets import is_total, judged_grain, of_members, path
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.cards import Card
    from kpi_core.charts import Chart, Coming
    from kpi_core.model import SeriesPoint, Target
    from kpi_core.periods import Period
    from kpi_core.work.looked import Look


@dataclass(frozen=True)
class Line:
    """The chart of a KPI over time. note: why it does not go on, or how far that can be trusted; "" for nothing to say."""

    chart: Chart
    note: str = ""


def line_of(card: Card, kept: Sequence[SeriesPoint], points: Sequence[SeriesPoint], look: Look) -> Line:
    """Return the line. kept: the points on the page; points: all there are, which the way on rests on."""
    kpi, lang = look.kpi, look.lang
    total = is_total(card.target, kpi) if card.target else is_sum(kpi, look.variant)
    judged = card.target is not None and look.view.grain is judged_grain(card.target, kpi)
    route: dict[Period, float] = {}
    goals: tuple[float, ...] = ()
    if card.target and judged:
        steps = path(card.target, kpi, look.history, look.marks)
        route = {step.period: step.expected for step in steps if step.expected is not None}
        edges = (card.target.value, card.target.low, card.target.high)
        goals = () if total or of_members(card.target) else tuple(edge for edge in edges if edge is not None)
    found = _coming(points, look, card.target if judged else None)
    chart = trend(
        kpi,
        kept,
        lang,
        look.mode,
        route=route,
        goals=goals,
        verdict=seen_as(card.status) if judged else None,
        zero=total,
        band=None if isinstance(found, Silence) else found.band,
        marks=tuple(Mark(period, "special") for period in {p.period for p in kept} & look.marks.special),
    )
    return Line(chart, _note(found, look) if kept else "")


def _coming(points: Sequence[SeriesPoint], look: Look, aimed: Target | None) -> Coming | Silence:
    done = finished(tuple(point for point in points if point.period.end <= look.today))
    ahead = aimed.until if aimed and done and aimed.until > done[-1].period.end else None
    return coming(done, look.kpi, look.marks, until=ahead)


def _note(found: Coming | Silence, look: Look) -> str:
    if isinstance(found, Silence):
        return say(f"silence.{found.reason}", look.lang, **found.fields)
    return say(f"explore.{found.stage}", look.lang) if found.stage is not Stage.FULL else ""
