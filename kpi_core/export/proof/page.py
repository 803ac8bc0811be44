"""One sheet being written: text only ever as text, every formula with what it comes to. Lines and columns count from 0."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from kpi_core.export.proof.sheets import ZERO
from kpi_core.export.results import ACTS, FORMATS

if TYPE_CHECKING:
    from kpi_core.texts import Lang
    from kpi_core.units import Unit

LONGEST_TEXT = 32_767
INK, LINE, SOFT, DIM, LINK = "#1F2933", "#DFE4EA", "#F5F7F9", "#6B7785", "#1769AA"
A4 = 9


class PlainSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet that writes formulas as they are.

    The library looks for newer functions in every formula, in the words people typed too, and takes half of the time for it.
    """

    def _prepare_formula(self, formula: str, *_: object, **__: object) -> str:
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")

    def put_formula(self, row: int, column: int, text: str, look: Any, value: object) -> None:
        """Write a formula with what it comes to; lines come in order."""
        if row > self.previous_row:
            self._write_single_row(row)
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(text.removeprefix("="), look, value)


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._what: dict[int, dict[str, Any]] = {}
        self.day = "dd-mm-yyyy" if lang == "nl" else "dd mmm yyyy"
        self.head = self.make(bold=True, bg_color=SOFT, bottom=1, bottom_color=LINE, text_wrap=True, valign="top")
        self.over = self.make(
            bold=True, bg_color=SOFT, bottom=1, bottom_color=LINE, text_wrap=True, valign="top", align="right"
        )
        self.title = self.make(bold=True, font_size=16, font_color=INK)
        self.soft = self.make(font_color=DIM)
        self.link = self.make(font_color=LINK, underline=1)
        self.columns = {
            "date": self.make(num_format=f"{self.day};;"),  # no day is 0, and shown as nothing
            "time": self.make(num_format="hh:mm:ss"),
            "amount": self.make(num_format="#,##0.00##"),
        }

    def unit(self, unit: Unit, **more: Any) -> Any:
        """Return the format of figures in a unit."""
        return self.make(num_format=FORMATS.get(unit, "#,##0.00##"), **more)

    def make(self, **what: Any) -> Any:
        """Return a format."""
        key = tuple(sorted(what.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(what)
            self._what[id(self._made[key])] = what
        return self._made[key]

    def kept(self, look: Any) -> Any:
        """Return a format whose cell stays text when somebody edits it."""
        return self.make(**{**self._what.get(id(look), {}), "quote_prefix": True})


class Page:
    """A sheet with its formats and its language."""

    def __init__(self, book: Any, name: str, looks: Looks, lang: Lang) -> None:
        self.sheet = book.add_worksheet(name, worksheet_class=PlainSheet)
        self.looks, self.lang = looks, lang
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)

    def text(self, row: int, column: int, text: str, look: Any = None) -> None:
        """Write a text."""
        acts = text.lstrip(" ").startswith(ACTS)
        self.sheet.write_string(row, column, text[:LONGEST_TEXT], self.looks.kept(look) if acts else look)

    def put(self, row: int, column: int, cell: object, look: Any = None) -> None:
        """Write a value as what it is; nothing for None."""
        match cell:
            case None:
                return
            case bool():
                self.sheet.write_boolean(row, column, cell, look)
            case int() | float():
                self.sheet.write_number(row, column, cell, look)
            case date():
                self.sheet.write_number(row, column, serial(cell), look)
            case _:
                self.text(row, column, str(cell), look)

    def formula(self, row: int, column: int, text: str, value: object, look: Any = None) -> None:
        """Write a formula with what it comes to."""
        self.sheet.put_formula(row, column, text, look, value)

    def array(self, row: int, column: int, text: str, value: object, look: Any = None) -> None:
        """Write a formula over whole columns."""
        self.sheet.write_array_formula(row, column, row, column, f"{{{text}}}", look, value)

    def go(self, row: int, column: int, address: str, text: str) -> None:
        """Write a way to a cell of this workbook."""
        self.sheet.write_url(row, column, f"internal:{address}", self.looks.link, text[:255])


def serial(day: date) -> int:
    """Return the number Excel has for a day."""
    return ((day.date() if isinstance(day, datetime) else day) - ZERO).days
