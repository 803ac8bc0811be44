"""A chart for a wall: the same picture with type and marks that can be read from the back of a room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpi_core.charts.frame import Chart

ROOM = 1.8
"""How many times larger the type of a chart is on a wall."""
LENGTHS = frozenset({"fontSize", "labelFontSize", "labelPadding", "strokeWidth", "dx", "dy"})
AREAS = frozenset({"size"})
"""A point's size is an area in square pixels: as many times larger as its width, twice over."""


TALL = 120
"""From this height in pixels a picture has an axis of its own; a lower one is a strip, whose marks stand at fixed places."""

GROWN = 300
"""As high as a picture gets beside its sentence."""


def for_a_room(chart: Chart) -> Chart:
    """Return a chart as a room sees it: larger where it has an axis of its own, as it is where it is a strip."""
    height = chart.spec.get("height")
    if not isinstance(height, (int, float)) or not TALL <= height < GROWN:
        return chart
    return enlarged(chart, min(round(height * ROOM), GROWN))


def enlarged(chart: Chart, height: int, times: float = ROOM) -> Chart:
    """Return a chart of this height in pixels with type, lines and points so many times larger."""
    spec = {name: value if name == "encoding" else _grown(value, times) for name, value in chart.spec.items()}
    return replace(chart, spec={**spec, "height": height})


def _grown(part: Any, times: float) -> Any:
    if isinstance(part, list):
        return [_grown(entry, times) for entry in part]
    if not isinstance(part, dict):
        return part
    return {name: _larger(name, value, times) for name, value in part.items()}


def _larger(name: str, value: Any, times: float) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value * times if name in LENGTHS else value * times**2 if name in AREAS else value
    return value if name in {"data", "scale", "encoding"} else _grown(value, times)
