"""What calamine does not tell about an .xlsb sheet, found in its records: size, error cells and number formats.

Source: [MS-XLSB] 2.1.4 for the record header, 2.4 for the records. What does not add up ends the walk, so that a damaged
file tells less and never more.
"""

from __future__ import annotations

import posixpath
import struct
from typing import IO, TYPE_CHECKING

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.cells import address
from kpi_core.read.formats import currency_of, several_currencies
from kpi_core.read.room import check_room, most_cells
from kpi_core.read.sheetxml import SheetScan

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_ROW, _BLANK, _ERROR, _FORMULA_ERROR = 0, 1, 3, 11  # the cells are records 1 to 11
_BUNDLE_SHEET, _FORMAT, _STYLE, _STYLES, _STYLES_END = 156, 44, 47, 617, 618
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_MOST_IN_RECORD = 16 * 2**20
_CHUNK = 1 << 20


def scan_binary(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Return a scan per sheet name.

    Raises UnreadableFile(too_many_cells | too_many_columns | too_many_sheets) before the whole grid is in memory.
    """
    codes = _format_codes(archive)
    found = {}
    for name, part in _parts(archive):
        with archive.open(part) as handle:
            found[name] = _scan(handle, name, codes)
    return found


def _records(handle: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, content) to the end of the stream; a kind takes one or two bytes, a length up to four."""
    buffer, at = handle.read(_CHUNK), 0
    while at < len(buffer):
        if len(buffer) - at < 6 + (1 << 12):
            buffer, at = buffer[at:] + handle.read(_CHUNK), 0
        start = at
        kind, at = buffer[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (buffer[at] & 0x7F) << 7, at + 1
        length, shift = 0, 0
        while shift < 28:
            byte, at = buffer[at], at + 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if length > _MOST_IN_RECORD:
            raise UnreadableFile("damaged_file")
        if at + length > len(buffer):
            buffer, at = buffer[start:] + handle.read(max(_CHUNK, length)), at - start
        yield kind, buffer[at : at + length]
        at += length


def _text(content: bytes, at: int) -> tuple[str, int]:
    """Return a string that follows its length in letters, and where it ends."""
    (length,) = struct.unpack_from("<I", content, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = {
        entry.attrib["Id"]: posixpath.normpath(posixpath.join("/xl", entry.attrib["Target"])).lstrip("/")
        for entry in fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    }
    known, found = set(archive.namelist()), []
    with archive.open("xl/workbook.bin") as handle:
        for kind, content in _records(handle):
            if kind == _BUNDLE_SHEET:
                relation, at = _text(content, 8)
                part = relations.get(relation, "")
                if part in known:
                    found.append((_text(content, at)[0], part))
    if len(found) > limits.MAX_SHEETS:
        raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
    return found


def _format_codes(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the number format of every cell style, by its number."""
    if "xl/styles.bin" not in archive.namelist():
        return ()
    formats, styles, in_cells = dict(BUILTIN_FORMATS), [], False
    with archive.open("xl/styles.bin") as handle:
        for kind, content in _records(handle):
            in_cells = kind == _STYLES or (in_cells and kind != _STYLES_END)
            if kind == _FORMAT:
                formats[struct.unpack_from("<H", content)[0]] = _text(content, 2)[0]
            elif kind == _STYLE and in_cells:
                styles.append(struct.unpack_from("<H", content, 2)[0])
    return tuple(formats.get(style, "") for style in styles)


def _scan(handle: IO[bytes], name: str, codes: tuple[str, ...]) -> SheetScan:
    errors: list[tuple[str, str]] = []
    formats: dict[tuple[int, int], str] = {}
    several, most = several_currencies(codes), most_cells()
    row, last_row, columns = 0, 0, 10  # up to ten columns the width is not looked at: it cannot do harm
    for kind, content in _records(handle):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", content)
        elif _BLANK < kind <= _FORMULA_ERROR:
            column, style = struct.unpack_from("<II", content)
            if row > last_row or column >= columns:
                last_row, columns = max(row, last_row), max(columns, column + 1)
                _check_size(name, last_row, columns, most)
            if kind in (_ERROR, _FORMULA_ERROR):
                errors.append((address(column, row + 1), _ERRORS.get(content[8], "#?")))
            if (several or row < limits.PROBED_ROWS) and (style & 0xFFFFFF) < len(codes):
                code = codes[style & 0xFFFFFF]
                if code not in ("", "General") and (row < limits.PROBED_ROWS or currency_of(code)):
                    formats[(row + 1, column)] = code
    return SheetScan(tuple(errors), (), formats)


def _check_size(name: str, last_row: int, columns: int, most: int) -> None:
    if columns > limits.MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", sheet=name, n=columns, limit=limits.MAX_COLUMNS)
    check_room(name, last_row * columns, most)
