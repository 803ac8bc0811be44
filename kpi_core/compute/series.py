"""The answers of a statement as grids of periods by segments, and the arithmetic of a formula over them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compute.asks import OPENING, Ask, adds_up, ask_of, looks_of, rows_behind
from kpi_core.compute.shape import is_snapshot, looked_up
from kpi_core.compute.windows import Step, looked_at, step_of
from kpi_core.dataset.buckets import bucket
from kpi_core.formula.tree import Aggregate, Arith, Days, Negative, Node, Number, Param, Shift

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kpi_core.compute.request import Request
    from kpi_core.periods import Grain, Period

    Grid = NDArray[np.float64]

Cells = dict[tuple[int, str], float]
NO_ROWS_NO_VALUE = {"avg", "median"}


@dataclass(frozen=True)
class Answer:
    """The values of one ask: per period number and segment, and the totals per period number."""

    cells: Cells
    totals: dict[int, float]


def asked_of_sql(ask: Ask, grain: Grain) -> tuple[Ask, ...]:
    """Return what the statement must hold to answer an ask: shifts within a series are looked up, a mean is sum and count."""
    plain = replace(ask, steps=()) if looked_up(ask.steps, ask.leaf, grain) else ask
    if isinstance(plain.leaf, Aggregate) and plain.leaf.name == "avg":
        return Ask(replace(plain.leaf, name="sum"), plain.steps), rows_behind(plain)
    return (plain,)


@dataclass(frozen=True)
class Grids:
    """Answers laid out over the periods asked (rows) and the segments (columns); the last column is the total."""

    request: Request
    answers: Map[Ask, Answer]
    periods: Sequence[Period]
    segments: Sequence[str]
    numbers: Map[Period, int]

    def value(self, node: Node, steps: tuple[Step, ...] = ()) -> Grid:
        """Return the grid of a value node; NaN where it has no value."""
        match node:
            case Number() | Days() | Param():
                return self._same_everywhere(node, steps)
            case Negative() | Arith():
                return self._calculated(node, steps)
            case Shift(name="average"):
                return (self.value(node.body, (*steps, OPENING)) + self.value(node.body, steps)) / 2
            case Shift():
                return self.value(node.body, (*steps, step_of(node)))
        return self.asked(ask_of(node, steps))  # type: ignore[arg-type]  # the parser lets nothing else through

    def _calculated(self, node: Negative | Arith, steps: tuple[Step, ...]) -> Grid:
        if isinstance(node, Negative):
            return -self.value(node.value, steps)
        return _arith(node.op, self.value(node.left, steps), self.value(node.right, steps))

    def _same_everywhere(self, node: Number | Days | Param, steps: tuple[Step, ...]) -> Grid:
        """Return a number, the days in the window, or no value for a setting that was not given."""
        if isinstance(node, Days):
            days = [float(looked_at(period, steps, period.start).days) for period in self.periods]
        else:
            days = [node.value if isinstance(node, Number) else np.nan] * len(self.periods)
        return np.repeat(np.array(days)[:, None], self._shape[1], axis=1)

    def asked(self, ask: Ask) -> Grid:
        """Return the grid of one ask: 0 where a covered window has no rows (a mean has no value there)."""
        found = [self._grid(part, ask) for part in asked_of_sql(ask, self.request.grain)]
        empty = ask.leaf.name in NO_ROWS_NO_VALUE if isinstance(ask.leaf, Aggregate) else False
        grid = _arith("/", *found) if len(found) > 1 else found[0]
        if not empty:
            grid = np.nan_to_num(grid, nan=0.0)
        return np.where(self.covered(ask)[:, None], grid, np.nan)

    def covered(self, ask: Ask) -> NDArray[np.bool_]:
        """Return per period whether every table the ask looks at has data for its window."""
        looks, snapshot, covers = looks_of(ask), is_snapshot(ask), self.request.covers
        found = [all(covers(look, period, snapshot=snapshot) for look in looks) for period in self.periods]
        return np.array(found, dtype=bool)

    def complete(self, ask: Ask, extra_days: int) -> NDArray[np.bool_]:
        """Return per period whether nothing can be missing in any window the ask looks at."""
        looks, completes = looks_of(ask), self.request.completes
        found = [all(completes(look, period, extra_days) for look in looks) for period in self.periods]
        return np.array(found, dtype=bool)

    @property
    def _shape(self) -> tuple[int, int]:
        return len(self.periods), len(self.segments) + 1

    def _grid(self, part: Ask, ask: Ask) -> Grid:
        answer = self.answers[part]
        grid = np.full(self._shape, np.nan)
        column = {segment: place for place, segment in enumerate(self.segments)}
        wanted = [self._number(ask, period) for period in self.periods]
        rows: dict[int, list[int]] = {}
        for place, number in enumerate(wanted):
            rows.setdefault(number, []).append(place)
            if number in answer.totals:
                grid[place, -1] = answer.totals[number]
        for (number, segment), value in answer.cells.items():
            for place in rows.get(number, ()):
                if segment in column:
                    grid[place, column[segment]] = value
        return grid

    def _number(self, ask: Ask, period: Period) -> int:
        if is_snapshot(ask):
            return 0
        if looked_up(ask.steps, ask.leaf, self.request.grain):
            return bucket(looked_at(period, ask.steps, period.start))
        return self.numbers[period]


def _arith(op: str, left: Grid, right: Grid) -> Grid:
    with np.errstate(all="ignore"):
        if op == "/":
            return np.where(right > 0, left / np.where(right > 0, right, np.nan), np.nan)
        return {"+": np.add, "-": np.subtract, "*": np.multiply}[op](left, right)


def totals_of(ask: Ask, cells: Cells) -> dict[int, float]:
    """Return the totals of an ask that adds up over segments; empty for any other."""
    totals: dict[int, float] = {}
    if adds_up(ask):
        for (number, _), value in cells.items():
            if not np.isnan(value):
                totals[number] = totals.get(number, 0.0) + value
    return totals
