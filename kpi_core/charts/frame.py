"""What every chart shares: the Vega-Lite configuration, the scales and their labels, and the `Chart` itself."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from babel.dates import get_day_names, get_month_names

from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_value
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import pandas as pd

    from kpi_core.charts.tokens import Mode
    from kpi_core.texts import Lang

Spec = dict[str, Any]
MOST_TICKS = 4
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NARROW = 460
"""Words on a chart leave below this width; they stand in its key as well."""


@dataclass(frozen=True)
class KeyItem:
    """One entry of a chart's key, shown above or under it in the order of reading."""

    shape: Literal["line", "dash", "square", "box", "tick", "diamond", "hollow", "triangle", "dot"]
    color: str
    text: str


@dataclass(frozen=True)
class Chart:
    """A picture. data: what it draws, one row per mark or period; spec: Vega-Lite without data; alt: its finding."""

    data: pd.DataFrame
    spec: Spec
    alt: str
    key: tuple[KeyItem, ...] = ()


@dataclass(frozen=True)
class Scale:
    """A value axis: its ends, its marks and how they read."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]


def chart(data: pd.DataFrame, spec: Spec, alt: str, look: tuple[Lang, Mode], key: tuple[KeyItem, ...] = ()) -> Chart:
    """Return a chart with the shared configuration; `look` is language and mode."""
    return Chart(data, {"$schema": SCHEMA, **spec, **_shared(*look)}, alt, key)


@cache
def _shared(lang: Lang, mode: Mode) -> Spec:
    colors = tokens(mode)
    config = {
        "background": "transparent",
        "font": "Figtree, sans-serif",
        "view": {"stroke": None},
        "legend": {"disable": True},
        "axis": {
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelFontSize": 12,
            "labelPadding": 6,
            "title": None,
            "labelColor": colors.axis_text,
        },
        "axisY": {"grid": True, "gridColor": colors.grid},
        "axisX": {"domain": True, "domainColor": colors.grid},
        "line": {"strokeWidth": 2.25, "strokeCap": "round", "strokeJoin": "round"},
        "text": {"fontSize": 12},
        "locale": {"number": _number_locale(lang), "time": _time_locale(lang)},
    }
    padding = {"left": 1, "right": 2, "top": 2, "bottom": 2}
    return {"config": config, "padding": padding, "autosize": {"type": "fit", "contains": "padding"}}


def _number_locale(lang: Lang) -> Spec:
    decimal, thousands = (",", ".") if lang == "nl" else (".", ",")
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["€\u00a0", ""]}


def _time_locale(lang: Lang) -> Spec:
    def days(width: str) -> list[str]:
        names = get_day_names(width, locale=lang)
        return [names[day].rstrip(".") for day in (6, 0, 1, 2, 3, 4, 5)]

    def months(width: str) -> list[str]:
        names = get_month_names(width, locale=lang)
        return [names[month].rstrip(".") for month in range(1, 13)]

    return {
        "dateTime": "%a %e %B %Y %X",
        "date": "%d-%m-%Y" if lang == "nl" else "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""] if lang == "nl" else ["AM", "PM"],
        "days": days("wide"),
        "shortDays": days("abbreviated"),
        "months": months("wide"),
        "shortMonths": months("abbreviated"),
    }


def scale_of(values: Iterable[float | None], unit: Unit, lang: Lang, *, zero: bool, most: int = MOST_TICKS) -> Scale:
    """Return an axis with at most `most` marks at round numbers around the values; `zero` puts 0 on it."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high == low:
        low, high = (low, low + 1.0) if low == 0 else (low - abs(low) * 0.1, high + abs(high) * 0.1)
    step = _step(low, high, unit, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(index * step for index in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, tuple(_label(tick, unit, lang) for tick in ticks))


def _step(low: float, high: float, unit: Unit, most: int) -> float:
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    for factor in (1, 2, 2.5, 5, 10, 20, 25, 50, 100):
        step = factor * size
        if unit is Unit.COUNT and (step < 1 or step != round(step)):
            continue
        if math.ceil(high / step - 1e-9) - math.floor(low / step + 1e-9) + 1 <= most:
            return step
    return high - low


def _label(tick: float, unit: Unit, lang: Lang) -> str:
    if abs(tick) < 1e-12:
        return "0"
    plain = Unit.COUNT if unit in (Unit.DAYS, Unit.HOURS, Unit.MONTHS) else unit
    precision = None if plain is not Unit.COUNT or tick == round(tick) else 1
    return show_value(tick, plain, lang, compact=abs(tick) >= 1000, precision=precision)


def value_axis(scale: Scale) -> Spec:
    """Return the `axis` of a value scale: its own marks with its own words."""
    last = max(len(scale.ticks) - 1, 1)
    labels = json.dumps(scale.labels, ensure_ascii=False)
    return {"values": list(scale.ticks), "labelExpr": f"{labels}[round(datum.index * {last})]"}


def value_scale(scale: Scale) -> Spec:
    """Return the `scale` of a value scale; every layer of a chart needs the same one."""
    return {"domain": [scale.low, scale.high], "nice": False, "zero": False}


def once(mark: Spec, encoding: Spec) -> Spec:
    """Return a layer that draws one mark, whatever the rows of the chart."""
    return {"data": {"values": [{}]}, "mark": {"aria": False, **mark}, "encoding": encoding}


def time_domain(days: Sequence[date]) -> Spec:
    """Return the `domain` of a time scale from its first to its last day; empty without days."""
    if not days:
        return {}
    ends = (min(days), max(days))
    return {"domain": [{"year": day.year, "month": day.month, "date": day.day} for day in ends]}


def moment(day: date) -> str:
    """Return a day as charts take it: with a time, so that it is not read as another time zone's midnight."""
    return f"{day.isoformat()}T00:00:00"
