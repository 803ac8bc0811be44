"""Web pages saved under the name of a workbook: every table with rows becomes a `Sheet` of text cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from lxml import etree

from kpi_core.errors import UnreadableFile
from kpi_core.model import Issue, Sheet
from kpi_core.read import limits
from kpi_core.read.markup import pages_in, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_DOCUMENT = re.compile(r"</?(?:html|body)\b[^<>]*>", re.IGNORECASE)  # what follows a page's end would not be read
_UNSEEN = frozenset({"script", "style", "template", "noscript", "select", "svg", "head", "object"})
_BREAKS = frozenset({"br", "p", "div", "li"})
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MOST_SPAN = 1_000
_MOST_TABLES = 200


@dataclass
class _Grid:
    """The cells of one table. merged: (first row, first column, last row, last column), all from 0."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def read_html(name: str, data: bytes, *, archive: bool = False) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """Return the tables of a page (archive: a page saved as a single file), and which of their rows a browser hides.

    A cell that spans others keeps its text in the first of them, as in a workbook. A table inside a cell is a table of its
    own. Nothing is fetched, and no script is run.

    Raises UnreadableFile: html_not_excel, damaged_file, file_too_large, too_many_columns, too_many_cells.
    """
    if len(data) > limits.MAX_MARKUP:
        raise UnreadableFile("file_too_large", limit=limits.MAX_MARKUP >> 20)
    stem = PurePath(name.replace("\\", "/")).stem or name
    tables = [table for page in (pages_in(data) if archive else (text_of(data),)) for table in _tables(page)]
    grids = [(table, _grid(stem, table)) for table in tables[:_MOST_TABLES]]
    filled = [(table, grid) for table, grid in grids if any(any(row) for row in grid.rows)]
    if not filled:
        raise UnreadableFile("html_not_excel")
    sheets, issues = [], []
    for number, (table, grid) in enumerate(filled, 1):
        sheet = stem if len(filled) == 1 else f"{stem} {number}"
        sheets.append(_sheet(sheet, table, grid))
        if grid.hidden_rows:
            rows = ", ".join(map(str, grid.hidden_rows[:5]))
            fields = {"sheet": sheet, "n": len(grid.hidden_rows), "rows": rows}
            issues.append(Issue("hidden_rows_read", "info", sheet, (), fields))
    return tuple(sheets), tuple(issues)


def _tables(page: str) -> list[Any]:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(_DOCUMENT.sub("", page).replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise UnreadableFile("damaged_file") from error
    if root is None:
        raise UnreadableFile("html_not_excel")
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise UnreadableFile("damaged_file")  # the parser gave up half-way: what it has is not all there is
    return list(root.iter("table"))


def _sheet(name: str, table: Any, grid: _Grid) -> Sheet:
    hidden = any(_is_hidden(part) for part in (table, *table.iterancestors()))
    merged = tuple((top + 1, left, bottom + 1, right) for top, left, bottom, right in grid.merged)
    return Sheet(name, tuple(map(tuple, grid.rows)), hidden=hidden, merged=merged, text_only=True)


def _grid(name: str, table: Any) -> _Grid:
    """Return the cells of a table, each at its own place among those that span rows and columns."""
    grid = _Grid()
    taken: dict[int, int] = {}  # column to how many of the rows to come a cell from above fills
    size = 0
    for number, row in enumerate(_own(table, "tr")):
        cells: list[str] = []
        for cell in _own(row, "td", "th"):
            while taken.get(len(cells), 0) > 0:
                cells.append("")
            wide, high = _span(cell, "colspan", _MOST_SPAN), _span(cell, "rowspan", 65_534)
            if wide > 1 or high > 1:
                grid.merged.append((number, len(cells), number + high - 1, len(cells) + wide - 1))
            for column in range(len(cells), len(cells) + wide):
                taken[column] = high
            cells += [_text(cell), *[""] * (wide - 1)]
            if len(cells) > limits.MAX_COLUMNS:
                raise UnreadableFile("too_many_columns", sheet=name, n=len(cells), limit=limits.MAX_COLUMNS)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        size += len(cells)
        if size > limits.MAX_CELLS:
            raise UnreadableFile("too_many_cells", sheet=name, limit=limits.MAX_CELLS)
        grid.rows.append(cells)
        if _is_hidden(row):
            grid.hidden_rows.append(number + 1)
    last = len(grid.rows) - 1
    grid.merged = [(top, left, min(bottom, last), right) for top, left, bottom, right in grid.merged]
    return grid


def _own(parent: Any, *tags: str) -> Iterator[Any]:
    """Yield the parts of a table or a row that are its own and not those of a table inside it."""
    inner = parent if parent.tag == "table" else next(parent.iterancestors("table"), None)
    for part in parent.iter(*tags):
        if part is not parent and next(part.iterancestors("table"), None) is inner:
            yield part


def _span(cell: Any, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 7 else 1


def _is_hidden(part: Any) -> bool:
    return part.get("hidden") is not None or bool(_HIDDEN.search(part.get("style") or ""))


def _text(cell: Any) -> str:
    """Return what a reader of the page sees in a cell, without the tables inside it."""
    if not len(cell):
        return _SPACES.sub(" ", cell.text or "").strip()
    parts: list[str] = []
    unseen = 0
    for event, part in etree.iterwalk(cell, events=("start", "end")):
        skipped = part is not cell and (part.tag in _UNSEEN or part.tag == "table" or _is_hidden(part))
        if event == "start":
            unseen += skipped
            if not unseen:
                parts += [" " if part.tag in _BREAKS else "", part.text or ""]
        else:
            unseen -= skipped
            if not unseen and part is not cell:
                parts.append(part.tail or "")
    return _SPACES.sub(" ", "".join(parts)).strip()
