"""What calamine does not tell about an .xls sheet, found in its records: error cells and number formats.

Source: [MS-CFB] for the container, [MS-XLS] 2.4 for the records. Only sectors and records that exist are followed; what
does not add up ends the walk, so that a damaged file tells less and never more.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import get_column_letter

from kpi_core.read import limits
from kpi_core.read.sheetxml import SheetScan

if TYPE_CHECKING:
    from collections.abc import Iterator

_FREE = 0xFFFFFFFA  # from here on a sector number means "none"
_BOUNDSHEET, _FORMAT, _XF, _BOF = 0x85, 0x41E, 0xE0, 0x809
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_BIFF8 = 0x0600
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass
class _Book:
    """The workbook globals. sheets: (place in the stream, name). formats: code by number. styles: format number per XF."""

    wide: bool = True
    sheets: list[tuple[int, str]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN_FORMATS))
    styles: list[int] = field(default_factory=list)


def scan_records(data: bytes) -> dict[str, SheetScan]:
    """Return a scan per sheet name; empty when the workbook cannot be found in the container."""
    try:
        stream = stream_named(data, ("workbook", "book"))
        book = _globals(stream)
        return {name: _sheet(stream, start, book) for start, name in book.sheets}
    except (struct.error, IndexError):
        return {}


def stream_named(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the stream of a compound file with one of these names, in lower case; b"" when it has none."""
    try:
        return _stream_named(data, names)
    except (struct.error, IndexError):
        return b""


def _stream_named(data: bytes, names: tuple[str, ...]) -> bytes:
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)  # 512 or 4096 bytes
    directory, small, cutoff = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 56))
    fat = _fat(data, size)
    entries = _chain(data, directory, fat, size)
    root = b""
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, weight = struct.unpack_from("<II", entries, at + 116)
        if entries[at + 66] == 5:
            root = _chain(data, start, fat, size)
        elif name.lower() in names:
            if weight >= cutoff:
                return _chain(data, start, fat, size)[:weight]
            links = _numbers(_chain(data, small, fat, size))
            return _chain(root, start, links, 64, header=0)[:weight]
    return b""


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    """Return the sector that follows each sector."""
    listed = list(struct.unpack_from("<109I", data, 76))
    more, per, seen = struct.unpack_from("<I", data, 68)[0], size // 4, 0
    while more < _FREE and seen <= len(data) // size // per:  # as many as it takes to link every sector
        part = _numbers(data[(more + 1) * size : (more + 2) * size])
        listed += part[: per - 1]
        more, seen = part[per - 1], seen + 1
    most = len(data) // size // per + 1
    used = [sector for sector in listed if sector < _FREE][:most]
    return _numbers(b"".join(data[(sector + 1) * size : (sector + 2) * size] for sector in used))


def _chain(data: bytes, sector: int, links: tuple[int, ...], size: int, header: int = 1) -> bytes:
    parts: list[bytes] = []
    while sector < len(links) and len(parts) <= len(links):
        parts.append(data[(sector + header) * size : (sector + header + 1) * size])
        sector = links[sector]
    return b"".join(parts)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


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


def _sheet(stream: bytes, start: int, book: _Book) -> SheetScan:
    errors: list[tuple[str, str]] = []
    formats: dict[tuple[int, int], str] = {}
    for kind, content in _records(stream, start):
        if kind not in (_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR):
            continue
        row, column, style = struct.unpack_from("<HHH", content)
        if (code := _error_in(kind, content)) is not None:
            errors.append((f"{get_column_letter(column + 1)}{row + 1}", _ERRORS.get(code, "#?")))
        if row < limits.PROBED_ROWS:
            styles = [style]
            if kind == _MULRK:
                styles = [struct.unpack_from("<H", content, at)[0] for at in range(4, len(content) - 2, 6)]
            for offset, own in enumerate(styles):
                text = book.formats.get(book.styles[own], "") if own < len(book.styles) else ""
                if text not in ("", "General"):
                    formats[(row + 1, column + offset)] = text
    return SheetScan(tuple(errors), (), formats)


def _error_in(kind: int, content: bytes) -> int | None:
    if kind == _BOOLERR and content[7]:
        return content[6]
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:
        return content[8]
    return None
