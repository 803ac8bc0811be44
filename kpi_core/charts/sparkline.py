"""The small picture on a card: twelve periods, the route, the target and the verdict at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.ahead import sign
from kpi_core.charts.frame import chart, moment, once, time_domain
from kpi_core.charts.tokens import SIGNS, color_of, tokens
from kpi_core.numbers import show_period, show_value
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.charts.ahead import MarkKind
    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, SeriesPoint, Verdict
    from kpi_core.periods import Period
    from kpi_core.texts import Lang

HEIGHT = 84
PERIODS = 13
"""A year and the same period of the year before, so that the ends compare."""
AIR = 0.12
WORD_HEIGHT = 0.17
"""What words and the space around them take of the height."""


def sparkline(
    kpi: Kpi,
    points: Sequence[SeriesPoint],
    lang: Lang,
    mode: Mode = "light",
    *,
    route: dict[Period, float] | None = None,
    goals: Sequence[float] = (),
    verdict: Verdict | None = None,
    signal: MarkKind | None = None,
    zero: bool = False,
) -> Chart:
    """Draw the last periods of a series; only complete ones are given.

    route: what was expected in a period. goals: the target, or both ends of a range. zero: the scale starts at 0 (sums). signal: what
    the last period says by itself, where there is no verdict.
    """
    shown = _shown(points)
    expected = route or {}
    data = pd.DataFrame(
        {
            "when": [moment(p.period.start) for p in shown],
            "actual": pd.Series([p.value for p in shown], dtype="float64"),
            "route": pd.Series([expected.get(p.period) for p in shown], dtype="float64"),
            "end": pd.Series([p.value if p is shown[-1] else None for p in shown], dtype="float64"),
            "period": [show_period(p.period, lang) for p in shown],
            "shown": [show_value(p.value, kpi.unit, lang, precision=kpi.precision) for p in shown],
        }
    )
    end = sign(signal, mode) if signal and not verdict else end_mark(verdict, mode)
    spec = {
        "width": "container",
        "height": HEIGHT,
        "layer": _layers(data, kpi, goals, end, (lang, mode), days=[p.period.start for p in shown], zero=zero),
    }
    return chart(data, spec, _alt(kpi, shown, verdict, lang), (lang, mode))


def _shown(points: Sequence[SeriesPoint]) -> list[SeriesPoint]:
    """Return the last periods, from the first one that has a value on."""
    last = list(points)[-PERIODS:]
    first = next((at for at, point in enumerate(last) if point.value is not None), 0)
    return last[first:]


def _layers(
    data: pd.DataFrame,
    kpi: Kpi,
    goals: Sequence[float],
    end: Spec,
    look: tuple[Lang, Mode],
    *,
    days: Sequence[date],
    zero: bool,
) -> list[Spec]:
    lang, mode = look
    colors = tokens(mode)
    values = [*data["actual"].dropna(), *data["route"].dropna(), *goals]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    low = min(low, 0.0) if zero else low
    air = (high - low) * AIR or abs(high) * AIR or 1.0
    scale = {"domain": [low if zero and low == 0 else low - air, high + air], "nice": False, "zero": False}
    x: Spec = {"field": "when", "type": "temporal", "axis": None}
    x["scale"] = {**time_domain(days), "range": [1, {"expr": "width - 7"}]}

    def y(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": None, "scale": scale}

    def tip(field: str, key: str) -> Spec:
        return {"field": field, "type": "nominal", "title": say(key, lang)}

    rule = _mark("rule", color=colors.route, strokeWidth=1)
    layers: list[Spec] = [once(rule, {"y": _at(goal, scale)}) for goal in goals]
    words = _goal_words(kpi, goals[0], data, scale, look) if len(goals) == 1 else []
    dash = _mark("line", color=colors.route, strokeWidth=2, strokeDash=[6, 3], strokeCap="butt")
    layers.append({"mark": dash, "encoding": {"x": x, "y": y("route")}})
    line = _mark("line", color=colors.actual, strokeWidth=2.25)
    layers.append({"mark": line, "encoding": {"x": x, "y": y("actual")}})
    hover = _mark("point", size=240, opacity=0, filled=True, clip=True)
    tips = [tip("period", "chart.period"), tip("shown", "chart.actual")]
    layers.append({"mark": hover, "encoding": {"x": x, "y": y("actual"), "tooltip": tips}})
    layers.append({"mark": end, "encoding": {"x": x, "y": y("end")}})
    return layers + words


def _room(values: Sequence[float], goal: float, *, above: bool) -> float:
    """Return how far the line stays from the rule on one side of it; nothing where it crosses the rule."""
    if min(values, default=goal) < goal < max(values, default=goal):
        return 0.0
    return min(
        (abs(value - goal) for value in values if (value > goal if above else value < goal)), default=float("inf")
    )


def _goal_words(kpi: Kpi, goal: float, data: pd.DataFrame, scale: Spec, look: tuple[Lang, Mode]) -> list[Spec]:
    """Name the target beside its rule where the line leaves room for it; where it does not, the foot of the card does."""
    lang, mode = look
    values = data["actual"].dropna().tolist()
    third = max(len(values) // 3, 1)
    ends = {"left": values[:third], "right": values[-third:]}
    places = [(side, above) for side in ends for above in (True, False)]
    rooms = {place: _room(ends[place[0]], goal, above=place[1]) for place in places}
    side, above = max(
        rooms, key=lambda place: (rooms[place], min((abs(v - goal) for v in ends[place[0]]), default=0.0))
    )
    if rooms[side, above] < WORD_HEIGHT * (scale["domain"][1] - scale["domain"][0]):
        return []
    words = _mark(
        "text",
        text=say("chart.goal", lang, value=show_value(goal, kpi.unit, lang, compact=True)),
        align=side,
        baseline="bottom" if above else "top",
        x=1 if side == "left" else {"expr": "width - 2"},
        dy=-4 if above else 5,
    )
    halo = {"color": tokens(mode).page, "stroke": tokens(mode).page, "strokeWidth": 4, "strokeJoin": "round"}
    return [once({**words, **ink}, {"y": _at(goal, scale)}) for ink in (halo, {"color": tokens(mode).axis_text})]


def end_mark(verdict: Verdict | None, mode: Mode, size: int = 70) -> Spec:
    """Return the mark at the end of a line: the verdict's shape and colour; a dot of ink where there is none."""
    color = color_of(verdict, mode)
    sign = SIGNS[verdict] if verdict else None
    if sign and sign.hollow:
        return _mark("point", shape="circle", size=size, stroke=color, strokeWidth=2, fill=tokens(mode).page, opacity=1)
    shape = sign.shape if sign else "circle"
    return _mark("point", shape=shape, size=size, fill=color, stroke=tokens(mode).page, strokeWidth=1, opacity=1)


def _at(value: float, scale: Spec) -> Spec:
    return {"datum": value, "type": "quantitative", "axis": None, "scale": scale}


def _mark(kind: str, **how: object) -> Spec:
    return {"type": kind, "aria": False, **how}


def _alt(kpi: Kpi, points: Sequence[SeriesPoint], verdict: Verdict | None, lang: Lang) -> str:
    known = [p for p in points if p.value is not None]
    if not known:
        return say("chart.alt.empty", lang, kpi=kpi.name[lang])
    first, last = known[0], known[-1]
    alt = say(
        "chart.alt.move",
        lang,
        kpi=kpi.name[lang],
        first=show_value(first.value, kpi.unit, lang, precision=kpi.precision),
        since=show_period(first.period, lang),
        last=show_value(last.value, kpi.unit, lang, precision=kpi.precision),
        until=show_period(last.period, lang),
    )
    return f"{alt} {say(f'status.{verdict}', lang)}." if verdict else alt
