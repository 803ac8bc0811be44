"""From the one engine to what a chart draws: the band of the periods after the last whole one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.forecast import Silence, Stage, history_of, outlook
from kpi_core.model import NO_MARKS
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.charts.ahead import Band
    from kpi_core.model import Kpi, Marks, SeriesPoint

USUAL_STEPS = {Grain.DAY: 28, Grain.WEEK: 13, Grain.MONTH: 6, Grain.QUARTER: 4}
LEAST_STEPS = 2


@dataclass(frozen=True)
class Coming:
    """A band, and how much history it rests on."""

    band: Band
    stage: Stage


def coming(
    done: Sequence[SeriesPoint], kpi: Kpi, marks: Marks = NO_MARKS, *, until: date | None = None
) -> Coming | Silence:
    """Return the band of the periods after the last one of `done`, or why there is none.

    done: the whole periods of a series, oldest first. until: the deadline to look ahead to; None = about half a year. Never
    further than may be shown.
    """
    history, periods = history_of(done, kpi, marks)
    found = outlook(history)
    if isinstance(found, Silence):
        return found
    steps = USUAL_STEPS.get(periods[-1].grain, LEAST_STEPS)
    if until is not None:
        steps = sum(periods[-1].shifted(step).start <= until for step in range(1, found.longest + 1))
    steps = min(steps, found.longest)
    if not steps:
        return Coming({}, found.stage)
    (low, high), middle = found.band(steps), found.middle(steps)
    ends = zip(low.tolist(), middle.tolist(), high.tolist(), strict=True)
    return Coming({periods[-1].shifted(step): end for step, end in enumerate(ends, 1)}, found.stage)
