"""The picture of one KPI as places between 0 and 1, for whatever draws it: x from the left, y from the top."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpi_core.charts import SIGNS
from kpi_core.model import Verdict
from kpi_core.numbers import show_value
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.reports import KpiReport, ReportPoint
    from kpi_core.texts import Lang

Drawing = dict[str, Any]
STEPS = (1, 2, 2.5, 5, 10)
MOST_LINES = 4
AIR = 0.1
SHORT_LABEL = 7
BAR = 0.64
"""Of the room a period has, what its bar takes; the tick of the route is wider."""
SIGNAL_SHAPES = {"blue": "triangle-up", "orange": "square", "red": "square"}


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def __call__(self, value: float) -> float:
        return (self.high - value) / (self.high - self.low)


def picture(kpi: KpiReport, lang: Lang, *, periods: int, labels: int) -> Drawing | None:
    """Return what to draw of the last periods; None where nothing has a value.

    periods: at most so many; labels: at most so many of them are named under the axis.
    """
    points = _shown(kpi.points, periods)
    if not points:
        return None
    edges = [edge for edge in kpi.edges if math.isfinite(edge)]
    lines, scale = _lines([*_numbers(points), *edges], zero=kpi.total)
    width = 1 / len(points)
    middle = [(at + 0.5) * width for at in range(len(points))]
    known = [at for at, point in enumerate(points) if point.value is not None]
    last = max([at for at in known if points[at].complete] or known)
    return {
        "alt": _alt(kpi, points, lang),
        "grid": [{"y": scale(line), "words": _axis(line, kpi, lang)} for line in lines],
        "names": _names(points, middle, labels),
        "bars": [_bar(p, x, width, scale) for p, x in zip(points, middle, strict=True) if p.value is not None]
        if kpi.total
        else [],
        "line": [] if kpi.total else _runs([(p.value if p.complete else None) for p in points], middle, scale),
        "ticks": _ticks(points, middle, width, scale) if kpi.total else [],
        "route": [] if kpi.total else _runs([point.route for point in points], middle, scale),
        "edges": [scale(edge) for edge in edges],
        "end": {"x": middle[last], "y": scale(points[last].value or 0.0), **sign(kpi)},
    }


def sign(kpi: KpiReport) -> Drawing:
    """Return the shape of a KPI's status: its form, its colour's name and whether it is hollow; no form without a status."""
    if kpi.status is None:
        shape = SIGNAL_SHAPES.get(kpi.tone, "") if kpi.status_words else ""
        return {"shape": shape, "tone": kpi.tone if shape else "ink", "hollow": False}
    open_ = kpi.tone == "gray" or kpi.status is Verdict.CANNOT_TELL
    return {"shape": "circle" if open_ else SIGNS[kpi.status].shape, "tone": kpi.tone, "hollow": open_}


def _shown(points: Sequence[ReportPoint], periods: int) -> tuple[ReportPoint, ...]:
    """Return the last periods up to the newest value, from the first one that has a value on."""
    known = [at for at, point in enumerate(points) if point.value is not None]
    if not known:
        return ()
    ahead = sum(1 for point in points[known[-1] + 1 :] if point.route is not None)
    last = known[-1] + 1 + min(ahead, periods // 4)
    return tuple(points[max(known[0], last - periods) : last])


def _numbers(points: Sequence[ReportPoint]) -> list[float]:
    found = [number for point in points for number in (point.value, point.route) if number is not None]
    return [number for number in found if math.isfinite(number)]


def _lines(numbers: Sequence[float], *, zero: bool) -> tuple[list[float], _Scale]:
    """Return at most four round numbers to draw lines at, and the scale around them."""
    low, high = min(numbers), max(numbers)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low) * AIR or abs(high) * AIR or 1.0
    bottom = low if zero and low == 0 else low - room
    top = high if zero and high == 0 else high + room
    step = _step((top - bottom) / MOST_LINES)
    first = math.ceil(bottom / step - 1e-9)
    count = math.floor(top / step + 1e-9) - first + 1
    return [(first + at) * step for at in range(count)][:5], _Scale(bottom, top)


def _step(least: float) -> float:
    size = 10.0 ** math.floor(math.log10(least))
    return next(step * size for step in STEPS if step * size >= least * (1 - 1e-9))


def _axis(value: float, kpi: KpiReport, lang: Lang) -> str:
    return "0" if value == 0 else show_value(value, kpi.unit, lang, compact=True)


def _names(points: Sequence[ReportPoint], middle: Sequence[float], labels: int) -> list[Drawing]:
    most = labels if max(len(point.label) for point in points) <= SHORT_LABEL else max(labels // 2 + 1, 2)
    every = math.ceil(len(points) / most)
    return [{"x": middle[at], "words": points[at].label} for at in range(len(points) - 1, -1, -every)]


def _bar(point: ReportPoint, x: float, width: float, scale: _Scale) -> Drawing:
    ends = sorted((scale(point.value or 0.0), scale(0.0)))
    return {"x": x - width * BAR / 2, "w": width * BAR, "y": ends[0], "h": ends[1] - ends[0], "whole": point.complete}


def _ticks(points: Sequence[ReportPoint], middle: Sequence[float], width: float, scale: _Scale) -> list[Drawing]:
    wide = width * 0.9
    return [
        {"x": x - wide / 2, "w": wide, "y": scale(point.route)}
        for point, x in zip(points, middle, strict=True)
        if point.route is not None
    ]


def _runs(values: Sequence[float | None], middle: Sequence[float], scale: _Scale) -> list[list[list[float]]]:
    """Return the lines through what is known next to each other; what stands alone is a line of one place."""
    return list(_split([None if v is None else [x, scale(v)] for v, x in zip(values, middle, strict=True)]))


def _split(places: Sequence[list[float] | None]) -> Iterator[list[list[float]]]:
    run: list[list[float]] = []
    for place in (*places, None):
        if place is not None:
            run.append(place)
        elif run:
            yield run
            run = []


def _alt(kpi: KpiReport, points: Sequence[ReportPoint], lang: Lang) -> str:
    known = [point for point in points if point.value is not None]
    ends = {"first": known[0].words, "from": known[0].name, "last": known[-1].words, "to": known[-1].name}
    told = say("print.alt", lang, name=kpi.title, **ends)
    return f"{told} {kpi.status_words}." if kpi.status_words else told
