"""The sentences on a card: its title, what its number is compared with, and the lines under its picture.

`**bold**` may stand in a comparison and a foot; nothing in them comes from the customer. A title may hold a segment's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.alerts import sentence
from kpi_core.compute import told_apart
from kpi_core.formula.facts import division
from kpi_core.model import Verdict
from kpi_core.numbers import show_change, show_count, show_date, show_period, show_value
from kpi_core.numbers.shown import NONE
from kpi_core.periods import Grain
from kpi_core.phrases import aim, deadline, outlook_of, part_of, reason, shown, value_name, within
from kpi_core.series import is_sum
from kpi_core.signals import findings_of
from kpi_core.targets import holds, of_members, phrase
from kpi_core.texts import say
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.cards.span import Span
    from kpi_core.model import Kpi, Status, Target
    from kpi_core.periods import Period
    from kpi_core.signals import Newest
    from kpi_core.texts import Lang

UNTOLD = frozenset({"short", "few"})
"""What a newest period may be that a card does not tell: it would stand on every card of a young company."""


def title(kpi: Kpi, span: Span, target: Target | None, segment: tuple[str, str] | None, lang: Lang) -> str:
    """Return the name of what the number is: the KPI, its part, and the span it is a total of."""
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


def comparison(kpi: Kpi, span: Span, status: Status | None, lang: Lang) -> str:
    """Return how far the number is from where it should be, and what changed since a period and a year before."""
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


def _changes(kpi: Kpi, span: Span, lang: Lang) -> list[str]:
    said = []
    now, previous, year_ago = span.margins
    points = kpi.unit in (Unit.PERCENT, Unit.SCORE)
    if span.now is not None and span.year_ago is not None:
        change = show_change(span.now, span.year_ago, kpi.unit, lang, points=points)
        text = "card.same_months" if span.total else "card.year_ago"
        clear = told_apart(span.now - span.year_ago, now, year_ago)
        told = say(text, lang, change=change) if clear else say("margin.year_ago", lang)
        said += [told] if change != NONE else []
    yearly = bool(span.periods) and span.periods[0].grain is Grain.YEAR and bool(said)
    if span.now is not None and span.previous is not None and not yearly:
        period = _short(span.periods[0].shifted(-1), lang)
        change = show_change(span.now, span.previous, kpi.unit, lang, points=points)
        clear = told_apart(span.now - span.previous, now, previous)
        text = say("card.previous", lang, change=change, period=period)
        told = text if clear else say("margin.previous", lang, period=period)
        said += [told] if change != NONE else []
    return said


def _short(period: Period, lang: Lang) -> str:
    """Name a month without its year, "mei"; another period in short, "kw 1 2026"."""
    if period.grain is Grain.MONTH:
        return show_period(period, lang).removesuffix(f" {period.start.year}")
    return show_period(period, lang, short=True)


def foot(kpi: Kpi, target: Target | None, status: Status | None, lang: Lang, today: date) -> str:
    """Return what is asked, or what is needed before a verdict can be given."""
    if target is None or status is None:
        return say("card.no_target", lang)
    if status.verdict is Verdict.CANNOT_TELL:
        return reason(status, kpi, lang)
    return _goal(kpi, target, status, deadline(target.until, today, lang), lang)


def by_pace(status: Status) -> bool:
    """Tell whether a verdict rests on the pace alone, for want of history to tell a chance from."""
    return status.fields.get("judged") == "pace"


def heading(kpi: Kpi, status: Status | None, newest: Newest | None, lang: Lang) -> str:
    """Return where a KPI is heading when things go on as now, or that its verdict is one of pace; "" without either.

    Without a target: what its newest period says by itself.
    """
    if status is None:
        return _by_itself(newest, kpi, lang) if newest else ""
    if by_pace(status):
        return outlook_of(status, lang)
    if status.heading is None or status.chance is None:
        return ""
    low, middle, high = (shown(value, kpi, lang) for value in status.heading)
    return say("card.ahead", lang, middle=middle, low=low, high=high)


def _by_itself(newest: Newest, kpi: Kpi, lang: Lang) -> str:
    """Return the first thing a newest period says; that a year of history says little is told where there is room for it."""
    if newest.state in UNTOLD or newest.period is None:
        return ""
    first, *_ = findings_of(newest, kpi, newest.period.grain)
    return sentence(first, kpi, lang)


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
    if status.expected is None or status.expected == target.value:
        return say(f"card.foot.hold.{side}", lang, goal=goal, date=until)
    return say(f"card.foot.{side}", lang, expected=shown(status.expected, kpi, lang), goal=goal, date=until)
