"""Why it changed: what each part adds to a change, from where it comes from (0) to all of it together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import NARROW, KeyItem, chart, scale_of, value_axis
from kpi_core.charts.tokens import tokens
from kpi_core.texts import say
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

ROW = 34
ROOM = 92
"""Pixels kept right of the bars for their numbers."""
NO_WIDTH = "\u200b"


@dataclass(frozen=True)
class Step:
    """One bar. value: what it adds; shown: that as text; sure: more than chance. total: all together, from 0 again."""

    name: str
    value: float
    shown: str
    sure: bool = False
    total: bool = False


def bridge(kpi: Kpi, steps: Sequence[Step], lang: Lang, mode: Mode = "light", *, origin: str, finding: str) -> Chart:
    """Draw the steps in the order given, each from where the one before ended; the total comes last.

    origin: what stands at 0, such as "route". finding: the sentence for who does not see the picture.
    """
    data = _data(kpi, steps, mode)
    shown = "score" if kpi.unit is Unit.PERCENT else kpi.unit
    factor = 100.0 if kpi.unit is Unit.PERCENT else 1.0
    for column in ("start", "end", "right"):
        data[column] *= factor
    scale = scale_of([0.0, *data["start"], *data["end"]], Unit(shown), lang, zero=True)
    axis = value_axis(scale)
    labels = [origin if tick == 0 else label for tick, label in zip(scale.ticks, scale.labels, strict=True)]
    last = max(len(labels) - 1, 1)
    colors = tokens(mode)
    x_axis = {
        "values": axis["values"],
        "labelExpr": _expression(labels, last),
        "grid": True,
        "gridColor": colors.grid,
        "labelOverlap": "greedy",
        "labelSeparation": 8,
        "labelFlush": False,
        "domain": False,
    }
    ends = {"domain": [scale.low, scale.high], "nice": False, "range": [1, {"expr": f"max(width - {ROOM}, 20)"}]}
    spec = {
        "width": "container",
        "height": len(steps) * ROW,
        "layer": _layers(list(data["name"]), {"scale": ends, "axis": x_axis}, lang, mode),
    }
    return chart(data, spec, finding, (lang, mode), _key(kpi, steps, lang, mode))


def _expression(labels: Sequence[str], last: int) -> str:
    named = ", ".join("'" + label.replace("\\", "").replace("'", "\u2019") + "'" for label in labels)
    return f"[{named}][round(datum.index * {last})]"


def _data(kpi: Kpi, steps: Sequence[Step], mode: Mode) -> pd.DataFrame:
    names: list[str] = []
    for step in steps:
        name = step.name
        while name in names:  # two parts may read alike
            name += NO_WIDTH
        names.append(name)
    parts = [step.value for step in steps if not step.total]
    reached = [0.0, *accumulate(parts)]
    spans = [*pairwise(reached), *((0.0, step.value) for step in steps if step.total)]
    following = [*names[1:], names[-1]] if names else []
    return pd.DataFrame(
        {
            "name": names,
            "next": following,
            "start": [float(start) for start, _ in spans],
            "end": [float(end) for _, end in spans],
            "right": [float(max(span)) for span in spans],
            "shown": [step.shown for step in steps],
            "color": [_colors(kpi, step, mode)[0] for step in steps],
            "edge": [_colors(kpi, step, mode)[1] for step in steps],
            "joined": [not step.total for step in steps],
        }
    )


def _colors(kpi: Kpi, step: Step, mode: Mode) -> tuple[str, str]:
    """Return the fill and the edge of a bar: red against what is good, blue with it, grey for what may be chance."""
    colors = tokens(mode)
    if step.total:
        return colors.actual, colors.actual
    if not step.sure:
        return colors.chance, colors.band_edge
    worse = step.value > 0 if kpi.direction is Direction.LOWER else step.value < 0
    return (colors.red, colors.red) if worse else (colors.blue, colors.blue)


def _key(kpi: Kpi, steps: Sequence[Step], lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    colors = tokens(mode)
    sides = [step.value > 0 for step in steps if step.sure and not step.total]
    lower = kpi.direction is Direction.LOWER
    found = [
        KeyItem("square", colors.blue if up is not lower else colors.red, say(f"bridge.{'up' if up else 'down'}", lang))
        for up in (False, True)
        if up in sides
    ]
    if any(not step.sure and not step.total for step in steps):
        found.append(KeyItem("box", colors.chance, say("bridge.chance", lang)))
    return tuple(found)


def _layers(names: list[str], x: Spec, lang: Lang, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    axis = {
        "labelLimit": {"expr": f"width > {NARROW} ? 240 : 132"},
        "labelFontSize": 13,
        "labelColor": colors.text,
        "domain": False,
        "grid": False,
    }
    y = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "axis": axis,
        "scale": {"paddingInner": 0.42, "paddingOuter": 0.2},
    }
    plain = {"type": "quantitative", **x}
    tips = [
        {"field": "name", "type": "nominal", "title": say("chart.segment", lang)},
        {"field": "shown", "type": "nominal", "title": say("bridge.adds", lang)},
    ]
    color = {"field": "color", "type": "nominal", "scale": None}
    edge = {"field": "edge", "type": "nominal", "scale": None}
    bar = {
        "mark": {"type": "bar", "cornerRadius": 1.5, "strokeWidth": 1},
        "encoding": {
            "y": y,
            "x": {"field": "start", **plain},
            "x2": {"field": "end"},
            "color": color,
            "stroke": edge,
            "tooltip": tips,
            "description": {"field": "shown", "type": "nominal"},
        },
    }
    joint = {
        "transform": [{"filter": "datum.joined"}],
        "mark": {"type": "rule", "color": colors.band_edge, "strokeWidth": 1, "aria": False},
        "encoding": {
            "x": {"field": "end", **plain},
            "y": {**y, "bandPosition": 1},
            "y2": {"field": "next", "bandPosition": 0},
        },
    }
    zero = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": colors.route, "strokeWidth": 1.5, "strokeDash": [6, 3], "aria": False},
        "encoding": {"x": {"datum": 0, **plain}},
    }
    words = {"type": "text", "align": "left", "dx": 8, "color": colors.text, "fontWeight": 600, "aria": False}
    text = {"field": "shown", "type": "nominal"}
    said = {"mark": words, "encoding": {"y": y, "x": {"field": "right", **plain}, "text": text}}
    return [joint, bar, zero, said]
