"""From cells to numbers, once it is decided how they are read: decimal mark, percent, and which of credit and debit is a minus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from kpi_core.read.build import Built, left_over
from kpi_core.read.formats import currency_of, says_percent

if TYPE_CHECKING:
    from kpi_core.model import ColumnType
    from kpi_core.numbers import Written
    from kpi_core.read.examine import Evidence, RawColumn

Decimal = Literal["comma", "point"]
Bare = Literal["as_is", "points"]


@dataclass(frozen=True)
class Amounts:
    """How the numbers of a column are read.

    percent: the column is a percentage. bare: what a number without a percent sign is then: a proportion as it is, or
    points (5 is 5%). minus: which of "credit" and "debit" is below zero; "" = no cell says either.
    """

    decimal: Decimal
    percent: bool = False
    bare: Bare = "as_is"
    minus: str = ""


def build_numbers(column: RawColumn, evidence: Evidence, amounts: Amounts) -> Built:
    """Return the column as float64, percent as a proportion; a text proving its own separators is read by those."""
    by_text = {
        cell: _signed(found, amounts)
        for cell, found in evidence.numbers.items()
        if amounts.percent or not found.percent
    }
    if set(map(type, column.cells)) <= {float, int}:
        values = np.array(column.cells, dtype="float64")
    else:
        values = np.array([_number(cell, by_text) for cell in column.cells], dtype="float64")
    if amounts.percent and amounts.bare == "points":
        values = np.where(bare(column, evidence), values / 100, values)
    unread, markers = left_over(column, np.isnan(values))
    currencies = frozenset(found.currency for found in evidence.numbers.values() if found.currency) | frozenset(
        code for written in column.formats if (code := currency_of(written))
    )
    kind: ColumnType = "percent" if amounts.percent else "money" if currencies else "number"
    return Built(pd.Series(values), kind, unread, markers, currencies)


def _signed(found: Written, amounts: Amounts) -> float:
    size = found.amount(amounts.decimal)
    return -size if found.side and found.side == amounts.minus else size


def _number(cell: object, by_text: dict[str, float]) -> float:
    if isinstance(cell, str):
        return by_text.get(cell, float("nan"))
    return float(cell) if type(cell) in (int, float) else float("nan")  # type: ignore[arg-type]


def bare(column: RawColumn, evidence: Evidence) -> np.ndarray:
    """Return which numbers of a column have no percent sign: in their text, or in the format of their cell.

    A typed number in a row whose format is not known has the format most known ones have.
    """
    usual = sum(map(says_percent, column.formats)) * 2 > len(column.formats)
    found = np.full(len(column.cells), not usual)
    for position in range(column.known_formats()):
        found[position] = not says_percent(column.format_at(position))
    if evidence.texts:
        marked = {cell for cell, item in evidence.numbers.items() if item.percent}
        for position, cell in enumerate(column.cells):
            if isinstance(cell, str):
                found[position] = cell not in marked
    return found
