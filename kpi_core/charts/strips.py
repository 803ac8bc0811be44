"""Means of parts, each beside the strip in which chance alone can put it: every part has its own spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.charts.frame import chart, once, scale_of, value_axis, value_scale
from kpi_core.charts.outliers import keys, points, rows_of
from kpi_core.charts.tokens import tokens
from kpi_core.compared import Place

if TYPE_CHECKING:
    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.outliers import Labels
    from kpi_core.charts.tokens import Mode
    from kpi_core.compared import Compared
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

ROW = 30
AXIS = 24
THICK = 13


def strips(kpi: Kpi, compared: Compared, labels: Labels, look: tuple[Lang, Mode]) -> Chart:
    """Draw a row per part that is large enough, highest first: its mean, and the strip of chance around the whole.

    look: language and mode.
    """
    lang, mode = look
    parts = sorted(compared.at(Place.WITHIN, Place.BELOW, Place.ABOVE), key=lambda part: -part.value)
    data = rows_of(parts, labels, kpi, lang)
    scale = scale_of([*data["value"], *data["low"], *data["high"]], kpi.unit, lang, zero=False)
    x = {
        "field": "value",
        "type": "quantitative",
        "axis": {**value_axis(scale), "grid": True, "gridColor": tokens(mode).grid, "labelFlush": True},
        "scale": value_scale(scale),
    }
    axis = {"labelLimit": 132, "labelFontSize": 13, "labelColor": tokens(mode).text, "domain": False, "grid": False}
    y = {"field": "name", "type": "nominal", "sort": list(data["name"]), "axis": axis}
    layers = [*_strips(x, y, mode), _whole(compared.whole, x, mode), *points({"x": x, "y": y}, look)]
    spec = {"width": "container", "height": max(len(parts), 1) * ROW + AXIS, "layer": layers}
    return chart(data, spec, labels.finding, look, keys(data, compared.whole, kpi, lang, mode))


def _strips(x: Spec, y: Spec, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    fill = {"fill": colors.band, "fillOpacity": colors.band_opacity, "height": THICK, "aria": False, "clip": True}
    outer = {"type": "bar", **fill, "stroke": colors.band_edge, "strokeWidth": 1}
    inner = {"type": "bar", **fill}
    return [
        {"mark": outer, "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": inner, "encoding": {"y": y, "x": {**x, "field": "inner_low"}, "x2": {"field": "inner_high"}}},
    ]


def _whole(value: float, x: Spec, mode: Mode) -> Spec:
    at = {"datum": value, **{name: x[name] for name in ("type", "axis", "scale")}}
    return once({"type": "rule", "color": tokens(mode).route, "strokeWidth": 1.5}, {"x": at})
