"""The large card of a sum: bars per month with route ticks, and the course bar from nothing to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem, chart, moment, scale_of, value_axis, value_scale
from kpi_core.charts.tokens import color_of, tokens
from kpi_core.model import Verdict
from kpi_core.numbers import show_period, show_value
from kpi_core.texts import say
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, SeriesPoint, Status
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

HEIGHT = 132
MOST_BARS = 12
COLUMNS = ["when", "actual", "unfinished", "route", "period", "shown", "asked"]


def bars(
    kpi: Kpi,
    points: Sequence[SeriesPoint],
    route: dict[Period, float],
    lang: Lang,
    mode: Mode = "light",
    *,
    goal: float | None = None,
) -> Chart:
    """Draw what each month brought beside what the route asks; a month that is not complete is an outline.

    Shown are the months of the route, filled up to twelve with the months before, or the twelve around now of a longer one.
    """
    periods = _window(points, route)
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
                "period": show_period(period, lang),
                "shown": show_value(value, kpi.unit, lang, precision=kpi.precision),
                "asked": show_value(route.get(period), kpi.unit, lang, precision=kpi.precision),
            }
        )
    data = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"actual": "float64", "unfinished": "float64", "route": "float64"}
    )
    spec = {"width": "container", "height": HEIGHT, "layer": _bar_layers(data, kpi, lang, mode)}
    done = [row for row in rows if row["actual"] is not None]
    alt = say("chart.alt.bars", lang, kpi=kpi.name[lang], n=len(done), below=_below(kpi, rows))
    return chart(data, spec, alt, (lang, mode), _key(data, kpi, goal, lang, mode))


def _window(points: Sequence[SeriesPoint], route: dict[Period, float]) -> list[Period]:
    known = {point.period for point in points}
    periods = sorted(known | set(route), key=lambda period: period.start)
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
    values = [*data["actual"].dropna(), *data["unfinished"].dropna(), *data["route"].dropna()]
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

    outline = {"type": "bar", "fill": colors.page, "stroke": colors.band_edge, "strokeWidth": 1.5}
    tick = {"type": "tick", "orient": "horizontal", "width": {"band": 1.3}}
    return [
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
    if data["unfinished"].notna().any():
        items.append(KeyItem("hollow", colors.band_edge, say("chart.unfinished.key", lang)))
    return tuple(items)


def course(kpi: Kpi, status: Status, goal: float, lang: Lang, mode: Mode = "light") -> Chart:
    """Draw the course bar of a sum: ink up to now, the shortfall in red (a surplus in green), a tick at what is expected.

    The diamond is the target. For lower-is-better, what lies beyond the tick is red and room left is not coloured.
    """
    now, expected = status.now or 0.0, status.expected or 0.0
    lower = kpi.direction is Direction.LOWER
    top = max(goal, now, expected, 0.0) or 1.0
    solid = now if lower and now <= expected else min(now, expected)
    piece = "none" if lower and now <= expected else ("red" if (now < expected) != lower else "green")
    data = pd.DataFrame(
        {
            "zero": [0.0],
            "solid": [max(solid, 0.0)],
            "other": [max(now, expected) if piece != "none" else max(solid, 0.0)],
            "now": [max(now, 0.0)],
            "expected": [expected],
            "goal": [goal],
            "top": [top],
        }
    )
    named = {
        name: say(f"chart.course.{name}", lang, value=show_value(value, kpi.unit, lang, compact=True))
        for name, value in (("now", now), ("expected", expected), ("goal", goal))
    }
    spec = {"width": "container", "height": 56, "layer": _course_layers(named, (now, expected, goal, top), piece, mode)}
    alt = say("chart.alt.course", lang, kpi=kpi.name[lang], **named)
    return chart(data, spec, alt, (lang, mode))


def _course_layers(named: dict[str, str], at: tuple[float, float, float, float], piece: str, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    now, expected, goal, top = at
    fill = {
        "red": color_of(Verdict.OFF_COURSE, mode),
        "green": color_of(Verdict.ON_COURSE, mode),
        "none": colors.actual,
    }[piece]
    scale = {"domain": [0, top], "nice": False, "zero": True, "range": [1, {"expr": "width - 9"}]}

    def x(field: str, name: str = "x") -> Spec:
        return {name: {"field": field, "type": "quantitative", "axis": None, "scale": scale}}

    def bar(first: str, last: str, color: str, **how: object) -> Spec:
        mark = {"type": "bar", "y": 28, "height": 8, "color": color, "aria": False, **how}
        return {"mark": mark, "encoding": {**x(first), "x2": {"field": last}}}

    def words(name: str, place: float, y: int, *, bold: bool) -> Spec:
        side = _side(place / top)
        mark = {"type": "text", "text": named[name], "y": y, "align": side, "baseline": "middle", "aria": False}
        look = {"color": colors.text if bold else colors.axis_text, "fontWeight": 600 if bold else 400}
        room = {"opacity": {"expr": f"abs({goal} - {expected}) / {top} * width < 118 ? 0 : 1"}}
        return {"mark": {**mark, **look, **(room if name == "expected" else {})}, "encoding": x(name)}

    tick = {"type": "rule", "y": 20, "y2": 36, "strokeWidth": 2, "color": colors.route, "aria": False}
    diamond = {"type": "point", "shape": "diamond", "y": 28, "size": 130, "opacity": 1, "aria": False}
    return [
        bar("zero", "top", colors.track, cornerRadius=4),
        bar("zero", "solid", colors.actual, cornerRadius=4),
        bar("solid", "other", fill),
        {"mark": tick, "encoding": x("expected")},
        {"mark": {**diamond, "fill": colors.text, "stroke": colors.page, "strokeWidth": 2}, "encoding": x("goal")},
        words("expected", expected, 8, bold=False),
        words("goal", goal, 8, bold=True),
        words("now", now, 47, bold=True),
    ]


def _side(place: float) -> str:
    return "left" if place < 0.18 else "right" if place > 0.82 else "center"
