"""The shape of one statement: what it is asked, at which grain, split and filtered how. Two equal shapes share their SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

from kpi_core.compute.asks import looks_of, sides, value_of
from kpi_core.compute.registers import is_active
from kpi_core.formula.facts import looks_at_edges
from kpi_core.formula.tree import Aggregate, Size, Worth
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from kpi_core.compute.asks import Ask, Steps
    from kpi_core.compute.windows import Step

COHORTS = {"cohort_month": "_cohort_month", "cohort_quarter": "_cohort_quarter"}
SAME_GRAIN = {"prev", "prev_year"}
WINDOWS = ("w", "p", "start", "finish", "first_month", "last_month")


@dataclass(frozen=True)
class Shape:
    """All that decides the SQL text.

    asks: without the steps that only look up another period of the same grain (`looked_up`).
    where: per filter its role, and per table kind the dictionary numbers let through; -1 lets empty through.
    columns: per table kind, its name and type of every column, and the role that dates it.
    """

    asks: tuple[Ask, ...]
    grain: Grain
    by: str | None
    where: tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]
    columns: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]

    def only(self, kinds: frozenset[str]) -> Shape:
        """Return what is left of the shape for some table kinds, without asks: what decides the SQL of one query over them."""
        columns = tuple(table for table in self.columns if table[0] in kinds)
        return replace(self, asks=(), columns=columns)

    @property
    def windows(self) -> tuple[Steps, ...]:
        """The different steps that need a table of windows."""
        found = {steps for ask in self.asks for steps in window_steps(ask, self.grain)}
        return tuple(sorted(found, key=repr))


def window_number(steps: Steps) -> int:
    """Return the number by which SQL knows the windows of some steps: the same in every statement."""
    return crc32(repr(steps).encode()) >> 1


def looked_up(steps: Steps, leaf: object, grain: Grain) -> bool:
    """Return whether a window is itself a period of the grain, so that its value stands in the same series."""
    named = all(step.name in SAME_GRAIN for step in steps)
    return named and grain is not Grain.ALL and not _of_a_day(leaf)


def _of_a_day(leaf: object) -> bool:
    if isinstance(leaf, Size):
        return any(is_active(key) for key, _ in sides(leaf.body, ()))
    return isinstance(leaf, Worth) or (isinstance(leaf, Aggregate) and leaf.on == "all")


def offset(steps: Steps, grain: Grain) -> int | None:
    """Return how many periods earlier the window lies; None when that is not a fixed number."""
    if grain is Grain.ALL:
        return None
    total = 0
    for step in steps:
        size = _offset(step, grain)
        if size is None:
            return None
        total += size
    return total


def _offset(step: Step, grain: Grain) -> int | None:
    if step.name not in SAME_GRAIN:
        return None
    if step.name == "prev":
        return 1
    return 12 // grain.months if grain.months else None


def window_steps(ask: Ask, grain: Grain) -> tuple[Steps, ...]:
    """Return the windows an ask must be joined with; empty when its rows are simply counted in the period they lie in."""
    if is_snapshot(ask):
        return ()
    if isinstance(ask.leaf, Size):
        found = [steps for _, steps in sides(ask.leaf.body, ask.steps)]
        fixed = all(offset(steps, grain) is not None for steps in found) and not _of_a_day(ask.leaf)
        return () if fixed else tuple(found)
    if isinstance(ask.leaf, Worth):
        return (*(steps for _, steps in sides(ask.leaf.keys, ask.steps)), value_of(ask).steps)
    [look] = looks_of(ask)
    in_period = not ask.steps and grain is not Grain.ALL and look.on != "all" and not looks_at_edges(ask.leaf)
    return () if in_period else (ask.steps,)


def is_snapshot(ask: Ask) -> bool:
    """Return whether an ask looks at every row whatever the date and the period: how things stand in the file."""
    return isinstance(ask.leaf, Aggregate) and ask.leaf.on == "all" and not looks_at_edges(ask.leaf)
