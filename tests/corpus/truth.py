"""What is put in a file and what a careful reader must get out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SUMMED = ("number", "money")


@dataclass(frozen=True)
class Shown:
    """A typed cell with its number format; `text` is how a file without types shows it."""

    value: Any
    code: str = "General"
    text: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula cell; `cached` is what the workbook remembers of it, None = never calculated."""

    text: str
    cached: Any = None
    shown: str = ""


@dataclass(frozen=True)
class Err:
    """An error cell such as #N/A."""

    text: str


@dataclass
class Column:
    """One column as meant and as written.

    kind: text, id, number, money, percent, date, time, bool. values: what is meant per row, None = nothing there.
    cells: what is written per row. total: what a total row shows for a sum, called with the sum.
    lax: other values that are right too, as a function of the meant value. optional: may be absent when read.
    derived: stands in no header (read from a title, a group heading, or several columns): found by its content.
    ambiguous: two readers could differ; asking is right, and the true reading must be among the readings.
    tell: rows of which an issue must name the cell.
    """

    header: tuple[str, ...]
    kind: str
    values: list
    cells: list
    total: Any = None
    lax: Any = None
    optional: bool = False
    derived: bool = False
    ambiguous: bool = False
    tell: frozenset = frozenset()

    @property
    def sums(self):
        return self.kind in SUMMED


@dataclass
class TrueTable:
    """The rows of one table as meant. wide: written with a column per period, so the order of the rows is free."""

    columns: list[Column]
    wide: bool = False
    hidden: bool = False


@dataclass
class Case:
    """One file of the corpus. forms: the names of its mess. may: outcomes that are right too, beside "right"."""

    name: str
    data: bytes
    tables: list[TrueTable]
    forms: tuple[str, ...]
    may: frozenset = frozenset()
    password: str | None = None
    notes: dict = field(default_factory=dict)

    @property
    def ambiguous(self):
        return bool(self.may)
