"""From results per part to a bridge: what each part adds to a change, and whether that is more than it moves by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.drivers.cells import cells_of
from kpi_core.drivers.guard import weights_shifted
from kpi_core.drivers.headline import Facts, headline
from kpi_core.drivers.judging import Judged, judged, whole_moved
from kpi_core.drivers.model import Drivers, Part, Unsplit
from kpi_core.drivers.ratios import Split, rate_and_mix, turned
from kpi_core.drivers.sides import Sides, on_route, sides_of
from kpi_core.formula.facts import division
from kpi_core.model import NO_MARKS
from kpi_core.own import unit_of
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.drivers.cells import Cells
    from kpi_core.model import Kpi, Marks, Results
    from kpi_core.periods import Period

    Floats = NDArray[np.float64]

WORTH_NAMING = 0.1
"""A part is named only when it is at least this much of all movement."""
TINY = 1e-9
OF_THE_MIX = 0.5


def drivers_of(
    kpi: Kpi,
    results: Results,
    by: str,
    before: Period,
    now: Period,
    *,
    route: float | None = None,
    marks: Marks = NO_MARKS,
) -> Drivers | Unsplit:
    """Return the bridge of a KPI from one span to another, in parts by a role.

    kpi: as `split_as` returns it. results: it per period of one grain, split by that role, as far back as the data goes.
    before, now: spans that whole periods of that grain fill; more than one only where `over_time`. route: where it should be
    over `now`: the bridge then starts there, each part's share of it being its share of `before`.
    marks: the periods that were not ordinary do not tell how a part moves by itself. The contributions add up to the change; what stays hidden is one part, the rest.
    """
    cells = cells_of(results, kpi.id, ratio=division(kpi.tree) is not None)
    return bridge_of(kpi, cells, by, before, now, route=route, marks=marks)


def bridge_of(
    kpi: Kpi,
    cells: Cells,
    by: str,
    before: Period,
    now: Period,
    *,
    route: float | None = None,
    marks: Marks = NO_MARKS,
) -> Drivers | Unsplit:
    """Return the bridge of a grid of periods by parts; see `drivers_of`."""
    sides = sides_of(cells, before, now)
    if isinstance(sides, Unsplit):
        return sides
    if route is not None:
        moved = on_route(sides, route)
        if isinstance(moved, Unsplit):
            return moved
        sides = moved
    split = rate_and_mix(*zip(sides.x, sides.d, strict=True)) if sides.d else None
    contributions = split.rate + split.mix if split else sides.x[1] - sides.x[0]
    counts = sides.d is not None and _of_counts(kpi, sides)
    known = cells.until(now)
    cases = _cases(kpi)
    weighed = judged(known, sides, before, now, counts=counts, cases=cases, yearly=route is not None, marks=marks)
    parts, order = _parts(sides, split, contributions, weighed)
    total_from, total_to = sides.totals
    facts = Facts(
        kpi.id,
        by,
        total_to - total_from,
        route is not None,
        split is not None and _shifted(split, sides, counts=counts),
        bool(weighed.told.any()),
        (total_to > total_from) is (kpi.direction is Direction.LOWER),
        not weighed.named.any() and whole_moved(known, before, now, total_to - total_from, marks),
        tuple(_grown(sides)[order]),
    )
    return Drivers(by, total_from, total_to, parts, headline(parts, facts), route is not None, facts.known)


def _parts(
    sides: Sides, split: Split | None, contributions: Floats, weighed: Judged
) -> tuple[tuple[Part, ...], list[int]]:
    moved = float(np.abs(contributions).sum())
    named = weighed.named & (weighed.away * contributions >= 0) & (np.abs(contributions) >= WORTH_NAMING * moved)
    total = sides.totals[0]
    own = [_own(sides, place) for place in (0, 1)]
    found = [
        Part(
            segment=name,
            before=own[0][place],
            now=own[1][place],
            contribution=float(contributions[place]),
            mix=float(split.mix[place]) if split else None,
            rate=float(split.rate[place]) if split else None,
            significant=bool(named[place]) and name is not None,
            small=not bool(weighed.told[place]),
            share=float(contributions[place]) / abs(total) if total else None,
        )
        for place, name in enumerate(sides.names)
    ]
    order = sorted(range(len(found)), key=lambda at: (found[at].segment is None, -abs(found[at].contribution)))
    return tuple(found[place] for place in order), order


def _own(sides: Sides, place: int) -> list[float | None]:
    x = sides.x[place]
    if sides.d is None:
        return [float(value) for value in x]
    return [float(a / b) if b > 0 else None for a, b in zip(x, sides.d[place], strict=True)]


def _of_counts(kpi: Kpi, sides: Sides) -> bool:
    """Tell whether a ratio is a share: so many out of so many, in every part."""
    found = division(kpi.tree)
    assert found
    assert sides.d
    if any(unit_of(part) is not Unit.COUNT for part in found):
        return False
    pairs = zip(sides.x, sides.d, strict=True)
    return all(bool(((x >= -TINY) & (x <= d + TINY)).all()) for x, d in pairs)


def _cases(kpi: Kpi) -> bool:
    """Tell whether a KPI is so much per case: what it has below the line is counted."""
    found = division(kpi.tree)
    return found is not None and unit_of(found[1]) is Unit.COUNT


def _shifted(split: Split, sides: Sides, *, counts: bool) -> bool:
    assert sides.d
    before, now = sides.d
    change = float(split.rate.sum() + split.mix.sum())
    weights = (before / before.sum() + now / now.sum()) / 2
    if not turned(split, change, weights) or abs(float(split.mix.sum())) < OF_THE_MIX * abs(change):
        return False
    return weights_shifted(before, now) if counts else True


def _grown(sides: Sides) -> NDArray[np.bool_]:
    if sides.d is None:
        return np.zeros(len(sides.names), dtype=np.bool_)
    before, now = sides.d
    return np.asarray(now / now.sum() > before / before.sum())
