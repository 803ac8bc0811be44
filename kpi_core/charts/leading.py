"""One KPI above another on the same days, the upper one moved on by the lag: what belongs together stands together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import NARROW, chart, moment, once, scale_of, time_domain, value_axis
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_period, show_value
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.texts import Lang

HEIGHT = 286
TITLE = 24
GAP = 20
LABELS = 52
"""Pixels for the numbers at the left, so that both panels begin at the same place."""
TOPS = {"first": "0", "then": f"(height + {GAP}) / 2"}
BOTTOMS = {"first": f"(height - {GAP}) / 2", "then": "height"}
"""Where the panels begin and end, in pixels from the top of the chart."""
Line = tuple["Kpi", "Sequence[SeriesPoint]", str, bool]
"""A KPI, its points oldest first, the words above its panel, and whether its scale starts at 0."""


def leading(first: Line, then: Line, lag: int, alt: str, look: tuple[Lang, Mode]) -> Chart:
    """Draw the one that may move first above the one that may follow, both per month; unfinished months are left out.

    lag: so many months later each value of the first is drawn. What it shows beyond the last month of the other is still to
    come there. look: language and mode.
    """
    lang, mode = look
    upper, lower = _rows(first, lag, lang), _rows(then, 0, lang)
    data = pd.concat([upper.assign(panel="first"), lower.assign(panel="then")], ignore_index=True)
    days = sorted(pd.to_datetime(data["when"]).dt.date)
    layers = [
        {"layer": _panel(first, upper, "first", days, look)},
        {"layer": _panel(then, lower, "then", days, look)},
        *_now(lower, upper, days, mode),
    ]
    spec = {"width": "container", "height": HEIGHT, "layer": layers, "resolve": {"scale": {"y": "independent"}}}
    return chart(data, spec, alt, look)


def _rows(line: Line, lag: int, lang: Lang) -> pd.DataFrame:
    kpi, points, _, _ = line
    known = [point for point in points if point.complete and point.value is not None]
    return pd.DataFrame(
        {
            "when": [moment(point.period.shifted(lag).start) for point in known],
            "value": pd.Series([point.value for point in known], dtype="float64"),
            "period": [show_period(point.period, lang) for point in known],
            "shown": [show_value(point.value, kpi.unit, lang, precision=kpi.precision) for point in known],
        }
    )


def _panel(line: Line, rows: pd.DataFrame, panel: str, days: list[date], look: tuple[Lang, Mode]) -> list[Spec]:
    lang, mode = look
    kpi, _, words, zero = line
    colors, top, bottom = tokens(mode), TOPS[panel], BOTTOMS[panel]
    scale = scale_of(rows["value"], kpi.unit, lang, zero=zero, most=3)
    ends = [{"expr": bottom}, {"expr": f"{top} + {TITLE}"}]
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": {**value_axis(scale), "orient": "left", "minExtent": LABELS, "maxExtent": LABELS},
        "scale": {"domain": [scale.low, scale.high], "nice": False, "zero": False, "range": ends},
    }
    at = {"x": _time(days), "y": y}
    here = [{"filter": f"datum.panel == '{panel}'"}]
    tips = [
        {"field": "period", "type": "nominal", "title": say("chart.period", lang)},
        {"field": "shown", "type": "nominal", "title": say("chart.actual", lang)},
    ]
    drawn = {"type": "line", "color": colors.actual, "strokeWidth": 2.25, "aria": False}
    dots = {"type": "point", "filled": True, "color": colors.actual, "size": 22, "opacity": 1, "aria": False}
    hover = {"type": "point", "size": 240, "opacity": 0, "filled": True, "aria": False}
    title = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "fontSize": 13,
        "fontWeight": 600,
        "color": colors.text,
    }
    place = {"x": {"value": 0}, "y": {"value": {"expr": f"{top} + 9"}}}
    return [
        {"transform": here, "mark": drawn, "encoding": at},
        {"transform": here, "mark": dots, "encoding": at},
        {"transform": here, "mark": hover, "encoding": {**at, "tooltip": tips}},
        once({**title, "text": words, "dx": -LABELS, "limit": {"expr": f"width + {LABELS}"}}, place),
    ]


def _time(days: list[date]) -> Spec:
    years = len({day.year for day in days})
    every = 1 if years == 1 else 2 if len(set(days)) <= 26 else 3 if len(set(days)) <= 40 else 6
    january = "month(datum.value) == 0 ? timeFormat(datum.value, '%Y') : timeFormat(datum.value, '%b')"
    label = f"month(datum.value) % (width < {NARROW} ? {3 if years == 1 else 6} : 1) != 0 ? '' : {january}"
    axis = {
        "labelExpr": label,
        "tickCount": {"interval": "month", "step": every},
        "labelOverlap": "greedy",
        "labelFlush": True,
        "labelSeparation": 6,
    }
    scale = {**time_domain(days), "range": [4, {"expr": "width - 7"}]}
    return {"field": "when", "type": "temporal", "axis": axis, "scale": scale}


def _now(lower: pd.DataFrame, upper: pd.DataFrame, days: list[date], mode: Mode) -> list[Spec]:
    """Return the line at the last month of what follows, where the other goes on beyond it."""
    if lower.empty or upper.empty or upper["when"].iloc[-1] <= lower["when"].iloc[-1]:
        return []
    day = pd.Timestamp(lower["when"].iloc[-1]).date()
    x = {**_time(days), "datum": {"year": day.year, "month": day.month, "date": day.day}}
    del x["field"]
    return [once({"type": "rule", "color": tokens(mode).band_edge, "strokeDash": [2, 3], "strokeWidth": 1}, {"x": x})]
