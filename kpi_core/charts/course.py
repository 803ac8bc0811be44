"""The course bar of a sum: how far it is, should be and is heading on the way from nothing to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from kpi_core.charts.frame import chart
from kpi_core.charts.tokens import color_of, tokens
from kpi_core.model import Verdict
from kpi_core.numbers import show_value
from kpi_core.texts import say
from kpi_core.units import Direction

if TYPE_CHECKING:
    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, Status
    from kpi_core.texts import Lang

HEIGHT = 56
ROOM = {"expected": 118, "heads": 150}
"""How far a word on the course bar has to stay from the one beside it, in pixels; nearer, it leaves."""


def course(kpi: Kpi, status: Status, goal: float, lang: Lang, mode: Mode = "light") -> Chart:
    """Draw the course bar of a sum: ink up to now, the shortfall in red (a surplus in green), a tick at what is expected.

    From there it is pale up to where it is heading, when that is known. The diamond is the target. For lower-is-better, what lies beyond the tick is red and room left is not coloured.
    """
    now, expected = status.now or 0.0, status.expected or 0.0
    lower = kpi.direction is Direction.LOWER
    heading = status.heading[1] if status.heading else None
    top = max(goal, now, expected, heading or 0.0, 0.0) or 1.0
    solid = now if lower and now <= expected else min(now, expected)
    piece = "none" if lower and now <= expected else ("red" if (now < expected) != lower else "green")
    data = pd.DataFrame(
        {
            "zero": [0.0],
            "solid": [max(solid, 0.0)],
            "other": [max(now, expected) if piece != "none" else max(solid, 0.0)],
            "now": [max(now, 0.0)],
            "expected": [expected],
            "goal": [goal],
            "heads": [heading],
            "top": [top],
        }
    ).astype("float64")
    named = {
        name: say(f"chart.course.{name}", lang, value=show_value(value, kpi.unit, lang, compact=True))
        for name, value in (("now", now), ("expected", expected), ("goal", goal), ("heads", heading))
        if value is not None
    }
    ends = _Ends(now, expected, goal, top, heading)
    spec = {"width": "container", "height": HEIGHT, "layer": _course_layers(named, ends, piece, mode)}
    alt = f"{kpi.name[lang]}: {', '.join(named.values())}."
    return chart(data, spec, alt, (lang, mode))


class _Ends(NamedTuple):
    """Where the parts of a course bar end."""

    now: float
    expected: float
    goal: float
    top: float
    heads: float | None


def _course_layers(named: dict[str, str], at: _Ends, piece: str, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    fill = {
        "red": color_of(Verdict.OFF_COURSE, mode),
        "green": color_of(Verdict.ON_COURSE, mode),
        "none": colors.actual,
    }[piece]
    scale = {"domain": [0, at.top], "nice": False, "zero": True, "range": [1, {"expr": "width - 9"}]}

    def x(field: str, name: str = "x") -> Spec:
        return {name: {"field": field, "type": "quantitative", "axis": None, "scale": scale}}

    def bar(first: str, last: str, color: str, **how: object) -> Spec:
        mark = {"type": "bar", "y": 28, "height": 8, "color": color, "aria": False, **how}
        return {"mark": mark, "encoding": {**x(first), "x2": {"field": last}}}

    def words(name: str, place: float, y: int, *, bold: bool) -> Spec:
        side = _side(place / at.top)
        mark = {"type": "text", "text": named[name], "y": y, "align": side, "baseline": "middle", "aria": False}
        look = {"color": colors.text if bold else colors.axis_text, "fontWeight": 600 if bold else 400}
        beside = {"expected": abs(at.goal - at.expected), "heads": abs((at.heads or 0.0) - at.now)}
        room = (
            {"opacity": {"expr": f"{beside[name]} / {at.top} * width < {ROOM[name]} ? 0 : 1"}} if name in beside else {}
        )
        return {"mark": {**mark, **look, **room}, "encoding": x(name)}

    tick = {"type": "rule", "y": 20, "y2": 36, "strokeWidth": 2, "color": colors.route, "aria": False}
    diamond = {"type": "point", "shape": "diamond", "y": 28, "size": 130, "opacity": 1, "aria": False}
    pale: list[Spec] = []
    if at.heads is not None and at.heads > at.now:
        edge = {"stroke": colors.band_edge, "strokeWidth": 1}
        pale = [bar("solid", "heads", colors.band, fillOpacity=colors.band_opacity, cornerRadiusEnd=2, **edge)]
    return [
        bar("zero", "top", colors.track, cornerRadius=4),
        *pale,
        bar("zero", "solid", colors.actual, cornerRadius=4),
        bar("solid", "other", fill),
        {"mark": tick, "encoding": x("expected")},
        {"mark": {**diamond, "fill": colors.text, "stroke": colors.page, "strokeWidth": 2}, "encoding": x("goal")},
        words("expected", at.expected, 8, bold=False),
        words("goal", at.goal, 8, bold=True),
        words("now", at.now, 47, bold=True),
        *([words("heads", at.heads, 47, bold=False)] if pale and at.heads is not None else []),
    ]


def _side(place: float) -> str:
    return "left" if place < 0.18 else "right" if place > 0.82 else "center"
