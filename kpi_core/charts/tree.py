"""What a KPI is made of, drawn: boxes from left to right on a screen, one below the other on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import KeyItem, chart
from kpi_core.charts.tokens import SIGNS, color_of, tokens
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.passports.tree import Branch, Tree
    from kpi_core.texts import Lang

ROW = 66
"""Height of a row, the room between two boxes included."""
BOX = 54
GAP = 52
"""Room between two columns, for the lines and the signs."""
INDENT = 22
MARGIN = 12
SIGN = 11
MOST = 300
WIDE = 620
"""From this width on the tree runs from left to right."""


@dataclass(frozen=True)
class _Placed:
    """A box with its place: column and row from left to right, and its row when they stand one below the other."""

    branch: Branch
    column: int
    row: float
    line: int
    parent: int | None


def tree(found: Tree, lang: Lang, mode: Mode = "light") -> Chart:
    """Draw a KPI with what it is made of; a click selects a KPI: the selection is called `kpi`.

    Lines are solid where the parts are the whole exactly, dashed where they are so about or only have influence.
    """
    boxes = _placed(found.root)
    height = max(len(boxes), 1) * ROW
    leaves = sum(not box.branch.inside for box in boxes)
    stretch = len(boxes) / max(leaves, 1)
    columns = 1 + max(box.column for box in boxes)
    data = pd.DataFrame([_row(box, stretch, lang, mode) for box in boxes])
    spec = {"width": "container", "height": height, "layer": _layers(boxes, columns, stretch, mode)}
    return chart(data, spec, _alt(found, lang), (lang, mode), _key(boxes, lang, mode))


def _placed(root: Branch) -> list[_Placed]:
    """Return every box in reading order; a box stands in the middle of the leaves below it."""
    found: list[_Placed] = []
    leaves = 0

    def place(branch: Branch, column: int, parent: int | None) -> float:
        nonlocal leaves
        mine = len(found)
        found.append(_Placed(branch, column, 0.0, mine, parent))
        if branch.inside:
            rows = [place(inner, column + 1, mine) for inner in branch.inside]
            row = (rows[0] + rows[-1]) / 2
        else:
            row = float(leaves)
            leaves += 1
        found[mine] = _Placed(branch, column, row, mine, parent)
        return row

    place(root, 0, None)
    return found


def _row(box: _Placed, stretch: float, lang: Lang, mode: Mode) -> dict[str, object]:
    branch = box.branch
    sign = SIGNS[branch.verdict] if branch.verdict else None
    said = [branch.change, say(f"status.{branch.verdict}", lang) if branch.verdict else ""]
    hollow = sign is not None and sign.hollow
    color = color_of(branch.verdict, mode) if sign else "transparent"
    return {
        "name": branch.name,
        "shown": branch.shown,
        "below": " · ".join(part for part in said if part),
        "kpi": branch.kpi,
        "sign": branch.sign,
        "column": box.column,
        "wide": (box.row + 0.5) * stretch * ROW,
        "narrow": (box.line + 0.5) * ROW,
        "shape": sign.shape if sign else "circle",
        "edge": color,
        "fill": tokens(mode).page if hollow else color,
        "line": tokens(mode).grid if branch.driver else tokens(mode).band_edge,
        "told": f"{branch.name}: {branch.shown}",
    }


def _layers(boxes: Sequence[_Placed], columns: int, stretch: float, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    middle = f"(width < {WIDE} ? datum.narrow : datum.wide)"
    size = f"min({MOST}, (width - {GAP * (columns - 1)}) / {columns})"
    left = f"(width < {WIDE} ? datum.column * {INDENT} + 1 : datum.column * ({size} + {GAP}) + 1)"
    right = f"(width < {WIDE} ? width - 1 : datum.column * ({size} + {GAP}) + {size} - 1)"
    shape = [
        {"calculate": left, "as": "x"},
        {"calculate": right, "as": "x2"},
        {"calculate": f"{middle} - {BOX / 2}", "as": "y"},
        {"calculate": f"{middle} + {BOX / 2}", "as": "y2"},
    ]
    box: Spec = {
        "params": [{"name": "kpi", "select": {"type": "point", "fields": ["kpi"]}}],
        "transform": shape,
        "mark": {"type": "rect", "cornerRadius": 6, "strokeWidth": 1.25, "cursor": "pointer", "fill": colors.page},
        "encoding": {
            **_at("x", "y"),
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "stroke": {"field": "line", "type": "nominal", "scale": None},
            "tooltip": {"field": "told", "type": "nominal"},
            "description": {"field": "told", "type": "nominal"},
        },
    }
    limit = {"expr": f"width < {WIDE} ? width - {3 * INDENT} : {size} - {2 * MARGIN}"}
    texts = [
        _text(shape, "name", 14, {"color": colors.axis_text, "fontSize": 12.5, "limit": limit}),
        _text(shape, "shown", 31, {"color": colors.text, "fontSize": 15, "fontWeight": 650, "limit": limit}),
        _text(shape, "below", 46, {"color": colors.axis_text, "fontSize": 11.5, "limit": limit}),
    ]
    point = {"type": "point", "aria": False, "size": 62, "strokeWidth": 1.75, "opacity": 1}
    mark: Spec = {
        "transform": [*shape, {"calculate": "datum.x2 - 14", "as": "px"}, {"calculate": "datum.y + 14", "as": "py"}],
        "mark": point,
        "encoding": {
            **_at("px", "py"),
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "edge", "type": "nominal", "scale": None},
        },
    }
    beside = [{"filter": "datum.sign"}, *shape, {"calculate": f"datum.x - {SIGN}", "as": "px"}]
    beside.append({"calculate": "(datum.y + datum.y2) / 2", "as": "py"})
    halo = {"type": "point", "shape": "circle", "size": 330, "aria": False, "opacity": 1, "strokeWidth": 0}
    said = {"type": "text", "aria": False, "fontSize": 17, "fontWeight": 650, "color": colors.text, "dy": 1}
    signs: list[Spec] = [
        {"transform": beside, "mark": {**halo, "fill": colors.page}, "encoding": _at("px", "py")},
        {"transform": beside, "mark": said, "encoding": {**_at("px", "py"), "text": {"field": "sign"}}},
    ]
    return [_lines(boxes, stretch, (left, right), mode), box, *texts, mark, *signs]


def _text(shape: list[Spec], field: str, dy: int, look: Spec) -> Spec:
    down = {"calculate": f"datum.y + {dy}", "as": "py"}
    return {
        "transform": [*shape, {"calculate": f"datum.x + {MARGIN}", "as": "px"}, down],
        "mark": {"type": "text", "aria": False, "align": "left", "baseline": "middle", **look},
        "encoding": {**_at("px", "py"), "text": {"field": field, "type": "nominal"}},
    }


def _at(x: str, y: str) -> Spec:
    return {
        "x": {"field": x, "type": "quantitative", "scale": None, "axis": None},
        "y": {"field": y, "type": "quantitative", "scale": None, "axis": None},
    }


def _lines(boxes: Sequence[_Placed], stretch: float, ends: tuple[str, str], mode: Mode) -> Spec:
    """Return the lines from every box to what it is made of: out of its side on a screen, out of its foot on a phone."""
    colors = tokens(mode)
    below = [(box, boxes[box.parent]) for box in boxes if box.parent is not None]
    steps = [_step(box, above, step, stretch) for box, above in below for step in range(4)]
    left, right = ends
    bend = f"datum.step == 1 ? {right} + {GAP / 2} : {left} - {GAP / 2}"
    side = f"datum.step == 0 ? {right} : datum.step == 3 ? {left} : {bend}"
    foot = f"datum.step < 3 ? datum.from * {INDENT} + {INDENT / 2} : {left}"
    return {
        "data": {"values": steps},
        "transform": [
            {"calculate": f"width < {WIDE} ? ({foot}) : ({side})", "as": "x"},
            {"calculate": f"width < {WIDE} ? datum.narrow : datum.wide", "as": "y"},
        ],
        "mark": {"type": "line", "aria": False, "strokeWidth": 1.5, "strokeJoin": "round"},
        "encoding": {
            **_at("x", "y"),
            "order": {"field": "step", "type": "quantitative"},
            "detail": {"field": "edge", "type": "nominal"},
            "strokeDash": {"condition": {"test": "datum.solid", "value": [1, 0]}, "value": [4, 4]},
            "stroke": {"condition": {"test": "datum.driver", "value": colors.band_edge}, "value": colors.route},
        },
    }


def _step(box: _Placed, above: _Placed, step: int, stretch: float) -> Spec:
    """Return one of the four points of the line from a box to one of its parts."""
    near = box if step > 1 else above
    return {
        "edge": box.line,
        "step": step,
        "column": near.column,
        "wide": (near.row + 0.5) * stretch * ROW,
        "narrow": (above.line + 0.5) * ROW + BOX / 2 if step == 0 else (box.line + 0.5) * ROW,
        "from": above.column,
        "solid": box.branch.exact,
        "driver": box.branch.driver,
    }


def _key(boxes: Sequence[_Placed], lang: Lang, mode: Mode) -> tuple[KeyItem, ...]:
    colors = tokens(mode)
    below = [box.branch for box in boxes if box.parent is not None]
    found = []
    if any(branch.exact for branch in below):
        found.append(KeyItem("line", colors.route, say("passport.tree.key.exact", lang)))
    if any(not branch.exact and not branch.driver for branch in below):
        found.append(KeyItem("dash", colors.route, say("passport.tree.key.roughly", lang)))
    if any(branch.driver for branch in below):
        found.append(KeyItem("dash", colors.band_edge, say("passport.tree.key.driver", lang)))
    return tuple(found)


def _alt(found: Tree, lang: Lang) -> str:
    parts = ", ".join(f"{branch.name} {branch.shown}" for branch in found.root.inside)
    return say("passport.tree.alt", lang, kpi=found.root.name, value=found.root.shown, parts=parts)
