"""The columns of a table before they are typed: their cells, their formats and a name for each."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read import limits
from kpi_core.read.cells import letter
from kpi_core.read.examine import RawColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Sheet
    from kpi_core.read.cells import Row
    from kpi_core.read.header import Layout
    from kpi_core.read.rows import Body


def raw_columns(sheet: Sheet, rows: Sequence[Row], layout: Layout, body: Body) -> tuple[list[RawColumn], list[Issue]]:
    """Return the cells of every column, from its data rows, and what was odd about the names.

    rows: all as wide as the widest; positions in `layout` and `body` are places in it.
    """
    names, issues = unique_names(sheet.name, layout)
    width = max(map(len, rows), default=0)
    flat = tuple(chain.from_iterable(rows[position] for position in body.data))
    numbers = tuple(position + sheet.first_row for position in body.data)
    far = any(row > limits.PROBED_ROWS for row, _ in sheet.formats)  # only of currencies, when a workbook has several
    probed = numbers if far else numbers[: limits.PROBED_ROWS]
    known = min(max((row for row, _ in sheet.formats), default=0), limits.PROBED_ROWS)
    raws = []
    for name, header, index in zip(names, layout.names, layout.columns, strict=True):
        cells = flat[index::width]
        formats = tuple(code for row in probed if (code := sheet.formats.get((row, index)))) if sheet.formats else ()
        raws.append(RawColumn(name, header, index, cells, numbers, formats, (), sheet.formats, known))
    return raws, issues


def unique_names(sheet: str, layout: Layout) -> tuple[list[str], list[Issue]]:
    """Return a name for every column: its header, numbered when it was taken, "Kolom D" when it is empty."""
    names: list[str] = []
    issues: list[Issue] = []
    for header, index in zip(layout.names, layout.columns, strict=True):
        base = header or f"Kolom {letter(index)}"
        if not header and layout.header:
            issues.append(_about("header_empty", sheet, letter=letter(index), name=base))
        name = _free(base, names)
        if name != base:
            issues.append(_about("header_duplicate", sheet, header=base, letter=letter(index), name=name))
        names.append(name)
    return names, issues


def _free(base: str, taken: Sequence[str]) -> str:
    name, number = base, 2
    while name in taken:
        name = f"{base} ({number})"
        number += 1
    return name


def _about(code: str, sheet: str, **fields: object) -> Issue:
    return Issue(code, "info", sheet, (), {"sheet": sheet, **fields})
