"""The totals of a table: by label, by formula and by arithmetic; and which of them is the total of all."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.read.arithmetic import Sums
from kpi_core.read.cells import as_text, kind_of
from kpi_core.read.labels import is_subtotal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from kpi_core.read.cells import Row
    from kpi_core.read.rows import Body
    from kpi_core.read.values import Typed

_MEASURES = ("number", "money", "percent", "mixed", "empty")
_NAMING = ("date", "datetime", "id")
_USUAL = 0.8  # a column filled in this share of the rows is one that a total stands out by leaving empty
_FEWEST = 2
_MOST_SUMS = 0.34  # more rows with a sum formula than this share are no totals but a running balance


@dataclass
class Outcome:
    """kept: which data rows count. total: the position of the table's own total. named: (position, reason) of every total.

    doubted: positions of rows that equal a sum and may be data all the same; they do not count until that is answered.
    """

    kept: npt.NDArray[np.bool_]
    total: int | None = None
    named: list[tuple[int, str]] = field(default_factory=list)
    doubted: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Case:
    rows: Sequence[Row]
    body: Body
    typed: Sequence[Typed]
    sums: Sums


def settle_totals(
    rows: Sequence[Row],
    body: Body,
    typed: Sequence[Typed],
    formulas: frozenset[int] = frozenset(),
    answer: str | None = None,
) -> Outcome:
    """Return which data rows count, the table's own total row, and every total row with its reason.

    formulas: positions of rows with a formula that adds up the cells above or below it. answer: "total" or "data" for the
    rows in doubt. Side effect: the totals found are added to `body.totals`.
    """
    sums = Sums(typed)
    found = Outcome(np.ones(len(body.data), dtype=bool))
    if sums.columns:
        case = _Case(rows, body, typed, sums)
        _by_evidence(case, found, formulas, answer)
        _by_sums_alone(case, found, answer)
    body.totals = sorted({*body.totals, *(body.data[index] for index in np.flatnonzero(~found.kept).tolist())})
    _name(rows, body, sums, found)
    return found


def _by_evidence(case: _Case, found: Outcome, formulas: frozenset[int], answer: str | None) -> None:
    """Leave out the rows that a label, a formula or empty keys make look like a total, where the sums prove it."""
    rows, body, sums = case.rows, case.body, case.sums
    labelled, place = set(body.doubtful), dict.fromkeys(body.data) if body.doubtful or formulas else {}
    summed = formulas if len(formulas) <= max(1, _MOST_SUMS * len(body.data)) else frozenset()
    keyless, nameless = _keyless(case.typed)
    breaks = sorted([*body.totals, *(position for position, _ in body.others)])
    edge, done = 0, np.zeros(len(sums.columns))
    for index in sorted({*keyless, *(bisect_left(body.data, p) for p in [*labelled, *summed] if p in place)}):
        position = body.data[index]
        blank = bisect_left(breaks, position) - 1
        start = max(edge, bisect_left(body.data, breaks[blank]) if blank >= 0 else 0)
        before = done + sums.between(edge, index)
        proven = _proven(rows[position], index, sums, (edge, start), before)
        if position in summed:
            proven = proven or kind_of(next(iter(rows[position]), None)) in ("text", "empty")
        elif position not in labelled:
            proven = proven and (index in nameless or int(sums.held[index].sum()) > 1)
        near = not proven and answer != "data" and index in keyless and _nearly(rows[position], index, sums, before)
        if near and not answer:
            found.doubted.append(position)
        if proven or near:
            found.kept[index] = False
            edge, done = index + 1, before


def _proven(row: Row, index: int, sums: Sums, starts: tuple[int, int], before: npt.NDArray[np.float64]) -> bool:
    """Return whether a row is the sum of all before it, of those since the last total or blank row, or of all after it."""
    for start in dict.fromkeys(starts):
        if index - start > 1 and sums.is_total_of(row, sums.between(start, index)):
            return True
    rows = len(sums.values)
    if index == 0:
        return rows > 2 and sums.is_total_of(row, sums.between(1, rows))
    return index > 1 and sums.is_total_of(row, before)


def _nearly(row: Row, index: int, sums: Sums, before: npt.NDArray[np.float64]) -> bool:
    """Return whether a row without its keys is about the sum of all before it, or of all after it."""
    rows = len(sums.values)
    if index == 0:
        return rows > _FEWEST and sums.is_nearly_total_of(row, sums.between(1, rows), rows - 1)
    return index > 1 and sums.is_nearly_total_of(row, before, index)


def _keyless(typed: Sequence[Typed]) -> tuple[list[int], set[int]]:
    """Return the rows without a word or date that nearly all others have, and among them those without any at all."""
    keys = [column for column in typed if column.column.type not in _MEASURES]
    missing = [column.series.isna().to_numpy() for column in keys]
    usual = [gaps for gaps in missing if 0 < gaps.sum() <= (1 - _USUAL) * len(gaps) + 1]
    if not usual or len(usual[0]) < 3:
        return [], set()
    named = [~column.series.isna().to_numpy() for column in keys if column.column.type in _NAMING and _varies(column)]
    lacking = np.logical_or.reduce(usual) & ~np.logical_or.reduce([np.zeros(len(usual[0]), dtype=bool), *named])
    silent = np.logical_and.reduce(missing)
    return np.flatnonzero(lacking).tolist(), set(np.flatnonzero(silent).tolist())


def _varies(column: Typed) -> bool:
    """Return whether a column tells rows apart: one and the same date in all rows does not."""
    return column.series.nunique() > 1


def _by_sums_alone(case: _Case, found: Outcome, answer: str | None) -> None:
    """Doubt the rows that equal the sum of those around them, in a table whose only keys are words."""
    rows, body, sums = case.rows, case.body, case.sums
    everything = sums.between(0, len(sums.values))
    if any(sums.is_total_of(rows[position], everything) for position in body.totals):
        return
    if (parts := _counted_twice(case, everything)) and found.kept.all():
        found.kept[parts] = False
        return
    named = any(column.column.type in _NAMING or column.evidence.guess == "date" for column in case.typed)
    if named or not found.kept.all() or answer == "data":
        return
    for upwards in (False, True):
        hits = sums.runs_of_sums(upwards=upwards)
        if sums.is_no_coincidence(hits, upwards=upwards):
            for index, _ in hits:
                found.kept[index] = False
            found.doubted = [] if answer else sorted(body.data[index] for index, _ in hits)
            return


def _counted_twice(case: _Case, everything: npt.NDArray[np.float64]) -> list[int]:
    """Return the rows that are the sum of those above or below them, where without them we come to the table's own total."""
    for position in case.body.totals:
        total = case.rows[position]
        for upwards, fewest in ((False, 2), (True, 2), (True, 1), (False, 1)):
            hits = [index for index, _ in case.sums.runs_of_sums(upwards=upwards, fewest=fewest, held_by=total)]
            if hits and case.sums.is_total_of(total, everything - case.sums.values[hits].sum(axis=0)):
                return hits
    return []


def _name(rows: Sequence[Row], body: Body, sums: Sums, found: Outcome) -> None:
    """Tell the total of all from those of parts; the last of them is the table's own."""
    counted = sums.values[found.kept].sum(axis=0)
    last = int(np.flatnonzero(found.kept)[-1]) if found.kept.any() else -1
    edge = 0
    for position in body.totals:
        row, index = rows[position], bisect_left(body.data, position)
        grand = not is_subtotal(_label(row)) and _covers_all(row, (edge, index), sums, counted, last)
        found.named.append((position, "total" if grand else "subtotal"))
        found.total = position if grand else found.total
        edge = index + 1 if index < len(body.data) and body.data[index] == position else index


def _covers_all(row: Row, block: tuple[int, int], sums: Sums, counted: npt.NDArray[np.float64], last: int) -> bool:
    """Return whether a total is that of the whole table, by its sums, or by being the last word on them."""
    if sums.is_total_of(row, counted):
        return True
    start, index = block
    of_block = start > 0 and index - start > 1 and sums.is_total_of(row, sums.between(start, index))
    return not of_block and last < index


def _label(row: Row) -> str:
    return next((text for cell in row if kind_of(cell) == "text" and (text := as_text(cell))), "")
