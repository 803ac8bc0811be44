"""Lines sorted by what is counted once (an order, a customer) and then by date, so that counting takes no window along.

Every line tells the day of the line before it of the same key. In any window the lines whose day before lies outside it are
exactly one per key: whoever counts those lines has counted the different keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.export.proof.sheets import AFTER, BEFORE, FIRST, Field, Lines
from kpi_core.phrases import in_sentence
from kpi_core.roles import ROLES
from kpi_core.texts import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.export.proof.table_sheet import TableSheet
    from kpi_core.export.proof.tables import Tables
    from kpi_core.formula.tree import Node


@dataclass
class KeySheet:
    """Lines of a table with a known key and day, by key, then day. order: which lines of the table, in that order."""

    table: TableSheet
    lines: Lines
    order: NDArray[np.int64]
    codes: NDArray[np.int64]
    days: NDArray[np.float64]
    key: int
    day: int
    places: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.source = (self.order + FIRST).tolist()

    def copied(self, place: int) -> int:
        """Return the place of a column of the table, copied line by line."""
        if ("copied", place) not in self.places:
            found = self.table.lines.fields[place]
            values = [
                0 if found.values[at] is None else found.values[at]  # noqa: PD011  # of a Field; a copy of nothing is 0
                for at in self.order.tolist()
            ]
            formula = self.table.lines.copied(place)
            copy = Field(found.header, values, found.look, formula, width=found.width, source=self.source)
            self.places["copied", place] = self.lines.add(copy)
        return self.places["copied", place]

    def counts(self, where: Node | None, known: Node | None = None) -> int | None:
        """Return the place of the column that is 1 where a line counts; None where every line does."""
        place = self.table.counts(where, known)
        return None if place is None else self.copied(place)

    def before(self, counts: int | None = None) -> int:
        """Return the place of the column with the day before of the same key, 0 when there is none; of lines that count."""
        if ("before", counts) not in self.places:
            self.places["before", counts] = self.lines.add(self._before(counts))
        return self.places["before", counts]

    def again(self) -> int:
        """Return the place of the column with the days until the key has a line on a later day, empty when it has not."""
        if "again" not in self.places:
            later = self.lines.add(self._later())
            self.places["again"] = self.lines.add(self._gap(later))
        return self.places["again"]

    def same(self, row: str) -> str:
        """Return the condition that another line is of the same key."""
        return f"EXACT({self.lines.at(self.key)},{self.lines.at(self.key, row)})"

    def _before(self, counts: int | None) -> Field:
        place = len(self.lines.fields)
        there = self.days if counts is None else np.where(self._flags(counts), self.days, np.nan)
        known = pd.Series(there).groupby(self.codes).ffill().groupby(self.codes).shift()
        day = self.lines.at(self.day, BEFORE)
        if counts is not None:
            day = f"IF({self.lines.at(counts, BEFORE)}=1,{day},{self.lines.at(place, BEFORE)})"
        return Field(
            say("proof.column.before", self.table.lang),
            known.fillna(0).astype("int64").tolist(),
            "date",
            f"=IF({self.same(BEFORE)},{day},0)",
            "=0",
        )

    def _flags(self, counts: int) -> NDArray[np.bool_]:
        flags: NDArray[np.bool_] = np.array(self.lines.fields[counts].values) == 1  # of a Field
        return flags

    def _later(self) -> Field:
        place = len(self.lines.fields)
        own, after = self.lines.at(self.day), self.lines.at(self.day, AFTER)
        found: list[int | str] = [""] * len(self.order)
        for at in range(len(found) - 2, -1, -1):
            if self.codes[at] == self.codes[at + 1]:
                found[at] = int(self.days[at + 1]) if self.days[at + 1] > self.days[at] else found[at + 1]
        formula = f'=IF({self.same(AFTER)},IF({after}>{own},{after},{self.lines.at(place, AFTER)}),"")'
        return Field(say("proof.column.later", self.table.lang), found, "date", formula)

    def _gap(self, later: int) -> Field:
        own, next_day = self.lines.at(self.day), self.lines.at(later)
        values = self.lines.fields[later].values  # noqa: PD011
        gaps = ["" if day == "" else day - int(self.days[at]) for at, day in enumerate(values)]
        formula = f'=IF({next_day}="","",{next_day}-{own})'
        return Field(say("proof.column.again", self.table.lang), gaps, "number", formula)


def key_sheet(tables: Tables, kind: str, role: str, on: str | None) -> KeySheet:
    """Return the lines of a table by a key and a date; made once."""
    key = ("keys", kind, role, on)
    if key not in tables.others:
        tables.others[key] = _made(tables, kind, role, on)
    found: KeySheet = tables.others[key]
    return found


def _made(tables: Tables, kind: str, role: str, on: str | None) -> KeySheet:
    table = tables.of(kind)
    date_role = on or table.date_role
    codes, days = table.codes(role), table.days(date_role)
    known = np.flatnonzero((codes >= 0) & ~np.isnan(days))
    order = known[np.lexsort((known, days[known], codes[known]))]
    lines = sorted_lines(tables, table, (role, date_role), order)
    sheet = KeySheet(table, lines, order, codes[order], days[order], 0, 0)
    sheet.key, sheet.day = sheet.copied(place_of(table, role)), sheet.copied(place_of(table, date_role))
    return sheet


def sorted_lines(tables: Tables, table: TableSheet, sorted_by: tuple[str, str], order: NDArray[np.int64]) -> Lines:
    """Return the sheet, still empty, of the lines of a table in an order: by a key, then a date."""
    name, day = (in_sentence(ROLES[role].name[tables.lang]) for role in sorted_by)
    title = say("proof.sheet.by", tables.lang, table=table.lines.title, by=name)
    note = say("proof.note.by", tables.lang, by=name, day=day, sheet=table.lines.name)
    return Lines(tables.names.give(title), title, note, len(order))


def place_of(table: TableSheet, role: str) -> int:
    """Return the place of a column that the table has."""
    place = table.place(role)
    assert place is not None
    return place
