"""The digits that a spreadsheet takes from article numbers and barcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.read.names import LONG_FROM
from kpi_core.read.telling import cells_issue

if TYPE_CHECKING:
    from kpi_core.model import Issue
    from kpi_core.read.examine import Evidence, RawColumn

_EXACT_TO = 1e15  # a spreadsheet keeps fifteen digits
_ROUND = 1e6  # a code of twelve digits that ends in six zeros is a rounded one


def tell_lost_digits(column: RawColumn, evidence: Evidence, sheet: str) -> tuple[Issue, ...]:
    """Tell of codes that a spreadsheet rounded: 8,71E+12 was an article number once, and cannot be got back."""
    shortened = {cell for cell, found in evidence.numbers.items() if found.power and found.amount("comma") >= LONG_FROM}
    if not shortened and {int, float}.isdisjoint(map(type, column.cells)):
        return ()
    lost = [at for at, cell in enumerate(column.cells) if _is_lost(cell, shortened)]
    return (cells_issue("id_lost_digits", column, sheet, lost),) if lost else ()


def _is_lost(cell: object, shortened: set[str]) -> bool:
    if isinstance(cell, str):
        return cell in shortened
    if type(cell) not in (int, float):
        return False
    return cell >= _EXACT_TO or (cell >= LONG_FROM and cell % _ROUND == 0)  # type: ignore[operator]
