"""What a forecast rests on: the whole periods of one KPI and segment, without what the owner called special."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpi_core.compute.margins import share_of
from kpi_core.forecast.scale import Scale
from kpi_core.gaps import begun, silent
from kpi_core.model import NO_MARKS
from kpi_core.periods import Grain
from kpi_core.series import finished, is_share
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, Marks, SeriesPoint
    from kpi_core.periods import Period

Floats = NDArray[np.float64]
SEASONS = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}
ANYTHING = (-np.inf, np.inf)
NUMBERS = frozenset({Unit.COUNT, Unit.DAYS, Unit.HOURS, Unit.MONTHS})
MARGIN_IN_DEVIATIONS = 1.96
"""A margin is what 19 in 20 samples stay within."""


@dataclass(frozen=True, eq=False)
class History:
    """A series to forecast.

    values: oldest first, one per period, NaN = left out: not known, or not ordinary. season: periods after which a shape comes
    back, 1 = none. seasonal: the owner says there is one, which counts before two years are known. scale: None = by the values.
    bounds: what no value can pass. sampling: how far chance alone puts one value off, in the unit of the KPI, for figures that
    rest on answers. counts: for a share of counts, what each value divides by; NaN = not known.
    """

    values: Floats
    season: int
    seasonal: bool = False
    scale: Scale | None = None
    bounds: tuple[float, float] = ANYTHING
    sampling: float = 0.0
    counts: Floats | None = None

    def until(self, n: int) -> History:
        """Return the history as it stood after its first n periods."""
        counts = None if self.counts is None else self.counts[:n]
        return replace(self, values=self.values[:n], counts=counts)


def season_of(grain: Grain) -> int:
    """Return after how many periods of a grain a shape comes back: a week of days, a year of anything longer."""
    return SEASONS.get(grain, 1)


def history_of(points: Sequence[SeriesPoint], kpi: Kpi, marks: Marks = NO_MARKS) -> tuple[History, tuple[Period, ...]]:
    """Return the history of a series and the period of each of its values, from the first whole period to the last.

    points: oldest first, of one grain. A period that is unfinished, special, without a value, or without a row where nobody
    said that nothing happened (`gaps`), is left out: NaN. A sum begins with its first row.
    """
    done = begun(finished(tuple(points)), kpi)
    out = (silent(done, kpi) - marks.nothing) | marks.special | marks.unknown
    known = {p.period: p for p in done if p.complete and p.value is not None and p.period not in out}
    if not known:
        return History(np.empty(0), 1), ()
    periods = [next(iter(known))]
    while periods[-1].start < done[-1].period.start:
        periods.append(periods[-1].shifted(1))
    values = np.array([known[p].value if p in known else np.nan for p in periods], dtype=np.float64)
    margin, bounds = done[-1].margin or 0.0, _bounds(kpi, values)
    history = History(
        values,
        season_of(periods[0].grain),
        marks.seasonal,
        scale=Scale.RAW if bounds[0] < 0 < bounds[1] < np.inf else None,
        bounds=bounds,
        sampling=margin / MARGIN_IN_DEVIATIONS,
        counts=_counts(kpi, [known.get(period) for period in periods]),
    )
    return history, tuple(periods)


def _bounds(kpi: Kpi, values: Floats) -> tuple[float, float]:
    """Return what no value can pass: no share of counts above all of them, no score past its ends, and nothing below 0 that is a
    number of something, or that came down to exactly 0 and never below.
    """
    answers = share_of(kpi.tree)
    if answers is not None and answers.minus is not None:
        return -answers.times, answers.times
    lowest = float(np.nanmin(values))
    if is_share(kpi) and lowest >= 0 and np.nanmax(values) <= 1:
        return 0.0, 1.0
    return (0.0, np.inf) if lowest == 0 or (lowest > 0 and kpi.unit in NUMBERS) else ANYTHING


def _counts(kpi: Kpi, points: Sequence[SeriesPoint | None]) -> Floats | None:
    """Return what the shares were divided by; None for a KPI that is no share of counts."""
    if not is_share(kpi):
        return None
    found = [np.nan if p is None or not p.denominator else p.denominator for p in points]
    return np.array(found, dtype=np.float64)
