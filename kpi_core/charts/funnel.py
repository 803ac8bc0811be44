"""Shares of parts of different sizes: what chance can do is wide for a small part and narrow for a large one."""

from __future__ import annotations

import json
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from kpi_core.charts.frame import chart, once, scale_of, value_axis, value_scale
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
RIGHT_HALF = 0.55


def funnel(kpi: Kpi, compared: Compared, labels: Labels, look: tuple[Lang, Mode]) -> Chart:
    """Draw the parts that are large enough by size, around the whole, with the limits of chance; outliers carry their name.

    look: language and mode.
    """
    lang, mode = look
    parts = compared.at(Place.WITHIN, Place.BELOW, Place.ABOVE)
    data = rows_of(parts, labels, kpi, lang)
    ends = [end for edge in compared.funnel[-2:] for end in edge.outer]
    scale = scale_of([*data["value"], *data["low"], *data["high"], *ends], kpi.unit, lang, zero=False)
    x = {"field": "size", "type": "quantitative", **_across(compared, lang)}
    y = {"field": "value", "type": "quantitative", "axis": value_axis(scale), "scale": value_scale(scale)}
    layers = [*_band(compared, x, y, mode), *points(data, {"x": x, "y": y}, kpi, look), *_words(data, x, y, mode)]
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


def _words(data: pd.DataFrame, x: Spec, y: Spec, mode: Mode) -> list[Spec]:
    """Return the names of the outliers: away from the band, and towards the middle of the chart."""
    low, high = x["scale"]["domain"]
    even = x["scale"]["type"] == "linear"
    far = [(size - low) / (high - low) if even else log10(size / low) / log10(high / low) for size in data["size"]]
    colors = tokens(mode)
    layers: list[Spec] = []
    for row, place in enumerate(data["place"]):
        if place == Place.WITHIN:
            continue
        right = far[row] > RIGHT_HALF
        text: Spec = {
            "type": "text",
            "align": "right" if right else "left",
            "baseline": "middle",
            "dx": -10 if right else 10,
            "dy": -2 if place == Place.ABOVE else 2,
            "fontWeight": 600,
            "limit": 150,
            "aria": False,
        }
        halo: Spec = {"color": colors.page, "stroke": colors.page, "strokeWidth": 4, "strokeJoin": "round"}
        here = [{"filter": f"datum.row == {row}"}]
        said = {"x": x, "y": y, "text": {"field": "name", "type": "nominal"}}
        ink: Spec = {"color": colors.text}
        layers += [{"mark": {**text, **look}, "transform": here, "encoding": said} for look in (halo, ink)]
    return layers
