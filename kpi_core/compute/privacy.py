"""Groups of people too small to show.

A small group can also be worked out: from the total and the groups beside it, or from two looks at the same people. So the
next smallest group is hidden with it, and people can be split or filtered by one thing at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compute.asks import Ask, respondents, rows_behind
from kpi_core.formula.tree import Aggregate, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kpi_core.compute.request import Request
    from kpi_core.compute.series import Grids
    from kpi_core.model import Kpi

PERSON_DAYS = "available_days"
"""In totals without names, the days all people together were there: over the days of the period that is how many they were."""


def hidden(people: NDArray[np.float64], least: int) -> NDArray[np.bool_]:
    """Return which cells of a grid (periods by segments, the total last) must stay hidden.

    A group below `least` is hidden. When that leaves only one group of a period out, what it answered follows from the total
    and the others; the next smallest group is hidden with it. Groups without anyone hide nothing.
    """
    out = (people < least) & (people > 0)
    groups = people[:, :-1]
    for place in range(len(people)):
        if out[place, :-1].sum() == 1 and not out[place, -1]:
            shown = np.where((groups[place] > 0) & ~out[place, :-1])[0]
            if shown.size:
                out[place, shown[np.argmin(groups[place][shown])]] = True
    return out


def people_asks(asks: Iterable[Ask], request: Request) -> tuple[Ask, ...]:
    """Return the asks that tell how many people the asks of a formula are about."""
    return tuple(found for ask in asks if (found := _counted(ask, request)))


def people(asks: Iterable[Ask], grids: Grids, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many people a value is about; its lines where nothing tells people apart."""
    days = np.array([[period.days] for period in grids.periods], dtype="float64")
    counts = []
    for ask in people_asks(asks, grids.request):
        found = np.nan_to_num(grids.asked(ask), nan=0.0)
        counts.append(found if isinstance(ask.leaf, Aggregate) and ask.leaf.name == "distinct" else found / days)
    return np.maximum.reduce(counts) if counts else rows


def _counted(ask: Ask, request: Request) -> Ask | None:
    present = request.dataset.roles_present
    kind = rows_behind(ask).leaf.kind  # type: ignore[union-attr]  # always a count
    if PERSON_DAYS in present.get(kind, frozenset()):
        return Ask(Aggregate("sum", kind, Column(kind, PERSON_DAYS)), ask.steps)
    return respondents(ask, present)


def gives_away(kpi: Kpi, request: Request) -> bool:
    """Return whether a request looks at people in two ways at once, from which a small group could be worked out."""
    values = [value for kept in request.where.values() for value in kept]
    return bool(kpi.min_group) and len(values) + bool(request.by) > 1
