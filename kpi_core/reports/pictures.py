"""What the picture of a KPI is drawn from: its last periods with the route to the target, and the lines of the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.numbers import show_period
from kpi_core.numbers.shown import NONE
from kpi_core.periods import Grain, periods_between
from kpi_core.phrases import shown
from kpi_core.reports.report import ReportPoint
from kpi_core.targets import of_members

if TYPE_CHECKING:
    from kpi_core.cards import Card
    from kpi_core.model import SeriesPoint
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

MOST_POINTS = 24
PAST = 13
"""How many periods are shown at least: a year, and the same period a year before."""


def picture(card: Card, lang: Lang) -> tuple[ReportPoint, ...]:
    """Return the periods to draw, oldest first: the last year, the whole span of the target, 24 of them at most."""
    if not card.points:
        return ()
    known = {point.period: point for point in card.points}
    last = card.points[-1].period
    until = max((last, *card.route), key=lambda period: period.end)
    first = last.shifted(1 - PAST)
    if card.target:
        first = min(first, *(period for period in known if period.end >= card.target.start), key=lambda p: p.start)
    periods = [p for p in periods_between(first.start, until.end, last.grain) if p in known or p in card.route]
    return tuple(_point(card, period, known.get(period), lang) for period in periods[-MOST_POINTS:])


def edges(card: Card) -> tuple[float, ...]:
    """Return the values a level has to keep to; none for a total, which has its route, and for members."""
    target = card.target
    if target is None or card.total or of_members(target):
        return ()
    return tuple(edge for edge in (target.value, target.low, target.high) if edge is not None)


def _point(card: Card, period: Period, point: SeriesPoint | None, lang: Lang) -> ReportPoint:
    value = point.value if point else None
    return ReportPoint(
        label=_label(period, lang),
        name=show_period(period, lang),
        value=value,
        route=card.route.get(period),
        complete=bool(point and point.complete),
        words=NONE if value is None else shown(value, card.kpi, lang),
    )


def _label(period: Period, lang: Lang) -> str:
    """Return a period for an axis: a month by its first letters, January by its year."""
    if period.grain is not Grain.MONTH:
        return show_period(period, lang, short=True)
    if period.start.month == 1:
        return str(period.start.year)
    return show_period(period, lang, short=True).removesuffix(f" {period.start.year}")
