"""A file whose columns are nearly those of one confirmed before: what stayed keeps its role, what is new is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.mapping import propose, with_role
from kpi_core.mapping.fit import fits
from kpi_core.model import ColumnRole, Issue, Question, Reading
from kpi_core.roles import ROLES, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Mapping, Table, TableColumn

LIKE_HEADERS = 0.6
"""The share of the columns, of the longer of two tables, that has the same header when one is the other with changes."""
LEAST_COMMON = 3
"""How many columns have the same header at least."""
NONE = "none"


def recall(table: Table, kind: str | None, known: Sequence[Mapping], answers: Map[str, str]) -> Mapping | None:
    """Return the mapping of a table by the confirmed one whose headers are most like its own; None when none is like it.

    Same headers keep their roles, wherever they stand. A new column is proposed like any other; one that means what a
    missing column meant takes its role, and is asked about when its header does not say so.
    """
    before = _most_alike(table, kind, known)
    if before is None or table.meaning is not None:
        return None
    found = propose(table, kind, None, answers)
    if found.kind not in {None, before.kind} and found.confidence == "sure":
        return None
    fresh = propose(table, before.kind, None, answers)
    return _merged(table, before, fresh, answers)


def _most_alike(table: Table, kind: str | None, known: Sequence[Mapping]) -> Mapping | None:
    best, most = None, LIKE_HEADERS
    for mapping in known:
        if mapping.kind is None or kind not in {None, mapping.kind}:
            continue
        ours = _by_header(table)
        common = [entry for entry in mapping.columns if normalise(entry.column) in ours]
        share = len(common) / max(len(mapping.columns), len(table.columns), 1)
        if len(common) >= LEAST_COMMON and share >= most and any(entry.role for entry in common):
            best, most = mapping, share
    return None if best is None else _renamed_as_here(best, table)


def _by_header(table: Table) -> dict[str, str]:
    return {normalise(column.header): column.name for column in table.columns}


def _renamed_as_here(mapping: Mapping, table: Table) -> Mapping:
    """Return a mapping with the names its columns have in this table: `Bedrag ` and `bedrag` are one header."""
    ours = _by_header(table)
    columns = (replace(entry, column=ours.get(normalise(entry.column), entry.column)) for entry in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _merged(table: Table, before: Mapping, fresh: Mapping, answers: Map[str, str]) -> Mapping:
    mapping = propose(table, None, before, answers)
    old = {entry.column for entry in before.columns}
    extra = [column for column in table.columns if column.name not in old]
    here = {column.name for column in table.columns}
    gone = {entry.role: entry.column for entry in before.columns if entry.role and entry.column not in here}
    proposed = {entry.column: entry for entry in fresh.columns}
    roles, issues = set(mapping.roles), list(mapping.issues)
    entries = {entry.column: entry for entry in mapping.columns}
    for column in extra:
        entry = proposed[column.name]
        if entry.role in gone and entry.role not in roles:
            fields = {"before": gone[entry.role], "column": column.header}
            entry = ColumnRole(column.name, entry.role, "sure", "renamed", fields, "remembered")
            issues.append(Issue("column_renamed", "info", table.sheet, (), fields))
        if entry.role not in roles:
            entries[column.name] = entry
            roles |= {entry.role} if entry.role else set()
    names = {column.name for column in extra if entries[column.name] == proposed[column.name]}
    about = tuple(question for question in fresh.questions if question.column in names)
    mapping = replace(
        mapping, columns=tuple(entries[c.name] for c in table.columns), questions=about, issues=tuple(issues)
    )
    return _asked(
        mapping, table, _Left(extra, {role: name for role, name in gone.items() if role not in roles}), answers
    )


@dataclass(frozen=True)
class _Left:
    """The columns that were not there before, and the roles whose columns are gone, with the names these had."""

    extra: list[TableColumn]
    gone: Map[str, str]


def _asked(mapping: Mapping, table: Table, left: _Left, answers: Map[str, str]) -> Mapping:
    """Ask of every role that lost its column which of the new ones it is, where one can be."""
    for role, name in left.gone.items():
        taken = set(mapping.roles.values())
        free = [column for column in left.extra if column.name not in taken and fits(role, column, table)]
        if not free:
            issue = Issue("column_gone", "warning", table.sheet, (), {"column": name, "role": role})
            mapping = replace(mapping, issues=(*mapping.issues, issue))
            continue
        id_ = f"{table.name}!{free[0].letter}:renamed"
        chosen = next((column for column in free if column.letter == answers.get(id_)), None)
        if chosen is not None:
            mapping = with_role(mapping, table, chosen.name, role, answers)
        elif answers.get(id_) != NONE:
            readings = (*(_reading(column, role, table) for column in free), Reading(NONE, name))
            fields = {"before": name, "role": role}
            question = Question(id_, "renamed", table.sheet, None, readings, fields)
            mapping = replace(mapping, questions=(*mapping.questions, question))
    return mapping


def _reading(column: TableColumn, role: str, table: Table) -> Reading:
    values = table.frame[column.name]
    total = float(values.sum()) if ROLES[role].type == "money" and pd.api.types.is_numeric_dtype(values) else None
    return Reading(column.letter, next(iter(column.examples), ""), total, {"column": column.header})


def news(mapping: Mapping, table: Table, rows: Sequence[tuple[str, tuple[str, ...]]]) -> Mapping:
    """Return the mapping with a remark for every role of words in which values occur that did not before."""
    told = tuple(
        Issue("new_values", "info", table.sheet, (), {"role": role, "values": ", ".join(values), "n": len(values)})
        for role, values in rows
    )
    return replace(mapping, issues=(*mapping.issues, *told)) if told else mapping
