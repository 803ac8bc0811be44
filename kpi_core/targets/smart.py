"""The five letters of a SMART target, each with what it has or still needs, and what is left to do per period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.forecast import Label
from kpi_core.model import NO_MARKS, Form
from kpi_core.numbers import show_change, show_date, show_period, show_value
from kpi_core.periods import Grain, periods_between
from kpi_core.series import as_variant, finished
from kpi_core.targets.agreement import agreed_before
from kpi_core.targets.carried import carried
from kpi_core.targets.forms import CHANGES, holds, is_asked, is_total, of_members, points_of, resolved
from kpi_core.targets.members import kept_before, of_age
from kpi_core.targets.realism import realism
from kpi_core.targets.spoken import spoken
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.model import Agreement, Kpi, Marks, Results, SeriesPoint, Target
    from kpi_core.targets.history import Ask
    from kpi_core.targets.realism import Realism
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Letter:
    """One letter: its name, whether it is done, and the sentence that says what stands or what is missing."""

    letter: Literal["S", "M", "A", "R", "T"]
    name: str
    done: bool
    text: str


@dataclass(frozen=True)
class Needed:
    """What is left. remaining: in the KPI's unit; each: remaining per whole period left, at the grain of the results."""

    remaining: float
    periods: int
    each: float
    grain: Grain


def needed_per_month(target: Target, kpi: Kpi, results: Results, today: date) -> Needed | None:
    """Return what each period left has to bring (sum) or change (level) to arrive at the target.

    None for a range and for what holds every period or for each member, before there is a complete value, and when no whole
    period is left.
    """
    points = finished(tuple(p for p in points_of(target, results) if p.period.end <= today))
    target = resolved(target, kpi, results)
    if target.value is None or not points or points[-1].value is None or holds(target) or of_members(target):
        return None
    if target.form in CHANGES:
        return None
    grain = points[-1].period.grain
    left = [p for p in periods_between(target.start, target.until, grain) if p.start > points[-1].period.start]
    if not left:
        return None
    if is_total(target, kpi):
        now = sum(p.value or 0.0 for p in points if p.period.start >= target.start)
    else:
        now = points[-1].value
    remaining = target.value - now
    return Needed(remaining, len(left), remaining / len(left), grain)


def smart_letters(
    target: Target,
    kpi: Kpi,
    results: Results,
    today: date,
    lang: Lang,
    *,
    marks: Marks = NO_MARKS,
    weighed: Realism | None = None,
    agreement: Agreement | None = None,
) -> tuple[Letter, ...]:
    """Return the five letters in order. weighed: the realism of the target when it is known already.

    agreement: what was agreed about it; None = only what the target itself says, as before votes were counted.

    R stands when the target is made at least 1 in 20 times when things go on as now; where no chance is told, when the KPI
    moved as much before.
    """
    points = finished(tuple(p for p in points_of(target, results) if p.period.end <= today))
    found = (
        ("S", *_specific(target, kpi, lang)),
        ("M", *(_of_age(results, lang) if target.form is Form.AT_AGE else _measurable(points, kpi, lang))),
        ("A", *carried(agreement or agreed_before(target), target, as_variant(kpi, target.variant), lang)),
        ("R", *_weighed(target, kpi, results, weighed or realism(target, kpi, results, today, marks), lang)),
        ("T", *_timed(target, lang)),
    )
    return tuple(Letter(letter, say(f"smart.letter.{letter}", lang), done, text) for letter, done, text in found)  # type: ignore[arg-type]


def _weighed(target: Target, kpi: Kpi, results: Results, found: Realism, lang: Lang) -> tuple[bool, str]:
    if of_members(target):
        before = kept_before(target, kpi, results) if is_asked(target) else None
        if before is None:
            return False, say("smart.r.unknown", lang)
        kept, n = before
        return kept >= target.share * n, say("smart.r.members", lang, kept=kept, n=n)
    if found.chance is None or found.label is None:
        return _beside(found.ask, as_variant(kpi, target.variant), lang)
    return found.label is not Label.NOT_REALISTIC, say(f"smart.r.{found.label}", lang)


def _of_age(results: Results, lang: Lang) -> tuple[bool, str]:
    known, everyone = of_age(results)
    return bool(known), say("smart.m.age", lang, n=known, all=everyone)


def _specific(target: Target, kpi: Kpi, lang: Lang) -> tuple[bool, str]:
    if not is_asked(target):
        return False, say("smart.s.missing", lang)
    return True, spoken(target, kpi, lang)


def _measurable(points: tuple[SeriesPoint, ...], kpi: Kpi, lang: Lang) -> tuple[bool, str]:
    if not points or points[-1].value is None:
        return False, say("smart.m.missing", lang)
    last = points[-1]
    value = show_value(last.value, kpi.unit, lang, compact=kpi.unit is Unit.CURRENCY)
    return True, say("smart.m.now", lang, value=value, period=show_period(last.period, lang))


def beside(ask: Ask | None, kpi: Kpi, lang: Lang) -> str:
    """Return what a target asks beside the best the KPI did before, as a sentence; "" where that is not known."""
    return _beside(ask, kpi, lang)[1] if ask else ""


def _beside(ask: Ask | None, kpi: Kpi, lang: Lang) -> tuple[bool, str]:
    if ask is None:
        return False, say("smart.r.unknown", lang)
    if ask.kind == "range":
        return ask.within, say("smart.r.range", lang, inside=f"{ask.best:.0f}", n=int(ask.asked))
    points = kpi.unit in (Unit.PERCENT, Unit.SCORE)
    relative = ask.kind == "sum"

    def show(change: float) -> str:
        if relative:
            return show_change(1 + change, 1.0, kpi.unit, lang, points=False)
        return show_change(ask.base + change, ask.base, kpi.unit, lang, points=points)

    if ask.easy:
        precision = None if kpi.unit is Unit.CURRENCY else kpi.precision
        base = show_value(ask.base, kpi.unit, lang, compact=True, precision=precision)
        return True, say("smart.r.holds", lang, base=say("course.year_before", lang, value=base) if relative else base)
    return ask.within, say(f"smart.r.{ask.kind}", lang, best=show(ask.best), asked=show(ask.asked), n=ask.periods)


def _timed(target: Target, lang: Lang) -> tuple[bool, str]:
    if target.until <= target.start:
        return False, say("smart.t.order", lang)
    if not target.owner.strip():
        return False, say("smart.t.owner", lang, date=show_date(target.until, lang))
    return True, say("smart.t.done", lang, date=show_date(target.until, lang))
