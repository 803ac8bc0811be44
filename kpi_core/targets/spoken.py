"""A target in words: as a person would type it, so that `typed.understood` reads the same again, and as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.model import Form
from kpi_core.numbers import show_count, show_date, show_value
from kpi_core.roles import ROLES
from kpi_core.targets.forms import is_asked
from kpi_core.texts import say
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from kpi_core.model import Kpi, Target
    from kpi_core.texts import Lang


def spoken(target: Target, kpi: Kpi, lang: Lang) -> str:
    """Return what the target asks as a sentence; nothing in it comes from the customer."""
    if target.form is Form.FROM_TO and target.baseline is None and target.value is not None and not target.per:
        side = "most" if kpi.direction is Direction.LOWER else "least"
        return say(f"smart.s.{side}", lang, value=show_value(target.value, kpi.unit, lang))
    text = phrase(target, kpi, lang)
    always = say("form.always", lang) if target.form in (Form.FLOOR, Form.CEILING) and not target.per else ""
    return f"{text[:1].upper()}{text[1:]}{always}."


def phrase(target: Target, kpi: Kpi, lang: Lang) -> str:
    """Return the target as typed, "" while it asks nothing: "van 3% naar 5%", "+15% dan vorig jaar", "50 per kwartaal"."""
    if not is_asked(target):
        return ""
    match target.form:
        case Form.POINTS:
            said = points(target.value or 0.0, kpi, lang)
        case Form.RELATIVE:
            said = _relative(target, lang)
        case Form.EACH_MEMBER:
            assert target.by
            member = _lower(ROLES[target.by].name[lang]) if target.by in ROLES else target.by
            said = say("form.member", lang, member=member, bound=_bound(target, kpi, lang)) + _share(target, lang)
        case Form.AT_AGE:
            count = show_count(target.age or 0, lang)
            said = say("form.age", lang, count=count, bound=_bound(target, kpi, lang)) + _share(target, lang)
        case _:
            said = _one(target, kpi, lang)
    return f"{said} {say(f'form.per.{target.per}', lang)}" if target.per else said


def promised(target: Target, kpi: Kpi, lang: Lang) -> str:
    """Return what a target asks with the day it is asked by: "€ 800.000, uiterlijk 31 december 2026"."""
    return say("form.until", lang, asks=phrase(target, kpi, lang), date=show_date(target.until, lang))


def points(change: float, kpi: Kpi, lang: Lang) -> str:
    """Return a change in the KPI's own unit with its sign: "+10 punten" for a percentage or a score, "+€ 8.000"."""
    sign = "\u2212" if change < 0 else "+"
    size = abs(change)
    if kpi.unit in (Unit.PERCENT, Unit.SCORE):
        amount = show_value(size * 100 if kpi.unit is Unit.PERCENT else size, Unit.SCORE, lang)
        return say("form.points", lang, change=f"{sign}{amount}")
    return sign + show_value(size, kpi.unit, lang)


def _relative(target: Target, lang: Lang) -> str:
    change = target.value or 0.0
    amount, move = show_value(abs(change), Unit.PERCENT, lang), "less" if change < 0 else "more"
    return say(f"form.{move}.{target.against or 'previous'}", lang, change=amount)


def _one(target: Target, kpi: Kpi, lang: Lang) -> str:
    if target.value is None or target.form is Form.RANGE:
        return _bound(target, kpi, lang)
    value = show_value(target.value, kpi.unit, lang)
    match target.form:
        case Form.FLOOR:
            return say("form.floor", lang, value=value)
        case Form.CEILING:
            return say("form.ceiling", lang, value=value)
        case Form.FROM_TO if target.baseline is not None:
            start = show_value(target.baseline, kpi.unit, lang)
            if start == value and kpi.unit is Unit.PERCENT:
                start = show_value(target.baseline, kpi.unit, lang, precision=2)
            return say("form.from_to", lang, start=start, value=value)
        case _:
            return value


def _bound(target: Target, kpi: Kpi, lang: Lang) -> str:
    low, high = target.low, target.high
    if target.value is not None:
        low, high = (None, target.value) if kpi.direction is Direction.LOWER else (target.value, None)
    if low is not None and high is not None:
        return say("form.range", lang, low=show_value(low, kpi.unit, lang), high=show_value(high, kpi.unit, lang))
    if low is not None:
        return say("form.floor", lang, value=show_value(low, kpi.unit, lang))
    return say("form.ceiling", lang, value=show_value(high, kpi.unit, lang))


def _share(target: Target, lang: Lang) -> str:
    if target.share >= 1:
        return ""
    return " " + say("form.share", lang, share=show_value(target.share, Unit.PERCENT, lang))


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
