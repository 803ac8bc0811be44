"""A column of numbers, one doubt after the other: decimal mark, credit or debit, percent, currency."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.model import Reading
from kpi_core.read.amounts import Amounts, Decimal, build_numbers
from kpi_core.read.around import ANSWERS
from kpi_core.read.cells import as_text
from kpi_core.read.currency import weigh_currency
from kpi_core.read.percent import weigh_percent
from kpi_core.read.settle import settle
from kpi_core.read.telling import cells_issue, column_issue, question

if TYPE_CHECKING:
    from kpi_core.model import Issue, Question
    from kpi_core.read.around import Around
    from kpi_core.read.build import Read
    from kpi_core.read.examine import Evidence, RawColumn

_MINUS = {"credit_minus": "credit", "debit_minus": "debit"}


def read_sums(column: RawColumn, evidence: Evidence, around: Around) -> Read:
    """Return the numbers of a column, what is odd about them, and the question while one of its doubts is open."""
    styles = {found.style for found in evidence.numbers.values()}
    own = ANSWERS.get(around.answers.get(around.identity(column, "number"), ""))
    settled, reason = settle({*styles}, around.decimals, own)
    amounts = Amounts("point" if settled == "point" else "comma")
    if "either" in styles and settled is None:
        return build_numbers(column, evidence, amounts), (), _ask_decimal(column, evidence, around)
    minus, asked = _weigh_sides(column, evidence, amounts, around)
    amounts, of_percent, differ = weigh_percent(column, evidence, replace(amounts, minus=minus), around)
    asked = asked or of_percent
    built = build_numbers(column, evidence, amounts)
    built, left_out, of_currency = weigh_currency(column, evidence, built, around)
    issues = (*_odd(column, evidence, around, mixed_percent=differ), *left_out)
    if reason == "neighbour" and "either" in styles:
        issues += (column_issue("convention_from_neighbour", column, around.sheet, level="info"),)
    if amounts.percent and amounts.bare == "points":
        issues += (column_issue("percent_points", column, around.sheet, level="info"),)
    convention = settled if settled and styles - {"plain"} else ""
    return replace(built, convention=convention or ""), issues, asked or of_currency


def _odd(column: RawColumn, evidence: Evidence, around: Around, *, mixed_percent: bool) -> tuple[Issue, ...]:
    issues = []
    if {"comma", "point"} <= {found.style for found in evidence.numbers.values()}:
        issues.append(column_issue("mixed_convention", column, around.sheet))
    if mixed_percent:
        issues.append(column_issue("mixed_percent", column, around.sheet))
    scaled = {cell for cell, found in evidence.numbers.items() if found.scale}
    if scaled:
        places = [position for position, cell in enumerate(column.cells) if isinstance(cell, str) and cell in scaled]
        text = as_text(column.cells[places[0]])
        issues.append(cells_issue("scaled_numbers", column, around.sheet, places, level="info", text=text))
    return tuple(issues)


def _weigh_sides(
    column: RawColumn, evidence: Evidence, amounts: Amounts, around: Around
) -> tuple[str, Question | None]:
    """Return which of credit and debit is below zero: bookkeeping and banks differ in it, so it is asked."""
    first = next((cell for cell, found in evidence.numbers.items() if found.side), None)
    if first is None:
        return "", None
    answer = around.answer(column, "side")
    if answer in _MINUS:
        return _MINUS[answer], None
    position = column.cells.index(first)
    readings = []
    for choice, minus in _MINUS.items():
        values = build_numbers(column, evidence, replace(amounts, minus=minus)).series
        own = float(values.iloc[position])
        readings.append(Reading(choice, f"{own:g}", float(values.sum()), {"value": own}))
    identity = around.identity(column, "side")
    return "", question(identity, "credit_side", column, position, readings, sheet=around.sheet)


def _ask_decimal(column: RawColumn, evidence: Evidence, around: Around) -> Question:
    cell = next(cell for cell, found in evidence.numbers.items() if found.style == "either")
    styles: tuple[tuple[str, Decimal], ...] = (("comma_decimal", "comma"), ("point_decimal", "point"))
    readings = []
    for choice, style in styles:
        value = evidence.numbers[cell].amount(style)
        values = build_numbers(column, evidence, Amounts(style)).series
        about: dict[str, object] = {"cell": as_text(cell), "value": value}
        readings.append(Reading(choice, _shown(value, style), float(values.sum()), about))
    identity = around.identity(column, "number")
    return question(identity, "number_convention", column, column.cells.index(cell), readings, sheet=around.sheet)


def _shown(value: float, style: Decimal) -> str:
    whole = value == int(value)
    text = f"{value:,.{0 if whole else 3}f}"
    if style == "comma":
        text = text.translate(str.maketrans(",.", ".,"))
    return text + ((",00" if style == "comma" else ".00") if whole else "")
