"""What is told and asked about a table as a whole: its header, its ragged rows, its totals, and blocks left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.model import Issue, Question, Reading
from kpi_core.read import limits
from kpi_core.read.cells import as_text, letter
from kpi_core.read.receipt import SUMMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Sheet, SumCheck
    from kpi_core.read.header import Layout
    from kpi_core.read.regions import Region
    from kpi_core.read.rows import Body
    from kpi_core.read.totals import Outcome
    from kpi_core.read.values import Typed

_SHOWN = 5
_LOOKED_AT = 100
_FEWEST_TEXTS = 5
_HARDLY = 0.1  # a table with more numbers and dates than this is no prose
_LONG = 60  # a cell with more letters is a sentence
_MOSTLY = 0.25  # a table with this share of sentences, and nothing but words, is for reading


def about_layout(sheet: Sheet, layout: Layout) -> list[Issue]:
    """Tell of a header that is not there, or that nothing proves."""
    about: dict[str, object] = {"sheet": sheet.name}
    if layout.header is None:
        return [Issue("no_header", "warning", sheet.name, (), {**about, "row": layout.start + sheet.first_row})]
    if layout.assumed:
        return [
            Issue("header_assumed", "warning", sheet.name, (), {**about, "row": layout.header[1] + sheet.first_row})
        ]
    return []


def ragged(sheet: Sheet, layout: Layout, body: Body) -> list[Issue]:
    """Tell of rows of a text file with more or fewer cells than the header: their cells may have shifted."""
    if not sheet.text_only or layout.header is None:
        return []
    width = len(sheet.cells[layout.header[1]])
    odd = [
        p
        for p in body.data
        if len(sheet.cells[p]) != width and any(sheet.cells[p][width:] or (len(sheet.cells[p]) < width,))
    ]
    if not odd:
        return []
    cells = tuple(f"A{position + sheet.first_row}" for position in odd[: limits.LISTED_CELLS])
    rows = ", ".join(str(position + sheet.first_row) for position in odd[:_SHOWN])
    return [Issue("ragged_rows", "warning", sheet.name, cells, {"sheet": sheet.name, "n": len(odd), "rows": rows})]


def prose(sheet: Sheet, rows: Sequence[Sequence[object]], body: Body, typed: Sequence[Typed]) -> list[Issue]:
    """Tell of a table of sentences: there is nothing in it to count."""
    texts = [text for position in body.data[:_LOOKED_AT] for cell in rows[position] if (text := as_text(cell))]
    measured = sum(int(column.series.notna().sum()) for column in typed if column.column.type not in ("text", "empty"))
    long = sum(len(text) > _LONG for text in texts)
    if len(texts) < _FEWEST_TEXTS or measured > _HARDLY * len(texts) or long < _MOSTLY * len(texts):
        return []
    return [Issue("prose", "warning", sheet.name, (), {"sheet": sheet.name})]


def left_over(sheet: Sheet, region: Region) -> Issue:
    """Tell of a block that is too small to be a table beside others."""
    columns = region.layout.columns
    place = {"first": region.first + sheet.first_row, "last": region.last + sheet.first_row}
    reach = {"left": letter(min(columns)), "right": letter(max(columns))}
    return Issue("left_over", "warning", sheet.name, (), {"sheet": sheet.name, **place, **reach})


def differing(sheet: Sheet, checks: Sequence[SumCheck]) -> list[Issue]:
    """Tell of totals in the file that are not the sum of its rows."""
    return [
        Issue(
            "total_differs",
            "warning",
            sheet.name,
            (check.cell,),
            {"sheet": sheet.name, "column": check.column, "cell": check.cell},
        )
        for check in checks
        if check.matches is False and check.cell
    ]


def ask_rows(
    identity: str, sheet: Sheet, rows: Sequence[Sequence[object]], typed: Sequence[Typed], found: Outcome
) -> Question:
    """Ask whether rows that equal the sum of others are totals, with the sum of the first amount under both readings."""
    column = next(column for column in typed if column.column.type in SUMMED)
    kept, everything = float(column.series[found.kept].sum()), float(column.series.sum())
    first = found.doubted[0]
    label = next((text for cell in rows[first] if (text := as_text(cell))), "")
    numbers = [position + sheet.first_row for position in found.doubted]
    about: dict[str, object] = {
        "sheet": sheet.name,
        "column": column.column.name,
        "n": int(np.count_nonzero(~found.kept)),
        "rows": ", ".join(map(str, numbers[:_SHOWN])),
        "row": numbers[0],
        "label": label,
    }
    readings = (Reading("total", label, kept, about), Reading("data", label, everything, about))
    return Question(identity, "row_is_total", sheet.name, column.column.name, readings, about)
