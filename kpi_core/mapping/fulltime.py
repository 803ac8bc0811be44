"""What a full-time job is in a column of FTE: 1, 100 per cent, or hours a week. Hours are asked about once, never assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Issue, Question, Reading
from kpi_core.roles import is_rate, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table, TableColumn

KINDS_WITH_FTE = frozenset({"employees", "absences"})
ROLES_IN_ORDER = ("fte", "weekly_hours")
ASKS = frozenset({"fulltime_hours", "fte_or_hours"})
TOLD = frozenset({"fte_too_large", "fte_unreadable"})
HOURS: Map[str, float] = {"hours_36": 36.0, "hours_38": 38.0, "hours_40": 40.0}
PERCENT: Map[str, float] = {"percent": 100.0}
LARGEST_JOB = 1.5
"""No one has a job of more than this; most cells above it are another unit."""
LONGEST_WEEK = 60
"""No contract has more hours a week; a larger number is a percentage."""
USUAL_PART = 40
"""Where most numbers go above this and some above any week, they are percentages."""
CELLS_SHOWN = 20


@dataclass(frozen=True)
class _Numbers:
    """The column that tells how much of a job people have, its role, and its numbers."""

    column: TableColumn
    role: str
    numbers: pd.Series

    @property
    def are_fte(self) -> bool:
        return self.role == "fte" and not (self.numbers > LARGEST_JOB).mean() > 1 / 2

    def choices(self) -> dict[str, float]:
        """Return what a full-time job can be, by the choice that says so; nothing when these are no such numbers."""
        most = float(self.numbers.max())
        if self.role == "weekly_hours":
            return dict(HOURS) if most <= LONGEST_WEEK else {}
        if most > PERCENT["percent"]:
            return {}
        usual = most > LONGEST_WEEK and (self.numbers > USUAL_PART).mean() > 1 / 2
        return dict(PERCENT) if usual or is_rate(self.column.header) else {**HOURS, **PERCENT}


def settle_fulltime(mapping: Mapping, table: Table, answers: Map[str, str]) -> Mapping:
    """Return the mapping of staff or absence with what a full-time job is in its numbers told, remembered or asked.

    `full_job` is None where the column holds FTE, where nothing is known of it, and while the question is open. A column
    that can be none of these is left out, and said.
    """
    if mapping.kind not in KINDS_WITH_FTE:
        return mapping
    before, mapping = mapping.full_job, _without(mapping)
    found = _numbers(mapping, table)
    if found is None:
        return mapping
    if found.are_fte:
        return _told(mapping, "fte_too_large", found, LARGEST_JOB)
    choices = found.choices()
    if not choices:
        most = LONGEST_WEEK if found.role == "weekly_hours" else PERCENT["percent"]
        return _told(_left_out(mapping, found.column), "fte_unreadable", found, most)
    question = _question(table, found, choices)
    chosen = choices.get(answers.get(question.id, ""))
    if chosen is None and (before in choices.values() or len(choices) == 1):
        chosen = before if before in choices.values() else PERCENT["percent"]
    if chosen is not None:
        return replace(mapping, full_job=chosen)
    return replace(mapping, questions=(*mapping.questions, question))


def one_week(mappings: Sequence[Mapping], remembered: Iterable[Mapping]) -> tuple[Mapping, ...]:
    """Return mappings with the hours of a full-time job that were told for one of them, or before, told for the others.

    remembered: those confirmed before in the same workspace. Where two answers differ nothing is taken over. A column that
    can be percentages too takes over only what was told of the same header.
    """
    here = _told_hours(mappings)
    earlier = _told_hours(remembered)
    weeks = set(here.values()) or set(earlier.values())
    return tuple(_with_week(mapping, {**earlier, **here}, weeks) for mapping in mappings)


def asked_once(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions, the one about hours a week only once: its answer counts for every column that asks it."""
    found: dict[tuple[str, ...], Question] = {}
    for question in questions:
        about = {
            "fulltime_hours": (question.kind,),
            "fte_or_hours": (question.kind, normalise(str(question.fields.get("header", "")))),
        }.get(question.kind, (question.id,))
        found.setdefault(about, question)
    return tuple(found.values())


def _told_hours(mappings: Iterable[Mapping]) -> dict[str, float]:
    """Return per header the hours of a full-time job that were told."""
    found = {}
    for mapping in mappings:
        role = next((role for role in ROLES_IN_ORDER if role in mapping.roles), None)
        if role is not None and mapping.full_job is not None and mapping.full_job in HOURS.values():
            found[normalise(mapping.roles[role])] = mapping.full_job
    return found


def _with_week(mapping: Mapping, by_header: Map[str, float], weeks: set[float]) -> Mapping:
    asked = next((question for question in mapping.questions if question.kind in ASKS), None)
    if asked is None:
        return mapping
    known = by_header.get(normalise(str(asked.fields["header"])))
    if known is None and asked.kind == "fulltime_hours" and len(weeks) == 1:
        (known,) = weeks
    if known is None:
        return mapping
    questions = tuple(question for question in mapping.questions if question is not asked)
    return replace(mapping, full_job=known, questions=questions)


def _without(mapping: Mapping) -> Mapping:
    """Return the mapping as if nothing was asked or told of full-time jobs yet."""
    questions = tuple(question for question in mapping.questions if question.kind not in ASKS)
    issues = tuple(issue for issue in mapping.issues if issue.code not in TOLD)
    return replace(mapping, full_job=None, questions=questions, issues=issues)


def _numbers(mapping: Mapping, table: Table) -> _Numbers | None:
    role = next((role for role in ROLES_IN_ORDER if role in mapping.roles), None)
    if role is None:
        return None
    column = next(column for column in table.columns if column.name == mapping.roles[role])
    values = table.frame[column.name].dropna()
    readable = not values.empty and pd.api.types.is_numeric_dtype(values)
    return _Numbers(column, role, values) if readable else None


def _told(mapping: Mapping, code: str, found: _Numbers, most: float) -> Mapping:
    rows = found.numbers[found.numbers > most]
    if rows.empty:
        return mapping
    cells = tuple(f"{found.column.letter}{row}" for row in rows.index[:CELLS_SHOWN])
    fields = {"header": found.column.header, "n": len(rows), "most": int(most)}
    return replace(mapping, issues=(*mapping.issues, Issue(code, "warning", mapping.sheet, cells, fields)))


def _left_out(mapping: Mapping, column: TableColumn) -> Mapping:
    columns = tuple(
        replace(entry, role=None, confidence="sure", reason="not_possible", fields={})
        if entry.column == column.name
        else entry
        for entry in mapping.columns
    )
    return replace(mapping, columns=columns)


def _question(table: Table, found: _Numbers, choices: Map[str, float]) -> Question:
    kind = "fte_or_hours" if "percent" in choices else "fulltime_hours"
    first, total = float(found.numbers.iloc[0]), float(found.numbers.sum())
    readings = tuple(
        Reading(choice, f"{first / whole:.2f}", total / whole, {"value": first / whole})
        for choice, whole in choices.items()
    )
    id_ = f"{table.name}!{found.column.letter}:{kind}"
    return Question(id_, kind, table.sheet, found.column.name, readings, {"header": found.column.header})
