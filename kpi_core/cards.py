"""A KPI as a card: value, comparison, verdict, picture and foot, every string ready to show.

`comparison` and `foot` may hold `**bold**`; nothing in them comes from the customer. `title` may hold a segment's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.charts import SIGNS, bars, course, sparkline
from kpi_core.compute import told_apart
from kpi_core.formula.facts import division
from kpi_core.model import Status, Verdict
from kpi_core.numbers import show_change, show_count, show_date, show_period, show_value
from kpi_core.periods import Grain
from kpi_core.phrases import aim, deadline, part_of, reason, shown, value_name, within
from kpi_core.targets import (
    as_variant,
    assess,
    finished,
    holds,
    is_sum,
    is_total,
    of_members,
    path,
    phrase,
    points_of,
    resolved,
    series,
)
from kpi_core.texts import say
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.model import Kpi, Results, SeriesPoint, Target
    from kpi_core.periods import Period
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Badge:
    """A verdict in a word, an icon and a colour; never one without the others."""

    verdict: Verdict
    word: str
    icon: str
    color: str


@dataclass(frozen=True)
class Card:
    """Everything one card shows, and the KPI, target and status it was made from.

    value: the total since the target's start for a sum with a target, else the last complete period; "–" without any.
    before: the same months a year before for such a sum, as a number; None where not known.
    unfinished: names the period that is not complete, "" when there is none; loose: that period, the first of them. reach: the last complete day, "" without any.
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


@dataclass(frozen=True)
class _Span:
    """What the value is about: its periods, its number, and the same a period and a year before.

    margins: how far each of the three may be off by chance; None = it rests on no answers. answers: how many the first has.
    """

    periods: tuple[Period, ...]
    now: float | None
    previous: float | None
    year_ago: float | None
    total: bool
    margins: tuple[float | None, float | None, float | None] = (None, None, None)
    answers: int = 0


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
) -> Card:
    """Make the card of a KPI from its results at `targets.card_grain(kpi)`, some 25 periods of them where there are.

    status: the verdict when it is known already; else the target is assessed here. hero: bars and course bar for a sum.
    """
    if target and status is None:
        status = assess(target, kpi, results, today)
    if target:
        variant, segment = target.variant, target.segment
    kpi = as_variant(kpi, variant)
    target = resolved(target, kpi, results) if target else None
    found = points_of(target, results) if target else series(results, kpi.id, segment[1] if segment else None)
    points = tuple(p for p in found if p.period.start <= today)
    done = finished(tuple(p for p in points if p.period.end <= today))
    total = is_total(target, kpi) if target else is_sum(kpi, variant)
    span = _span(done, target if total else None, status)
    route = {s.period: s.expected for s in path(target, kpi, results) if s.expected is not None} if target else {}
    verdict = status.verdict if status else None
    large = hero and total
    if large:
        chart = bars(kpi, points, route, lang, mode, goal=target.value if target else None)
    else:
        plain = target and not total and not of_members(target)  # a bound for each part is no line for the whole
        goals = tuple(g for g in (target.value, target.low, target.high) if g is not None) if target and plain else ()
        chart = sparkline(kpi, done, lang, mode, route=route, goals=goals, verdict=verdict, zero=total)
    bar = None
    if large and status and target and target.value is not None and status.expected is not None:
        bar = course(kpi, status, target.value, lang, mode)
    loose = next((p.period for p in points if not done or p.period > done[-1].period), None)
    return Card(
        kpi=kpi,
        title=_title(kpi, span, target, segment, lang),
        value=shown(span.now, kpi, lang),
        comparison=_comparison(kpi, span, status, lang),
        foot=_foot(kpi, target, status, lang, today),
        badge=badge(status, lang),
        chart=chart,
        course=bar,
        hero=large,
        reach=show_date(done[-1].period.end, lang) if done else "",
        loose=loose,
        unfinished=say("card.unfinished", lang, period=show_period(loose, lang)) if loose else "",
        target=target,
        status=status,
        number=span.now,
        before=span.year_ago if span.total else None,
    )


def badge(status: Status | None, lang: Lang) -> Badge | None:
    """Return the badge of a status; None without one."""
    if status is None:
        return None
    sign = SIGNS[status.verdict]
    return Badge(status.verdict, say(f"status.{status.verdict}", lang), sign.icon, sign.color)


def _span(done: tuple[SeriesPoint, ...], target: Target | None, status: Status | None) -> _Span:
    known = {p.period: p.value for p in done if p.complete}
    if target and status and status.now is not None:
        periods = tuple(p for p in known if p.start >= target.start and p.end <= target.until)
        return _Span(periods, status.now, None, _total(known, tuple(p.year_earlier() for p in periods)), total=True)
    if not done:
        return _Span((), None, None, None, total=False)
    last = done[-1].period
    earlier = last.shifted(-1), last.year_earlier()
    off = {p.period: p.margin for p in done}
    return _Span(
        (last,),
        done[-1].value,
        known.get(earlier[0]),
        known.get(earlier[1]),
        total=False,
        margins=(done[-1].margin, off.get(earlier[0]), off.get(earlier[1])),
        answers=done[-1].rows,
    )


def _total(known: dict[Period, float | None], periods: tuple[Period, ...]) -> float | None:
    values = [known.get(period) for period in periods]
    return sum(v for v in values if v is not None) if values and all(v is not None for v in values) else None


def _title(kpi: Kpi, span: _Span, target: Target | None, segment: tuple[str, str] | None, lang: Lang) -> str:
    name = kpi.name[lang]
    part = part_of(target, lang) if target else value_name(*segment, lang) if segment else ""
    if part:
        name = say("card.title.segment", lang, kpi=name, segment=part)
    if span.total and target:
        year = target.start.year
        if (target.start, target.until) == (target.start.replace(month=1, day=1), target.until.replace(year, 12, 31)):
            return say("card.title.year", lang, kpi=name, year=year)
        return say("card.title.since", lang, kpi=name, date=show_date(target.start, lang))
    if span.periods and (kpi.unit is Unit.COUNT or is_sum(kpi)):
        return say("card.title.period", lang, kpi=name, period=show_period(span.periods[0], lang))
    return name


def _comparison(kpi: Kpi, span: _Span, status: Status | None, lang: Lang) -> str:
    said = []
    if span.total and status and status.gap:
        side = "above" if status.gap > 0 else "below"
        gap = show_value(abs(status.gap), kpi.unit, lang, compact=True)
        said.append(say(f"card.{side}", lang, gap=gap))
    if margin := span.margins[0]:
        count = show_count(span.answers, lang)
        said.append(say("margin.beside", lang, n=span.answers, count=count, margin=within(margin, kpi, lang)))
    said += _changes(kpi, span, lang)
    if kpi.direction is Direction.LOWER and said:
        said.append(say("card.lower_is_better", lang))
    if span.now is None and span.periods and division(kpi.tree):
        return say("card.no_outcome", lang, period=show_period(span.periods[0], lang))
    return " · ".join(said) if said else say("card.nothing_before", lang)


def _changes(kpi: Kpi, span: _Span, lang: Lang) -> list[str]:
    said = []
    now, previous, year_ago = span.margins
    points = kpi.unit in (Unit.PERCENT, Unit.SCORE)
    if span.now is not None and span.year_ago is not None:
        change = show_change(span.now, span.year_ago, kpi.unit, lang, points=points)
        text = "card.same_months" if span.total else "card.year_ago"
        clear = told_apart(span.now - span.year_ago, now, year_ago)
        said.append(say(text, lang, change=change) if clear else say("margin.year_ago", lang))
    if span.now is not None and span.previous is not None:
        period = _short(span.periods[0].shifted(-1), lang)
        change = show_change(span.now, span.previous, kpi.unit, lang, points=points)
        clear = told_apart(span.now - span.previous, now, previous)
        text = say("card.previous", lang, change=change, period=period)
        said.append(text if clear else say("margin.previous", lang, period=period))
    return said


def _short(period: Period, lang: Lang) -> str:
    """Name a month without its year, "mei"; another period in short, "kw 1 2026"."""
    if period.grain is Grain.MONTH:
        return show_period(period, lang).removesuffix(f" {period.start.year}")
    return show_period(period, lang, short=True)


def _foot(kpi: Kpi, target: Target | None, status: Status | None, lang: Lang, today: date) -> str:
    if target is None or status is None:
        return say("card.no_target", lang)
    if status.verdict is Verdict.CANNOT_TELL:
        return reason(status, kpi, lang)
    return _goal(kpi, target, status, deadline(target.until, today, lang), lang)


def _goal(kpi: Kpi, target: Target, status: Status, until: str, lang: Lang) -> str:
    if holds(target) or of_members(target):
        goal = phrase(target, kpi, lang)
        n = status.fields.get("n")
        if of_members(target) and isinstance(n, int):
            return say(
                "form.foot.members",
                lang,
                n=n,
                goal=goal if n > 1 else goal[:1].upper() + goal[1:],
                date=until,
                kept=status.fields["kept"],
            )
        return say("form.foot", lang, goal=goal[:1].upper() + goal[1:], date=until)
    if target.value is None:
        low, high = (aim(edge, kpi, lang) for edge in (target.low, target.high))
        return say("card.foot.range", lang, low=low, high=high, date=until)
    goal = aim(target.value, kpi, lang)
    if status.verdict in (Verdict.REACHED, Verdict.MISSED):
        return say(f"card.foot.{status.verdict}", lang, goal=goal, date=until)
    side = "most" if kpi.direction is Direction.LOWER else "least"
    if status.expected == target.value:
        return say(f"card.foot.hold.{side}", lang, goal=goal, date=until)
    return say(f"card.foot.{side}", lang, expected=shown(status.expected, kpi, lang), goal=goal, date=until)
