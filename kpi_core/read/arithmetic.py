"""Sums of stretches of rows, and the rows that are one: those that equal the sum of the rows above or below them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.read.receipt import SUMMED, agree, value_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from kpi_core.read.cells import Row
    from kpi_core.read.values import Typed

FEWEST = 2  # a sum has at least two members
_DIGITS = 2.0  # a sum over n rows is no coincidence from this many digits and twice those of n
_DIGITS_ALONE = 5.0  # the same, where one column is all there is to go by
_LARGE = 50  # sums this many times the number of members do not agree by rounding alone
_MOSTLY = 0.6
_CENT = 0.005 + 1e-9


class Sums:
    """The numeric columns of a table with their running sums: the sum of any stretch of rows costs nothing.

    values: one row per data row, 0 where it holds nothing. held: where it holds a number.
    """

    def __init__(self, typed: Sequence[Typed]) -> None:
        self.columns = [column for column in typed if column.column.type in SUMMED]
        rows = len(typed[0].series) if typed else 0
        found = [column.series.to_numpy(dtype="float64") for column in self.columns]
        raw = np.column_stack(found) if found else np.zeros((rows, 0))
        self.held: npt.NDArray[np.bool_] = ~np.isnan(raw)
        self.values: npt.NDArray[np.float64] = np.nan_to_num(raw)
        self._counts = np.vstack([np.zeros((1, raw.shape[1])), np.cumsum(self.held, axis=0)])
        self._running = np.vstack([np.zeros((1, raw.shape[1])), np.cumsum(self.values, axis=0)])

    def between(self, start: int, end: int) -> npt.NDArray[np.float64]:
        """Return the sum per column of the rows from `start` up to `end`."""
        return np.asarray(self._running[end] - self._running[start])

    def is_total_of(self, row: Row, ours: npt.NDArray[np.float64]) -> bool:
        """Return whether every number a row holds is that sum, and it holds one that is not 0.

        A column in which no other row holds anything says nothing.
        """
        others = self._counts[-1] > 1
        found = [
            (own, value)
            for column, own, used in zip(self.columns, ours.tolist(), others.tolist(), strict=True)
            if used and (value := value_in(column, row, own)) is not None
        ]
        return any(value for _, value in found) and all(agree(own, value) for own, value in found)

    def is_nearly_total_of(self, row: Row, ours: npt.NDArray[np.float64], members: int) -> bool:
        """Return whether most of a row's numbers, two at least, are that sum but for the rounding of its members."""
        found = [
            abs(own - value) <= members / 2 and abs(value) > _LARGE * members
            for column, own in zip(self.columns, ours.tolist(), strict=True)
            if (value := value_in(column, row, own))
        ]
        return bool(sum(found) >= max(2, _MOSTLY * len(found)))

    def runs_of_sums(
        self, *, upwards: bool = False, fewest: int = FEWEST, held_by: Row | None = None
    ) -> list[tuple[int, int]]:
        """Return (row, number of members) of the rows that equal the sum of all since the one before, in every column.

        upwards: the rows that stand above what they add up. fewest: members of a sum. held_by: only the columns in which
        this row holds a number count.
        """
        used = [held_by is None or value_in(column, held_by, 0.0) is not None for column in self.columns]
        values = (self.values[::-1] if upwards else self.values)[:, used]
        running = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
        found: list[tuple[int, int]] = []
        start, rows = 0, len(values)
        while start + fewest < rows and len(found) < rows // (fewest + 1):
            later = slice(start + fewest, rows)
            gap = np.abs(running[later] - running[start] - values[later])
            hits = np.flatnonzero((gap <= _CENT).all(axis=1) & (values[later] != 0).any(axis=1))
            if not len(hits):
                break
            row = start + fewest + int(hits[0])
            found.append((row, row - start))
            start = row + 1
        if found and found[-1][0] != rows - 1:
            members = values[: rows - 1].sum(axis=0) - values[[row for row, _ in found]].sum(axis=0)
            if (np.abs(members - values[-1]) <= _CENT).all():
                found.append((rows - 1, rows - 1))
        return [(rows - 1 - row, members) for row, members in found] if upwards else found

    def is_no_coincidence(self, hits: Sequence[tuple[int, int]], *, upwards: bool = False) -> bool:
        """Return whether rows that equal a sum do so on purpose.

        Small whole numbers add up to each other by chance: what counts is how many digits agree, in columns that are not
        each other's multiple, or that the sums divide the whole table in parts.
        """
        if not hits:
            return False
        rows = len(self.values)
        independent = int(np.linalg.matrix_rank(self.values[:500])) if self.values.shape[1] > 1 else 1
        digits = sum(max(_digits(value) for value in self.values[row].tolist()) for row, _ in hits) / len(hits)
        if independent > 1:
            digits = sum(_digits(value) for value in self.values[hits[0][0]].tolist())
        edge = 0 if upwards else rows - 1
        parts = len(hits) > 1 and (hits[-1][0] == edge)
        least = _DIGITS if independent > 1 or parts else _DIGITS_ALONE
        closing = independent > 1 or parts or hits[-1][0] == edge
        return closing and digits >= least + 2 * math.log10(max(rows, 1))


def _digits(value: float) -> int:
    whole = abs(value)
    if whole == 0:
        return 0
    return len(str(round(whole))) if float(whole).is_integer() else len(str(round(whole * 100)))
