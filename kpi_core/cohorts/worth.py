"""What a customer has brought so far, by how long ago the customer came: history, and no model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.cohorts.triangle import LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.cohorts.triangle import Cell, Triangle


@dataclass(frozen=True)
class Brought:
    """What a customer had brought on average up to and including an age. size: the customers that age rests on."""

    age: int
    value: float
    size: int


def worth_by_age(triangle: Triangle, margin: float | None = None) -> tuple[Brought, ...]:
    """Return what customers brought by age, in revenue, or in margin where a margin is given (0.4 = 40% of revenue).

    Every age adds what all groups old enough brought at that age per customer, so that the line does not fall because the
    oldest groups differ. It ends where fewer than 20 customers are that old; () without amounts and for subscriptions.
    """
    if triangle.kind != "sales":
        return ()
    return _cumulated(triangle.average, 1.0 if margin is None else margin)


def _cumulated(cells: Sequence[Cell], margin: float) -> tuple[Brought, ...]:
    found: list[Brought] = []
    total = 0.0
    for cell in cells:
        if cell.revenue is None or cell.size < LEAST:
            break
        total += cell.revenue * margin / cell.size
        found.append(Brought(cell.age, total, cell.size))
    return tuple(found)
