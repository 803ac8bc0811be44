"""What stands around a line: the band it stays in 4 times out of 5, the middle of it, and periods with a mark of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.charts.frame import NARROW, KeyItem
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_period, show_value
from kpi_core.periods import Period
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpi_core.charts.frame import Spec
    from kpi_core.charts.tokens import Mode, Tokens
    from kpi_core.model import Kpi, SeriesPoint
    from kpi_core.texts import Lang

Band = Mapping[Period, tuple[float, float, float]]
"""Per period to come the low end, the middle and the high end of where 4 in 5 outcomes fall, in the KPI's unit."""
MarkKind = Literal["bad", "good", "change", "special", "note"]
KINDS: tuple[MarkKind, ...] = ("note", "special", "change", "bad", "good")
NUMBERS = ("low", "middle", "high", *KINDS)
WORDS = ("ahead", *(f"{kind}_words" for kind in KINDS))
EARLY = 0.4
"""Words at a mark in the first part of a chart run to the right of it, later ones to the left; clear of the line there."""
REACH = 0.16
"""How much of the width of a chart the words at a mark may take."""


@dataclass(frozen=True)
class Mark:
    """A period with a shape of its own: a square on the bad side, a triangle for a chance, an open circle for a special one.

    change: a dot of slate, for what has no good side. note: an open square, where somebody wrote something down.
    words: what a wide chart says beside it, "" for nothing. They never come from the customer.
    """

    period: Period
    kind: MarkKind
    words: str = ""


@dataclass(frozen=True)
class Around:
    """The band and the marks of one chart."""

    band: Band
    marks: tuple[Mark, ...] = ()

    def joined(self, last: SeriesPoint | None) -> Around:
        """Return the same with a band that starts at the last complete point, when its first period is the next one."""
        if last is None or last.value is None or last.period.shifted(1) not in self.band:
            return self
        return Around({last.period: (last.value,) * 3, **self.band}, self.marks)

    def columns(self, period: Period, height: float | None, kpi: Kpi, lang: Lang) -> dict[str, float | str | None]:
        """Return what the row of a period needs: the ends of the band, and each mark at the height of the line."""
        ends = self.band.get(period)
        found: dict[str, float | str | None] = dict(zip(("low", "middle", "high"), ends or (None,) * 3, strict=True))
        found["ahead"] = between(ends, kpi, lang) if ends else ""
        words = {mark.kind: mark.words for mark in self.marks if mark.period == period}
        for kind in KINDS:
            found |= {kind: height if kind in words else None, f"{kind}_words": words.get(kind, "")}
        return found


def between(ends: tuple[float, float, float], kpi: Kpi, lang: Lang) -> str:
    """Say of one period between what it ends 4 times out of 5."""
    low, high = (show_value(end, kpi.unit, lang, compact=True) for end in (ends[0], ends[2]))
    return say("chart.band.tip", lang, low=low, high=high)


def area(layer: Callable[[Spec, str], Spec], data: pd.DataFrame, mode: Mode) -> list[Spec]:
    """Return the band with its edges; `layer` puts a mark at a column."""
    if not data["low"].notna().any():
        return []
    colors = tokens(mode)
    filled = layer({"type": "area", "color": colors.band, "opacity": colors.band_opacity}, "low")
    filled["encoding"]["y2"] = {"field": "high"}
    edge = {"type": "line", "color": colors.band_edge, "strokeWidth": 1}
    return [filled, layer(edge, "low"), layer(edge, "high")]


def dots(layer: Callable[[Spec, str], Spec], data: pd.DataFrame, mode: Mode) -> list[Spec]:
    """Return the middle of the band as dots of ink."""
    if not data["middle"].notna().any():
        return []
    line = {"type": "line", "color": tokens(mode).actual, "strokeWidth": 2, "strokeDash": [1, 5]}
    return [layer(line, "middle")]


def sign(kind: MarkKind, mode: Mode) -> Spec:
    """Return the shape of a kind of mark."""
    colors = tokens(mode)
    rim: Spec = {"type": "point", "aria": False, "stroke": colors.page, "strokeWidth": 1, "opacity": 1}
    looks: dict[MarkKind, Spec] = {
        "note": {"shape": "square", "size": 80, "fill": colors.page, "stroke": colors.axis_text, "strokeWidth": 1.75},
        "special": {"shape": "circle", "size": 120, "fill": None, "stroke": colors.axis_text, "strokeWidth": 1.75},
        "change": {"shape": "circle", "size": 80, "fill": colors.route},
        "bad": {"shape": "square", "size": 90, "fill": colors.red},
        "good": {"shape": "triangle-up", "size": 110, "fill": colors.blue},
    }
    return rim | looks[kind]


def signs(layer: Callable[[Spec, str], Spec], data: pd.DataFrame, mode: Mode) -> list[Spec]:
    """Return the shapes of the marked periods, and their words where the chart is wide enough."""
    colors = tokens(mode)
    layers = [layer(sign(kind, mode), kind) for kind in KINDS if data[kind].notna().any()]
    for kind in KINDS:
        for row, words in enumerate(data[f"{kind}_words"]):
            layers += _words(layer, data, kind, row, colors) if words and pd.notna(data[kind].iloc[row]) else []
    return layers


def _words(
    layer: Callable[[Spec, str], Spec], data: pd.DataFrame, kind: MarkKind, row: int, colors: Tokens
) -> list[Spec]:
    early = row < EARLY * len(data)
    above, height = _clear_of_line(data["actual"], row, float(data[kind].iloc[row]), early=early)
    text: Spec = {
        "type": "text",
        "text": data[f"{kind}_words"].iloc[row],
        "align": "left" if early else "right",
        "baseline": "bottom" if above else "top",
        "dx": -7 if early else 7,
        "dy": -9 if above else 10,
        "fontWeight": 600,
        "opacity": {"expr": f"width < {NARROW} ? 0 : 1"},
    }
    halo = {"color": colors.page, "stroke": colors.page, "strokeWidth": 4, "strokeJoin": "round"}
    ink = {"bad": colors.red, "good": colors.blue}.get(kind, colors.axis_text)
    alone = {"values": [{"when": data["when"].iloc[row], kind: height}]}
    return [{**layer({**text, **look}, kind), "data": alone} for look in (halo, {"color": ink})]


def _clear_of_line(line: pd.Series[float], row: int, point: float, *, early: bool) -> tuple[bool, float]:
    """Return whether words at a point stand above it, and at what height they are clear of the line they run along."""
    reach = max(1, round(REACH * len(line)))
    beside = line.iloc[row : row + reach + 1] if early else line.iloc[max(0, row - reach) : row + 1]
    top, foot = max([point, *beside.dropna()]), min([point, *beside.dropna()])
    if top - point == point - foot:
        before = line.iloc[:row].dropna()
        above = before.empty or point >= before.iloc[-1]
    else:
        above = top - point < point - foot
    return bool(above), float(top if above else foot)


def band_key(lang: Lang, mode: Mode) -> KeyItem:
    """Return the entry of a key for the band."""
    return KeyItem("box", tokens(mode).band, say("chart.band.key", lang))


def sign_keys(data: pd.DataFrame, lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    """Return the entries of a key for the marks that are there."""
    colors = tokens(mode)
    items = {
        "bad": KeyItem("square", colors.red, say("chart.mark.bad", lang)),
        "good": KeyItem("triangle", colors.blue, say("chart.mark.good", lang)),
        "change": KeyItem("dot", colors.route, say("chart.mark.change", lang)),
        "special": KeyItem("hollow", colors.axis_text, say("chart.mark.special", lang)),
        "note": KeyItem("box", colors.page, say("chart.mark.note", lang)),
    }
    return tuple(item for kind, item in items.items() if data[kind].notna().any())


def heads(kpi: Kpi, band: Band, marks: Sequence[Mark], lang: Lang) -> str:
    """Tell in words where a line is heading and what was signalled on it; "" for nothing."""
    said = [
        say("chart.alt.mark", lang, period=show_period(mark.period, lang), words=mark.words)
        for mark in marks
        if mark.words
    ]
    noted = [show_period(mark.period, lang) for mark in marks if mark.kind == "note"]
    if noted:
        said.append(say("chart.alt.notes", lang, periods=", ".join(noted)))
    if band:
        last = max(band, key=lambda period: period.start)
        low, middle, high = (show_value(value, kpi.unit, lang, compact=True) for value in band[last])
        said.append(say("chart.alt.heads", lang, period=show_period(last, lang), middle=middle, low=low, high=high))
    return " ".join(said)
