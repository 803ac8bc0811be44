"""What calamine does not tell about an .ods sheet, found by streaming its XML: its true size and percent cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits

_CHUNK = 1 << 20
_FORMATS = {"percentage": "0%", "currency": "€ 0.00"}
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "


@dataclass
class OdsScan:
    """Walks content.xml once. formats: per sheet, number formats by (row as Excel counts, column from 0)."""

    formats: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    _sheet: str = ""
    _row: int = 0
    _row_repeats: int = 1
    _column: int = 0
    _cells: int = 0

    def read(self, handle: IO[bytes]) -> None:
        """Read the stream to its end.

        Raises UnreadableFile: too_many_cells, too_many_columns, damaged_file.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EntityDeclHandler = _refuse_entities
        try:
            while block := handle.read(_CHUNK):
                parser.Parse(block, False)
        except expat.ExpatError as error:
            raise UnreadableFile("damaged_file") from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_TABLE}table":
            self._sheet, self._row, self._row_repeats = attributes.get(f"{_TABLE}name", ""), 0, 1
            self.formats[self._sheet] = {}
        elif tag == f"{_TABLE}table-row":
            self._row += self._row_repeats
            self._row_repeats = _repeats(attributes, "rows")
            self._column = 0
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._cell(attributes)

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
        if kind in _FORMATS and self._row < limits.PROBED_ROWS:
            self.formats[self._sheet][(self._row + 1, self._column)] = _FORMATS[kind]
        self._column += repeats


def _repeats(attributes: dict[str, str], what: str) -> int:
    text = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1


def _refuse_entities(*_: object) -> None:
    raise UnreadableFile("damaged_file")
