"""What a customer has brought so far, by age: one line from the first order on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import chart, scale_of, value_axis, value_scale
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_value
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts.frame import Chart
    from kpi_core.charts.tokens import Mode
    from kpi_core.cohorts import Brought
    from kpi_core.texts import Lang

HEIGHT = 150
FEW = 6
"""Ages named under the line; a line with more of them names every other, or fewer."""


def brought(found: Sequence[Brought], lang: Lang, mode: Mode = "light", *, finding: str = "") -> Chart:
    """Draw what a customer had brought at each age, from zero, with its last value beside the line."""
    colors = tokens(mode)
    shown = [show_value(one.value, Unit.CURRENCY, lang, compact=True) for one in found]
    last = [None] * (len(found) - 1) + shown[-1:]
    data = pd.DataFrame(
        {
            "age": pd.Series([one.age for one in found], dtype="int64"),
            "value": pd.Series([one.value for one in found], dtype="float64"),
            "shown": shown,
            "last": pd.Series(last, dtype="object"),
        }
    )
    scale = scale_of([one.value for one in found], Unit.CURRENCY, lang, zero=True)
    named = [one.age for one in found][:: max(1, -(-len(found) // FEW))]
    heads = {str(age): say("cohorts.head", lang, n=age) if age else say("cohorts.age.first", lang) for age in named}
    ends = {"domain": [0, max([1, *(one.age for one in found)])], "nice": False, "zero": False}
    under = {
        "values": named,
        "labelExpr": f"{json.dumps(heads, ensure_ascii=False)}[datum.value]",
        "labelFlush": 24,
    }
    x = {"field": "age", "type": "quantitative", "axis": under, "scale": {**ends, "range": [4, {"expr": "width - 64"}]}}
    y = {"field": "value", "type": "quantitative", "axis": value_axis(scale), "scale": value_scale(scale)}
    words = {"type": "text", "align": "left", "dx": 8, "fontWeight": 600, "color": colors.text, "aria": False}
    point = {"type": "point", "filled": True, "opacity": 1, "size": 30, "color": colors.actual}
    tips = {"tooltip": {"field": "shown", "type": "nominal"}, "description": {"field": "shown", "type": "nominal"}}
    layers = [
        {"mark": {"type": "line", "color": colors.actual, "aria": False}, "encoding": {"x": x, "y": y}},
        {"mark": point, "encoding": {"x": x, "y": y, **tips}},
        {
            "transform": [{"filter": "isValid(datum.last)"}],
            "mark": words,
            "encoding": {"x": x, "y": y, "text": {"field": "last", "type": "nominal"}},
        },
    ]
    alt = say("chart.alt.brought", lang, finding=finding)
    return chart(data, {"width": "container", "height": HEIGHT, "layer": layers}, alt, (lang, mode))
