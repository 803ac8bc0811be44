"""Parts as points: grey within what chance can do, and beyond it a shape for the side they lie on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem
from kpi_core.charts.tokens import tokens
from kpi_core.compared import Place
from kpi_core.numbers import show_value
from kpi_core.texts import say
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal

    from kpi_core.charts.frame import Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.compared import Part
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Sign:
    """How a part that lies beyond chance shows itself: the mark, its colour, and the shape of its key."""

    shape: Literal["square", "triangle-up", "circle"]
    color: str
    key: Literal["square", "triangle", "dot"]


@dataclass(frozen=True)
class Labels:
    """What stands beside the parts: per segment its name and its size as shown, and the finding in words."""

    names: Mapping[str, str]
    sizes: Mapping[str, str]
    finding: str


def sign_of(place: Place, kpi: Kpi, mode: Mode) -> Sign:
    """Return the sign of a side: a red square where that is bad, a blue triangle where it is good, slate where it is neither."""
    colors = tokens(mode)
    if kpi.direction is Direction.RANGE:
        return Sign("circle", colors.route, "dot")
    good = (place is Place.ABOVE) == (kpi.direction is Direction.HIGHER)
    return Sign("triangle-up", colors.blue, "triangle") if good else Sign("square", colors.red, "square")


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
            "place": [part.place.value for part in parts],
            "shown": [show(part.value) for part in parts],
            "sized": [labels.sizes[part.segment] for part in parts],
            "between": [say("compared.tip", lang, low=show(low), high=show(high)) for low, high in limits],
        }
    )


def points(data: pd.DataFrame, at: Spec, kpi: Kpi, look: tuple[Lang, Mode]) -> list[Spec]:
    """Return the layers of the points, those within first; `at`: the channels x and y."""
    lang, mode = look
    colors = tokens(mode)
    tips: list[Spec] = [
        {"field": "name", "type": "nominal", "title": say("chart.segment", lang)},
        {"field": "shown", "type": "nominal", "title": say("chart.actual", lang)},
        {"field": "between", "type": "nominal", "title": say("compared.tip.title", lang)},
        {"field": "sized", "type": "nominal", "title": say("compared.tip.size", lang)},
    ]
    layers: list[Spec] = []
    for place in (Place.WITHIN, Place.BELOW, Place.ABOVE):
        if place not in set(data["place"]):
            continue
        mark: Spec = {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1}
        if place is Place.WITHIN:
            mark |= {"shape": "circle", "size": 70, "fill": colors.gray, "stroke": colors.page}
        else:
            sign = sign_of(place, kpi, mode)
            mark |= {"shape": sign.shape, "size": 110, "fill": sign.color, "stroke": colors.page}
        here = [{"filter": f"datum.place == '{place.value}'"}]
        seen: Spec = {**at, "tooltip": tips, "description": {"field": "name", "type": "nominal"}}
        layers.append({"mark": mark, "transform": here, "encoding": seen})
    return layers


def keys(data: pd.DataFrame, whole: float, kpi: Kpi, lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    """Return what the marks mean, in the order of reading."""
    colors = tokens(mode)
    together = show_value(whole, kpi.unit, lang, precision=kpi.precision)
    found = [
        KeyItem("line", colors.route, say("compared.key.whole", lang, value=together)),
        KeyItem("box", colors.band, say("compared.key.band", lang)),
    ]
    for place in (Place.BELOW, Place.ABOVE):
        if place.value in set(data["place"]):
            sign = sign_of(place, kpi, mode)
            found.append(KeyItem(sign.key, sign.color, say(f"compared.key.{place}", lang)))
    return tuple(found)
