"""How realistic a target is, in words and pictures: the chance, what it asks on top, three suggestions and what each period asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.charts import scale
from kpi_core.model import Form
from kpi_core.numbers import show_period, show_value
from kpi_core.periods import Period
from kpi_core.phrases import distance, shown
from kpi_core.targets import (
    TOO_FEW,
    base_of,
    beside,
    chance_short,
    chance_words,
    holds,
    is_asked,
    is_total,
    label_name,
    phrase,
    points_of,
    realism,
    resolved,
    route_to,
)
from kpi_core.texts import say
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.charts import Chart, Mode
    from kpi_core.model import Kpi, Marks, Results, Target
    from kpi_core.targets import Realism, Suggestion
    from kpi_core.texts import Lang

SILENT = frozenset({"too_short", "gaps", "constant"})
"""Reasons the engine gives its own sentence for; the verdict has one for too few rows or answers."""


@dataclass(frozen=True)
class Offer:
    """A suggestion as a button: the sentence it puts in the target's field, and what stands on it."""

    sentence: str
    text: str


@dataclass(frozen=True)
class Weighed:
    """What stands beside the form about how realistic a target is; every string is ready to show.

    title: the question, "" while nothing is asked. label: "" where it is not told. story: sentences, `**bold**` may stand in
    them and nothing of the customer. months: per heading its column, what every period asks; empty where nothing is divided.
    route: what gives those their shape.
    """

    title: str
    label: str
    story: str
    scale: Chart | None
    offers: tuple[Offer, ...]
    months: Map[str, tuple[str, ...]]
    route: str
    found: Realism


def weighed(
    target: Target, kpi: Kpi, results: Results, marks: Marks, *, today: date, lang: Lang, mode: Mode = "light"
) -> Weighed:
    """Weigh a target that is being set. kpi: as the target's variant defines it."""
    found = realism(target, kpi, results, today, marks)
    goal = phrase(target, kpi, lang)
    told = found.chance is not None and found.label is not None
    short = _short(resolved(target, kpi, results), kpi, lang)
    return Weighed(
        title=say("weigh.title", lang, goal=goal) if goal else "",
        label=label_name(found.label, lang) if found.label else "",
        story=" ".join(filter(None, _story(target, kpi, found, results, lang))) if goal else "",
        scale=scale(found.chance, found.label, short, lang, mode) if told and found.label and found.chance else None,
        offers=_offers(target, kpi, results, _suggested(target, kpi, results, marks, today) or found.suggestions, lang),
        months=_months(target, kpi, results, marks, lang) if is_asked(target) else {},
        route=_route(target, kpi, results, marks, lang) if is_asked(target) else "",
        found=found,
    )


def _story(target: Target, kpi: Kpi, found: Realism, results: Results, lang: Lang) -> tuple[str, ...]:
    asked = beside(found.ask, kpi, lang)
    if found.chance is None:
        return (_why(found, lang), _record(kpi, found, lang), asked)
    hold = ".hold" if holds(target) else ""
    chance = say(f"weigh.chance{hold}", lang, chance=chance_words(found.chance, found.n, lang, found.season))
    return (chance, say(f"weigh.{found.label}", lang), asked, _uplift(resolved(target, kpi, results), kpi, found, lang))


def _why(found: Realism, lang: Lang) -> str:
    if found.reason == "members":
        return ""
    fields = {
        name: show_period(value, lang) if isinstance(value, Period) else value for name, value in found.fields.items()
    }
    family = "silence" if found.reason in SILENT else "status.reason" if found.reason in TOO_FEW else "weigh.why"
    return say(f"{family}.{found.reason}", lang, **fields)


def _record(kpi: Kpi, found: Realism, lang: Lang) -> str:
    if found.record is None or found.asked is None:
        return ""
    record = shown(found.record, kpi, lang)
    if kpi.direction is Direction.LOWER:
        return say("weigh.record.below" if found.asked < found.record else "weigh.record.within", lang, record=record)
    if found.asked <= found.record or found.record <= 0:
        return say("weigh.record.within", lang, record=record) if found.asked <= found.record else ""
    times = show_value(found.asked / found.record, Unit.RATIO, lang, precision=1)
    return say("weigh.record.above", lang, times=times, record=record)


def _uplift(target: Target, kpi: Kpi, found: Realism, lang: Lang) -> str:
    if found.middle is None or found.uplift is None or target.value is None:
        return ""
    lower = kpi.direction is Direction.LOWER
    middle = shown(found.middle, kpi, lang)
    if found.uplift == 0 or (found.uplift < 0) is not lower:
        return say("weigh.heads", lang, middle=middle)
    if not is_total(target, kpi):
        return say("weigh.level", lang, middle=middle, gap=distance(abs(target.value - found.middle), kpi, lang))
    uplift = show_value(abs(found.uplift), Unit.PERCENT, lang, precision=0 if abs(found.uplift) >= 0.1 else 1)
    return say(f"weigh.uplift.{'less' if lower else 'more'}", lang, uplift=uplift)


def _short(target: Target, kpi: Kpi, lang: Lang) -> str:
    """Return what is asked as it stands on a scale: "€ 800k"."""
    edges = dict.fromkeys(edge for edge in (target.value, target.low, target.high) if edge is not None)
    return " – ".join(show_value(edge, kpi.unit, lang, compact=True) for edge in edges)


def _suggested(target: Target, kpi: Kpi, results: Results, marks: Marks, today: date) -> tuple[Suggestion, ...]:
    """Return the suggestions for a plain value, before anything is asked."""
    if is_asked(target) or kpi.direction is Direction.RANGE:
        return ()
    return realism(_plain(target, 1.0), kpi, results, today, marks).suggestions


def _plain(target: Target, value: float) -> Target:
    form = target.form if holds(target) else Form.FROM_TO
    return replace(target, form=form, value=value, against=None, baseline=None, by=None, age=None)


def _said(target: Target, kpi: Kpi, results: Results) -> Target:
    """Return a suggestion as it can be typed: a minus alone would read as a change, so it says from where as well."""
    if target.value is None or target.value >= 0:
        return target
    return replace(target, baseline=base_of(target, kpi, points_of(target, results)))


def _offers(
    target: Target, kpi: Kpi, results: Results, suggestions: tuple[Suggestion, ...], lang: Lang
) -> tuple[Offer, ...]:
    offers = []
    for one in suggestions:
        value = show_value(one.value, kpi.unit, lang, compact=True, precision=kpi.precision)
        name, chance = say(f"weigh.offer.{one.name}", lang), chance_short(one.chance, lang)
        text = say("weigh.offer", lang, value=value, chance=chance, name=name)
        offers.append(Offer(phrase(_said(_plain(target, one.value), kpi, results), kpi, lang), text))
    return tuple(offers)


def _months(target: Target, kpi: Kpi, results: Results, marks: Marks, lang: Lang) -> dict[str, tuple[str, ...]]:
    steps = [step for step in route_to(target, kpi, results, marks).steps if step.expected is not None]
    if not steps:
        return {}
    known = {point.period: point.value for point in points_of(target, results) if point.complete}
    found = {
        "period": tuple(show_period(step.period, lang) for step in steps),
        "expected": tuple(shown(step.expected, kpi, lang) for step in steps),
        "before": tuple(shown(known.get(step.period.year_earlier()), kpi, lang) for step in steps),
    }
    return {say(f"weigh.months.{name}", lang): column for name, column in found.items()}


def _route(target: Target, kpi: Kpi, results: Results, marks: Marks, lang: Lang) -> str:
    route = route_to(target, kpi, results, marks)
    return say(f"route.{route.shape}", lang) if route.steps and route.steps[0].expected is not None else ""
