"""Which part: segments as bars, largest first, at most eight, the rest together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem, chart
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_count, show_value
from kpi_core.phrases import value_name
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.model import Kpi, Results
    from kpi_core.texts import Lang

MOST = 8
ROW = 30
ROOM = 84
"""Pixels kept right of the longest bar for its number."""


@dataclass(frozen=True)
class Bar:
    """One segment. name: as shown; segment: its value in the data, None = the rest together; before: to compare with.

    margins: how far the value and the one before may be off by chance, None = they rest on no answers.
    """

    name: str
    segment: str | None
    value: float
    before: float | None = None
    rows: int = 0
    margins: tuple[float | None, float | None] = (None, None)


def bars_of(
    results: Results,
    kpi: Kpi,
    lang: Lang,
    *,
    before: Results | None = None,
    adds_up: bool = False,
    most: int = MOST,
    by: str = "",
) -> tuple[Bar, ...]:
    """Return the segments of one period, largest first; cohorts in the order of time.

    results hold one period split by the role `by`; `before` the same for an earlier period. More than `most` segments are put
    together as one bar where segments add up, and left out where they do not. A segment without a value has no bar.
    """
    earlier = _values(before, kpi) if before else {}
    found = [
        Bar(value_name(by, segment, lang), segment, value, before_value, rows, (margin, before_margin))
        for segment, (value, rows, margin) in _values(results, kpi).items()
        for before_value, _, before_margin in [earlier.get(segment, (None, 0, None))]
        if value is not None
    ]
    found.sort(key=lambda bar: (-bar.value, bar.name))
    apart = most - 1 if adds_up and len(found) > most else most
    kept, rest = found[:apart], found[apart:]
    if by.startswith("cohort"):
        kept.sort(key=lambda bar: bar.segment or "")
    if not adds_up or not rest:
        return tuple(kept)
    known = [bar.before for bar in rest if bar.before is not None]
    name = say("chart.rest", lang, n=len(rest))
    together = Bar(name, None, sum(b.value for b in rest), sum(known) if known else None, sum(b.rows for b in rest))
    return (*kept, together)


def _values(results: Results, kpi: Kpi) -> dict[str, tuple[float | None, int, float | None]]:
    frame = results.frame
    chosen = frame[(frame["kpi"] == kpi.id) & frame["segment"].notna()]
    return {
        str(row.segment): (_number(row.value), int(row.rows), _number(row.margin))  # type: ignore[arg-type]
        for row in chosen.itertuples()
    }


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]


def ranking(
    kpi: Kpi,
    bars: Sequence[Bar],
    lang: Lang,
    mode: Mode = "light",
    *,
    before: str | None = None,
    unsure: Collection[str] = (),
) -> Chart:
    """Draw the bars in the order given, each with its number; a tick marks where it was before.

    before: the name of the earlier period, for the key. unsure: the segments that chance may have put where they are, in grey.
    A click selects a segment: the selection is called `segment`.
    """
    data = pd.DataFrame(
        {
            "name": [bar.name for bar in bars],
            "segment": [bar.segment for bar in bars],
            "value": pd.Series([bar.value for bar in bars], dtype="float64"),
            "before": pd.Series([bar.before for bar in bars], dtype="float64"),
            "top": pd.Series([max(bar.value, bar.before or 0.0, 0.0) for bar in bars], dtype="float64"),
            "shown": [show_value(bar.value, kpi.unit, lang, compact=True) for bar in bars],
            "earlier": [show_value(bar.before, kpi.unit, lang, precision=kpi.precision) for bar in bars],
            "rows": [show_count(bar.rows, lang) for bar in bars],
            "unsure": [bar.segment in unsure for bar in bars],
        }
    )
    layers = _layers(data, [bar.name for bar in bars], before, lang, mode)
    spec = {"width": "container", "height": max(len(bars), 1) * ROW, "layer": layers}
    colors = tokens(mode)
    grey = bool(data["unsure"].any())
    key = [] if grey and data["unsure"].all() else [KeyItem("square", colors.actual, say("chart.actual.key", lang))]
    if grey:
        key.append(KeyItem("square", colors.chance, say("compared.key.unsure", lang)))
    if before and data["before"].notna().any():
        key.append(KeyItem("tick", colors.route, before))
    return chart(data, spec, _alt(kpi, bars, lang), (lang, mode), tuple(key))


def _layers(data: pd.DataFrame, names: list[str], before: str | None, lang: Lang, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    values = [0.0, *data["value"].dropna(), *data["before"].dropna()]
    low, high = min(values), max(values)
    high = high if high > low else low + 1.0
    scale = {"domain": [low, high], "nice": False, "range": [1, {"expr": f"max(width - {ROOM}, 20)"}]}
    axis = {"labelLimit": 132, "labelFontSize": 13, "labelColor": colors.text, "domain": False, "grid": False}
    y = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "axis": axis,
        "scale": {"paddingInner": 0.42, "paddingOuter": 0.2},
    }

    def x(field: str) -> Spec:
        return {"field": field, "type": "quantitative", "axis": None, "scale": scale}

    tips = [
        {"field": "name", "type": "nominal", "title": say("chart.segment", lang)},
        {"field": "shown", "type": "nominal", "title": say("chart.actual", lang)},
        *([{"field": "earlier", "type": "nominal", "title": before}] if before else []),
        {"field": "rows", "type": "nominal", "title": say("chart.rows", lang)},
    ]
    click = [{"name": "segment", "select": {"type": "point", "fields": ["segment"]}}]
    spoken = {"description": {"field": "shown", "type": "nominal"}}
    bar = {"type": "bar", "cornerRadiusEnd": 1.5, "cursor": "pointer"}
    fill = {"condition": {"test": "datum.unsure", "value": colors.chance}, "value": colors.actual}
    edge = {"condition": {"test": "datum.unsure", "value": colors.band_edge}, "value": None}
    looks = {"fill": fill, "stroke": edge}
    tick = {"type": "tick", "orient": "vertical", "height": {"band": 1.35}, "aria": False}
    words = {"type": "text", "align": "left", "dx": 7, "color": colors.text, "fontWeight": 600, "aria": False}
    return [
        {"params": click, "mark": bar, "encoding": {"y": y, "x": x("value"), "tooltip": tips, **looks, **spoken}},
        {"mark": {**tick, "color": colors.page, "thickness": 4.5}, "encoding": {"y": y, "x": x("before")}},
        {"mark": {**tick, "color": colors.route, "thickness": 2}, "encoding": {"y": y, "x": x("before")}},
        {"mark": words, "encoding": {"y": y, "x": x("top"), "text": {"field": "shown", "type": "nominal"}}},
    ]


def _alt(kpi: Kpi, bars: Sequence[Bar], lang: Lang) -> str:
    if not bars:
        return say("chart.alt.empty", lang, kpi=kpi.name[lang])
    first, last = bars[0], bars[-1]
    return say(
        "chart.alt.ranking",
        lang,
        kpi=kpi.name[lang],
        most=first.name,
        high=show_value(first.value, kpi.unit, lang, precision=kpi.precision),
        least=last.name,
        low=show_value(last.value, kpi.unit, lang, precision=kpi.precision),
        n=len(bars),
    )
