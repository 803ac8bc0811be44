"""The large card of a sum: bars per month with route ticks, and pale boxes for the months to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.ahead import between, heads
from kpi_core.charts.frame import KeyItem, chart, moment, scale_of, value_axis, value_scale
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_period, show_value
from kpi_core.texts import say
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts.ahead import Band
    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

HEIGHT = 132
MOST_BARS = 12
NUMBERS = ("actual", "unfinished", "route", "low", "high")
COLUMNS = ["when", *NUMBERS, "period", "shown", "asked", "ahead"]


def bars(
    kpi: Kpi,
    points: Sequence[SeriesPoint],
    route: dict[Period, float],
    lang: Lang,
    mode: Mode = "light",
    *,
    goal: float | None = None,
    band: Band | None = None,
) -> Chart:
    """Draw what each month brought beside what the route asks; a month that is not complete is an outline.

    band: a month to come is a pale box from the low to the high end of where it falls 4 times out of 5.
    Shown are the months of the route, filled up to twelve with the months before, or the twelve around now of a longer one.
    """
    expected = band or {}
    periods = _window(points, route, expected)
    found = {point.period: point for point in points}
    rows = []
    for period in periods:
        point = found.get(period)
        value = point.value if point else None
        rows.append(
            {
                "when": moment(period.start),
                "actual": value if point and point.complete else None,
                "unfinished": value if point and not point.complete else None,
                "route": route.get(period),
                "low": expected[period][0] if period in expected else None,
                "high": expected[period][2] if period in expected else None,
                "ahead": between(expected[period], kpi, lang) if period in expected else "",
                "period": show_period(period, lang),
                "shown": show_value(value, kpi.unit, lang, precision=kpi.precision),
                "asked": show_value(route.get(period), kpi.unit, lang, precision=kpi.precision),
            }
        )
    data = pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(NUMBERS, "float64"))
    spec = {"width": "container", "height": HEIGHT, "layer": _bar_layers(data, kpi, lang, mode)}
    done = [row for row in rows if row["actual"] is not None]
    told = say("chart.alt.bars", lang, kpi=kpi.name[lang], n=len(done), below=_below(kpi, rows))
    ahead = {period: ends for period, ends in expected.items() if period in periods}
    alt = " ".join(filter(None, (told, heads(kpi, ahead, (), lang))))
    return chart(data, spec, alt, (lang, mode), _key(data, kpi, goal, lang, mode))


def _window(points: Sequence[SeriesPoint], route: dict[Period, float], band: Band) -> list[Period]:
    known = {point.period for point in points}
    periods = sorted(known | set(route) | set(band), key=lambda period: period.start)
    if not route:
        return periods[-MOST_BARS:]
    last = max(route, key=lambda period: period.start)
    until = [period for period in periods if period.start <= last.start]
    if len(route) <= MOST_BARS:
        return until[-MOST_BARS:]
    now = max((index for index, period in enumerate(until) if period in known), default=0)
    first = max(0, min(now - MOST_BARS // 2, len(until) - MOST_BARS))
    return until[first : first + MOST_BARS]


def _bar_layers(data: pd.DataFrame, kpi: Kpi, lang: Lang, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    values = [value for name in NUMBERS for value in data[name].dropna()]
    scale = scale_of(values, kpi.unit, lang, zero=True)
    one_year = len({when[:4] for when in data["when"]}) == 1
    label = "timeFormat(datum.value, '%b')"
    if not one_year:
        label = f"month(datum.value) == 0 ? timeFormat(datum.value, '%Y') : {label}"
    x = {
        "field": "when",
        "timeUnit": "yearmonth",
        "type": "ordinal",
        "axis": {"labelAngle": 0, "labelExpr": label, "labelOverlap": "parity", "labelSeparation": 7},
        "scale": {"paddingInner": 0.34, "paddingOuter": 0.17},
    }

    def y(field: str) -> Spec:
        return {
            "field": field,
            "type": "quantitative",
            "axis": value_axis(scale),
            "scale": value_scale(scale),
        }

    tips = [
        {"field": "period", "type": "nominal", "title": say("chart.period", lang)},
        {"field": "shown", "type": "nominal", "title": say("chart.actual", lang)},
        {"field": "asked", "type": "nominal", "title": say("chart.route", lang)},
    ]

    def layer(field: str, mark: Spec) -> Spec:
        return {"mark": {"aria": False, **mark}, "encoding": {"x": x, "y": y(field), "tooltip": tips}}

    ahead = [{"field": "period", "type": "nominal", "title": say("chart.period", lang)}]
    ahead += [{"field": "ahead", "type": "nominal", "title": say("chart.band", lang)}, tips[2]]
    box = layer("low", {"type": "bar", "fill": colors.band, "fillOpacity": colors.band_opacity, "cornerRadius": 2})
    box["mark"] |= {"stroke": colors.band_edge, "strokeWidth": 1}
    box["encoding"] |= {"y2": {"field": "high"}, "tooltip": ahead}
    outline = {"type": "bar", "fill": colors.page, "stroke": colors.band_edge, "strokeWidth": 1.5}
    tick = {"type": "tick", "orient": "horizontal", "width": {"band": 1.3}}
    return [
        *([box] if data["low"].notna().any() else []),
        layer("actual", {"type": "bar", "color": colors.actual, "cornerRadiusEnd": 1.5}),
        layer("unfinished", {**outline, "cornerRadiusEnd": 1.5}),
        layer("route", {**tick, "color": colors.page, "thickness": 4.5}),
        layer("route", {**tick, "color": colors.route, "thickness": 2}),
    ]


def _below(kpi: Kpi, rows: Sequence[dict[str, str | float | None]]) -> int:
    """Count the months on the bad side of the route."""
    lower = kpi.direction is Direction.LOWER
    count = 0
    for row in rows:
        actual, route = row["actual"], row["route"]
        if isinstance(actual, float) and isinstance(route, float):
            count += actual > route if lower else actual < route
    return count


def _key(data: pd.DataFrame, kpi: Kpi, goal: float | None, lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    colors = tokens(mode)
    items = [KeyItem("square", colors.actual, say("chart.actual.key", lang))]
    if data["route"].notna().any():
        text = say("chart.route.key", lang)
        if goal is not None:
            text = say("chart.route.to", lang, value=show_value(goal, kpi.unit, lang, compact=True))
        items.append(KeyItem("tick", colors.route, text))
    if data["low"].notna().any():
        items.append(KeyItem("box", colors.band, say("chart.box.key", lang)))
    if data["unfinished"].notna().any():
        items.append(KeyItem("hollow", colors.band_edge, say("chart.unfinished.key", lang)))
    return tuple(items)
