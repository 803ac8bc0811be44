"""Do customers come back: a row per group, a column per age, the share in every cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.charts.frame import chart
from kpi_core.charts.tokens import tokens
from kpi_core.numbers import show_count, show_period, show_value
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.charts.frame import Chart, Spec
    from kpi_core.charts.tokens import Mode
    from kpi_core.cohorts import Cell, Cohort, Marks, Triangle
    from kpi_core.texts import Lang

ROW = 27
HEAD = 26
MOST_AGES = 12
MOST_GROUPS = 24
"""What is still legible; older groups and higher ages stand in the table."""
LEAST_RANGE = 0.1
"""Shares closer together than this all have nearly the same colour."""
LETTER = 6.6
"""Pixels a letter of a row's name takes; the browser may measure them before it has the typeface."""
BESIDE = 23
"""Pixels from the middle of a cell, past its number, to the sign of a lower share."""


def triangle(found: Triangle, marks: Marks, lang: Lang, mode: Mode = "light", *, finding: str = "") -> Chart:
    """Draw the groups that have an age beyond their own period, oldest first, and all together in the last row.

    A group under 20 is grey, what has not happened yet is empty, and a small triangle marks what is lower than earlier groups.
    finding: the sentence above the picture, said first to who does not see it.
    """
    groups = [group for group in found.cohorts if len(group.cells) > 1][-MOST_GROUPS:]
    ages = min(MOST_AGES, max((len(group.cells) for group in groups), default=1) - 1)
    rows = [*_rows(groups, ages, marks, lang, mode), *_whole(found, ages, lang, mode)]
    columns = ("group", "age", "share", "shown", "fill", "ink", "whole", "lower", "who")
    data = pd.DataFrame({name: [row[place] for row in rows] for place, name in enumerate(columns)})
    data["lower"] = data["lower"].astype("float64")
    names = list(dict.fromkeys(data["group"]))
    spec = {"width": "container", "height": HEAD + ROW * len(names), "layer": _layers(names, ages, found, lang, mode)}
    alt = say("chart.alt.triangle", lang, n=len(groups), finding=finding, ages=ages)
    return chart(data, spec, alt, (lang, mode))


Row = tuple[str, int, float, str, str, str, int, float | None, str]


def _rows(groups: Sequence[Cohort], ages: int, marks: Marks, lang: Lang, mode: Mode) -> Iterator[Row]:
    shares = [cell.retention for group in groups if not group.is_small for cell in group.cells[1 : ages + 1]]
    high = max(shares, default=1.0)
    low = min(min(shares, default=0.0), max(0.0, high - LEAST_RANGE))
    colors = tokens(mode)
    for group in groups:
        name = group_name(group, lang)
        for cell in group.cells[1 : ages + 1]:
            step = int((cell.retention - low) / ((high - low) or 1.0) * len(colors.heat))
            fill = colors.track if group.is_small else colors.heat[max(0, min(step, len(colors.heat) - 1))]
            ink = colors.axis_text if group.is_small else colors.text
            mark = 1.0 if (group.period, cell.age) in marks else None
            yield name, cell.age, cell.retention, share_of(cell, lang), fill, ink, 0, mark, _who(cell, lang)


def _whole(found: Triangle, ages: int, lang: Lang, mode: Mode) -> Iterator[Row]:
    colors = tokens(mode)
    name = say("cohorts.whole", lang, size=show_count(found.customers, lang))
    for cell in found.average[1 : ages + 1]:
        yield (
            name,
            cell.age,
            cell.retention,
            share_of(cell, lang),
            colors.page,
            colors.text,
            1,
            None,
            _who(cell, lang),
        )


def group_name(group: Cohort, lang: Lang) -> str:
    """Return the name of a row: its period and how many customers came in it."""
    period = show_period(group.period, lang, short=True)
    return say("cohorts.group", lang, period=period, size=show_count(group.size, lang))


def share_of(cell: Cell, lang: Lang) -> str:
    """Return the share of a cell in whole percents."""
    return show_value(cell.retention, Unit.PERCENT, lang, precision=0)


def _who(cell: Cell, lang: Lang) -> str:
    low, high = (show_value(end, Unit.PERCENT, lang, precision=0) for end in (cell.low, cell.high))
    return say(
        "cohorts.who",
        lang,
        active=show_count(cell.active, lang),
        size=show_count(cell.size, lang),
        low=low,
        high=high,
    )


def _layers(names: list[str], ages: int, found: Triangle, lang: Lang, mode: Mode) -> list[Spec]:
    colors = tokens(mode)
    heads = [
        say(f"cohorts.head.{found.grain}", lang, n=1),
        *(say("cohorts.head", lang, n=n) for n in range(2, ages + 1)),
    ]
    label = f"{json.dumps(heads, ensure_ascii=False)}[datum.value - 1]"
    top = {"orient": "top", "labelAngle": 0, "domain": False, "labelExpr": label, "labelColor": colors.axis_text}
    room = max(map(len, names), default=0) * LETTER
    side = {"labelLimit": 190, "labelColor": colors.text, "grid": False, "minExtent": room}

    columns = {"domain": list(range(1, ages + 1)), "paddingInner": 0.02, "paddingOuter": 0}
    x = {"field": "age", "type": "ordinal", "axis": top, "bandPosition": 0.5, "scale": columns}
    y = {"field": "group", "type": "nominal", "sort": names, "axis": side, "scale": {"paddingInner": 0.08}}
    tips = [
        {"field": "group", "type": "nominal", "title": say("cohorts.column.group", lang)},
        {"field": "who", "type": "nominal", "title": say(f"cohorts.seen.{found.kind}", lang)},
    ]
    cell = {"type": "rect", "cornerRadius": 2}
    sign = {
        "type": "point",
        "shape": "triangle-down",
        "size": 42,
        "filled": True,
        "xOffset": BESIDE,
        "opacity": 1,
        "aria": False,
    }
    own = {"type": "nominal", "scale": None, "legend": None}
    kept = [{"filter": "isValid(datum.lower)"}]
    return [
        {
            "mark": cell,
            "encoding": {
                "x": x,
                "y": y,
                "color": {"field": "fill", **own},
                "tooltip": tips,
                "description": {"field": "shown", "type": "nominal"},
            },
        },
        *(
            {
                "transform": [{"filter": f"datum.whole == {whole}"}],
                "mark": {"type": "text", "aria": False, "fontWeight": weight},
                "encoding": {
                    "x": x,
                    "y": y,
                    "text": {"field": "shown", "type": "nominal"},
                    "color": {"field": "ink", **own},
                },
            }
            for whole, weight in ((0, 400), (1, 600))
        ),
        {"transform": kept, "mark": {**sign, "color": colors.text}, "encoding": {"x": x, "y": y}},
    ]
