"""What calamine does not tell about an .xls sheet, found in its records: error cells and number formats.

Source: [MS-XLS] 2.4. Only records that exist are followed; what does not add up ends the walk, so that a damaged file
tells less and never more.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import get_column_letter

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.formats import currency_of, several_currencies
from kpi_core.read.room import check_room, most_cells
from kpi_core.read.sheetxml import SheetScan

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUNDSHEET, _FORMAT, _XF, _BOF = 0x85, 0x41E, 0xE0, 0x809
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_DIMENSIONS = 0x200
_CELLS = frozenset({_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, 0x201, 0xBE, 0x204, 0xFD, 0xD6})
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_BIFF8 = 0x0600
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass
class _Book:
    """The workbook globals. sheets: (place in the stream, name). formats: code by number. styles: format number per XF."""

    wide: bool = True
    sheets: list[tuple[int, str]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN_FORMATS))
    styles: list[int] = field(default_factory=list)


def scan_records(stream: bytes) -> dict[str, SheetScan]:
    """Return a scan per sheet name of the workbook stream.

    Raises UnreadableFile: damaged_file, too_many_cells, too_many_sheets, before anything takes memory for the whole grid.
    """
    try:
        book = _globals(stream)
        if len(book.sheets) > limits.MAX_SHEETS:
            raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
        return {name: _sheet(stream, start, name, book) for start, name in book.sheets}
    except (struct.error, IndexError) as error:
        raise UnreadableFile("damaged_file") from error


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, content) from a BOF up to its EOF (0x0A), stepping over charts that are nested in it."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        depth += kind == _BOF
        if kind == 0x0A:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _globals(stream: bytes) -> _Book:
    book = _Book()
    for kind, content in _records(stream, 0):
        if kind == _BOF:
            book.wide = struct.unpack_from("<H", content)[0] == _BIFF8
        elif kind == _BOUNDSHEET:
            book.sheets.append((struct.unpack_from("<I", content)[0], _text(content[6:], 1, wide=book.wide)))
        elif kind == _FORMAT:
            book.formats[struct.unpack_from("<H", content)[0]] = _text(content[2:], 1 + book.wide, wide=book.wide)
        elif kind == _XF:
            book.styles.append(struct.unpack_from("<H", content, 2)[0])
    return book


def _text(content: bytes, counted: int, *, wide: bool) -> str:
    """Return a string whose length stands in its first byte or two; in BIFF8 a flag then tells how wide a letter is."""
    length = int.from_bytes(content[:counted], "little")
    if not wide:
        return content[counted : counted + length].decode("cp1252", "replace")
    body = content[counted + 1 :]
    if content[counted] & 1:
        return body[: 2 * length].decode("utf-16-le", "replace")
    return body[:length].decode("latin-1")


def _sheet(stream: bytes, start: int, name: str, book: _Book) -> SheetScan:
    errors: list[tuple[str, str]] = []
    formats: dict[tuple[int, int], str] = {}
    last_row = last_column = 0
    most = most_cells()
    several = several_currencies(book.formats.get(number, "") for number in set(book.styles))
    for kind, content in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(content, wide=book.wide)
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", content)
            last_row, last_column = max(last_row, row), max(last_column, column)
            _check_size(name, last_row + 1, last_column + 1, most)
        if kind not in (_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR):
            continue
        row, column, style = struct.unpack_from("<HHH", content)
        if (code := _error_in(kind, content)) is not None:
            errors.append((f"{get_column_letter(column + 1)}{row + 1}", _ERRORS.get(code, "#?")))
        if several or row < limits.PROBED_ROWS:
            styles = [style]
            if kind == _MULRK:
                styles = [struct.unpack_from("<H", content, at)[0] for at in range(4, len(content) - 2, 6)]
            for offset, own in enumerate(styles):
                text = book.formats.get(book.styles[own], "") if own < len(book.styles) else ""
                if text not in ("", "General") and (row < limits.PROBED_ROWS or currency_of(text)):
                    formats[(row + 1, column + offset)] = text
    return SheetScan(tuple(errors), (), formats)


def _check_dimensions(content: bytes, *, wide: bool) -> None:
    """Refuse a sheet that claims more than a sheet can be, or less than nothing: readers take memory for what is claimed."""
    row, last_row, column, last_column = struct.unpack_from("<IIHH" if wide else "<HHHH", content)
    if not (row <= last_row <= _MOST_ROWS and column <= last_column <= _MOST_COLUMNS):
        raise UnreadableFile("damaged_file")


def _check_size(name: str, rows: int, columns: int, most: int) -> None:
    if columns > _MOST_COLUMNS:
        raise UnreadableFile("damaged_file")
    check_room(name, rows * columns, most)


def _error_in(kind: int, content: bytes) -> int | None:
    if kind == _BOOLERR and content[7]:
        return content[6]
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:
        return content[8]
    return None
