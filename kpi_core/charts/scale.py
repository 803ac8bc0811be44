"""How realistic a target is, as a place on a scale of five labels: a strip in five parts with a diamond on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import NARROW, chart
from kpi_core.charts.tokens import tokens
from kpi_core.forecast import Label
from kpi_core.targets import label_name
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.texts import Lang

HEIGHT = 64
STRIP = (24, 34)
ENDS = {
    Label.SAFE: (1.0, 0.90),
    Label.ACHIEVABLE: (0.90, 0.70),
    Label.AMBITIOUS: (0.70, 0.30),
    Label.VERY_AMBITIOUS: (0.30, 0.05),
    Label.NOT_REALISTIC: (0.05, 0.0),
}
"""The chance at both ends of each part; the parts are equally wide."""
EDGE = 0.06
"""The diamond stays this far from the ends of its part, so that it never stands on two."""


def scale(chance: float, label: Label, goal: str, lang: Lang, mode: Mode = "light") -> Chart:
    """Draw the five labels in a row, the one that holds in a deeper colour, and `goal` above a diamond at its chance."""
    rows = [
        {
            "from": place,
            "to": place + 1,
            "middle": place + 0.5,
            "name": label_name(one, lang).lower(),
            "here": one is label,
            "at": place_of(chance, label) if one is label else None,
        }
        for place, one in enumerate(ENDS)
    ]
    data = pd.DataFrame(rows).astype({"at": "float64"})
    alt = say("chart.alt.scale", lang, goal=goal, label=label_name(label, lang).lower())
    spec = {"width": "container", "height": HEIGHT, "layer": _layers(goal, place_of(chance, label), mode)}
    return chart(data, spec, alt, (lang, mode))


def place_of(chance: float, label: Label) -> float:
    """Return where a chance stands on the scale, from 0 (safe) to 5 (not realistic)."""
    most, least = ENDS[label]
    within = (most - chance) / (most - least)
    return list(ENDS).index(label) + min(max(within, EDGE), 1 - EDGE)


def _layers(goal: str, at: float, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    width = {"domain": [0, len(ENDS)], "nice": False, "zero": False}
    here = {"test": "datum.here", "value": colors.strong}

    def layer(mark: Spec, field: str, **more: Spec) -> Spec:
        x = {"field": field, "type": "quantitative", "axis": None, "scale": width}
        return {"mark": {"aria": False, **mark}, "encoding": {"x": x, **more}}

    top, bottom = STRIP
    strip = layer(
        {"type": "rect", "stroke": colors.page, "strokeWidth": 2},
        "from",
        x2={"field": "to"},
        y={"value": top},
        y2={"value": bottom},
        color={"condition": here, "value": colors.track},
    )
    names = layer(
        {"type": "text", "baseline": "top"},
        "middle",
        y={"value": bottom + 8},
        text={"field": "name", "type": "nominal"},
        opacity={"condition": {"test": "datum.here", "value": 1}, "value": {"expr": f"width < {NARROW} ? 0 : 1"}},
        color={"condition": {"test": "datum.here", "value": colors.text}, "value": colors.axis_text},
    )
    diamond = {"type": "point", "shape": "diamond", "size": 130, "opacity": 1, "fill": colors.text}
    side = "left" if at < 1 else "right" if at > len(ENDS) - 1 else "center"
    words = {"type": "text", "text": goal, "align": side, "dx": {"left": -8, "right": 8}.get(side, 0)}
    return [
        strip,
        names,
        layer({**diamond, "stroke": colors.page, "strokeWidth": 2}, "at", y={"value": (top + bottom) / 2}),
        layer({**words, "fontWeight": 600, "color": colors.text}, "at", y={"value": top - 10}),
    ]
