"""The cohort triangle: per group of customers and per age, what part of the group was seen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.cohorts.wilson import wilson
from kpi_core.periods import Grain, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.compute.cohorts import CohortCounts
    from kpi_core.periods import Period

LEAST = 20
"""Customers in a group before its shares get a colour: below it an 80% interval is wider than half of what it is about."""


@dataclass(frozen=True)
class Cell:
    """One group at one age, in whole periods from its own, which is 0.

    size: customers in the group; active: those seen then; retention: active / size, with its 80% interval from low to high.
    revenue: what the group brought in that period alone, None without amounts; of subscriptions what it pays a month then.
    """

    age: int
    size: int
    active: int
    retention: float
    low: float
    high: float
    revenue: float | None


@dataclass(frozen=True)
class Cohort:
    """One group. period: when its customers came; a wider one than the triangle's when small groups were put together.

    cells: from age 0 to the last complete period; what comes after is not there.
    """

    period: Period
    size: int
    cells: tuple[Cell, ...]

    @property
    def is_small(self) -> bool:
        """Whether the group is too small to compare with others."""
        return self.size < LEAST


@dataclass(frozen=True)
class Triangle:
    """Groups of customers, oldest first; a period in which nobody came has none.

    kind: "sales" (seen = ordered in the period) or "subscriptions" (seen = still a subscriber on the period's last day).
    average: per age all groups old enough together, as one cell each: sum of active / sum of size.
    begun: the first day of the data when customers may be older than it, else None. unknown: rows without customer or day.
    """

    kind: str
    grain: Grain
    cohorts: tuple[Cohort, ...]
    average: tuple[Cell, ...]
    begun: date | None
    unknown: int

    @property
    def customers(self) -> int:
        """All customers in the triangle."""
        return sum(cohort.size for cohort in self.cohorts)


def triangle_of(counts: CohortCounts) -> Triangle:
    """Return the triangle of what was counted: R[group, age] = active / size.

    Source: the usual cohort table; the average is weighted by size and not a mean of means.
    """
    cohorts = tuple(_cohort(counts, place) for place, size in enumerate(counts.size) if size)
    return Triangle(counts.kind, counts.grain, cohorts, average_of(cohorts), counts.begun, counts.unknown)


def _cohort(counts: CohortCounts, place: int) -> Cohort:
    size, known = int(counts.size[place]), len(counts.periods) - place
    brought = counts.revenue[place]
    cells = tuple(
        cell_of(age, size, int(counts.active[place, age]), None if np.isnan(brought[age]) else float(brought[age]))
        for age in range(known)
    )
    return Cohort(counts.periods[place], size, cells)


def cell_of(age: int, size: int, active: int, revenue: float | None) -> Cell:
    """Return a cell with its share and interval."""
    low, high = wilson(active, size)
    return Cell(age, size, active, active / size, low, high, revenue)


def average_of(cohorts: Sequence[Cohort]) -> tuple[Cell, ...]:
    """Return per age the cells of all groups old enough as one."""
    oldest = max((len(cohort.cells) for cohort in cohorts), default=0)
    return tuple(_together([c.cells[age] for c in cohorts if len(c.cells) > age]) for age in range(oldest))


def _together(cells: Sequence[Cell]) -> Cell:
    revenues = [cell.revenue for cell in cells if cell.revenue is not None]
    revenue = sum(revenues) if len(revenues) == len(cells) else None
    return cell_of(cells[0].age, sum(cell.size for cell in cells), sum(cell.active for cell in cells), revenue)


def pooled(triangle: Triangle) -> Triangle:
    """Return a triangle by month in which the months of a quarter are one group where one of them has under 20 customers.

    Ages stay months, each counted from a customer's own month, so that such a group knows an age once its youngest month
    does. A triangle by anything else is returned as it is.
    """
    if triangle.grain is not Grain.MONTH:
        return triangle
    found: list[Cohort] = []
    for quarter, group in groupby(triangle.cohorts, key=lambda cohort: period_of(cohort.period.start, Grain.QUARTER)):
        months = list(group)
        if len(months) == 1 or not any(month.is_small for month in months):
            found += months
            continue
        ages = min(len(month.cells) for month in months)
        cells = tuple(_together([month.cells[age] for month in months]) for age in range(ages))
        found.append(Cohort(quarter, sum(month.size for month in months), cells))
    return Triangle(triangle.kind, triangle.grain, tuple(found), triangle.average, triangle.begun, triangle.unknown)
