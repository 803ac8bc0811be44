"""The years before beside the target: a bar per year, the target as a diamond on a pale bar with a box of where it is heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem, chart
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_value
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

HEIGHT = 172
HEADROOM = 1.16
"""Above the highest bar there is room for its number."""


def years(
    kpi: Kpi,
    totals: Mapping[str, float],
    lang: Lang,
    mode: Mode = "light",
    *,
    goal: float | None = None,
    label: str = "",
    ends: tuple[float, float] | None = None,
) -> Chart:
    """Draw one bar per complete span before the target, oldest first, and the target under its own `label`.

    totals: the name of each span to its value. For a level, the span's own value and not the sum of its periods. ends: between
    what the target's own span ends 4 times out of 5 when things go on as now.
    """
    names = [*totals, label] if goal is not None else list(totals)
    values = [*totals.values(), *([goal] if goal is not None else [])]
    own = [[*([None] * len(totals)), *([end] if goal is not None else [])] for end in ends or (None, None)]
    highest = [max(goal, *(ends or (goal,)))] if goal is not None else []
    data = pd.DataFrame(
        {
            "name": names,
            "actual": pd.Series([*totals.values(), *([None] if goal is not None else [])], dtype="float64"),
            "goal": pd.Series([*([None] * len(totals)), *([goal] if goal is not None else [])], dtype="float64"),
            "low": pd.Series(own[0], dtype="float64"),
            "high": pd.Series(own[1], dtype="float64"),
            "top": pd.Series([*totals.values(), *highest], dtype="float64"),
            "shown": [
                _shown(kpi, value, name == label and goal is not None, lang)
                for name, value in zip(names, values, strict=True)
            ],
        }
    )
    alt = say(
        "chart.alt.years",
        lang,
        kpi=kpi.name[lang],
        spans=", ".join(f"{n}: {s}" for n, s in zip(names, data["shown"], strict=True)),
    )
    key: tuple[KeyItem, ...] = ()
    if ends and goal is not None:
        low, high = (_number(kpi, end, lang) for end in ends)
        key = (KeyItem("box", tokens(mode).strong, say("chart.goes", lang, low=low, high=high)),)
        alt = f"{alt} {key[0].text}."
    spec = {"width": "container", "height": HEIGHT, "layer": _layers([*values, *(ends or ())], names, mode)}
    return chart(data, spec, alt, (lang, mode), key)


def _shown(kpi: Kpi, value: float, is_goal: bool, lang: Lang) -> str:
    if is_goal:
        return say("chart.goal", lang, value=show_value(value, kpi.unit, lang, compact=True))
    return _number(kpi, value, lang)


def _number(kpi: Kpi, value: float, lang: Lang) -> str:
    precision = None if kpi.unit is Unit.CURRENCY else kpi.precision
    return show_value(value, kpi.unit, lang, compact=True, precision=precision)


def _layers(values: list[float], names: list[str], mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    high, low = max([0.0, *values]), min([0.0, *values])
    scale = {"domain": [low, (high if high > low else low + 1.0) * HEADROOM], "nice": False, "zero": False}
    x = {
        "field": "name",
        "type": "ordinal",
        "sort": names,
        "axis": {"labelAngle": 0},
        "scale": {"paddingInner": 0.45, "paddingOuter": 0.25},
    }

    def layer(field: str, mark: Spec, **more: Spec) -> Spec:
        y = {"field": field, "type": "quantitative", "axis": None, "scale": scale}
        return {"mark": {"aria": False, **mark}, "encoding": {"x": x, "y": y, **more}}

    diamond = {"type": "point", "shape": "diamond", "size": 140, "opacity": 1, "fill": colors.text}
    return [
        layer("actual", {"type": "bar", "color": colors.actual, "cornerRadiusEnd": 1.5}),
        layer("goal", {"type": "bar", "color": colors.track, "stroke": colors.band_edge, "cornerRadiusEnd": 1.5}),
        layer("low", {"type": "bar", "color": colors.strong, "stroke": colors.band_edge}, y2={"field": "high"}),
        layer("goal", {**diamond, "stroke": colors.page, "strokeWidth": 2}),
        layer(
            "top",
            {"type": "text", "dy": -10, "color": colors.text, "fontWeight": 600, "baseline": "bottom"},
            text={"field": "shown", "type": "nominal"},
        ),
    ]
