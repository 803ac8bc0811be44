"""The results of one KPI and one split as a grid of periods by parts, and what a span of periods adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.periods import Period, parse_period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.model import Results

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Periods by parts, oldest first; the last column is everything together.

    x: the values of a sum, or what a ratio has above the line. d: what it has below the line, None for a sum. Missing = NaN.
    """

    periods: tuple[Period, ...]
    names: tuple[str, ...]
    x: Floats
    d: Floats | None
    complete: NDArray[np.bool_]

    def until(self, end: Period) -> Cells:
        """Return the periods up to and with the end of another period."""
        n = sum(period.end <= end.end for period in self.periods)
        d = None if self.d is None else self.d[:n]
        return Cells(self.periods[:n], self.names, self.x[:n], d, self.complete[:n])

    def over(self, span: Period) -> tuple[Floats, Floats | None]:
        """Return x and d over a span; all missing when the periods do not fill it."""
        inside = [place for place, one in enumerate(self.periods) if span.start <= one.start and one.end <= span.end]
        filled = inside and self.periods[inside[0]].start == span.start and self.periods[inside[-1]].end == span.end
        if not filled:
            nothing = np.full(len(self.names) + 1, np.nan)
            return nothing, None if self.d is None else nothing
        return self.x[inside].sum(axis=0), None if self.d is None else self.d[inside].sum(axis=0)


def cells_of(results: Results, kpi: str, *, ratio: bool) -> Cells:
    """Return the grid of one KPI, out of results of one grain that are split by one role."""
    frame = results.frame[results.frame["kpi"] == kpi].sort_values("start", kind="stable")
    whole = frame[frame["segment"].isna()].set_index("period")
    split = frame[frame["segment"].notna()]
    names = tuple(sorted(set(split["segment"])))

    def grid(column: str) -> Floats:
        wide = split.pivot(index="period", columns="segment", values=column).reindex(index=whole.index, columns=names)
        return np.column_stack([wide.to_numpy(dtype="float64"), whole[column].to_numpy(dtype="float64")])

    x = grid("numerator" if ratio else "value")
    return Cells(
        tuple(parse_period(str(one)) for one in whole.index),
        names,
        x,
        grid("denominator") if ratio else None,
        whole["complete"].to_numpy(dtype="bool"),
    )
