"""One typing step for every source: the reading of a column is decided from all its cells and those of its neighbours.

Doubt is never guessed away: a column whose cells all read two ways becomes one question and has no values until answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.model import CellError, Issue, Question, Reading, TableColumn
from kpi_core.numbers import written
from kpi_core.read import limits
from kpi_core.read.build import Built, build_booleans, build_dates, build_numbers, build_texts
from kpi_core.read.cells import as_text, letter
from kpi_core.read.examine import Evidence, RawColumn, examine

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import ColumnType, Level
    from kpi_core.read.cells import Row

Decimal = Literal["comma", "point"]
Order = Literal["day_first", "month_first"]
_DECIMALS: tuple[Decimal, Decimal] = ("comma", "point")
_ANSWERS = {"comma_decimal": "comma", "point_decimal": "point"}


@dataclass(frozen=True)
class Typed:
    """A column read: its description, values and evidence (to read a total cell by), and what was doubtful or wrong."""

    column: TableColumn
    series: pd.Series
    raw: RawColumn
    evidence: Evidence
    issues: tuple[Issue, ...] = ()
    question: Question | None = None


@dataclass(frozen=True)
class _Around:
    """What a column's surroundings say: answers given, and the conventions its neighbours or totals prove."""

    sheet: str
    name: str
    answers: Map[str, str]
    decimals: frozenset[str]
    orders: frozenset[str]


def type_columns(
    columns: Sequence[RawColumn], sheet: str, answers: Map[str, str], totals: Sequence[Row] = (), *, name: str = ""
) -> tuple[Typed, ...]:
    """Return every column typed.

    answers: `Question.id` to the `Reading.choice` taken. totals: the file's own total rows: a reading under which the sum
    is exactly the total, while it is not under the other, is proven. name: what the table is called, when not as its sheet.
    """
    found = [examine(column) for column in columns]
    decimals = _proven(found, "number") | _answered(columns, found, name or sheet, answers, "number")
    if not decimals:
        decimals = _proven_by_totals(columns, found, totals)
    orders = _proven(found, "date") | _answered(columns, found, name or sheet, answers, "date")
    around = _Around(sheet, name or sheet, answers, frozenset(decimals), frozenset(orders))
    return tuple(_type(column, evidence, around) for column, evidence in zip(columns, found, strict=True))


def _answered(
    columns: Sequence[RawColumn], found: Sequence[Evidence], name: str, answers: Map[str, str], guess: str
) -> set[str]:
    """Return the conventions that answers settle: the answer for one column holds for its neighbours in doubt."""
    given = (
        answers.get(f"{name}!{letter(column.index)}:{guess}")
        for column, evidence in zip(columns, found, strict=True)
        if evidence.guess == guess
    )
    return {_ANSWERS.get(answer, answer) for answer in given if answer}


def _proven_by_totals(columns: Sequence[RawColumn], found: Sequence[Evidence], totals: Sequence[Row]) -> set[str]:
    proven: set[str] = set()
    for column, evidence in zip(columns, found, strict=True):
        if evidence.guess == "number" and any(item.style == "either" for item in evidence.numbers.values()):
            fits = [decimal for decimal in _DECIMALS if _fits_total(column, evidence, decimal, totals)]
            proven |= set(fits) if len(fits) == 1 else set()
    return proven


def _fits_total(column: RawColumn, evidence: Evidence, decimal: Decimal, totals: Sequence[Row]) -> bool:
    ours = float(build_numbers(column, evidence, decimal).series.sum())
    texts = (row[column.index] for row in totals if column.index < len(row))
    found = [item for text in texts if isinstance(text, str) and (item := written(text.strip())) is not None]
    return any((value := item.value(decimal)) is not None and abs(value - ours) < 0.005 for item in found)


def _proven(found: Sequence[Evidence], guess: str) -> set[str]:
    """Return the conventions that some column of the table proves by itself."""
    own = [evidence for evidence in found if evidence.guess == guess]
    numbers = {str(item.style) for evidence in own for item in evidence.numbers.values()}
    dates = {str(item.style) for evidence in own for item in evidence.dates.values()}
    return (numbers if guess == "number" else dates) - {"plain", "either"}


def _type(column: RawColumn, evidence: Evidence, around: _Around) -> Typed:
    match evidence.guess:
        case "number":
            return _type_numbers(column, evidence, around)
        case "date":
            return _type_dates(column, evidence, around)
        case "bool":
            return _typed(column, evidence, around.sheet, build_booleans(column, evidence))
        case guess:
            typed = _typed(column, evidence, around.sheet, build_texts(column, evidence, guess))
            return replace(typed, issues=(*typed.issues, *_half_readable(column, evidence, around.sheet)))


def _half_readable(column: RawColumn, evidence: Evidence, sheet: str) -> tuple[Issue, ...]:
    """Tell of a text column that is mostly numbers or dates: its cells are not added up."""
    if evidence.guess != "text" or evidence.readable * 2 < evidence.filled or evidence.readable < 2:
        return ()
    read = evidence.dates if len(evidence.dates) > len(evidence.numbers) else evidence.numbers
    odd = [
        position
        for position, cell in enumerate(column.cells)
        if (isinstance(cell, str) and evidence.texts[cell] and cell not in read)
        or isinstance(cell, (bool, time, timedelta))
    ]
    if not odd:
        return ()
    return (_cells_issue("column_not_numeric", column, sheet, odd, text=as_text(column.cells[odd[0]])),)


def _settle(own: set[str], proven: frozenset[str], answer: str | None) -> tuple[str | None, str]:
    """Return the convention and the reason, from the answer, the column itself or its neighbours; None = ask.

    A column that proves both conventions says nothing about its doubtful cells.
    """
    if answer:
        return answer, "answered"
    if own - {"plain", "either"}:
        return (min(own - {"plain", "either"}), "") if len(own - {"plain", "either"}) == 1 else (None, "")
    return (min(proven), "neighbour") if len(proven) == 1 else (None, "")


def _type_numbers(column: RawColumn, evidence: Evidence, around: _Around) -> Typed:
    sheet = around.sheet
    styles = {found.style for found in evidence.numbers.values()}
    identity = f"{around.name}!{letter(column.index)}:number"
    settled, reason = _settle({*styles}, around.decimals, _ANSWERS.get(around.answers.get(identity, "")))
    if "either" in styles and settled is None:
        return _asked(column, evidence, _ask_numbers(identity, column, evidence, sheet))
    decimal: Decimal = "point" if settled == "point" else "comma"
    built = build_numbers(column, evidence, decimal)
    convention = settled if settled and styles - {"plain"} else ""
    issues = []
    if {"comma", "point"} <= styles:
        issues.append(_column_issue("mixed_convention", column, sheet))
    if len(built.currencies) > 1:
        issues.append(_column_issue("mixed_currency", column, sheet, currencies=", ".join(sorted(built.currencies))))
    if built.mixed_percent:
        issues.append(_column_issue("mixed_percent", column, sheet))
    if reason == "neighbour" and "either" in styles:
        issues.append(_column_issue("convention_from_neighbour", column, sheet, level="info"))
    return _typed(column, evidence, sheet, built, *issues, convention=convention or "")


def _type_dates(column: RawColumn, evidence: Evidence, around: _Around) -> Typed:
    sheet = around.sheet
    styles = {found.style for found in evidence.dates.values()}
    said = {"day_first"} if any(mark in column.header.lower() for mark in ("dd-mm", "dd/mm", "ddmm")) else set()
    identity = f"{around.name}!{letter(column.index)}:date"
    answer = around.answers.get(identity)
    known = answer if answer in ("day_first", "month_first") else None
    settled, reason = _settle({*styles, *said}, around.orders, known)
    if "either" in styles and settled is None:
        return _asked(column, evidence, _ask_dates(identity, column, evidence, sheet))
    built = build_dates(column, evidence, "month_first" if settled == "month_first" else "day_first")
    convention = settled if settled and styles - {"plain"} else built.convention
    issues = []
    if {"day_first", "month_first"} <= styles:
        issues.append(_column_issue("mixed_date_order", column, sheet))
    if evidence.convention:
        issues.append(_column_issue("coded_dates", column, sheet, level="info"))
    if reason == "neighbour" and "either" in styles:
        issues.append(_column_issue("convention_from_neighbour", column, sheet, level="info"))
    return _typed(column, evidence, sheet, built, *issues, convention=convention or "")


def _ask_numbers(identity: str, column: RawColumn, evidence: Evidence, sheet: str) -> Question:
    cell = next(cell for cell, found in evidence.numbers.items() if found.style == "either")
    readings = []
    for choice, decimal in (("comma_decimal", "comma"), ("point_decimal", "point")):
        style: Decimal = "comma" if decimal == "comma" else "point"
        value = evidence.numbers[cell].value(style)
        values = build_numbers(column, evidence, style).series
        shown = f"{value:,.{0 if value == int(value or 0) else 3}f}" if value is not None else ""
        example = shown.translate(str.maketrans(",.", ".,")) if style == "comma" else shown
        if value is not None and value == int(value):
            example += ",00" if style == "comma" else ".00"
        readings.append(Reading(choice, example, float(values.sum()), {"cell": as_text(cell), "value": value}))
    return Question(identity, "number_convention", sheet, column.name, tuple(readings), _about(column, sheet, cell))


def _ask_dates(identity: str, column: RawColumn, evidence: Evidence, sheet: str) -> Question:
    cell = next(cell for cell, found in evidence.dates.items() if found.style == "either")
    found = evidence.dates[cell]
    readings = tuple(
        Reading(choice, when.date().isoformat(), None, {"cell": as_text(cell), "date": when.date()})
        for choice, when in (("day_first", found.when), ("month_first", found.other))
        if when is not None
    )
    return Question(identity, "date_order", sheet, column.name, readings, _about(column, sheet, cell))


def _about(column: RawColumn, sheet: str, cell: object) -> dict[str, object]:
    return {
        "sheet": sheet,
        "column": column.name,
        "letter": letter(column.index),
        "cell": column.place(column.cells.index(cell)),
        "text": as_text(cell),
    }


def _asked(column: RawColumn, evidence: Evidence, question: Question) -> Typed:
    """Return a column that waits for an answer: it has no values until then."""
    values = pd.Series([float("nan")] * len(column.cells), dtype="float64")
    return Typed(_describe(column, "mixed", ""), values, column, evidence, (), question)


def _typed(
    column: RawColumn, evidence: Evidence, sheet: str, built: Built, *more: Issue, convention: str = ""
) -> Typed:
    found = list(more)
    own = [position for position in built.unread if not isinstance(column.cells[position], CellError)]
    if own:
        found.append(_cells_issue("unread_cells", column, sheet, own, text=as_text(column.cells[own[0]])))
    if built.markers:
        found.append(_column_issue("missing_markers", column, sheet, level="info", n=built.markers))
    unread = tuple(column.place(position) for position in built.unread)
    described = replace(_describe(column, built.type, convention or built.convention), unread=unread)
    return Typed(described, built.series, column, evidence, tuple(found))


def _describe(column: RawColumn, kind: ColumnType, convention: str) -> TableColumn:
    examples = tuple(dict.fromkeys(text for cell in column.cells[:50] if (text := as_text(cell))))[:3]
    return TableColumn(
        column.name,
        column.header,
        letter(column.index),
        kind,
        convention,
        examples=examples,
    )


def _column_issue(code: str, column: RawColumn, sheet: str, level: Level = "warning", **fields: object) -> Issue:
    about = {"sheet": sheet, "column": column.name, "letter": letter(column.index), **fields}
    return Issue(code, level, sheet, (), about)


def _cells_issue(code: str, column: RawColumn, sheet: str, positions: list[int], **fields: object) -> Issue:
    listed = positions[: limits.LISTED_CELLS]
    cells = tuple(column.place(position) for position in listed)
    about = {"sheet": sheet, "column": column.name, "n": len(positions), "cells": ", ".join(cells[:5]), **fields}
    return Issue(code, "warning", sheet, cells, about)
