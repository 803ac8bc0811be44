"""Groups of people too small to show.

A small group can also be worked out: from the total and the groups beside it, or from two looks at the same people. So the
next smallest group is hidden with it, until those hidden together are enough, and people can be split or filtered by one thing
at a time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compute.asks import Ask, respondents, rows_behind
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Aggregate, Column, Logic
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kpi_core.compute.request import Request
    from kpi_core.compute.series import Grids
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi

PERSON_DAYS = "available_days"
"""In totals without names, the days all people together were there: over the days of the period that is how many they were."""


def hidden(people: NDArray[np.float64], least: int) -> NDArray[np.bool_]:
    """Return which cells of a grid (periods by segments, the total last) must stay hidden.

    A group below `least` is hidden. What the hidden groups of a period answered together follows from the total and the others;
    so while that is one group, or fewer people than `least`, the next smallest is hidden with them. Groups without anyone hide
    nothing.
    """
    out = (people < least) & (people > 0)
    groups = people[:, :-1]
    for place in range(len(people)):
        while not out[place, -1] and _told(groups[place], out[place, :-1], least):
            shown = np.where((groups[place] > 0) & ~out[place, :-1])[0]
            if not shown.size:
                break
            out[place, shown[np.argmin(groups[place][shown])]] = True
    return out


def _told(groups: NDArray[np.float64], out: NDArray[np.bool_], least: int) -> bool:
    """Tell whether what the hidden groups answered follows for too few: one group, or fewer people than may be shown."""
    return bool(out.any()) and (int(out.sum()) == 1 or float(groups[out].sum()) < least)


def people_asks(asks: Iterable[Ask], request: Request) -> tuple[Ask, ...]:
    """Return the asks that tell how many people the asks of a formula are about."""
    return tuple(found for ask in asks if (found := _counted(ask, request)))


def people(asks: Iterable[Ask], grids: Grids, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many people a value is about; its lines where nothing tells people apart.

    Lines that leave empty who they are about are of one person at least, who may not be shown.
    """
    counts = [_heads(ask, grids) for ask in people_asks(asks, grids.request)]
    return np.maximum(np.max(counts, axis=0), rows > 0) if counts else rows


def _heads(ask: Ask, grids: Grids) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.nan_to_num(grids.asked(ask), nan=0.0)
    if isinstance(ask.leaf, Aggregate) and ask.leaf.name != "sum":
        return found
    days = np.array([[period.days] for period in grids.periods], dtype="float64")
    heads: NDArray[np.float64] = found / days
    return heads


def left_by(asks: Iterable[Ask], request: Request) -> tuple[tuple[Ask, Ask], ...]:
    """Return the people of each part of a formula that names a group itself, and the people that part would be about otherwise.

    A formula people write can do what a split does; the group it names and the one it leaves out are looked at like any other.
    """
    return tuple(
        (_counted(ask, request) or rows_behind(ask), _counted(wide, request) or rows_behind(wide))
        for ask in asks
        if (wide := _widened(ask)) is not None
    )


def singled_out(asks: Iterable[Ask], grids: Grids, least: int) -> NDArray[np.bool_]:
    """Return where a group named in the formula, or what is left without it, is smaller than may be shown."""
    out = np.zeros((len(grids.periods), len(grids.segments) + 1), dtype=bool)
    for part, whole in left_by(asks, grids.request):
        mine, everyone = (_heads(ask, grids) for ask in (part, whole))
        for group in (mine, everyone - mine):
            out |= (group > 0) & (group < least)
    return out


def _widened(ask: Ask) -> Ask | None:
    """Return the ask without its conditions on who it is about, None when it has none."""
    leaf = ask.leaf
    if not isinstance(leaf, Aggregate) or leaf.where is None or not KINDS[leaf.kind].people:
        return None
    terms = leaf.where.terms if isinstance(leaf.where, Logic) and leaf.where.op == "and" else (leaf.where,)
    kept = tuple(term for term in terms if not _names_a_group(term))
    if len(kept) == len(terms):
        return None
    where = Logic("and", kept) if len(kept) > 1 else kept[0] if kept else None
    return Ask(replace(leaf, where=where), ask.steps)


def _names_a_group(term: Node) -> bool:
    return any(isinstance(part, Column) and ROLES[part.role].type in {"category", "id"} for part in parts(term))


def _counted(ask: Ask, request: Request) -> Ask | None:
    present = request.dataset.roles_present
    behind = rows_behind(ask).leaf
    assert isinstance(behind, Aggregate)
    if PERSON_DAYS in present.get(behind.kind, frozenset()):
        return Ask(Aggregate("sum", behind.kind, Column(behind.kind, PERSON_DAYS), behind.where), ask.steps)
    return respondents(ask, present)


def gives_away(kpi: Kpi, request: Request) -> bool:
    """Return whether a request looks at people in two ways at once, from which a small group could be worked out."""
    values = [value for kept in request.where.values() for value in kept]
    return bool(kpi.min_group) and len(values) + bool(request.by) > 1
