"""The sheets of lines, written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.export.proof.sheets import AFTER, BEFORE, FIRST, HEADER, NOTE, OWN, SOURCE, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.export.proof.page import Page
    from kpi_core.export.proof.sheets import Field, Lines

STEP = 2_000
"""After so many lines it is told how far the writing is."""
MARKS = ((OWN, 0), (BEFORE, -1), (AFTER, 1))


def write_lines(page: Page, lines: Lines, back: tuple[str, str], tick: Callable[[int], None]) -> None:
    """Write a sheet of lines. back: the address and words of the way to the cover. tick: told how many cells were written."""
    page.text(TITLE - 1, 0, lines.title, page.looks.title)
    page.go(NOTE - 1, 0, *back)
    page.text(NOTE - 1, 2, lines.note, page.looks.soft)
    for place, column in enumerate(lines.fields):
        page.sheet.set_column(place, place, column.width)
        page.text(HEADER - 1, place, column.header, page.looks.head)
    page.sheet.freeze_panes(HEADER, 0)
    cells = [_writer(page, place, column) for place, column in enumerate(lines.fields)]
    for at in range(lines.count):
        for write in cells:
            write(at)
        if at % STEP == STEP - 1:
            tick(STEP * len(cells))
    tick(lines.count % STEP * len(cells))


def _writer(page: Page, place: int, column: Field) -> Callable[[int], None]:
    look, values, first_row = page.looks.columns.get(column.look), column.values, FIRST - 1
    if not column.formula:
        if column.look == "text":
            return lambda at: None if values[at] is None else page.text(first_row + at, place, str(values[at]), look)
        return lambda at: page.put(first_row + at, place, values[at], look)
    formula, source = column.formula, column.source
    marks = [(mark, FIRST + later) for mark, later in MARKS if mark in formula]

    def write(at: int) -> None:
        text = column.first if column.first and not at else formula
        for mark, base in marks:
            text = text.replace(mark, str(at + base))
        if source:
            text = text.replace(SOURCE, str(source[at]))
        value = values[at]
        page.formula(first_row + at, place, text, "" if value is None else value, look)

    return write
