"""How likely each part's change is by chance, whatever the KPI: a share, a sum, or a ratio of amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kpi_core.drivers.courses import Courses
from kpi_core.drivers.guard import AT, FEWEST_BELOW, holm, shares_chance
from kpi_core.model import NO_MARKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.drivers.cells import Cells
    from kpi_core.drivers.sides import Sides
    from kpi_core.model import Marks
    from kpi_core.periods import Period

    Floats = NDArray[np.float64]

A_YEAR = 365
PLACES = 9


class Judged(NamedTuple):
    """Per part whether it moved more than by chance, which way it stood out (0 = not known), and whether that can be told."""

    named: NDArray[np.bool_]
    away: Floats
    told: NDArray[np.bool_]


def judged(
    cells: Cells,
    sides: Sides,
    before: Period,
    now: Period,
    *,
    counts: bool,
    cases: bool = False,
    yearly: bool,
    marks: Marks = NO_MARKS,
) -> Judged:
    """Return which parts moved more than by chance. cells: up to the end of `now`. counts: a ratio of so many out of so many.

    cases: what a ratio has below the line is a number of cases.

    A share is judged by its counts. The part of a sum is judged by its share of the whole, so that what all parts have in
    common is no cause in one of them; any other ratio by its own course. A part that never was there before is no chance; of a
    ratio over cases it has to be large enough to have one.
    yearly: measured against a route instead of a period.
    """
    past = np.array([period.end < now.start for period in cells.periods])
    appeared = _appeared(cells, sides, past)
    if cases and sides.d is not None:
        appeared &= sides.d[1] >= FEWEST_BELOW
    if counts and sides.d is not None and not yearly:
        return _by_counts(cells, sides, past, appeared)
    return _by_course(_courses(cells, before, now, marks, yearly=yearly), sides, appeared)


def whole_moved(cells: Cells, before: Period, now: Period, change: float, marks: Marks = NO_MARKS) -> bool:
    """Tell whether the whole left its own course, in the direction of its change; cells: up to the end of `now`."""
    chance, away = _courses(cells, before, now, marks, yearly=False).judged(-1, (), alone=True)
    return chance <= AT and away * change > 0


def _courses(cells: Cells, before: Period, now: Period, marks: Marks, *, yearly: bool) -> Courses:
    left_out = marks.special | marks.unknown
    ordinary = np.array([period not in left_out for period in cells.periods])
    return Courses(cells, ordinary, _apart(cells, before, now, yearly=yearly))


def _by_counts(cells: Cells, sides: Sides, past: NDArray[np.bool_], appeared: NDArray[np.bool_]) -> Judged:
    assert cells.d is not None
    assert sides.d is not None
    earlier = tuple(np.nan_to_num(grid[past][:, :-1], nan=0.0) for grid in (cells.x, cells.d))
    (x0, x1), (d0, d1) = sides.x, sides.d
    chances = shares_chance((x0, d0), (x1, d1), (earlier[0], earlier[1]))
    chances = np.where(sides.columns < 0, np.nan, chances)
    return Judged(holm(chances) | appeared, np.zeros(len(chances)), ~np.isnan(chances) | appeared)


def _by_course(courses: Courses, sides: Sides, appeared: NDArray[np.bool_]) -> Judged:
    """Return which parts left their course, by Holm's steps.

    Of shares the one that stands out most is taken out of the whole before the others are looked at: what it lost is no gain
    of theirs. Of two shares that say the same, the part that moved most is the one.
    """
    moved = np.abs(sides.x[1] - sides.x[0])
    named, away, told = appeared.copy(), np.zeros(len(moved)), appeared.copy()
    left = [place for place, column in enumerate(sides.columns) if column >= 0 and not named[place]]
    while left:
        out = [int(sides.columns[place]) for place in np.flatnonzero(named)]
        found = {place: courses.judged(int(sides.columns[place]), out, alone=len(left) == 1) for place in left}
        known = {place: one for place, one in found.items() if not np.isnan(one[0])}
        for place, (_, side) in known.items():
            told[place], away[place] = True, side
        if not known:
            break
        first = min(known, key=lambda place: (round(known[place][0], PLACES), -moved[place]))
        if known[first][0] > AT / len(known):
            break
        named[first] = True
        left.remove(first)
    return Judged(named, away, told)


def _apart(cells: Cells, before: Period, now: Period, *, yearly: bool) -> int:
    if yearly:
        days = cells.periods[-1].days
        return max(round(A_YEAR / days), 1)
    return sum(before.end < period.end <= now.end for period in cells.periods)


def _appeared(cells: Cells, sides: Sides, past: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which parts had nothing at all in any earlier period: that is no chance."""
    grids = [cells.x] if cells.d is None else [cells.x, cells.d]
    never = np.array(
        [not any(np.nan_to_num(g[past][:, c]).any() for g in grids) for c in sides.columns], dtype=np.bool_
    )
    return never & (sides.columns >= 0) & bool(past.sum() >= 2)
