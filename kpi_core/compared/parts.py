"""The parts of a firm at one moment, judged: which lies further off than chance explains, and which is too small to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compared.limits import INNER, OUTER, Limits, mean_limits, over_span, overdispersion, share_limits
from kpi_core.model import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_COUNT = 20
"""A share or a mean over fewer than this says nothing."""
LEAST_PERIODS = 6
"""Whole periods a part must have values in before its spread between them is known."""
LEAST_FOR_SHARES = 3
"""Whole periods before it is known how much shares move by themselves; from one month alone equal parts look different."""
LEAST_PARTS = 2
CURVE_POINTS = 16


class Place(StrEnum):
    """Where a part lies: beyond the outer limits, within them, or not to be said."""

    BELOW = "below"
    ABOVE = "above"
    WITHIN = "within"
    TOO_FEW = "too_few"


@dataclass(frozen=True, eq=False)
class Row:
    """One part over a span. total, size: what is divided by what; totals, sizes: the same per period, NaN = nothing known."""

    segment: str
    total: float
    size: float
    totals: Floats
    sizes: Floats

    @property
    def value(self) -> float:
        """The share or the mean over the whole span."""
        return self.total / self.size


@dataclass(frozen=True)
class Part:
    """One part, judged. value: in the unit of the rows; size: what it rests on; the limits are None where it is too small."""

    segment: str
    value: float
    size: float
    place: Place
    inner: Limits | None = None
    outer: Limits | None = None


@dataclass(frozen=True)
class Edge:
    """The limits at one size, to draw the funnel with."""

    size: float
    inner: Limits
    outer: Limits


@dataclass(frozen=True)
class Compared:
    """All parts beside the whole. parts: in the order given. funnel: for shares, small to large; empty for means.

    finding: `compared_none`, `compared_too_few`, or with the segments `below` and `above` and how many they are `n`:
    `compared_below`, `compared_above`, `compared_apart` for both.
    """

    whole: float
    parts: tuple[Part, ...]
    finding: Finding
    funnel: tuple[Edge, ...] = field(default=())

    def at(self, *places: Place) -> tuple[Part, ...]:
        """Return the parts in these places, in their order."""
        return tuple(part for part in self.parts if part.place in places)


def compare(rows: Sequence[Row], whole: Row, kpi: str, *, shares: bool) -> Compared | None:
    """Return every part beside the whole, None with fewer than two parts, too few periods to know how shares move, or means of which
    the periods do not come to the span. None too where the whole is no middle of its parts: then it is not made of them.

    shares: the totals are counts out of the sizes, so that counting itself is the chance; else means, of which chance shows in how
    a part differs from month to month. whole: everything together, which need not be the sum of the rows.
    """
    if len(rows) < LEAST_PARTS or whole.size <= 0:
        return None
    values = [row.value for row in rows]
    if not min(values) <= whole.value <= max(values):
        return None
    if _seen(whole) < LEAST_FOR_SHARES if shares else not _adds_up(whole):
        return None
    parts, funnel = _shares(rows, whole) if shares else (_means(rows, whole), ())
    return Compared(whole.value, parts, _finding(parts, kpi), funnel)


def _shares(rows: Sequence[Row], whole: Row) -> tuple[tuple[Part, ...], tuple[Edge, ...]]:
    share = (whole.total + 0.5) / (whole.size + 1)
    rho = overdispersion(np.vstack([row.totals for row in rows]), np.vstack([row.sizes for row in rows]))
    periods = _periods(whole, rows)

    def edge(size: float) -> Edge:
        there = over_span(rho, size, periods)
        inner, outer = (share_limits(share, size, there, tail) for tail in (INNER, OUTER))
        return Edge(size, inner, outer)

    def judged(row: Row) -> Part:
        if row.size < LEAST_COUNT:
            return Part(row.segment, row.value, row.size, Place.TOO_FEW)
        limits = edge(row.size)
        return Part(row.segment, row.value, row.size, _place(row.value, limits.outer), limits.inner, limits.outer)

    parts = tuple(map(judged, rows))
    known = [part.size for part in parts if part.place is not Place.TOO_FEW]
    if not known:
        return parts, ()
    sizes = np.unique(np.geomspace(max(min(known) * 0.8, LEAST_COUNT), max(known) * 1.1, CURVE_POINTS).round())
    return parts, tuple(edge(float(size)) for size in sizes)


def _periods(whole: Row, rows: Sequence[Row]) -> float:
    """Return over how many periods chance evens out: fewer where one holds most, 1 where periods do not add up to the span."""
    sizes = np.nan_to_num(whole.sizes)
    adds_up = all(_adds_up(row) for row in (whole, *rows))
    return float(sizes.sum() ** 2 / (sizes**2).sum()) if adds_up and sizes.any() else 1.0


def _adds_up(row: Row) -> bool:
    return all(
        abs(float(np.nansum(of_periods)) - all_together) <= 1e-6 * max(abs(all_together), 1.0)
        for of_periods, all_together in ((row.totals, row.total), (row.sizes, row.size))
    )


def _means(rows: Sequence[Row], whole: Row) -> tuple[Part, ...]:
    with np.errstate(divide="ignore", invalid="ignore"):
        by_period = np.where(whole.sizes > 0, whole.totals / whole.sizes, np.nan)
    return tuple(_mean(row, whole.value, by_period) for row in rows)


def _mean(row: Row, whole: float, by_period: Floats) -> Part:
    inner, outer = (mean_limits(whole, row.totals, row.sizes, by_period, tail) for tail in (INNER, OUTER))
    if row.size < LEAST_COUNT or _seen(row) < LEAST_PERIODS or not _adds_up(row) or inner is None or outer is None:
        return Part(row.segment, row.value, row.size, Place.TOO_FEW)
    return Part(row.segment, row.value, row.size, _place(row.value, outer), inner, outer)


def _seen(row: Row) -> int:
    return int((np.isfinite(row.totals) & (np.nan_to_num(row.sizes) > 0)).sum())


def _place(value: float, limits: Limits) -> Place:
    if value < limits[0]:
        return Place.BELOW
    return Place.ABOVE if value > limits[1] else Place.WITHIN


def _finding(parts: Sequence[Part], kpi: str) -> Finding:
    below, above = (tuple(p.segment for p in parts if p.place is place) for place in (Place.BELOW, Place.ABOVE))
    fields = {"below": below, "above": above, "n": len(below + above)}
    if below and above:
        return Finding("compared_apart", kpi, "neutral", fields)
    if below or above:
        return Finding("compared_below" if below else "compared_above", kpi, "neutral", fields)
    some = any(part.place is Place.WITHIN for part in parts)
    return Finding("compared_none" if some else "compared_too_few", kpi, "neutral")
