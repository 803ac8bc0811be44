"""A look at the sheet itself: the rows that tell how it was read, and what became of each cell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.utils.cell import column_index_from_string

from kpi_core.model import CellError, Preview, PreviewRow
from kpi_core.read.cells import ERROR_TEXTS, MARKERS, as_text, is_blank, letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpi_core.model import Sheet, Table, TableColumn
    from kpi_core.read.cells import Row

MOST_ROWS, MOST_COLUMNS, LONGEST = 40, 24, 90
ABOVE, FIRST, LAST, ODD = 12, 8, 3, 6
_NEAR_LEFT = 3  # a table that starts this far to the left is shown from column A, with the titles that stand there
_MEASURED = frozenset({"number", "money", "percent", "date", "datetime", "time"})
_DATES = frozenset({"date", "datetime"})
_ROW_OF = re.compile(r"\d+$")


def with_preview(sheet: Sheet, table: Table) -> Table:
    """Return the table with a preview of its place in the sheet on its receipt."""
    return replace(table, receipt=replace(table.receipt, preview=preview(sheet, table)))


def preview(sheet: Sheet, table: Table) -> Preview:
    """Return the rows above the data, the first and last of it, and those around whatever was skipped or not read.

    At most `MOST_ROWS` rows and `MOST_COLUMNS` columns; a row number that jumps is a gap.
    """
    columns = _columns_of(table)
    shown = _columns_shown(columns)
    skipped = {entry.row: entry.reason for entry in table.receipt.skipped}
    rows = _rows_shown(sheet, table, skipped)
    data = {int(row) for row in table.frame.index[table.frame.index.isin(rows)]}
    unread = {address for column in table.columns for address in column.unread}
    found = []
    for row in rows:
        cells = _cells(sheet, row)
        became = "data" if row in data else _became(table, skipped, row, cells)
        picked = [cells[place] if place < len(cells) else None for place in shown]
        marks = [
            _mark(cell, columns.get(place), unread, row, text_only=sheet.text_only) if became == "data" else ""
            for cell, place in zip(picked, shown, strict=True)
        ]
        found.append(PreviewRow(row, became, tuple(map(_capped, picked)), tuple(marks)))
    return Preview(tuple(letter(place) for place in shown), tuple(found))


def _columns_of(table: Table) -> dict[int, TableColumn]:
    """Return the columns of a table by their place in the sheet; periods side by side are all of the same column."""
    columns = {column_index_from_string(column.letter) - 1: column for column in table.columns}
    for issue in table.issues:
        if issue.code == "periods_across":
            left, right = (column_index_from_string(str(issue.fields[side])) - 1 for side in ("left", "right"))
            columns |= {
                place: replace(columns[left], letter=letter(place))
                for place in range(left, right + 1)
                if place not in columns
            }
        if issue.code == "lines_across":
            first, *others = (column_index_from_string(name) - 1 for name in str(issue.fields["letters"]).split(", "))
            columns |= {place: replace(columns[first], letter=letter(place)) for place in others}
    return columns


def _columns_shown(columns: Iterable[int]) -> range:
    places = sorted(columns) or [0]
    first = 0 if places[0] <= _NEAR_LEFT else places[0]
    return range(first, min(places[-1] + 1, first + MOST_COLUMNS))


def _rows_shown(sheet: Sheet, table: Table, skipped: dict[int, str]) -> list[int]:
    """Return the rows to show, in order: what tells most first, until there are enough."""
    chosen: set[int] = set()
    for row in _by_weight(sheet, table, skipped):
        if len(chosen) == MOST_ROWS:
            break
        if sheet.first_row <= row < sheet.first_row + len(sheet.cells):
            chosen.add(row)
    return sorted(chosen)


def _by_weight(sheet: Sheet, table: Table, skipped: dict[int, str]) -> Iterator[int]:
    top = min(table.header_rows, default=table.first_row)
    numbers = table.frame.index
    first = list(dict.fromkeys(int(row) for row in numbers[: FIRST * 50]))[:FIRST]
    last = sorted({int(row) for row in numbers[-LAST * 50 :]})[-LAST:]
    totals = [row for row, reason in skipped.items() if reason == "total"]
    odd = [row for row, reason in skipped.items() if reason not in ("empty", "total") and row > top]
    unread = sorted(
        {int(match[0]) for column in table.columns for cell in column.unread if (match := _ROW_OF.search(cell))}
    )
    yield from table.header_rows
    yield from first[:3]
    yield from totals[-LAST:]
    yield from _above(sheet, skipped, top)
    yield from unread[:ODD]
    yield from odd[:ODD]
    yield from first
    yield from last
    yield from odd[-LAST:]
    blank = [row for row, reason in skipped.items() if reason == "empty" and row > top]
    for row in (*unread[:ODD], *odd[:ODD], *blank[:ODD]):
        yield from (row - 1, row, row + 1)


def _above(sheet: Sheet, skipped: dict[int, str], top: int) -> Iterator[int]:
    """Return the titles above a table and the blank rows among them; what belongs to another table is not shown."""
    between = []
    for row in range(top - 1, max(top - 1 - ABOVE, sheet.first_row - 1), -1):
        between.append(row)
        if row in skipped and skipped[row] != "empty":
            yield from between
            between = []
        elif not is_blank(_cells(sheet, row)):
            return


def _cells(sheet: Sheet, row: int) -> Row:
    place = row - sheet.first_row
    return sheet.cells[place] if 0 <= place < len(sheet.cells) else ()


def _became(table: Table, skipped: dict[int, str], row: int, cells: Row) -> str:
    if row in table.header_rows:
        return "header"
    return skipped.get(row) or ("empty" if is_blank(cells) else "elsewhere")


def _mark(cell: object, column: TableColumn | None, unread: set[str], row: int, *, text_only: bool) -> str:
    text = as_text(cell)
    if column is None or not text:
        return ""
    if isinstance(cell, CellError) or text.lower() in ERROR_TEXTS:
        return "error"
    if f"{column.letter}{row}" in unread:
        return "unread"
    return "asked" if column.type == "mixed" else _how_read(cell, column, text_only=text_only)


def _how_read(cell: object, column: TableColumn, *, text_only: bool) -> str:
    if column.type not in _MEASURED:
        return ""
    if isinstance(cell, str):
        return "missing" if as_text(cell).lower() in MARKERS else "" if text_only else "converted"
    return "converted" if column.type in _DATES and not isinstance(cell, date) else ""


def _capped(cell: object) -> object:
    """Return a cell that can be kept and shown: numbers and days as they are, everything else as text."""
    if cell is None or isinstance(cell, (bool, int, float, date)):
        return cell
    text = as_text(cell)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}\u2026"
