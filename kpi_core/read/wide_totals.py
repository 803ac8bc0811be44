"""The totals of a table with periods side by side, of rows and of columns: left out of the sums, and compared with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.model import Issue, SumCheck
from kpi_core.read import limits
from kpi_core.read.cells import address, as_text, kind_of
from kpi_core.read.computed_lines import computed_lines
from kpi_core.read.period_labels import period_label
from kpi_core.read.periods_across import says_derived
from kpi_core.read.receipt import SUMMED, agree, tell_kept, value_in
from kpi_core.read.reshaped import Settled
from kpi_core.read.rows import is_subtotal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from kpi_core.model import Sheet
    from kpi_core.read.cells import Row
    from kpi_core.read.examine import RawColumn
    from kpi_core.read.periods_across import Wide
    from kpi_core.read.rows import Body
    from kpi_core.read.unpivot import Unpivoted
    from kpi_core.read.values import Typed

_MONTHS_IN = {"quarter": 3, "half": 6}


@dataclass(frozen=True)
class WideProof:
    """Compares an unpivoted table with its sheet. rows: the cells of the sheet. body: which of them are data and totals."""

    sheet: Sheet
    rows: Sequence[Row]
    body: Body
    wide: Wide
    long: Unpivoted

    def settle(self, typed: Sequence[Typed]) -> Settled:
        """Return which rows count, our sums beside the file's, and the totals that differ."""
        named = {column.column.name: column for column in typed}
        summed = {
            measure: named[name] for measure, name in self.long.values.items() if named[name].column.type in SUMMED
        }
        grids = {measure: self._grid(column) for measure, column in summed.items()}
        labels = [self._label(position) for position in self.body.data]
        left_out, unproven = self._left_out(labels, grids)
        counts = np.array([place not in left_out for place in range(len(labels))], dtype=bool)
        kept = np.array([counts[place] for place, _ in self.long.origin], dtype=bool)
        skipped, checks, issues = self._total_rows(summed, grids, counts)
        skipped += [(self.body.data[place], "subtotal") for place in sorted(left_out)]
        issues += [issue for raw in self.wide.totals for issue in self._total_column(raw, summed, grids)]
        issues += self._told(labels, left_out, unproven)
        return Settled(kept, tuple(checks), tuple(skipped), tuple(issues))

    def _grid(self, column: Typed) -> npt.NDArray[np.float64]:
        """Return the values as they stand in the sheet, a row per row and a column per period, 0 where there is none."""
        grid = np.zeros((len(self.body.data), len(self.long.slots)))
        places = np.array(self.long.origin, dtype="int64").reshape(-1, 2)
        grid[places[:, 0], places[:, 1]] = np.nan_to_num(column.series.to_numpy(dtype="float64"))
        return grid

    def _label(self, position: int) -> str:
        """Return what a row is called, with the spaces that indent it."""
        cells = (self.rows[position][raw.index] for raw in self.wide.items)
        return next((cell for cell in cells if isinstance(cell, str) and kind_of(cell) == "text"), "")

    def _left_out(self, labels: Sequence[str], grids: dict[str, npt.NDArray[np.float64]]) -> tuple[set[int], set[int]]:
        """Return the rows that are sums of others, and those whose label says so while their sums do not."""
        if not grids or not labels:
            return set(), set()
        grid = np.hstack(list(grids.values()))
        found, unproven = computed_lines(labels, grid)
        doubtful = {place for place, position in enumerate(self.body.data) if position in self.body.doubtful}
        last = len(labels) - 1
        if not labels[last].strip() and last > 1 and not self.body.totals:
            doubtful.add(last)
        for place in sorted(doubtful - found):
            before = [other for other in range(place) if other not in found]
            if _adds_up(grid[before], grid[place]):
                found.add(place)
            elif labels[place].strip():
                unproven.add(place)
        return found, unproven - found

    def _total_rows(
        self, summed: dict[str, Typed], grids: dict[str, npt.NDArray[np.float64]], counts: npt.NDArray[np.bool_]
    ) -> tuple[list[tuple[int, str]], list[SumCheck], list[Issue]]:
        skipped: list[tuple[int, str]] = []
        final: int | None = None
        wrong: list[str] = []
        for position in self.body.totals:
            before = np.array([other < position for other in self.body.data], dtype=bool) & counts
            grand, differing = self._judge(position, summed, grids, before, last=bool((before == counts).all()))
            skipped.append((position, "total" if grand else "subtotal"))
            final = position if grand else final
            wrong += differing
        checks = [
            self._check(summed[measure], measure, float(grid[counts].sum()), final) for measure, grid in grids.items()
        ]
        fields = {"sheet": self.sheet.name, "n": len(wrong), "cells": ", ".join(wrong[:5])}
        issue = Issue("period_totals_differ", "warning", self.sheet.name, tuple(wrong[: limits.LISTED_CELLS]), fields)
        return skipped, checks, [issue] if wrong else []

    def _judge(
        self,
        position: int,
        summed: dict[str, Typed],
        grids: dict[str, npt.NDArray[np.float64]],
        before: npt.NDArray[np.bool_],
        *,
        last: bool,
    ) -> tuple[bool, list[str]]:
        """Return whether a total row is that of the whole table, and the addresses where it is not the sum it should be."""
        label = as_text(self._label(position))
        if says_derived(label):
            return False, []
        theirs = {
            (measure, slot): value
            for measure, column in summed.items()
            for slot in range(len(self.long.slots))
            if (value := self._value(column, measure, slot, position)) is not None
        }
        parts = {measure: grid[before] for measure, grid in grids.items()}
        off = [place for place, value in theirs.items() if not agree(float(parts[place[0]][:, place[1]].sum()), value)]
        if not off:
            return last and not is_subtotal(label), []
        for start in range(int(before.sum()) - 1):
            if all(agree(float(parts[m][start + 1 :, s].sum()), value) for (m, s), value in theirs.items()):
                return False, []
        grand = last and not is_subtotal(label)
        columns = [self.long.slots[slot][measure].raw.index for measure, slot in off]
        return grand, [address(column, position + self.sheet.first_row) for column in columns]

    def _value(self, column: Typed, measure: str, slot: int, position: int) -> float | None:
        period = self.long.slots[slot].get(measure)
        return None if period is None else value_in(replace(column, raw=period.raw), self.rows[position], 0.0)

    def _check(self, column: Typed, measure: str, ours: float, final: int | None) -> SumCheck:
        name = column.column.name
        if final is None:
            return SumCheck(name, ours)
        places = [slot for slot, columns in enumerate(self.long.slots) if measure in columns]
        values = [value for slot in places if (value := self._value(column, measure, slot, final)) is not None]
        if not values:
            return SumCheck(name, ours)
        cell = address(self.long.slots[places[0]][measure].raw.index, final + self.sheet.first_row)
        return SumCheck(name, ours, sum(values), cell, agree(ours, sum(values)))

    def _total_column(
        self, raw: RawColumn, summed: dict[str, Typed], grids: dict[str, npt.NDArray[np.float64]]
    ) -> list[Issue]:
        """Return the issue that a total column is not the sum of its periods, in the rows where it is not."""
        best: list[int] | None = None
        for measure, grid in grids.items():
            column = replace(summed[measure], raw=raw)
            theirs = [value_in(column, self.rows[position], 0.0) for position in self.body.data]
            for slots in self._meant(raw):
                ours = grid[:, slots].sum(axis=1)
                off = [
                    place
                    for place, value in enumerate(theirs)
                    if value is not None and not agree(float(ours[place]), value)
                ]
                best = off if best is None or len(off) < len(best) else best
        if not best:
            return []
        cells = [address(raw.index, self.body.data[place] + self.sheet.first_row) for place in best]
        fields = {"sheet": self.sheet.name, "column": raw.name, "n": len(cells), "cells": ", ".join(cells[:5])}
        return [Issue("row_totals_differ", "warning", self.sheet.name, tuple(cells[: limits.LISTED_CELLS]), fields)]

    def _meant(self, raw: RawColumn) -> Iterator[list[int]]:
        """Yield the periods a total column may add up: those of its quarter, all, or those before it."""
        labels = [next(iter(columns.values())).label for columns in self.long.slots]
        own = period_label("", raw.header)
        months = _MONTHS_IN.get(own.span) if own else None
        if own and months and self.wide.span == "month":
            within = [slot for slot, label in enumerate(labels) if (label.number - 1) // months == own.number - 1]
            if within:
                yield [slot for slot in within if own.year in (None, labels[slot].year)] or within
                return
        years = {label.year for label in labels if label.year}
        if own and own.year and years and own.year not in years:
            return  # the total of another year
        everything = list(range(len(labels)))
        yield everything
        if own and own.year:
            yield [slot for slot in everything if labels[slot].year == own.year]
        for last in everything[:-1]:
            yield everything[: last + 1]

    def _told(self, labels: Sequence[str], left_out: set[int], unproven: set[int]) -> list[Issue]:
        issues = list(tell_kept(self.sheet.name, [self._row(place) for place in sorted(unproven)]))
        if left_out:
            rows = [self._row(place) for place in sorted(left_out)]
            names = ", ".join(as_text(labels[place]) for place in sorted(left_out)[:5])
            fields = {"sheet": self.sheet.name, "n": len(rows), "rows": ", ".join(map(str, rows[:5])), "names": names}
            cells = tuple(f"A{row}" for row in rows[: limits.LISTED_CELLS])
            issues.append(Issue("computed_rows", "info", self.sheet.name, cells, fields))
        return issues

    def _row(self, place: int) -> int:
        return self.body.data[place] + self.sheet.first_row


def _adds_up(rows: npt.NDArray[np.float64], total: npt.NDArray[np.float64]) -> bool:
    """Return whether a row is the sum of all rows above it, or of those from some row on; two rows or more."""
    if len(rows) < 2 or not total.any():
        return False
    sums = np.cumsum(rows[::-1], axis=0)[1:]
    return any(all(agree(a, b) for a, b in zip(ours.tolist(), total.tolist(), strict=True)) for ours in sums)
