"""How far a group stands behind a target: one dot is one vote, stacked above its number of fingers, without names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem, chart
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_count
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.texts import Lang

MOST, CARRIES = 5, 3
DOT = 150
ROW = 18
TALLEST = 160
"""Above this height the dots come closer, so that a large group stays on the screen."""
AXIS = 26


def votes(spread: Sequence[int], lang: Lang, mode: Mode = "light") -> Chart:
    """Draw the votes for 0 to 5 fingers; those under three are amber triangles. Shown to who voted: it holds no names."""
    rows = [
        {"fingers": fingers, "place": place + 0.5, "low": fingers < CARRIES}
        for fingers, count in enumerate(spread)
        for place in range(count)
    ]
    data = pd.DataFrame(rows, columns=["fingers", "place", "low"])
    rise = max(2, *spread)
    spec = {
        "width": "container",
        "height": min(rise * ROW, TALLEST) + AXIS,
        "mark": {"type": "point", "filled": True, "size": DOT, "opacity": 1, "aria": False},
        "encoding": _encoding(rise, lang, mode),
    }
    colors = tokens(mode)
    low = sum(spread[:CARRIES])
    key = (
        KeyItem("dot", colors.actual, say("chart.votes.one", lang)),
        *([KeyItem("triangle", colors.orange, say("chart.votes.low", lang))] if low else []),
    )
    return chart(data, spec, _finding(spread, lang), (lang, mode), key)


def _encoding(rise: int, lang: Lang, mode: Mode) -> Spec:
    colors = tokens(mode)
    ends = {0: say("chart.votes.no", lang), MOST: say("chart.votes.yes", lang)}
    labels = json.dumps([ends.get(fingers, str(fingers)) for fingers in range(MOST + 1)], ensure_ascii=False)
    axis = {
        "values": list(range(MOST + 1)),
        "labelExpr": f"{labels}[datum.value]",
        "labelFontSize": 13,
        "labelFlush": False,
    }
    low = {"test": f"datum.fingers < {CARRIES}"}
    return {
        "x": {
            "field": "fingers",
            "type": "quantitative",
            "axis": axis,
            "scale": {"domain": [-0.5, MOST + 0.5], "nice": False, "zero": False},
        },
        "y": {
            "field": "place",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, rise], "nice": False, "zero": False},
        },
        "color": {"condition": {**low, "value": colors.orange}, "value": colors.actual},
        "shape": {"condition": {**low, "value": "triangle-up"}, "value": "circle"},
    }


def _finding(spread: Sequence[int], lang: Lang) -> str:
    n, low = sum(spread), sum(spread[:CARRIES])
    if not n:
        return say("chart.votes.none", lang)
    told = say("chart.votes.alt", lang, n=n, count=show_count(n, lang))
    parts = [
        say("chart.votes.at", lang, n=count, count=show_count(count, lang), fingers=fingers)
        for fingers, count in enumerate(spread)
        if count
    ]
    under = say("chart.votes.under", lang, n=low, count=show_count(low, lang)) if low else say("chart.votes.all", lang)
    return f"{told} {', '.join(parts)}. {under}"
