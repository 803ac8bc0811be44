"""Totals of absence in days or in hours: their headers tell, or it is asked; hours ask what a working day is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Question, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table, TableColumn

KIND = "absence_totals"
ROLES_OF_DAYS = ("available_days", "sick_days")
UNIT, DAY = "absence_unit", "absence_day"
DAYS = "days"
HOURS: Map[str, float] = {"hours_8": 8.0, "hours_7_6": 7.6, "hours_7_2": 7.2}
"""A fifth of a week of 40, 38 and 36 hours."""
IN_HOURS = re.compile(r"uren|(?<![a-z])(?:uur|hours?|hrs)(?![a-z])", re.IGNORECASE)
IN_DAYS = re.compile(r"dagen|(?<![a-z])(?:dag|days?)(?![a-z])", re.IGNORECASE)


def settle_days(mapping: Mapping, table: Table, answers: Map[str, str]) -> Mapping:
    """Return the mapping of absence totals with which columns are hours, and of how many hours a day is.

    `in_hours` are the roles to divide by `day_hours`; while the question is open there are none.
    """
    if mapping.kind != KIND:
        return mapping
    before = mapping
    questions = tuple(question for question in mapping.questions if question.kind not in {UNIT, DAY})
    mapping = replace(mapping, day_hours=None, in_hours=(), questions=questions)
    columns = {role: column for role in ROLES_OF_DAYS if (column := _column(role, mapping, table)) is not None}
    units = {role: _unit(column) for role, column in columns.items()}
    if set(units.values()) <= {DAYS}:
        return mapping
    kind = UNIT if "" in units.values() else DAY
    asked = next(column for role, column in columns.items() if units[role] != DAYS)
    question = _question(table, asked, kind)
    choice = answers.get(question.id, "")
    if choice == DAYS and kind == UNIT:
        hours = tuple(role for role, unit in units.items() if unit == "hours")
        return replace(mapping, in_hours=hours, day_hours=HOURS["hours_8"] if hours else None)
    in_hours = tuple(role for role, unit in units.items() if unit != DAYS)
    if choice in HOURS:
        return replace(mapping, in_hours=in_hours, day_hours=HOURS[choice])
    if before.day_hours and before.in_hours == in_hours:
        return replace(mapping, in_hours=in_hours, day_hours=before.day_hours)
    return replace(mapping, questions=(*questions, question))


def _column(role: str, mapping: Mapping, table: Table) -> TableColumn | None:
    name = mapping.roles.get(role)
    column = next((column for column in table.columns if column.name == name), None)
    readable = column is not None and pd.api.types.is_numeric_dtype(table.frame[column.name])
    return column if readable else None


def _unit(column: TableColumn) -> str:
    if IN_HOURS.search(column.header):
        return "hours"
    return DAYS if IN_DAYS.search(column.header) else ""


def _question(table: Table, column: TableColumn, kind: str) -> Question:
    values = table.frame[column.name].dropna()
    first, total = (float(values.iloc[0]), float(values.sum())) if len(values) else (0.0, 0.0)
    choices = {DAYS: 1.0, **HOURS} if kind == UNIT else dict(HOURS)
    readings = tuple(
        Reading(choice, f"{first / hours:.1f}", total / hours, {"value": first / hours})
        for choice, hours in choices.items()
    )
    return Question(
        f"{table.name}!{column.letter}:{kind}", kind, table.sheet, column.name, readings, {"header": column.header}
    )
