"""Lines sorted by group, from which follows how many groups hold two different values in any window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.export.proof.keys import KeySheet, place_of, sorted_lines
from kpi_core.export.proof.sheets import AFTER, BEFORE, NEVER, OWN, Field, Lines
from kpi_core.texts import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.export.proof.tables import Tables


@dataclass(frozen=True)
class GroupSheet:
    """Lines by group and day. since: the latest day until a line on which the group had something else. after: its next day."""

    lines: Lines
    day: int
    since: int
    after: int


def group_sheet(tables: Tables, kind: str, group: str, counted: str) -> GroupSheet:
    """Return the lines of a table by group, with what tells whether a group holds two different values in a window."""
    key = ("groups", kind, group, counted)
    if key not in tables.others:
        tables.others[key] = _grouped(tables, kind, group, counted)
    found: GroupSheet = tables.others[key]
    return found


def _grouped(tables: Tables, kind: str, group: str, counted: str) -> GroupSheet:
    table = tables.of(kind)
    codes, values, days = table.codes(group), table.codes(counted), table.days(table.date_role)
    known = np.flatnonzero((codes >= 0) & (values >= 0) & ~np.isnan(days))
    order = known[np.lexsort((known, days[known], codes[known]))]
    lines = sorted_lines(tables, table, (group, table.date_role), order)
    sheet = KeySheet(table, lines, order, codes[order], days[order], 0, 0)
    sheet.key, sheet.day = sheet.copied(place_of(table, group)), sheet.copied(place_of(table, table.date_role))
    what = sheet.copied(place_of(table, counted))
    since = lines.add(_since(sheet, what, values[order]))
    after = lines.add(_after(sheet))
    return GroupSheet(lines, sheet.day, since, after)


def _since(sheet: KeySheet, what: int, values: NDArray[np.int64]) -> Field:
    place, found = len(sheet.lines.fields), [0] * len(values)
    for at in range(1, len(values)):
        if sheet.codes[at] == sheet.codes[at - 1]:
            found[at] = int(sheet.days[at - 1]) if values[at] != values[at - 1] else found[at - 1]
    lines = sheet.lines
    other = (
        f"IF(EXACT({lines.at(what)},{lines.at(what, BEFORE)}),{lines.at(place, BEFORE)},{lines.at(sheet.day, BEFORE)})"
    )
    formula = f"=IF({sheet.same(BEFORE)},{other},0)"
    return Field(say("proof.column.since", sheet.table.lang), found, "date", formula, "=0")


def _after(sheet: KeySheet) -> Field:
    lines = sheet.lines
    found = [
        int(sheet.days[at + 1]) if at + 1 < len(sheet.order) and sheet.codes[at] == sheet.codes[at + 1] else NEVER
        for at in range(len(sheet.order))
    ]
    formula = (
        f"=IF(EXACT({lines.at(sheet.key, OWN)},{lines.at(sheet.key, AFTER)}),{lines.at(sheet.day, AFTER)},{NEVER})"
    )
    return Field(say("proof.column.after", sheet.table.lang), found, "date", formula)
