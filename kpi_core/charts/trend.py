"""How a KPI moves: the line over its periods with route and target; and the same, small, for every segment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.charts.ahead import NUMBERS, WORDS, Around, area, band_key, dots, heads, sign_keys, signs
from kpi_core.charts.frame import NARROW, KeyItem, chart, moment, once, scale_of, time_domain, value_axis, value_scale
from kpi_core.charts.sparkline import end_mark
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_period, show_value
from kpi_core.periods import Grain
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kpi_core.charts.ahead import Band, Mark
    from kpi_core.charts.frame import Chart, Scale, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, SeriesPoint, Verdict
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

HEIGHT = 240
SMALL_HEIGHT = 96
NOTHING: Mapping[Period, float] = {}
ALONE = Around({})
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
    band: Band | None = None,
    marks: Sequence[Mark] = (),
) -> Chart:
    """Draw a series with the route to its target. `zero` starts the scale at 0: for sums and counts.

    A period that is not complete is a hollow point beside the line, never a part of it. band: where the periods after the
    last complete one are heading. goals: the target of a level, a diamond at the end of its route.
    """
    data = _data(kpi, points, lang, route=route or {}, goals=goals, around=Around(band or {}, tuple(marks)))
    numbers = ("actual", "loose", "route", "low", "high")
    scale = scale_of([*(value for name in numbers for value in data[name].dropna()), *goals], kpi.unit, lang, zero=zero)
    layers = _layers(data, scale, goals, points, (lang, mode))
    if verdict:
        layers.append(_plain(end_mark(verdict, mode, 90), "end", scale, data, points))
    spec = {"width": "container", "height": HEIGHT, "layer": layers}
    alt = " ".join(filter(None, (_alt(kpi, points, lang), heads(kpi, band or {}, marks, lang))))
    return chart(data, spec, alt, (lang, mode), _key(data, goals, kpi, lang, mode))


def multiples(
    kpi: Kpi, segments: Mapping[str, Sequence[SeriesPoint]], lang: Lang, mode: Mode = "light", *, zero: bool = False
) -> dict[str, Chart]:
    """Draw one small trend per segment, all on the same scale; the name stands above it on the page."""
    everything: Iterable[float | None] = (p.value for points in segments.values() for p in points if p.complete)
    scale = scale_of(everything, kpi.unit, lang, zero=zero, most=3)
    return {name: _small(kpi, name, points, scale, (lang, mode)) for name, points in segments.items()}


def _small(kpi: Kpi, name: str, points: Sequence[SeriesPoint], scale: Scale, look: tuple[Lang, Mode]) -> Chart:
    lang, mode = look
    data = _data(kpi, [point for point in points if point.complete], lang)
    line = {"type": "line", "color": tokens(mode).actual, "strokeWidth": 1.75, "aria": False}
    layers = [
        _plain(line, "actual", scale, data, points),
        _plain(end_mark(None, mode, 45), "end", scale, data, points),
    ]
    spec = {"width": "container", "height": SMALL_HEIGHT, "layer": layers}
    return chart(data, spec, f"{name}: {_alt(kpi, points, lang)}", (lang, mode))


def _data(
    kpi: Kpi,
    points: Sequence[SeriesPoint],
    lang: Lang,
    *,
    route: Mapping[Period, float] = NOTHING,
    goals: Sequence[float] = (),
    around: Around = ALONE,
) -> pd.DataFrame:
    found = {point.period: point for point in points}
    periods = sorted(found.keys() | route.keys() | around.band.keys(), key=lambda period: period.start)
    complete = [p for p in points if p.complete and p.value is not None]
    last = max(complete, key=lambda point: point.period.start) if complete else None
    due = max(route, key=lambda period: period.start) if route and len(goals) == 1 else None
    joined = around.joined(last)
    rows = []
    for period in periods:
        point = found.get(period)
        value = point.value if point else None
        rows.append(
            {
                "when": moment(period.start),
                "actual": value if point and point.complete else None,
                "loose": value if point and not point.complete else None,
                "end": value if last and period == last.period else None,
                "route": route.get(period),
                "goal": goals[0] if period == due else None,
                "period": show_period(period, lang),
                "shown": show_value(value, kpi.unit, lang, precision=kpi.precision),
                **joined.columns(period, value, kpi, lang),
            }
        )
    numbers = ["actual", "loose", "end", "route", "goal", *NUMBERS]
    columns = ["when", *numbers, "period", "shown", *WORDS]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(numbers, "float64"))


def _layers(
    data: pd.DataFrame, scale: Scale, goals: Sequence[float], points: Sequence[SeriesPoint], look: tuple[Lang, Mode]
) -> list[Spec]:
    lang, mode = look
    colors = tokens(mode)

    def layer(mark: Spec, field: str) -> Spec:
        return _plain({"aria": False, **mark}, field, scale, data, points)

    layers: list[Spec] = []
    for goal in goals:
        at = {"datum": goal, "type": "quantitative", "axis": value_axis(scale), "scale": value_scale(scale)}
        layers.append(once({"type": "rule", "color": colors.route, "strokeWidth": 1}, {"y": at}))
    dash = {"type": "line", "color": colors.route, "strokeWidth": 2, "strokeDash": [6, 3], "strokeCap": "butt"}
    line = {"type": "line", "color": colors.actual, "strokeWidth": 2.5}
    points_of = {"type": "point", "filled": True, "color": colors.actual, "size": 28, "opacity": 1}
    hollow = {"type": "point", "fill": colors.page, "stroke": colors.actual, "strokeWidth": 1.75, "opacity": 1}
    diamond = {"type": "point", "shape": "diamond", "size": 130, "opacity": 1, "fill": colors.text}
    layers += [*area(layer, data, mode), layer(dash, "route"), *dots(layer, data, mode), layer(line, "actual")]
    if len(data) <= MOST_DOTS:
        layers.append(layer(points_of, "actual"))
    layers.append(layer({**hollow, "size": 50}, "loose"))
    if data["goal"].notna().any():
        layers.append(layer({**diamond, "stroke": colors.page, "strokeWidth": 2}, "goal"))
    layers += signs(layer, data, mode)
    told = [("actual", "shown", "chart.actual")]
    told[:0] = [("middle", "ahead", "chart.band")] if data["middle"].notna().any() else []
    return layers + [_hover(layer, *one, lang) for one in told]


def _hover(layer: Callable[[Spec, str], Spec], at: str, shown: str, title: str, lang: Lang) -> Spec:
    """Return what a pointer meets: invisible dots that tell their period and what it brought or may bring."""
    found = layer({"type": "point", "size": 300, "opacity": 0, "filled": True, "clip": True}, at)
    found["encoding"]["tooltip"] = [
        {"field": "period", "type": "nominal", "title": say("chart.period", lang)},
        {"field": shown, "type": "nominal", "title": say(title, lang)},
    ]
    return found


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
    if data["low"].notna().any():
        items.append(band_key(lang, mode))
    if goals:
        shown = " – ".join(show_value(goal, kpi.unit, lang, compact=True) for goal in goals)
        shape: Literal["diamond", "tick"] = "diamond" if data["goal"].notna().any() else "tick"
        color = colors.text if shape == "diamond" else colors.route
        items.append(KeyItem(shape, color, say("chart.goal", lang, value=shown)))
    if data["loose"].notna().any():
        items.append(KeyItem("hollow", colors.actual, say("chart.unfinished.key", lang)))
    return (*items, *sign_keys(data, lang, mode))


def _alt(kpi: Kpi, points: Sequence[SeriesPoint], lang: Lang) -> str:
    known = [p for p in points if p.complete and p.value is not None]
    if not known:
        return say("chart.alt.empty", lang, kpi=kpi.name[lang])

    def show(point: SeriesPoint) -> str:
        return show_value(point.value, kpi.unit, lang, precision=kpi.precision)

    if len(known) == 1:
        return say(
            "chart.alt.one",
            lang,
            kpi=kpi.name[lang],
            last=show(known[0]),
            until=show_period(known[0].period, lang),
        )
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
