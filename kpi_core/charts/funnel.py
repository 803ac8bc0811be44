"""Shares of parts of different sizes: what chance can do is wide for a small part and narrow for a large one."""

from __future__ import annotations

import json
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from kpi_core.charts.frame import NARROW, chart, once, scale_of, value_axis, value_scale
from kpi_core.charts.outliers import keys, points, rows_of
from kpi_core.charts.tokens import tokens
from kpi_core.compared import Place
from kpi_core.numbers import show_value
from kpi_core.units import Unit

if TYPE_CHECKING:
    import pandas as pd

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.outliers import Labels
    from kpi_core.charts.tokens import Mode
    from kpi_core.compared import Compared
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

HEIGHT = 260
WIDE = 20
"""Sizes that differ more than this many times stand on a scale on which ten times as large is one step."""
MOST_NAMED = 8
CLOSE, EDGE, LOW = 0.12, 0.08, 0.12
"""Parts of the width: names this near each other take different sides; names this near an edge, or the top or
bottom, are set inwards."""


def funnel(kpi: Kpi, compared: Compared, labels: Labels, look: tuple[Lang, Mode]) -> Chart:
    """Draw the parts that are large enough by size, around the whole, with the limits of chance; outliers carry their name.

    look: language and mode.
    """
    lang, mode = look
    parts = compared.at(Place.WITHIN, Place.BELOW, Place.ABOVE)
    data = rows_of(parts, labels, kpi, lang)
    ends = [end for edge in (compared.funnel[0], compared.funnel[-1]) for end in edge.outer]
    scale = scale_of([*data["value"], *data["low"], *data["high"], *ends], kpi.unit, lang, zero=False)
    x = {"field": "size", "type": "quantitative", **_across(compared, lang)}
    y = {"field": "value", "type": "quantitative", "axis": value_axis(scale), "scale": value_scale(scale)}
    layers = [
        *_band(compared, x, y, mode),
        *points({"x": x, "y": y}, look),
        *_words(data, compared.whole, {"x": x, "y": y}, mode),
    ]
    spec = {"width": "container", "height": HEIGHT, "layer": layers}
    return chart(data, spec, labels.finding, look, keys(data, compared.whole, kpi, lang, mode))


def _band(compared: Compared, x: Spec, y: Spec, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    edges = [
        {"size": edge.size, "low": edge.outer[0], "high": edge.outer[1], "least": edge.inner[0], "most": edge.inner[1]}
        for edge in compared.funnel
    ]
    source = {"data": {"values": edges}}

    def at(field: str) -> Spec:
        return {**y, "field": field}

    area = {"type": "area", "color": colors.band, "opacity": colors.band_opacity, "clip": True, "aria": False}
    line = {"type": "line", "color": colors.band_edge, "strokeWidth": 1, "clip": True, "aria": False}
    whole = {"datum": compared.whole, **{name: y[name] for name in ("type", "axis", "scale")}}
    return [
        {**source, "mark": area, "encoding": {"x": x, "y": at("low"), "y2": {"field": "high"}}},
        {**source, "mark": area, "encoding": {"x": x, "y": at("least"), "y2": {"field": "most"}}},
        *({**source, "mark": line, "encoding": {"x": x, "y": at(end)}} for end in ("low", "high")),
        once({"type": "rule", "color": colors.route, "strokeWidth": 1.5}, {"y": whole}),
    ]


def _across(compared: Compared, lang: Lang) -> Spec:
    """Return axis and scale of the sizes: in equal steps, or in equal ratios where they differ too much for that."""
    low, high = compared.funnel[0].size, compared.funnel[-1].size
    even = high <= WIDE * low
    if even:
        inside = [
            tick for tick in scale_of([low, high], Unit.COUNT, lang, zero=False, most=6).ticks if low <= tick <= high
        ]
    else:
        powers = range(floor(log10(low)), ceil(log10(high)) + 1)
        step = (1, 3) if high < 1000 * low else (1,)
        inside = [base * 10.0**power for power in powers for base in step if low <= base * 10.0**power <= high]
    labels = {str(int(tick)): show_value(tick, Unit.COUNT, lang, compact=tick >= 10_000) for tick in inside}
    words = f"{json.dumps(labels, ensure_ascii=False)}[format(datum.value, '.0f')]"
    axis = {"values": inside, "labelExpr": words, "labelOverlap": "greedy", "labelFlush": True}
    return {
        "axis": axis,
        "scale": {"type": "linear" if even else "log", "domain": [low, high], "nice": False, "zero": False},
    }


def _words(data: pd.DataFrame, whole: float, at: Spec, mode: Mode) -> list[Spec]:
    """Return the names: of the outliers always, of the others where there are few and the chart is wide."""
    colors = tokens(mode)
    layers: list[Spec] = []
    before: tuple[float, bool] | None = None
    for far, row in sorted((_far(size, at["x"]["scale"]), row) for row, size in enumerate(data["size"])):
        beyond = bool(data["beyond"].iloc[row])
        if not beyond and len(data) > MOST_NAMED:
            continue
        above = bool(data["value"].iloc[row] >= whole)
        if before and far - before[0] < CLOSE and before[1] == above:
            above = not above
        height = _far(data["value"].iloc[row], at["y"]["scale"])
        above = height < 1 - LOW and (above or height < LOW)
        before = (far, above)
        text: Spec = {
            "type": "text",
            "align": "left" if far < EDGE else "right" if far > 1 - EDGE else "center",
            "baseline": "middle",
            "dy": -14 if above else 14,
            "limit": 150,
            "aria": False,
        }
        text |= {"fontWeight": 600} if beyond else {"opacity": {"expr": f"width < {NARROW} ? 0 : 1"}}
        halo: Spec = {"color": colors.page, "stroke": colors.page, "strokeWidth": 4, "strokeJoin": "round"}
        ink: Spec = {"color": colors.text if beyond else colors.axis_text}
        here = [{"filter": f"datum.row == {row}"}]
        said = {**at, "text": {"field": "name", "type": "nominal"}}
        looks = (halo, ink) if beyond else (ink,)
        layers += [{"mark": {**text, **look}, "transform": here, "encoding": said} for look in looks]
    return layers


def _far(value: float, scale: Spec) -> float:
    """Return how far along a scale a value stands, from 0 to 1."""
    low, high = (float(end) for end in scale["domain"])
    if scale.get("type") == "log":
        return log10(value / low) / log10(high / low)
    return (value - low) / (high - low)
