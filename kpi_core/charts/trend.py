"""How a KPI moves: the line over its periods with route and target; and the same, small, for every segment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import NARROW, KeyItem, chart, moment, once, scale_of, time_domain, value_axis, value_scale
from kpi_core.charts.sparkline import end_mark
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_period, show_value
from kpi_core.periods import Grain
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpi_core.charts.frame import Chart, Scale, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, SeriesPoint, Verdict
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

HEIGHT = 240
SMALL_HEIGHT = 96
AXIS = {"labelOverlap": "greedy", "labelFlush": True, "labelSeparation": 6}
MOST_DOTS = 40
"""Beyond this many points the line stands without dots."""


def trend(
    kpi: Kpi,
    points: Sequence[SeriesPoint],
    lang: Lang,
    mode: Mode = "light",
    *,
    route: dict[Period, float] | None = None,
    goals: Sequence[float] = (),
    verdict: Verdict | None = None,
    zero: bool = False,
) -> Chart:
    """Draw a series with the route to its target. `zero` starts the scale at 0: for sums and counts.

    A period that is not complete is a hollow point beside the line, never a part of it.
    """
    data = _data(kpi, points, route or {}, lang)
    values = [*data["actual"].dropna(), *data["loose"].dropna(), *data["route"].dropna(), *goals]
    scale = scale_of(values, kpi.unit, lang, zero=zero)
    layers = _layers(data, scale, goals, points, (lang, mode))
    if verdict:
        layers.append(_plain(end_mark(verdict, mode, 90), "end", scale, data, points))
    spec = {"width": "container", "height": HEIGHT, "layer": layers}
    return chart(data, spec, _alt(kpi, points, lang), (lang, mode), _key(data, goals, kpi, lang, mode))


def multiples(
    kpi: Kpi, segments: Mapping[str, Sequence[SeriesPoint]], lang: Lang, mode: Mode = "light", *, zero: bool = False
) -> dict[str, Chart]:
    """Draw one small trend per segment, all on the same scale; the name stands above it on the page."""
    everything: Iterable[float | None] = (p.value for points in segments.values() for p in points if p.complete)
    scale = scale_of(everything, kpi.unit, lang, zero=zero, most=3)
    return {name: _small(kpi, name, points, scale, (lang, mode)) for name, points in segments.items()}


def _small(kpi: Kpi, name: str, points: Sequence[SeriesPoint], scale: Scale, look: tuple[Lang, Mode]) -> Chart:
    lang, mode = look
    data = _data(kpi, [point for point in points if point.complete], {}, lang)
    line = {"type": "line", "color": tokens(mode).actual, "strokeWidth": 1.75, "aria": False}
    layers = [
        _plain(line, "actual", scale, data, points),
        _plain(end_mark(None, mode, 45), "end", scale, data, points),
    ]
    spec = {"width": "container", "height": SMALL_HEIGHT, "layer": layers}
    return chart(data, spec, f"{name}: {_alt(kpi, points, lang)}", (lang, mode))


def _data(kpi: Kpi, points: Sequence[SeriesPoint], route: dict[Period, float], lang: Lang) -> pd.DataFrame:
    found = {point.period: point for point in points}
    periods = sorted(found.keys() | route.keys(), key=lambda period: period.start)
    complete = [p.period for p in points if p.complete and p.value is not None]
    last = max(complete, key=lambda period: period.start) if complete else None
    rows = []
    for period in periods:
        point = found.get(period)
        value = point.value if point else None
        rows.append(
            {
                "when": moment(period.start),
                "actual": value if point and point.complete else None,
                "loose": value if point and not point.complete else None,
                "end": value if period == last else None,
                "route": route.get(period),
                "period": show_period(period, lang),
                "shown": show_value(value, kpi.unit, lang, precision=kpi.precision),
            }
        )
    columns = ["when", "actual", "loose", "end", "route", "period", "shown"]
    numbers = dict.fromkeys(("actual", "loose", "end", "route"), "float64")
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def _layers(
    data: pd.DataFrame, scale: Scale, goals: Sequence[float], points: Sequence[SeriesPoint], look: tuple[Lang, Mode]
) -> list[Spec]:
    lang, mode = look
    colors = tokens(mode)
    layers: list[Spec] = []
    for goal in goals:
        at = {"datum": goal, "type": "quantitative", "axis": value_axis(scale), "scale": value_scale(scale)}
        layers.append(once({"type": "rule", "color": colors.route, "strokeWidth": 1}, {"y": at}))
    dash = {"type": "line", "color": colors.route, "strokeWidth": 2, "strokeDash": [6, 3], "strokeCap": "butt"}
    line = {"type": "line", "color": colors.actual, "strokeWidth": 2.5}
    dots = {"type": "point", "filled": True, "color": colors.actual, "size": 28, "opacity": 1}
    hollow = {
        "type": "point",
        "fill": colors.page,
        "stroke": colors.actual,
        "strokeWidth": 1.75,
        "size": 50,
        "opacity": 1,
    }
    marks = [(dash, "route"), (line, "actual")]
    marks += [(dots, "actual")] if len(data) <= MOST_DOTS else []
    marks += [(hollow, "loose")]
    layers += [_plain({"aria": False, **mark}, field, scale, data, points) for mark, field in marks]
    tips = [
        {"field": "period", "type": "nominal", "title": say("chart.period", lang)},
        {"field": "shown", "type": "nominal", "title": say("chart.actual", lang)},
    ]
    hover = _plain(
        {"type": "point", "size": 300, "opacity": 0, "filled": True, "clip": True, "aria": False},
        "actual",
        scale,
        data,
        points,
    )
    layers.append({**hover, "encoding": {**hover["encoding"], "tooltip": tips}})
    return layers


def _plain(mark: Spec, field: str, scale: Scale, data: pd.DataFrame, points: Sequence[SeriesPoint]) -> Spec:
    x = {
        "field": "when",
        "type": "temporal",
        "axis": _time_axis(data, points),
        "scale": {**time_domain(_days(data)), "range": [4, {"expr": "width - 7"}]},
    }
    y = {"field": field, "type": "quantitative", "axis": value_axis(scale), "scale": value_scale(scale)}
    return {"mark": mark, "encoding": {"x": x, "y": y}}


def _days(data: pd.DataFrame) -> list[date]:
    return [date.fromisoformat(when[:10]) for when in data["when"]]


def _time_axis(data: pd.DataFrame, points: Sequence[SeriesPoint]) -> Spec:
    grain = points[0].period.grain if points else Grain.MONTH
    years = len({when[:4] for when in data["when"]})
    if grain not in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        day = "timeFormat(datum.value, '%-d %b')"
        new_year = "month(datum.value) == 0 && date(datum.value) <= 7 ? timeFormat(datum.value, '%Y')"
        return {**AXIS, "labelExpr": day if years == 1 else f"{new_year} : {day}", "tickCount": 6}
    if grain is Grain.YEAR:
        return {**AXIS, "labelExpr": "timeFormat(datum.value, '%Y')", "tickCount": {"interval": "year", "step": 1}}
    january = "month(datum.value) == 0 ? timeFormat(datum.value, '%Y') : timeFormat(datum.value, '%b')"
    apart = f"(width < 260 ? 12 : width < {NARROW} ? {3 if years == 1 else 6} : 1)"
    step = 3 if grain is Grain.QUARTER else _step(years, len(data))
    label = f"month(datum.value) % {apart} != 0 ? '' : {january}"
    return {**AXIS, "labelExpr": label, "tickCount": {"interval": "month", "step": step}}


def _step(years: int, months: int) -> int:
    """Return how many months lie between two labels on a wide chart."""
    if years == 1:
        return 1
    return 2 if months <= 26 else 3 if months <= 40 else 6


def _key(data: pd.DataFrame, goals: Sequence[float], kpi: Kpi, lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    colors = tokens(mode)
    items = [KeyItem("line", colors.actual, say("chart.actual.key", lang))]
    if data["route"].notna().any():
        items.append(KeyItem("dash", colors.route, say("chart.route.key", lang)))
    if goals:
        shown = " – ".join(show_value(goal, kpi.unit, lang, compact=True) for goal in goals)
        items.append(KeyItem("tick", colors.route, say("chart.goal", lang, value=shown)))
    if data["loose"].notna().any():
        items.append(KeyItem("hollow", colors.actual, say("chart.unfinished.key", lang)))
    return tuple(items)


def _alt(kpi: Kpi, points: Sequence[SeriesPoint], lang: Lang) -> str:
    known = [p for p in points if p.complete and p.value is not None]
    if not known:
        return say("chart.alt.empty", lang, kpi=kpi.name[lang])

    def show(point: SeriesPoint) -> str:
        return show_value(point.value, kpi.unit, lang, precision=kpi.precision)

    high = max(known, key=lambda p: p.value or 0.0)
    return say(
        "chart.alt.trend",
        lang,
        kpi=kpi.name[lang],
        first=show(known[0]),
        since=show_period(known[0].period, lang),
        last=show(known[-1]),
        until=show_period(known[-1].period, lang),
        top=show(high),
        peak=show_period(high.period, lang),
    )
