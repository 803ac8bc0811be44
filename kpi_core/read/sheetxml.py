"""What calamine does not tell about an .xlsx sheet, found by streaming its XML: size, error cells, missing values."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import coordinate_to_tuple

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.formats import currency_of
from kpi_core.read.room import check_room, most_cells

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

_CHUNK = 1 << 20
_ERROR = re.compile(rb"<c\b([^>]*?\bt=[\"']e[\"'][^>]*)>.*?<v>([^<]*)</v>", re.DOTALL)
_NO_VALUE = re.compile(rb"<c\b([^>]*)><f[^>]*(?:/>|>[^<]*</f>)(?:<v></v>|<v\s?/>)?</c>")
_ZERO = re.compile(rb"<c\b([^>]*)><f[^>]*(?:/>|>[^<]*</f>)<v>0</v></c>")
_SUM = re.compile(
    rb"<c r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*><f[^>]*>(?:SUM|SUBTOTAL)\((?:(?:9|109),)?"
    rb"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})\)</f>"
)
_FORMULA = re.compile(rb"<f[ />]")
_CALCULATE = re.compile(rb"<calcPr\b[^>]*\bfullCalcOnLoad=[\"'](?:1|true)[\"']")
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_ROW = re.compile(rb"<row\b[^>]*?\br=[\"'](\d{1,7})[\"']")
_STYLED = re.compile(rb"<c\b([^>]*[^/>])>(?!</c>)")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,6})[\"']")
_WIDE = re.compile(rb" r=[\"']([A-Z]{2,4})\d")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True)
class SheetScan:
    """errors: (address, text) of every error cell. no_value: addresses of formulas saved without their outcome.

    placeholders: those among them that hold a 0 which nothing has calculated.
    sum_rows: rows with a formula that adds up a stretch of its own column elsewhere.
    formats: number formats of the filled cells in the first rows, by (row as Excel counts, column from 0).
    """

    errors: tuple[tuple[str, str], ...] = ()
    no_value: tuple[str, ...] = ()
    formats: Map[tuple[int, int], str] = field(default_factory=dict)
    placeholders: tuple[str, ...] = ()
    sum_rows: frozenset[int] = frozenset()


def scan_sheets(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Return a scan per sheet name.

    Programs that write formulas without calculating them leave a 0 in each and ask for a calculation on opening. Where
    both are so for every formula of a sheet, those zeros are no values.

    Raises UnreadableFile(too_many_cells | too_many_columns | too_many_sheets) before anything builds the whole grid in memory.
    """
    found = {}
    codes = _format_codes(archive)
    uncalculated = _CALCULATE.search(archive.read("xl/workbook.xml")) is not None
    for number, (name, part) in enumerate(_parts(archive)):
        if number >= limits.MAX_SHEETS:
            raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
        with archive.open(part) as handle:
            scan, formulas, zeros = _scan(handle, name, codes)
        if uncalculated and zeros and len(zeros) + len(scan.no_value) == formulas:
            scan = replace(scan, no_value=(*scan.no_value, *zeros), placeholders=zeros)
        found[name] = scan
    return found


def _format_codes(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the number format of every cell style, by its number."""
    if "xl/styles.xml" not in archive.namelist():
        return ()
    styles = fromstring(archive.read("xl/styles.xml"))
    own = {entry.attrib["numFmtId"]: entry.attrib["formatCode"] for entry in styles.iterfind("{*}numFmts/{*}numFmt")}
    known = {str(number): code for number, code in BUILTIN_FORMATS.items()} | own
    return tuple(known.get(entry.attrib.get("numFmtId", "0"), "") for entry in styles.iterfind("{*}cellXfs/{*}xf"))


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


def _scan(handle: IO[bytes], name: str, codes: tuple[str, ...]) -> tuple[SheetScan, int, tuple[str, ...]]:
    """Return the scan, how many formulas there are, and the addresses of those that hold 0."""
    formats: dict[tuple[int, int], str] = {}
    errors: list[tuple[str, str]] = []
    no_value: list[str] = []
    zeros: list[str] = []
    sums: set[int] = set()
    formulas, several, most = 0, _several_currencies(codes), most_cells()
    last_row, columns, rest = 0, 10, b""  # up to 26 columns the width is not looked at: it cannot do harm
    for block in _blocks(handle):
        text = rest + block
        cut = text.rfind(b"</row>")
        text, rest = (text[: cut + 6], text[cut + 6 :]) if cut >= 0 else (text, b"")
        if last_row < limits.PROBED_ROWS and not any(row <= limits.PROBED_ROWS for row, _ in formats):
            formats |= _formats_in(text, codes)
        if b't="e"' in text or b"t='e'" in text:
            errors.extend((_address(match[1]), match[2].decode("utf-8", "replace")) for match in _ERROR.finditer(text))
        if b"<f" in text:
            no_value.extend(_address(match[1]) for match in _NO_VALUE.finditer(text))
            zeros.extend(_address(match[1]) for match in _ZERO.finditer(text))
            formulas += len(_FORMULA.findall(text))
            sums |= _sum_rows(text)
        if several is not None:
            formats |= {_place(match[1]): codes[int(match[2])] for match in several.finditer(text)}
        last_row = max(last_row, _last_valued_row(text))
        columns = max([columns, *(_number(letters) for letters in set(_WIDE.findall(text)))])
        if columns > limits.MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", sheet=name, n=columns, limit=limits.MAX_COLUMNS)
        check_room(name, last_row * columns, most)
    return SheetScan(tuple(errors), tuple(no_value), formats, (), frozenset(sums)), formulas, tuple(zeros)


def _sum_rows(text: bytes) -> set[int]:
    if b">SUM(" not in text and b">SUBTOTAL(" not in text:
        return set()
    return {
        int(row)
        for own, row, left, first, right, last in _SUM.findall(text)
        if own == left == right and not int(first) <= int(row) <= int(last) and first != last
    }


def _several_currencies(codes: tuple[str, ...]) -> re.Pattern[bytes] | None:
    """Return what finds the cells whose format shows a currency, when the workbook uses more than one; else None."""
    found = {number: currency for number, code in enumerate(codes) if (currency := currency_of(code))}
    if len(set(found.values())) < 2:
        return None
    return re.compile(
        rb"<c r=\"([A-Z]{1,3}\d{1,7})\" s=\"(" + "|".join(map(str, found)).encode() + rb")\"(?:[^>]*[^/>])?>(?!</c>)"
    )


def _place(address: bytes) -> tuple[int, int]:
    row, column = coordinate_to_tuple(address.decode())
    return row, column - 1


def _formats_in(text: bytes, codes: tuple[str, ...]) -> dict[tuple[int, int], str]:
    found = {}
    for match in _STYLED.finditer(text):
        style, place = _STYLE.search(match[1]), _ADDRESS.search(match[1])
        if style is None or place is None or int(style[1]) >= len(codes):
            continue
        row, column = coordinate_to_tuple(place[1].decode())
        if row > limits.PROBED_ROWS:
            break
        if (code := codes[int(style[1])]) not in ("", "General"):
            found[(row, column - 1)] = code
    return found


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
