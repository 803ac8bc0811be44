"""Which groups come back less than earlier groups did at the same age, by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.forecast.counts import BetaBinomial
from kpi_core.periods import MONTHS_PER_YEAR, add_months, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpi_core.cohorts.triangle import Cell, Cohort, Triangle
    from kpi_core.periods import Period

EARLIER = 2
"""Earlier groups there must be at an age before another is compared with them."""
EXPECTED = 5.0
"""Customers expected back before a share is compared: with fewer, hardly any number is surprisingly low."""
FALSE = 0.10
"""The part of the marks that may be chance (Benjamini and Hochberg 1995)."""
MOST_ALIKE = 0.5
"""The most that customers of one group may be alike, as a correlation."""
ROUNDS = 3
UNSURE_MONTHS = MONTHS_PER_YEAR // 2
"""Who comes this soon after the data begins may have been a customer before: such a group is no measure for later ones."""


@dataclass(frozen=True)
class Lower:
    """A cell that is lower than chance allows. expected: what the earlier groups came back at that age, as a share."""

    cell: Cell
    expected: float


Marks = dict[tuple["Period", int], Lower]
"""What is lower, by the group's period and its age."""


def lower(triangle: Triangle) -> Marks:
    """Return the cells that are lower than earlier groups of at least 20 at the same age, by the group's period and age.

    The number seen is held against a beta-binomial of the earlier groups together: their share, and how much those earlier
    groups differ among themselves beyond chance. Of all cells compared, so many are named that at most one in ten is chance.
    Age 0 is never compared, nor is the first half year of data in which customers may not be new at all. What is marked is no
    measure for later groups: the rest is compared once more without it, so that a fall that lasts does not become the norm.
    """
    marks: Marks = {}
    for _ in range(ROUNDS):
        before, marks = marks, {**marks, **_surprising(triangle, marks)}
        if marks.keys() == before.keys():
            break
    return marks


def _surprising(triangle: Triangle, marks: Marks) -> Marks:
    """Return the cells lower than what is not marked yet."""
    found = list(_compared(triangle, marks))
    chances = sorted(chance for *_, chance in found)
    allowed = [chance for rank, chance in enumerate(chances, start=1) if chance <= FALSE * rank / len(chances)]
    limit = max(allowed, default=-1.0)
    return {(period, cell.age): Lower(cell, share) for period, cell, share, chance in found if chance <= limit}


def can_compare(triangle: Triangle) -> bool:
    """Tell whether there is any group to compare with earlier ones."""
    return next(_compared(triangle, {}), None) is not None


def _compared(triangle: Triangle, marks: Marks) -> Iterator[tuple[Period, Cell, float, float]]:
    """Yield every cell that can be compared: its group, itself, the earlier share and the chance of so few."""
    usable = [cohort for cohort in triangle.cohorts if not cohort.is_small and _is_new(cohort, triangle)]
    ages = max((len(cohort.cells) for cohort in usable), default=0)
    earlier: list[list[Cell]] = [[] for _ in range(ages)]  # by age
    for cohort in usable:
        spread = _overdispersion(earlier)
        for cell in cohort.cells[1:]:
            known = earlier[cell.age]
            size, active = sum(other.size for other in known), sum(other.active for other in known)
            share = (active + 0.5) / (size + 1)
            if len(known) >= EARLIER and share * cell.size >= EXPECTED:
                yield cohort.period, cell, active / size, _chance_of_so_few(cell, share, size, spread)
        for cell in cohort.cells[1:]:
            if (cohort.period, cell.age) not in marks:
                earlier[cell.age].append(cell)


def _is_new(cohort: Cohort, triangle: Triangle) -> bool:
    return triangle.begun is None or cohort.period.start >= add_months(triangle.begun.replace(day=1), UNSURE_MONTHS)


def _overdispersion(by_age: Sequence[Sequence[Cell]]) -> tuple[float, float]:
    """Return how much groups differ at equal age, as a multiple of chance, and the correlation that stands for."""
    squares, degrees, sizes = 0.0, 0, []
    for cells in by_age:
        share = sum(cell.active for cell in cells) / max(1, sum(cell.size for cell in cells))
        if len(cells) < EARLIER or not 0 < share < 1:
            continue
        squares += sum((cell.active - cell.size * share) ** 2 / cell.size for cell in cells) / (share * (1 - share))
        sizes += [cell.size for cell in cells]
        degrees += len(cells) - 1
    ratio = max(1.0, squares / degrees) if degrees else 1.0
    mean = sum(sizes) / len(sizes) if sizes else 2.0
    return ratio, min(MOST_ALIKE, (ratio - 1) / (mean - 1))


def _chance_of_so_few(cell: Cell, share: float, earlier: int, spread: tuple[float, float]) -> float:
    """Return the chance that a group like the earlier ones has at most this many seen."""
    ratio, correlation = spread
    firm = 1 / (correlation + ratio / (earlier + 1)) - 1
    return BetaBinomial(cell.size, share * firm, (1 - share) * firm).below(cell.active)


def since(triangle: Triangle, marks: Mapping[tuple[Period, int], Lower]) -> Period | None:
    """Return the period from which on, up to the last, every period has a mark; None when the last one has none."""
    marked = {happens(triangle, period, age) for period, age in marks}
    last = max((happens(triangle, cohort.period, len(cohort.cells) - 1) for cohort in triangle.cohorts), default=None)
    if last is None or last not in marked:
        return None
    first = last
    while first.shifted(-1) in marked:
        first = first.shifted(-1)
    return first


def happens(triangle: Triangle, period: Period, age: int) -> Period:
    """Return the period in which a group has an age; of months put together that of the youngest."""
    return period_of(period.end, triangle.grain).shifted(age)
