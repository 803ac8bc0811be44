"""Small pieces of sentences that cards, headlines and forms share: a KPI's value, a deadline, the reason of a status."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kpi_core.compute import told_apart
from kpi_core.forecast import FEWEST
from kpi_core.gaps import until_answered
from kpi_core.model import NO_MARKS, Verdict
from kpi_core.numbers import show_change, show_count, show_date, show_period, show_value
from kpi_core.periods import Period, parse_period, periods_between
from kpi_core.roles import ROLES
from kpi_core.series import as_variant
from kpi_core.targets import base_of, chance_words, is_total, judged_grain, of_members, points_of, resolved
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.model import Kpi, Marks, Results, Status, Target
    from kpi_core.texts import Lang

FINE = 2.0
FEW = ("too_few_answers", "too_few_rows")
"""Why there is no verdict, though there may be a forecast: nothing is said of that then."""


def shown(value: float | None, kpi: Kpi, lang: Lang) -> str:
    """Return a value of the KPI as cards show it: two or three significant figures, in its own precision when small."""
    precision = None if kpi.unit is Unit.CURRENCY else kpi.precision
    return show_value(value, kpi.unit, lang, compact=True, precision=precision)


def within(value: float, kpi: Kpi, lang: Lang) -> str:
    """Return a margin of the KPI: "20 punt". Below two points with one decimal, as a margin of 0 would be a promise."""
    points = value * 100 if kpi.unit is Unit.PERCENT else value
    number = show_value(points, Unit.SCORE, lang, precision=0 if points >= FINE else 1)
    return say("number.points", lang, value=number)


def with_margin(text: str, margin: float | None, kpi: Kpi, lang: Lang) -> str:
    """Return a value with its margin beside it: "40 ± 20 punt"; the value alone where it rests on no answers."""
    return say("margin.value", lang, value=text, margin=within(margin, kpi, lang)) if margin else text


def change(
    now: float | None, before: float | None, kpi: Kpi, lang: Lang, margins: tuple[float | None, float | None]
) -> str:
    """Return the change of a KPI, in points for shares and scores. What chance can do to the answers is no change."""
    if now is not None and before is not None and not told_apart(now - before, *margins):
        return say("margin.within", lang)
    return show_change(now, before, kpi.unit, lang, points=kpi.unit in (Unit.PERCENT, Unit.SCORE))


def course(target: Target, kpi: Kpi, results: Results, status: Status, lang: Lang, *, marks: Marks = NO_MARKS) -> str:
    """Return in one sentence where a KPI came from, stands, and is heading when things go on as now; "" without a figure.

    A total came from that of the same days a year before, a level from where it stood at the start. The sentence begins with the KPI's name.
    """
    kpi = as_variant(kpi, target.variant)
    if status.now is None or of_members(target):
        return ""
    points = points_of(target, results)
    marks = until_answered(points, kpi, marks)
    target = resolved(target, kpi, results, marks)
    total = is_total(target, kpi)
    start = replace(target, against="year", baseline=None) if total else target
    base = base_of(start, kpi, points, marks)
    fields = {"kpi": kpi.name[lang], "now": shown(status.now, kpi, lang)}
    began, ends = "plain", "now"
    if base is not None:
        text = shown(base, kpi, lang)
        fields["base"] = say("course.year_before", lang, value=text) if total else text
        began = "from"
    runs_on = status.reach is not None and _goes_on(target, kpi, status)
    if total and runs_on:
        fields["now"] = say("course.so_far", lang, value=fields["now"])
    if status.verdict in (Verdict.REACHED, Verdict.MISSED):
        ends = "stands" if runs_on else "ended"
    elif status.heading and status.chance is not None:
        fields |= dict(zip(("low", "middle", "high"), (shown(one, kpi, lang) for one in status.heading), strict=True))
        ends = "going"
    elif status.chance is not None or status.reason in FEW:
        ends = "stands"
    return say(f"course.{began}.{ends}", lang, **fields)


def _goes_on(target: Target, kpi: Kpi, status: Status) -> bool:
    """Tell whether whole periods of a target are still to come, though it is settled already."""
    assert status.reach
    to_come = periods_between(status.reach, target.until, judged_grain(target, kpi))
    return any(status.reach < period.start and period.end <= target.until for period in to_come)


YES_NO = {"True": "value.yes", "False": "value.no"}
"""How a column of checks or of TRUE and FALSE is kept, and how it is said."""


def value_name(role: str, value: str, lang: Lang) -> str:
    """Return a segment as people say it: a cohort by its period, a known value by its name, else the customer's own word."""
    if role.startswith("cohort") and value:
        return show_period(parse_period(value), lang)
    if role in ROLES and value in ROLES[role].values:
        return say(f"value.{role}.{value}", lang)
    if value in YES_NO:
        return say(YES_NO[value], lang)
    return value or say("chart.unknown", lang)


def part_of(target: Target, lang: Lang) -> str:
    """Return which part a target is about, its segment and its filters as people say them; "" when it is everything."""
    values = [*([target.segment] if target.segment else []), *((r, v) for r, found in target.where for v in found)]
    return ", ".join(value_name(role, value, lang) for role, value in values)


def aim(value: float | None, kpi: Kpi, lang: Lang) -> str:
    """Return a target's value as it was set: without decimals that say nothing."""
    return show_value(value, kpi.unit, lang, compact=True)


def deadline(day: date, today: date, lang: Lang) -> str:
    """Return a day as text, without its year when that is this year."""
    text = show_date(day, lang)
    return text.removesuffix(f" {day.year}") if day.year == today.year else text


def distance(size: float, kpi: Kpi, lang: Lang) -> str:
    """Return how far two values of a KPI lie apart: of percentages and scores in points."""
    if kpi.unit in (Unit.PERCENT, Unit.SCORE):
        points = size * 100 if kpi.unit is Unit.PERCENT else size
        return say("number.points", lang, value=show_value(points, Unit.SCORE, lang, precision=1))
    return shown(size, kpi, lang)


def reason(status: Status, kpi: Kpi, lang: Lang) -> str:
    """Return the sentence that says why a status is what it is, its numbers in the KPI's unit."""
    fields = {name: _field(name, value, kpi, lang) for name, value in status.fields.items()}
    if status.reach:
        fields.setdefault("reach", show_date(status.reach, lang))
    text = say(f"status.reason.{status.reason}", lang, **fields)
    hidden = status.fields.get("hidden")
    if isinstance(hidden, int):
        text += " " + say("status.members_hidden", lang, n=hidden, count=show_count(hidden, lang))
    text = " ".join(filter(None, (text, outlook_of(status, lang))))
    return text[:1].upper() + text[1:]


def outlook_of(status: Status, lang: Lang) -> str:
    """Return how often a target is made when things go on as now, or that only its pace is judged; "" without either."""
    if status.fields.get("judged") == "pace":
        constant = status.fields.get("silence") == "constant"
        return say("status.pace.constant", lang) if constant else say("status.pace", lang, needed=FEWEST)
    if status.chance is None:
        return ""
    hold = ".hold" if status.reason == "hold_kept" else ""
    said = say(f"status.going_on{hold}", lang, chance=chance_of(status, lang))
    return f"{said} {say('status.held', lang)}" if status.fields.get("held") else said


def chance_of(status: Status, lang: Lang) -> str:
    """Return the chance of a status that has one, in words: "ongeveer 4 van de 5 keer"."""
    assert status.chance is not None
    history, season = (status.fields.get(name) for name in ("history", "season"))
    assert isinstance(history, int)
    assert isinstance(season, int)
    return chance_words(status.chance, history, lang, season)


def _field(name: str, value: object, kpi: Kpi, lang: Lang) -> str:
    match value:
        case Period():
            return show_period(value, lang)
        case date():
            return show_date(value, lang)
        case int():
            return show_count(value, lang)
        case float():
            return show_value(value, Unit.PERCENT, lang) if name == "share" else shown(value, kpi, lang)
        case _:
            return str(value)


def in_sentence(name: str) -> str:
    """Return a KPI's name as it stands inside a sentence: lower case at the start, abbreviations and titles left alone."""
    title = any(word[:1].isupper() and word[1:2].islower() for word in name.split()[1:2])
    return name if title or not (name[1:2].islower() or name[1:2] in (" ", "-")) else name[:1].lower() + name[1:]
