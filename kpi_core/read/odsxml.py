"""What calamine does not tell about an .ods sheet, found by streaming its XML: true size, percent, errors, yes and no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.formats import currency_of

_CHUNK = 1 << 20
_MOST_REPEATS = 100
_TRUTHS = {"TRUE": True, "WAAR": True, "FALSE": False, "ONWAAR": False}
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "


@dataclass
class OdsScan:
    """Walks content.xml once. Per sheet, by (row as Excel counts, column from 0): formats, error texts, and truths.

    truths: formulas such as TRUE(), which are stored as 1 and 0 and shown as words.
    """

    formats: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    _first_currency: dict[tuple[str, int], str] = field(default_factory=dict)
    errors: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    truths: dict[str, dict[tuple[int, int], bool]] = field(default_factory=dict)
    _sheet: str = ""
    _row: int = 0
    _row_repeats: int = 0
    _column: int = 0
    _cells: int = 0
    _listening: bool = False
    _error: bool = False
    _shown: str = ""

    def read(self, handle: IO[bytes]) -> None:
        """Read the stream to its end.

        Raises UnreadableFile: too_many_cells, too_many_columns, too_many_sheets, damaged_file.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = _refuse_entities
        try:
            while block := handle.read(_CHUNK):
                parser.Parse(block, False)
        except expat.ExpatError as error:
            raise UnreadableFile("damaged_file") from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self._sheet, self._row, self._row_repeats = attributes.get(f"{_TABLE}name", ""), 0, 0
            if len(self.formats) >= limits.MAX_SHEETS:
                raise UnreadableFile("too_many_sheets", limit=limits.MAX_SHEETS)
            self.formats[self._sheet], self.errors[self._sheet], self.truths[self._sheet] = {}, {}, {}
        elif tag == f"{_TABLE}table-row":
            self._row += self._row_repeats
            self._row_repeats = _repeats(attributes, "rows")
            self._column = 0
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._cell(attributes)

    def _characters(self, text: str) -> None:
        if self._listening:
            self._shown += text

    def _end(self, tag: str) -> None:
        if not self._listening or tag != f"{_TABLE}table-cell":
            return
        self._listening = False
        place, shown = (self._row + 1, self._column - 1), self._shown.strip()
        if self._error or shown.startswith(("#", "Err:")):
            self.errors[self._sheet][place] = shown or "#"
        elif shown.upper() in _TRUTHS:
            self.truths[self._sheet][place] = _TRUTHS[shown.upper()]
        elif shown.isdigit() and shown.startswith("0") and len(shown) > 1 and self._row < limits.PROBED_ROWS:
            self.formats[self._sheet][place] = "0" * len(shown)

    def _note_format(self, code: str, repeats: int) -> None:
        """Keep a format in the first rows; further down only of a currency that differs from the first of its column."""
        formats = self.formats[self._sheet]
        first = self._first_currency.setdefault((self._sheet, self._column), code)
        if self._row >= limits.PROBED_ROWS and (code == first or currency_of(code) is None):
            return
        for row in range(min(self._row_repeats, _MOST_REPEATS)):
            for column in range(min(repeats, _MOST_REPEATS)):
                formats[(self._row + row + 1, self._column + column)] = code

    def _cell(self, attributes: dict[str, str]) -> None:
        repeats = _repeats(attributes, "columns")
        kind = attributes.get(f"{_OFFICE}value-type")
        if kind:
            self._cells += repeats * self._row_repeats
            if self._column + repeats > limits.MAX_COLUMNS:
                raise UnreadableFile(
                    "too_many_columns", sheet=self._sheet, n=self._column + repeats, limit=limits.MAX_COLUMNS
                )
            if self._cells > limits.MAX_CELLS or (self._row + self._row_repeats) * 10 > limits.MAX_CELLS:
                raise UnreadableFile("too_many_cells", sheet=self._sheet, limit=limits.MAX_CELLS)
        if code := _format_of(kind, attributes):
            self._note_format(code, repeats)
        self._error = attributes.get(_CALC_TYPE) == "error"
        self._listening = self._error or kind == "float"
        self._shown = ""
        self._column += repeats


def _format_of(kind: str | None, attributes: dict[str, str]) -> str:
    """Return the number format that the type of a cell amounts to; "" when it has none."""
    if kind == "currency":
        return f"[${attributes.get(f'{_OFFICE}currency', 'EUR')}] 0.00"
    return "0%" if kind == "percentage" else ""


def _repeats(attributes: dict[str, str], what: str) -> int:
    text = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1


def _refuse_entities(*_: object) -> None:
    raise UnreadableFile("damaged_file")
