"""A column of dates, one doubt after the other: bare digits, day or month first, swapped by Excel, a year that is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.model import Reading
from kpi_core.read.build import Built, build_dates, build_texts, left_over
from kpi_core.read.cells import as_text
from kpi_core.read.coded import from_pattern
from kpi_core.read.dates import PIVOT
from kpi_core.read.settle import settle
from kpi_core.read.swapped import swap_back, weigh_swapped
from kpi_core.read.telling import column_issue, question

if TYPE_CHECKING:
    from datetime import datetime

    from kpi_core.model import Question
    from kpi_core.read.around import Around
    from kpi_core.read.build import Read
    from kpi_core.read.examine import Evidence, RawColumn

_DAY_FIRST_HEADER = ("dd-mm", "dd/mm", "ddmm")
_MONTH_HEADER = re.compile(r"maand(?:nr|nummer)?\.?|mnd|month(?:[\s_]?(?:no|nr|number))?|monat|mois", re.IGNORECASE)
_YEAR_CHOICE = "year:"


def read_moments(column: RawColumn, evidence: Evidence, around: Around) -> Read:
    """Return the dates of a column, what is odd about them, and the question while one of its doubts is open."""
    if len(evidence.patterns) > 1:
        answer = around.answer(column, "digits")
        if answer not in evidence.patterns:
            return build_dates(column, evidence, "day_first"), (), _ask_digits(column, evidence, around)
        evidence = replace(evidence, convention=answer)
    styles = {found.style for found in evidence.dates.values()}
    said = {"day_first"} if any(mark in column.header.lower() for mark in _DAY_FIRST_HEADER) else set()
    answer = around.answers.get(around.identity(column, "date"))
    known = answer if answer in ("day_first", "month_first") else None
    settled, reason = settle({*styles, *said}, around.orders, known)
    built = build_dates(column, evidence, "month_first" if settled == "month_first" else "day_first")
    if "either" in styles and settled is None:
        return built, (), _ask_order(column, evidence, around)
    swap, asked = weigh_swapped(column, evidence, around)
    if swap:
        built = replace(built, series=swap_back(column, built.series))
    issues = []
    if {"day_first", "month_first"} <= styles:
        issues.append(column_issue("mixed_date_order", column, around.sheet))
    if evidence.convention:
        issues.append(column_issue("coded_dates", column, around.sheet, level="info"))
    if reason == "neighbour" and "either" in styles:
        issues.append(column_issue("convention_from_neighbour", column, around.sheet, level="info"))
    if any(found.short and not _near(found.when) for found in evidence.dates.values()):
        issues.append(column_issue("short_years", column, around.sheet, level="info", pivot=PIVOT))
    convention = settled if settled and styles - {"plain"} else built.convention
    return replace(built, convention=convention or ""), tuple(issues), asked


def _near(when: datetime) -> bool:
    """Return whether nobody would take the two digits of a year for another century."""
    return 1990 <= when.year < 2050


def _ask_order(column: RawColumn, evidence: Evidence, around: Around) -> Question:
    cell = next(cell for cell, found in evidence.dates.items() if found.style == "either")
    found = evidence.dates[cell]
    readings = [
        Reading(choice, when.date().isoformat(), None, {"cell": as_text(cell), "date": when.date()})
        for choice, when in (("day_first", found.when), ("month_first", found.other))
        if when is not None
    ]
    identity = around.identity(column, "date")
    return question(identity, "date_order", column, column.cells.index(cell), readings, sheet=around.sheet)


def _ask_digits(column: RawColumn, evidence: Evidence, around: Around) -> Question:
    position = next(at for at, cell in enumerate(column.cells) if as_text(cell).isdigit())
    readings = []
    for pattern in evidence.patterns:
        when = from_pattern(as_text(column.cells[position]), pattern)
        assert when is not None
        readings.append(Reading(pattern, when.date().isoformat(), None, {"date": when.date()}))
    return question(around.identity(column, "digits"), "date_digits", column, position, readings, sheet=around.sheet)


def read_yearless(column: RawColumn, evidence: Evidence, around: Around) -> Read:
    """Return days and months without a year as dates of the year that is answered; as text where another column tells it.

    The years to choose from are those the file names, and the ones beside it. It names none: text, and a warning.
    """
    texts = build_texts(column, evidence, "text")
    answer = around.answer(column, "year") or ""
    if around.dated or answer == "text" or _is_part(column, evidence):
        return texts, (), None
    if answer.startswith(_YEAR_CHOICE):
        return _in_year(column, evidence, int(answer.removeprefix(_YEAR_CHOICE))), (), None
    if not around.years:
        return texts, (column_issue("no_year", column, around.sheet),), None
    one = len(around.years) == 1
    years = [around.years[0] + by for by in (0, -1, 1)] if one else [*around.years]
    cell, first = next(iter(evidence.yearless.items()))
    readings = [
        Reading(f"{_YEAR_CHOICE}{year}", when.date().isoformat(), None, {"year": str(year)})
        for year in years
        if (when := first.in_year(year))
    ]
    readings.append(Reading("text", as_text(cell)))
    identity = around.identity(column, "year")
    return texts, (), question(identity, "date_year", column, column.cells.index(cell), readings, sheet=around.sheet)


def _is_part(column: RawColumn, evidence: Evidence) -> bool:
    """Return whether the column is the month of a date in parts, of which the year is asked elsewhere."""
    months = all(found.day == 1 for found in evidence.yearless.values())
    return months and _MONTH_HEADER.fullmatch(column.header.strip()) is not None


def _in_year(column: RawColumn, evidence: Evidence, year: int) -> Built:
    by_text = {cell: found.in_year(year) for cell, found in evidence.yearless.items()}
    moments = [by_text.get(cell) if isinstance(cell, str) else None for cell in column.cells]
    values = pd.Series(np.array(moments, dtype="datetime64[us]"))
    unread, markers = left_over(column, values.isna().to_numpy())
    months = all(found.day == 1 for found in evidence.yearless.values())
    return Built(values, "date", unread, markers, convention="month" if months else "")
