"""Nothing is counted twice: what becomes of a table when the workspace already has rows of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.mapping import signature
from kpi_core.model import Question, Reading
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.model import Mapping, Table
    from kpi_core.store import Part, StoredFile

Days = tuple["date", "date"] | None


@dataclass(frozen=True)
class Plan:
    """What confirming does with a table.

    action: `add` its rows beside those that are there; `replace` the parts it takes the place of; `leave_out`.
    question: asked when it covers the same days as something else of its kind under another name.
    """

    action: Literal["add", "replace", "leave_out"]
    replaces: tuple[Part, ...] = ()
    question: Question | None = None


def plan_for(
    stored: StoredFile,
    table: Table,
    mapping: Mapping,
    parts: Sequence[Part],
    earlier: Sequence[tuple[Table, Mapping]],
) -> Plan:
    """Return what to do with a table of the draft.

    A file with the same name or the same bytes as before takes the place of its own rows of the same kind; it was next to
    the others before, so nothing is asked. A new file that covers the same days, or that has the same headers and no days, is asked about. So is a second
    sheet of the same file with the same headers over the same days.

    parts: what the current version holds. earlier: the tables before this one in the same file.
    """
    if mapping.kind is None:
        return Plan("add")
    same = [part for part in parts if part.kind == mapping.kind]
    own = tuple(part for part in same if _same_file(part, stored))
    covered = [] if own else [part for part in same if _covers(part, table, mapping)]
    if covered:
        return _asked(stored, table, "same_days", own=own, covered=tuple(covered), other=covered[0].file)
    twice = [other for other, meant in earlier if meant.kind == mapping.kind and _twice(other, meant, table, mapping)]
    if twice:
        return _asked(stored, table, "sheet_twice", own=own, covered=(), other=twice[0].name)
    return Plan("replace" if own else "add", own)


def days_of(table: Table, mapping: Mapping) -> Days:
    """Return the first and last day in the date column of the table's kind, None when it has none."""
    column = mapping.roles.get(KINDS[mapping.kind].date_role) if mapping.kind else None
    if column is None or not pd.api.types.is_datetime64_any_dtype(table.frame[column]):
        return None
    days = table.frame[column].dropna()
    return None if days.empty else (days.min().date(), days.max().date())


def _asked(
    stored: StoredFile, table: Table, kind: str, *, own: tuple[Part, ...], covered: tuple[Part, ...], other: str
) -> Plan:
    id_ = f"{table.name}!:{kind}"
    mine = stored.name if covered else table.name
    match stored.answers.get(id_):
        case "add":
            return Plan("replace" if own else "add", own)
        case "replace":
            return Plan("replace", (*own, *covered))
        case "leave_out":
            return Plan("leave_out")
    fields = {"sheet": table.sheet, "file": stored.name, "other": other}
    instead = ("replace", mine) if covered else ("leave_out", other)
    readings = tuple(Reading(*reading, fields=fields) for reading in (instead, ("add", f"{other} + {mine}")))
    return Plan("add", own, Question(id_, kind, table.sheet, None, readings, fields))


def _same_file(part: Part, stored: StoredFile) -> bool:
    return part.digest == stored.digest or part.file.casefold() == stored.name.casefold()


def _covers(part: Part, table: Table, mapping: Mapping) -> bool:
    days = days_of(table, mapping)
    if part.first is None or part.last is None or days is None:
        return part.signature == signature(table)
    return _overlap((part.first, part.last), days)


def _twice(other: Table, meant: Mapping, table: Table, mapping: Mapping) -> bool:
    if signature(other) != signature(table):
        return False
    theirs, ours = days_of(other, meant), days_of(table, mapping)
    return theirs is None or ours is None or _overlap(theirs, ours)


def _overlap(one: tuple[date, date], two: tuple[date, date]) -> bool:
    return one[0] <= two[1] and two[0] <= one[1]
