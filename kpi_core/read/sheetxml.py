"""What calamine does not tell about an .xlsx sheet, found by streaming its XML: size, error cells, missing values."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_CHUNK = 1 << 20
_ERROR = re.compile(rb"<c\b([^>]*?\bt=[\"']e[\"'][^>]*)>.*?<v>([^<]*)</v>", re.DOTALL)
_NO_VALUE = re.compile(rb"<c\b([^>]*)><f[^>]*(?:/>|>[^<]*</f>)(?:<v></v>|<v\s?/>)?</c>")
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_ROW = re.compile(rb"<row\b[^>]*?\br=[\"'](\d{1,7})[\"']")
_WIDE = re.compile(rb" r=[\"']([A-Z]{2,4})\d")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class SheetScan:
    """errors: (address, text) of every error cell. no_value: addresses of formulas saved without their outcome."""

    errors: tuple[tuple[str, str], ...] = ()
    no_value: tuple[str, ...] = ()


def scan_sheets(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Return a scan per sheet name.

    Raises UnreadableFile(too_many_cells | too_many_columns) before anything builds the whole grid in memory.
    """
    found = {}
    for name, part in _parts(archive):
        with archive.open(part) as handle:
            found[name] = _scan(handle, name)
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = {
        entry.attrib["Id"]: posixpath.normpath(posixpath.join("/xl", entry.attrib["Target"])).lstrip("/")
        for entry in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    known = set(archive.namelist())
    for entry in fromstring(archive.read("xl/workbook.xml")).iter():
        if entry.tag.endswith("}sheet"):
            part = relations.get(entry.attrib.get(_RELATION) or entry.attrib.get(_STRICT_RELATION, ""), "")
            if part in known:
                yield entry.attrib["name"], part


def _scan(handle: IO[bytes], name: str) -> SheetScan:
    errors: list[tuple[str, str]] = []
    no_value: list[str] = []
    last_row, columns, rest = 0, 10, b""  # up to 26 columns the width is not looked at: it cannot do harm
    for block in _blocks(handle):
        text = rest + block
        cut = text.rfind(b"</row>")
        text, rest = (text[: cut + 6], text[cut + 6 :]) if cut >= 0 else (text, b"")
        if b't="e"' in text or b"t='e'" in text:
            errors.extend((_address(match[1]), match[2].decode("utf-8", "replace")) for match in _ERROR.finditer(text))
        if b"</f></c>" in text or b"/></c>" in text or b"<v></v>" in text:
            no_value.extend(_address(match[1]) for match in _NO_VALUE.finditer(text))
        last_row = max(last_row, _last_valued_row(text))
        columns = max([columns, *(_number(letters) for letters in set(_WIDE.findall(text)))])
        if columns > limits.MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", sheet=name, n=columns, limit=limits.MAX_COLUMNS)
        if last_row * columns > limits.MAX_CELLS:
            raise UnreadableFile("too_many_cells", sheet=name, limit=limits.MAX_CELLS)
    return SheetScan(tuple(errors), tuple(no_value))


def _blocks(handle: IO[bytes]) -> Iterator[bytes]:
    while block := handle.read(_CHUNK):
        yield block


def _last_valued_row(text: bytes) -> int:
    end = max(text.rfind(b"</v>"), text.rfind(b"</is>"))
    start = text.rfind(b"<row", 0, end) if end >= 0 else -1
    match = _ROW.match(text, start) if start >= 0 else None
    return int(match[1]) if match else 0


def _address(attributes: bytes) -> str:
    match = _ADDRESS.search(attributes)
    return match[1].decode() if match else "?"


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
