"""The sheet as it stands, in words: every row shown with what became of it, every cell with its mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.receipts.amounts import show_cell
from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from kpi_core.model import PreviewRow, Table

NUMBERS = ("number", "money", "percent")
OWN_WORDS = ("header", "elsewhere")


@dataclass(frozen=True)
class SeenCell:
    """A cell as text. mark: what became of it as a code, "" = nothing to tell. number: whether it stands at the right."""

    text: str
    mark: str
    number: bool


@dataclass(frozen=True)
class SeenRow:
    """A row as Excel counts. became: a code; word: the same in words, "" for data. gap: rows before it are not shown."""

    row: int
    became: str
    word: str
    gap: bool
    cells: tuple[SeenCell, ...]


@dataclass(frozen=True)
class SeenSheet:
    """Part of a sheet. legend: each mark that occurs with what it means."""

    letters: tuple[str, ...]
    rows: tuple[SeenRow, ...]
    legend: tuple[tuple[str, str], ...]


def seen_sheet(table: Table, lang: Lang) -> SeenSheet | None:
    """Return the rows of the sheet that tell how the table was read, None when there is no sheet to show."""
    seen = table.receipt.preview
    if seen is None:
        return None
    types = {column.letter: column.type for column in table.columns}
    kinds = [str(types.get(letter, "text")) for letter in seen.letters]
    rows, before = [], 0
    for row in seen.rows:
        cells = tuple(
            SeenCell(
                show_cell(cell, kind if row.became != "header" else "text", lang),
                mark,
                _is_number(cell) or (kind in NUMBERS and row.became in ("data", "header")),
            )
            for cell, kind, mark in zip(row.cells, kinds, row.marks, strict=True)
        )
        rows.append(SeenRow(row.row, row.became, _word(row, lang), bool(before) and row.row > before + 1, cells))
        before = row.row
    found = {mark for row in seen.rows for mark in row.marks if mark}
    legend = tuple((mark, say(f"receipt.mark.{mark}", lang)) for mark in sorted(found))
    return SeenSheet(seen.letters, tuple(rows), legend)


def _word(row: PreviewRow, lang: Lang) -> str:
    if row.became == "data":
        return ""
    return say(f"receipt.became.{row.became}" if row.became in OWN_WORDS else f"skipped.{row.became}", lang)


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)
