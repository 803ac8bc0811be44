"""Cells and sums as people write them: the unit of a column, and a cell as it stands in the sheet."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from kpi_core.numbers import show_date, show_value
from kpi_core.roles import ROLES
from kpi_core.texts import Lang, say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.model import Mapping, SumCheck, Table

MONEY = ("money", "number")
PLACES = 10
MOST_PLACES = 4


def role_type(mapping: Mapping, column: str) -> str | None:
    """Return the type of the role a column has, None when it is not used."""
    return next((ROLES[role].type for role, name in mapping.roles.items() if name == column), None)


def main_sum(table: Table, mapping: Mapping) -> SumCheck | None:
    """Return the sum worth showing: that of the money column in use, one with a total of the file's own first."""

    def rank(check: SumCheck) -> tuple[bool, bool, bool]:
        kind = role_type(mapping, check.column)
        return (kind == "money", check.file_total is not None, kind in MONEY)

    return max(table.receipt.sums, key=rank, default=None)


def unit_of(table: Table, mapping: Mapping, column: str) -> Unit:
    """Return what the sum of a column counts in: money by its cells or its role, else plain numbers."""
    types = {entry.name: entry.type for entry in table.columns}
    told = table.meaning is not None and column not in types  # debit and credit of books are no columns of the table
    money = told or types.get(column) == "money" or role_type(mapping, column) == "money"
    return Unit.CURRENCY if money else Unit.SCORE


def show_sum(value: float, unit: Unit, lang: Lang, *, currency: str = "EUR") -> str:
    """Return a sum to the cent when it is money, else with the decimals it has."""
    places = 2 if unit is Unit.CURRENCY else _places(value)
    return show_value(value, unit, lang, precision=places, currency=currency)


def show_cell(cell: object, kind: str, lang: Lang) -> str:
    """Return a cell of a column of this type as the sheet would show it in this language.

    >>> show_cell(1249.5, "money", "nl")
    '1.249,50'
    """
    match cell:
        case None:
            return ""
        case bool():
            return say("trace.yes" if cell else "trace.no", lang)
        case int() | float():
            return _number(float(cell), kind, lang)
        case datetime() if (cell.hour, cell.minute, cell.second) != (0, 0, 0):
            return f"{show_date(cell.date(), lang, short=True)} {cell:%H:%M}"
        case date():
            return show_date(cell, lang, short=True)
        case _:
            return str(cell)


def _number(value: float, kind: str, lang: Lang) -> str:
    if kind == "money":
        return show_value(value, Unit.SCORE, lang, precision=2)
    if kind == "percent":
        return show_value(value, Unit.PERCENT, lang, precision=_places(value * 100))
    plain = f"{value:.{PLACES}g}" if abs(value) < 10**PLACES else f"{value:.0f}"
    return plain.replace(".", ",") if lang == "nl" else plain


def _places(value: float) -> int:
    """Return how many decimals a number needs, at most `MOST_PLACES`."""
    return next((places for places in range(MOST_PLACES) if abs(round(value, places) - value) < 1e-9), MOST_PLACES)
