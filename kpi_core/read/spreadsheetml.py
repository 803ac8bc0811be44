"""Workbooks as a single XML file (Excel 2003, and many a web shop) to `Sheet`s with typed cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from xml.parsers import expat

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

from kpi_core.errors import UnreadableFile
from kpi_core.model import CellError, Issue, Sheet
from kpi_core.read import limits
from kpi_core.read.cells import address
from kpi_core.read.markup import text_of
from kpi_core.read.sheetxml import SheetScan
from kpi_core.read.workbook import cell_issues

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_HIDDEN = "urn:schemas-microsoft-com:office:excel Visible"
_NO_DAY = 1899  # a time of day is written with the day before the first
_FORMATS = {  # the names SpreadsheetML has for formats that elsewhere are written out
    "General": "",
    "Percent": "0.00%",
    "Currency": "€ #,##0.00",
    "Euro Currency": "€ #,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    **dict.fromkeys(("General Date", "Short Date", "Medium Date", "Long Date"), "dd-mm-yyyy"),
    **dict.fromkeys(("Short Time", "Medium Time", "Long Time"), "hh:mm:ss"),
}


@dataclass
class _Found:
    """A worksheet on its way. rows: cells by row, both from 0."""

    name: str
    rows: dict[int, list[object]] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    no_value: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass
class _Walk:
    """Where the parser is. texts: what has been said in the element that is listened to, None = not listening."""

    sheets: list[_Found] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)
    style: str = ""
    row: int = -1
    column: int = -1
    row_style: str = ""
    span: int = 0
    cell: Map[str, str] = field(default_factory=dict)
    kind: str = ""
    texts: list[str] | None = None
    filled: bool = False
    cells: int = 0
    depth: int = 0


def read_spreadsheetml(data: bytes) -> tuple[tuple[Sheet, ...], tuple[Issue, ...]]:
    """Return the worksheets, hidden ones marked, and what is wrong with single cells.

    Raises UnreadableFile: damaged_file, file_too_large, too_many_columns, too_many_cells, too_many_sheets.
    """
    if len(data) > limits.MAX_MARKUP:
        raise UnreadableFile("file_too_large", limit=limits.MAX_MARKUP >> 20)
    walk = _Walk()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: _start(walk, tag, attributes)
    parser.EndElementHandler = lambda tag: _end(walk, tag)
    parser.CharacterDataHandler = lambda text: walk.texts.append(text) if walk.texts is not None else None
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(text_of(data).lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise UnreadableFile("damaged_file") from error
    sheets = tuple(map(_sheet, walk.sheets))
    scans = {found.name: SheetScan(tuple(found.errors), tuple(found.no_value)) for found in walk.sheets}
    return sheets, tuple(issue for name, scan in scans.items() for issue in cell_issues(name, scan))


def _refuse(*_: object) -> None:
    raise UnreadableFile("damaged_file")


def _start(walk: _Walk, tag: str, attributes: Map[str, str]) -> None:
    walk.depth += 1
    if walk.depth > limits.MAX_DEPTH:
        raise UnreadableFile("damaged_file")
    name = tag.removeprefix(_SS)
    if name == "Style":
        walk.style = attributes.get(f"{_SS}ID", "")
    elif name == "NumberFormat" and walk.style:
        code = attributes.get(f"{_SS}Format", "")
        walk.styles[walk.style] = _FORMATS.get(code, code)
    elif name == "Worksheet":
        if len(walk.sheets) >= limits.MAX_SHEETS:
            raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
        walk.sheets.append(_Found(_unique(walk, attributes.get(f"{_SS}Name", ""))))
        walk.row = walk.column = -1
    elif walk.sheets:
        _in_sheet(walk, name, attributes)


def _unique(walk: _Walk, name: str) -> str:
    taken = {found.name for found in walk.sheets}
    return name if name and name not in taken else f"{name or 'Sheet'} {len(taken) + 1}"


def _in_sheet(walk: _Walk, name: str, attributes: Map[str, str]) -> None:
    if name == "Row":
        walk.row = _index(attributes, walk.row)
        walk.column, walk.row_style = -1, attributes.get(f"{_SS}StyleID", "")
        walk.span = _count(attributes, "Span")
    elif name == "Cell":
        walk.column = _index(attributes, walk.column)
        walk.cell, walk.filled = attributes, False
        _check_size(walk)
    elif name == "Data" and walk.column >= 0 and walk.row >= 0:
        walk.kind, walk.texts = attributes.get(f"{_SS}Type", "String"), []
    elif name == _HIDDEN:
        walk.texts = []


def _index(attributes: Map[str, str], before: int) -> int:
    text = attributes.get(f"{_SS}Index", "")
    return max(before + 1, int(text) - 1) if text.isdecimal() and len(text) < 9 else before + 1


def _count(attributes: Map[str, str], name: str) -> int:
    text = attributes.get(f"{_SS}{name}", "0")
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _check_size(walk: _Walk) -> None:
    sheet = walk.sheets[-1].name
    if walk.column >= limits.MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", sheet=sheet, n=walk.column + 1, limit=limits.MAX_COLUMNS)
    walk.cells += 1
    if max(walk.cells, walk.row * 10) > limits.MAX_CELLS:
        raise UnreadableFile("too_many_cells", sheet=sheet, limit=limits.MAX_CELLS)


def _end(walk: _Walk, tag: str) -> None:
    walk.depth -= 1
    name = tag.removeprefix(_SS)
    if name == "Style":
        walk.style = ""
    elif name == "Row":
        walk.row += walk.span
    elif name == "Cell" and walk.sheets:
        _close_cell(walk)
    elif name == "Data" and walk.texts is not None and walk.sheets:
        _put(walk, "".join(walk.texts))
        walk.texts = None
    elif name == _HIDDEN and walk.texts is not None and walk.sheets:
        walk.sheets[-1].hidden = "".join(walk.texts).strip() in ("SheetHidden", "SheetVeryHidden")
        walk.texts = None


def _close_cell(walk: _Walk) -> None:
    """Note a formula without its outcome, and step over the cells that a merged one covers."""
    found = walk.sheets[-1]
    if walk.row < 0:
        raise UnreadableFile("damaged_file")  # a cell outside a row
    if not walk.filled and f"{_SS}Formula" in walk.cell:
        found.no_value.append(address(walk.column, walk.row + 1))
    across, down = _count(walk.cell, "MergeAcross"), _count(walk.cell, "MergeDown")
    if across or down:
        found.merged.append(
            (walk.row + 1, walk.column, walk.row + 1 + min(down, limits.MAX_CELLS), walk.column + across)
        )
    walk.column += across
    walk.cell = {}


def _put(walk: _Walk, text: str) -> None:
    found = walk.sheets[-1]
    style = walk.styles.get(walk.cell.get(f"{_SS}StyleID", "") or walk.row_style, "")
    value = _value(walk.kind, text, style)
    if isinstance(value, CellError):
        found.errors.append((address(walk.column, walk.row + 1), value.text))
    if style and walk.row < limits.PROBED_ROWS:
        found.formats[(walk.row + 1, walk.column)] = style
    row = found.rows.setdefault(walk.row, [])
    row += [""] * (walk.column + 1 - len(row))
    row[walk.column] = value
    walk.filled = value != ""


def _value(kind: str, text: str, style: str) -> object:
    """Return a cell's value; text that is not of the kind it says it is stays text."""
    if kind == "Error":
        return CellError(text.strip())
    try:
        if kind == "Number":
            number = float(text)
            return from_excel(number) if style and is_date_format(style) else number
        if kind == "DateTime":
            moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
            return moment.time() if moment.year == _NO_DAY else moment
        if kind == "Boolean":
            return {"1": True, "0": False}.get(text.strip(), text)
    except (ValueError, OverflowError):
        pass
    return text


def _sheet(found: _Found) -> Sheet:
    last = max(found.rows, default=-1)
    rows = tuple(tuple(found.rows.get(number, ())) for number in range(last + 1))
    return Sheet(found.name, rows, hidden=found.hidden, formats=found.formats, merged=tuple(found.merged))
