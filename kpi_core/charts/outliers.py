"""Parts as points: grey within what chance can do, ink beyond it. No colours: to differ is not yet good or bad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem
from kpi_core.charts.tokens import tokens
from kpi_core.compared import Place
from kpi_core.numbers import show_value
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpi_core.charts.frame import Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.compared import Part
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang


WITHIN, BEYOND = "!datum.beyond", "datum.beyond"


@dataclass(frozen=True)
class Labels:
    """What stands beside the parts: per segment its name and its size as shown, and the finding in words."""

    names: Mapping[str, str]
    sizes: Mapping[str, str]
    finding: str


def rows_of(parts: Sequence[Part], labels: Labels, kpi: Kpi, lang: Lang) -> pd.DataFrame:
    """Return one row per part."""

    def show(value: float) -> str:
        return show_value(value, kpi.unit, lang, precision=kpi.precision)

    limits = [part.outer or (part.value, part.value) for part in parts]
    inner = [part.inner or (part.value, part.value) for part in parts]
    return pd.DataFrame(
        {
            "row": range(len(parts)),
            "name": [labels.names[part.segment] for part in parts],
            "size": pd.Series([part.size for part in parts], dtype="float64"),
            "value": pd.Series([part.value for part in parts], dtype="float64"),
            "low": pd.Series([low for low, _ in limits], dtype="float64"),
            "high": pd.Series([high for _, high in limits], dtype="float64"),
            "inner_low": pd.Series([low for low, _ in inner], dtype="float64"),
            "inner_high": pd.Series([high for _, high in inner], dtype="float64"),
            "beyond": [part.place is not Place.WITHIN for part in parts],
            "shown": [show(part.value) for part in parts],
            "sized": [labels.sizes[part.segment] for part in parts],
            "between": [say("compared.tip", lang, low=show(low), high=show(high)) for low, high in limits],
        }
    )


def points(at: Spec, look: tuple[Lang, Mode]) -> list[Spec]:
    """Return the layers of the points, those within first; `at`: the channels x and y."""
    lang, mode = look
    colors = tokens(mode)
    tips: list[Spec] = [
        {"field": "name", "type": "nominal", "title": say("chart.segment", lang)},
        {"field": "shown", "type": "nominal", "title": say("chart.actual", lang)},
        {"field": "between", "type": "nominal", "title": say("compared.tip.title", lang)},
        {"field": "sized", "type": "nominal", "title": say("compared.tip.size", lang)},
    ]
    rim: Spec = {
        "type": "point",
        "shape": "circle",
        "filled": True,
        "opacity": 1,
        "stroke": colors.page,
        "strokeWidth": 1,
    }
    seen: Spec = {**at, "tooltip": tips, "description": {"field": "name", "type": "nominal"}}
    looks: list[tuple[str, Spec]] = [
        (WITHIN, {**rim, "size": 70, "fill": colors.gray}),
        (BEYOND, {**rim, "size": 120, "fill": colors.actual}),
    ]
    return [{"mark": mark, "transform": [{"filter": where}], "encoding": seen} for where, mark in looks]


def keys(data: pd.DataFrame, whole: float, kpi: Kpi, lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    """Return what the marks mean, in the order of reading."""
    colors = tokens(mode)
    together = show_value(whole, kpi.unit, lang, precision=kpi.precision)
    found = [
        KeyItem("line", colors.route, say("compared.key.whole", lang, value=together)),
        KeyItem("box", colors.band, say("compared.key.band", lang)),
    ]
    if data["beyond"].any():
        found.append(KeyItem("dot", colors.actual, say("compared.key.beyond", lang)))
    return tuple(found)
