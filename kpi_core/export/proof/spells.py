"""Lines of a register by who holds them: which part of each no earlier line of the same holder covers yet.

On any day a holder then has one such part at most, so that counting parts counts holders. Who was there on one day and is on
another follows from the parts themselves, and from pairs of different lines of one holder.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compute.registers import span
from kpi_core.export.proof.keys import KeySheet
from kpi_core.export.proof.sheets import BEFORE, FIRST, Field, Lines, NotExpressible
from kpi_core.formula.tree import RowCall
from kpi_core.phrases import in_sentence
from kpi_core.roles import ROLES
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kpi_core.export.proof.tables import Tables
    from kpi_core.formula.tree import Node

MOST_PAIRS = 300_000


@dataclass
class Spells:
    """Lines by holder and first day. start, until: the line itself. since: from when no earlier line covers it."""

    sheet: KeySheet
    start: int
    until: int
    since: int

    @property
    def lines(self) -> Lines:
        """The sheet as it will be written."""
        return self.sheet.lines


@dataclass
class Pairs:
    """Every two different lines of one holder: columns of the one (copied by place) and the part of the other."""

    spells: Spells
    lines: Lines
    ones: Sequence[int]
    others: Sequence[int]
    since: int
    until: int

    def one(self, place: int) -> int:
        """Return the place of a column of the first of the two lines."""
        return self.lines.add(_of(self.spells, place, self.ones, first=True))


def spells(tables: Tables, kind: str, role: str, where: Node | None = None) -> Spells:
    """Return the lines of a register by holder, of those that count; made once."""
    key = ("spells", kind, role, where)
    if key not in tables.others:
        tables.others[key] = _spells(tables, kind, role, where)
    found: Spells = tables.others[key]
    return found


def pairs(tables: Tables, kind: str, role: str) -> Pairs:
    """Return all pairs of lines of one holder; made once. Raises NotExpressible when there are too many."""
    key = ("pairs", kind, role)
    if key not in tables.others:
        tables.others[key] = _pairs(tables, spells(tables, kind, role))
    found: Pairs = tables.others[key]
    return found


def _spells(tables: Tables, kind: str, role: str, where: Node | None) -> Spells:
    table = tables.of(kind)
    start, end = span(kind)
    until = table.until(RowCall("until", (end,)))
    codes, firsts = table.codes(role), table.days(start.role)
    known = np.flatnonzero((codes >= 0) & ~np.isnan(firsts))
    order = known[np.lexsort((known, firsts[known], codes[known]))]
    lines = _named(tables, kind, role, order)
    sheet = KeySheet(table, lines, order, codes[order], firsts[order], 0, 0)
    key, day = table.place(role), table.place(start.role)
    assert key is not None
    assert day is not None
    sheet.key, sheet.day = sheet.copied(key), sheet.copied(day)
    ends = sheet.copied(until)
    counts = sheet.counts(where)
    if counts is not None:
        ends = lines.add(_only_counting(sheet, ends, counts))
    since = lines.add(_since(sheet, ends))
    return Spells(sheet, sheet.day, ends, since)


def _named(tables: Tables, kind: str, role: str, order: NDArray[np.int64]) -> Lines:
    name, table = in_sentence(ROLES[role].name[tables.lang]), tables.of(kind).lines
    title = say("proof.sheet.by", tables.lang, table=table.title, by=name)
    note = say("proof.note.spells", tables.lang, by=name, sheet=table.name)
    return Lines(tables.names.give(title), title, note, len(order))


def _only_counting(sheet: KeySheet, until: int, counts: int) -> Field:
    """Return the end of a line, its own first day where it does not count: it then covers nothing."""
    lines = sheet.lines
    flags = np.array(lines.fields[counts].values) == 1
    values = np.where(flags, np.array(lines.fields[until].values, dtype="float64"), sheet.days)
    formula = f"=IF({lines.at(counts)}=1,{lines.at(until)},{lines.at(sheet.day)})"
    return Field(say("proof.column.until_counting", sheet.table.lang), values.tolist(), "date", formula)


def _since(sheet: KeySheet, until: int) -> Field:
    lines, lang = sheet.lines, sheet.table.lang
    ends = np.array(lines.fields[until].values, dtype="float64")
    covered, since = np.zeros(len(ends)), sheet.days.copy()
    for at in range(1, len(ends)):
        if sheet.codes[at] == sheet.codes[at - 1]:
            covered[at] = max(covered[at - 1], ends[at - 1])
            since[at] = max(sheet.days[at], covered[at])
    place = len(lines.fields)
    same = f"EXACT({lines.at(sheet.key)},{lines.at(sheet.key, BEFORE)})"
    latest = f"MAX({lines.at(place, BEFORE)},{lines.at(until, BEFORE)})"
    lines.add(Field(say("proof.column.covered", lang), covered.tolist(), "date", f"=IF({same},{latest},0)", "=0"))
    return Field(
        say("proof.column.from", lang), since.tolist(), "date", f"=MAX({lines.at(sheet.day)},{lines.at(place)})"
    )


def _pairs(tables: Tables, found: Spells) -> Pairs:
    codes = found.sheet.codes
    ones: list[int] = []
    others: list[int] = []
    edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    if sum((b - a) * (b - a - 1) for a, b in pairwise(edges)) > MOST_PAIRS:
        raise NotExpressible("pairs")
    for first, last in pairwise(edges):
        mine = [(a + FIRST, b + FIRST) for a in range(first, last) for b in range(first, last) if a != b]
        ones += [one for one, _ in mine]
        others += [other for _, other in mine]
    title = say("proof.sheet.pairs", tables.lang, table=in_sentence(found.lines.title))
    note = say("proof.note.pairs", tables.lang, sheet=found.lines.name)
    lines = Lines(tables.names.give(title), title, note, len(ones))
    made = Pairs(found, lines, ones, others, 0, 0)
    made.one(found.sheet.key)
    made.since = lines.add(_of(found, found.since, made.others, first=False))
    made.until = lines.add(_of(found, found.until, made.others, first=False))
    return made


def _of(found: Spells, place: int, rows: Sequence[int], *, first: bool) -> Field:
    """Return a column of one of the two lines of each pair. rows: the numbers of those lines."""
    known = found.lines.fields[place]
    header = say(f"proof.column.{'one' if first else 'other'}", found.sheet.table.lang, name=known.header)
    values = [known.values[row - FIRST] for row in rows]
    return Field(header, values, known.look, found.lines.copied(place), width=known.width, source=rows)
