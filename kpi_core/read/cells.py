"""Single cells: what kind of thing one holds, before anything is known about its column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from openpyxl.utils.cell import get_column_letter

from kpi_core.model import CellError
from kpi_core.numbers import written
from kpi_core.read.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = Sequence[object]
Kind = Literal["empty", "text", "number", "date", "bool", "error"]

MARKERS = frozenset(
    {f"{sign}{space}-" for sign in ("€", "$", "£", "eur") for space in ("", " ", "\u00a0")}
    | {"-", "--", "\u2013", "\u2014", "n.v.t.", "nvt", "n/a", "na", "nan", "none", "null", "onbekend"}
)
_NOTHING = MARKERS | {""}

ERROR_TEXTS = frozenset(
    {"#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#n/a", "#spill!", "#calc!", "#getting_data"}
    | {"#deel/0!", "#waarde!", "#verw!", "#naam?", "#getal!", "#leeg!", "#n/b", "#overloop!"}
    | {"#wert!", "#bezug!", "#zahl!", "#nv", "#\u00fcberlauf!"}
    | {"#valeur!", "#nom?", "#nombre!", "#nul!", "#propagation!"}
)
NO_OUTCOME = CellError("")  # a formula that was saved without what it comes to


def kind_of(cell: object) -> Kind:
    """Return what a cell holds; text that reads as a number or a date counts as that, a mark for "nothing" as empty.

    >>> kind_of("€ 1.200,-")
    'number'
    """
    if cell is None:
        return "empty"
    if isinstance(cell, str):
        return _kind_of_text(cell)
    if isinstance(cell, bool):
        return "bool"
    if isinstance(cell, (int, float)):
        return "number"
    if isinstance(cell, (date, time, timedelta)):
        return "date"
    return "error" if isinstance(cell, CellError) else "text"


@lru_cache(maxsize=8192)
def _kind_of_text(cell: str) -> Kind:
    text = cell.strip()
    if not text or text.lower() in MARKERS:
        return "empty"
    if written(text) is not None:
        return "number"
    if text.lower() in ERROR_TEXTS:
        return "error"
    return "date" if read_date(text) is not None else "text"


def is_blank(row: Row) -> bool:
    """Return whether a row holds nothing but empty or white cells."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def column_of(rows: Sequence[Row], positions: Iterable[int], column: int) -> Iterator[object]:
    """Return the cells of one column at these positions, one after the other."""
    return map(itemgetter(column), map(rows.__getitem__, positions))


def has_holes(cells: Iterable[object]) -> bool:
    """Return whether one of the cells is empty, as `kind_of` says, in a few steps for many cells."""
    cells = list(cells)
    types = set(map(type, cells))
    words = cells if types == {str} else [cell for cell in cells if isinstance(cell, str)] if str in types else []
    return type(None) in types or not _NOTHING.isdisjoint(map(str.lower, map(str.strip, words)))  # type: ignore[arg-type]


def as_text(cell: object) -> str:
    """Return a cell as text, numbers without a needless ".0", white space at the ends taken off."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.text if isinstance(cell, CellError) else str(cell)


def address(column: int, row: int) -> str:
    """Return the address of a cell: column counted from 0, row as Excel counts.

    >>> address(3, 1207)
    'D1207'
    """
    return f"{get_column_letter(column + 1)}{row}"


def letter(column: int) -> str:
    """Return the name of a column counted from 0."""
    return str(get_column_letter(column + 1))
