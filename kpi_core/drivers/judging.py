"""How likely each part's change is by chance, whatever the KPI: a share, a sum, or a ratio of amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kpi_core.drivers.guard import forecast_chance, shares_chance
from kpi_core.forecast import Scale, season_of
from kpi_core.model import NO_MARKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.drivers.cells import Cells
    from kpi_core.drivers.sides import Sides
    from kpi_core.model import Marks
    from kpi_core.periods import Period

    Floats = NDArray[np.float64]

MOSTLY = 0.6
"""A part with a value in fewer of its periods has no usual movement to go by."""
LEAST_SHARE = 1e-4
YEARS_FOR_A_SEASON = 3
A_YEAR = 365


class Judged(NamedTuple):
    """Per part the chance of its movement (NaN = cannot be told), which way it went, and whether it had never been there."""

    chances: Floats
    away: Floats
    appeared: NDArray[np.bool_]


def judged(
    cells: Cells, sides: Sides, before: Period, now: Period, *, counts: bool, yearly: bool, marks: Marks = NO_MARKS
) -> Judged:
    """Return how likely each part moved so by chance. cells: up to the end of `now`. counts: a ratio of so many out of so many.

    A share is judged by its counts. The part of a sum is judged by its share of the whole, so that what all parts have in
    common is no cause in one of them; any other ratio by its own course. yearly: measured against a route instead of a period.
    """
    past = np.array([period.end < now.start for period in cells.periods])
    if counts and sides.d is not None and not yearly:
        found = _by_counts(cells, sides, past)
    else:
        left_out = marks.special | marks.unknown
        ordinary = np.array([period not in left_out for period in cells.periods])
        found = _by_course(cells, sides, _apart(cells, before, now, yearly=yearly), ordinary)
    return found._replace(appeared=_appeared(cells, sides, past))


def _by_counts(cells: Cells, sides: Sides, past: NDArray[np.bool_]) -> Judged:
    assert cells.d is not None
    assert sides.d is not None
    earlier = tuple(np.nan_to_num(grid[past][:, :-1], nan=0.0) for grid in (cells.x, cells.d))
    (x0, x1), (d0, d1) = sides.x, sides.d
    chances = shares_chance((x0, d0), (x1, d1), (earlier[0], earlier[1]))
    chances = np.where(sides.columns < 0, np.nan, chances)
    return Judged(chances, np.zeros(len(chances)), np.zeros(len(chances), dtype=np.bool_))


def _by_course(cells: Cells, sides: Sides, apart: int, ordinary: NDArray[np.bool_]) -> Judged:
    chances, away = [], []
    alone = len(cells.names) == 1 or cells.d is not None
    for column in sides.columns:
        course = _course(cells, int(column), ordinary, alone=alone)
        season = _season(cells, alone=alone)
        scale = None if alone else Scale.LOGIT
        chance, side = (float("nan"), 0.0) if course is None else forecast_chance(course, season, apart, scale)
        chances.append(chance)
        away.append(side)
    return Judged(np.array(chances), np.array(away), np.zeros(len(chances), dtype=np.bool_))


def _course(cells: Cells, column: int, ordinary: NDArray[np.bool_], *, alone: bool) -> Floats | None:
    """Return the series a part is judged by; None when it has too few values or is the rest."""
    if column < 0:
        return None
    own, whole = cells.x[:, column], cells.x[:, -1]
    if cells.d is not None:
        below = cells.d[:, column]
        values = np.where(below > 0, own / np.where(below > 0, below, 1.0), np.nan)
    elif alone:
        values = own
    else:
        values = np.where(whole > 0, own / np.where(whole > 0, whole, 1.0), np.nan)
        values = np.where(np.isnan(values), np.nan, np.clip(values, LEAST_SHARE, 1 - LEAST_SHARE))
    values = np.where(ordinary, values, np.nan)
    begun = np.flatnonzero(np.isfinite(values) & (own != 0))
    if not len(begun):
        return None
    values = values[begun[0] :]
    enough = (np.isfinite(values) & (own[begun[0] :] != 0)).mean() >= MOSTLY
    return values if enough else None


def _season(cells: Cells, *, alone: bool) -> int:
    found = season_of(cells.periods[-1].grain) if cells.periods else 1
    return found if alone or len(cells.periods) >= YEARS_FOR_A_SEASON * found else 1


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
