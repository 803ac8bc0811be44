"""A KPI as a card: value, comparison, verdict, picture and foot, every string ready to show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpi_core.alerts import SHAPES, badge_of
from kpi_core.cards.span import span_of
from kpi_core.cards.words import by_pace, comparison, foot, heading, title
from kpi_core.charts import SIGNS, bars, coming, course, sparkline
from kpi_core.forecast import Silence
from kpi_core.gaps import as_told
from kpi_core.model import NO_MARKS, Verdict
from kpi_core.numbers import show_date, show_period
from kpi_core.phrases import shown
from kpi_core.series import as_variant, finished, is_sum, series
from kpi_core.targets import assess, is_total, of_members, path, points_of, resolved
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Status, Target
    from kpi_core.periods import Period
    from kpi_core.signals import Newest
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Badge:
    """A verdict in a word, an icon and a colour; never one without the others."""

    verdict: Verdict | None
    word: str
    icon: str
    color: str


@dataclass(frozen=True)
class Card:
    """Everything one card shows, and the KPI, target and status it was made from.

    value: the total since the target's start for a sum with a target, else the last complete period; "–" without any.
    before: the same months a year before for such a sum, as a number; None where not known.
    unfinished: names the period that is not complete, "" when there is none; loose: that period, the first of them. reach: the last complete day, "" without any.
    ahead: where it is heading, or why only the pace is told; "" when there is nothing to say of it.
    points: what the picture shows, up to today, oldest first; route: what each period should bring; total: they add up to the number.
    """

    kpi: Kpi
    title: str
    value: str
    comparison: str
    foot: str
    badge: Badge | None
    chart: Chart
    course: Chart | None
    hero: bool
    reach: str
    unfinished: str
    target: Target | None = None
    status: Status | None = None
    number: float | None = None
    before: float | None = None
    loose: Period | None = None
    ahead: str = ""
    points: tuple[SeriesPoint, ...] = ()
    route: Map[Period, float] = field(default_factory=dict)
    total: bool = False


@dataclass(frozen=True)
class _Basis:
    """What the parts of a card are made from. points: up to today; done: the whole ones; total: the number is a sum so far."""

    kpi: Kpi
    target: Target | None
    status: Status | None
    points: tuple[SeriesPoint, ...]
    done: tuple[SeriesPoint, ...]
    total: bool
    route: dict[Period, float]
    marks: Marks


def build(
    kpi: Kpi,
    results: Results,
    *,
    lang: Lang,
    today: date,
    target: Target | None = None,
    status: Status | None = None,
    mode: Mode = "light",
    hero: bool = False,
    variant: str | None = None,
    segment: tuple[str, str] | None = None,
    marks: Marks = NO_MARKS,
    newest: Newest | None = None,
) -> Card:
    """Make the card of a KPI from its results at `targets.card_grain(kpi)`, some 25 periods of them where there are.

    status: the verdict when it is known already; else the target is assessed here. hero: bars and course bar for a sum. marks: what
    the owner told about the KPI's past. newest: what its newest period says by itself, told where there is no target.
    """
    if target and status is None:
        status = assess(target, kpi, results, today, marks)
    if target:
        variant, segment = target.variant, target.segment
    kpi = as_variant(kpi, variant)
    target = resolved(target, kpi, results) if target else None
    found = points_of(target, results) if target else series(results, kpi.id, segment[1] if segment else None)
    points = as_told(tuple(p for p in found if p.period.start <= today), marks)
    done = finished(tuple(p for p in points if p.period.end <= today))
    total = is_total(target, kpi) if target else is_sum(kpi, variant)
    steps = path(target, kpi, results, marks) if target else ()
    route = {step.period: step.expected for step in steps if step.expected is not None}
    basis = _Basis(kpi, target, status, points, done, total, route, marks)
    span = span_of(done, target if total else None, status)
    loose = next((p.period for p in points if not done or p.period > done[-1].period), None)
    large = hero and total
    return Card(
        kpi=kpi,
        title=title(kpi, span, target, segment, lang),
        value=shown(span.now, kpi, lang),
        comparison=comparison(kpi, span, status, lang),
        foot=foot(kpi, target, status, lang, today),
        badge=badge(status, lang) or _alert(newest, lang),
        chart=_bars(basis, lang, mode) if large else _line(basis, newest, lang, mode),
        course=_course(basis, lang, mode) if large else None,
        hero=large,
        reach=show_date(done[-1].period.end, lang) if done else "",
        loose=loose,
        unfinished=say("card.unfinished", lang, period=show_period(loose, lang)) if loose else "",
        target=target,
        status=status,
        number=span.now,
        before=span.year_ago if span.total else None,
        ahead=heading(kpi, status, newest, lang),
        points=points,
        route=route,
        total=total,
    )


def _bars(basis: _Basis, lang: Lang, mode: Mode) -> Chart:
    target, band = basis.target, None
    if target:
        found = coming(basis.done, basis.kpi, basis.marks, until=target.until)
        band = None if isinstance(found, Silence) else found.band
    goal = target.value if target else None
    return bars(basis.kpi, basis.points, basis.route, lang, mode, goal=goal, band=band)


def _line(basis: _Basis, newest: Newest | None, lang: Lang, mode: Mode) -> Chart:
    target = basis.target
    goals: tuple[float, ...] = ()
    if target and not basis.total and not of_members(target):  # a bound for each part is no line for the whole
        goals = tuple(edge for edge in (target.value, target.low, target.high) if edge is not None)
    verdict = seen_as(basis.status)
    return sparkline(
        basis.kpi,
        basis.done,
        lang,
        mode,
        route=basis.route,
        goals=goals,
        verdict=verdict,
        signal=SHAPES[newest.signal.side] if newest and newest.signal else None,
        zero=basis.total,
    )


def _course(basis: _Basis, lang: Lang, mode: Mode) -> Chart | None:
    target, status = basis.target, basis.status
    if not (status and target and target.value is not None and status.expected is not None):
        return None
    told = status if status.chance is not None else replace(status, heading=None)
    return course(basis.kpi, told, target.value, lang, mode)


def badge(status: Status | None, lang: Lang) -> Badge | None:
    """Return the badge of a status; None without one. A verdict on the pace alone is grey: there is no chance behind it."""
    if status is None:
        return None
    sign = SIGNS[status.verdict]
    color = "gray" if by_pace(status) else sign.color
    return Badge(status.verdict, say(f"status.{status.verdict}", lang), sign.icon, color)


def _alert(newest: Newest | None, lang: Lang) -> Badge | None:
    """Return the badge of a signal, or of what is worth another look, on a KPI without a target."""
    found = badge_of(newest, lang) if newest else None
    return Badge(None, *found) if found else None


def seen_as(status: Status | None) -> Verdict | None:
    """Return the verdict whose shape and colour a line ends in: what is told on the pace alone is left open."""
    if status is None:
        return None
    return Verdict.CANNOT_TELL if by_pace(status) else status.verdict
