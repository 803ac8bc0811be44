"""What is to come of what a target asks when things go on as now: one distribution behind chance, verdict and suggestions.

A level is about its value in the deadline's period; a total about what is in already and what the periods left may bring; what
holds every period about the worst of the periods left. Only whole periods count, for what is in and for what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast import Silence, Stage, always_chance, history_of, level_chance, outlook, sum_chance
from kpi_core.forecast.outlook import LONGEST
from kpi_core.model import NO_MARKS
from kpi_core.periods import periods_between
from kpi_core.targets.forms import Bounds, bounds_of, holds, is_total
from kpi_core.targets.shape import shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.forecast import Outlook
    from kpi_core.forecast.history import Floats
    from kpi_core.model import Kpi, Marks, SeriesPoint, Target
    from kpi_core.periods import Period

LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, eq=False)
class Ahead:
    """What may become of a target. outlook: what it rests on. steps: periods to the deadline, from the last whole one.

    bounds: what is asked, in the KPI's unit. courses: possible outcomes, of shape (count,) for a total and (count, periods) for
    what holds every period; None for a level, whose outcomes are known by formula. done: what is in already of a total. rest: what
    the periods left bring when things go on as now; for anything but a total the value of the last of them.
    """

    outlook: Outlook
    steps: int
    bounds: Bounds
    courses: Floats | None = None
    done: float = 0.0
    rest: float = 0.0

    @property
    def n(self) -> int:
        """How many periods of history it rests on."""
        return self.outlook.n

    @property
    def worst(self) -> Floats | None:
        """Return the outcomes that decide: totals as they are, of every period the one that comes nearest to breaking it."""
        if self.courses is None or self.courses.ndim == 1:
            return self.courses
        decides = self.courses.min(axis=1) if self.bounds.low is not None else self.courses.max(axis=1)
        return np.asarray(decides, dtype=np.float64)

    def chance(self, bounds: Bounds | None = None) -> float:
        """Return how likely the bounds are kept, 0 to 1; other bounds than the target's own may be given."""
        asked = bounds or self.bounds
        if self.courses is None:
            return level_chance(self.outlook, self.steps, asked.low, asked.high)
        judge = sum_chance if self.courses.ndim == 1 else always_chance
        return judge(self.courses, asked.low, asked.high)

    @property
    def middle(self) -> float:
        """Return where it ends as often above as below; for what holds every period, the value of the last of them."""
        return float(np.median(self.courses)) if self.courses is not None and self.courses.ndim == 1 else self.rest

    def value_made(self, share: float) -> float:
        """Return the value that is made this share of the time; for what holds every period, the bound that is kept."""
        upto = 1 - share if self.bounds.low is not None else share
        worst = self.worst
        return self.outlook.quantile(upto, self.steps) if worst is None else float(np.quantile(worst, upto))

    @property
    def first_look(self) -> bool:
        """Whether the history is so short that only what is all but sure is told."""
        return self.outlook.stage is Stage.FIRST_LOOK

    def heading(self) -> tuple[float, float, float] | None:
        """Return where it ends: the low end of 4 in 5, the middle and the high end; a total, or the value of the last period.

        None where the deadline is further away than may be shown.
        """
        if self.steps > self.outlook.longest:
            return None
        if self.courses is None or self.courses.ndim > 1:
            lows, highs = self.outlook.band(self.steps)
            return float(lows[-1]), self.middle, float(highs[-1])
        low, high = np.quantile(self.courses, [LOW, HIGH])
        return float(low), self.middle, float(high)


def ahead(target: Target, kpi: Kpi, done: Sequence[SeriesPoint], marks: Marks = NO_MARKS) -> Ahead | Silence:
    """Return what is to come of a target, or why that cannot be told; not for members or at an age.

    target: with a change worked out (`forms.resolved`). done: its whole periods so far, oldest first. Beside the reasons of the
    engine: `over` (no period left), `missing_period` (part of a total is not known) and `too_far` (with the period after which
    it can be told).
    """
    history, periods = history_of(done, kpi, marks)
    found = outlook(history)
    if isinstance(found, Silence):
        return found
    asked = asked_periods(target, kpi, periods[-1])
    left = [distance(periods[-1], period) for period in asked if period.start > periods[-1].start]
    if not left:
        return Silence("over")
    if left[-1] > found.furthest:
        return Silence("too_far", {"period": periods[-1].shifted(_wait(found, left[-1]))})
    if not is_total(target, kpi) and not holds(target):
        return Ahead(found, left[-1], bounds_of(target, kpi), rest=float(found.middle(left[-1])[-1]))
    courses = found.paths(left[-1], _key(target))[:, [step - 1 for step in left]]
    if holds(target):
        return Ahead(found, left[-1], bounds_of(target, kpi), courses, rest=float(found.middle(left[-1])[-1]))
    rest = float(found.middle(left[-1])[[step - 1 for step in left]].sum())
    return _total(Ahead(found, left[-1], bounds_of(target, kpi), courses, rest=rest), target, kpi, done, marks)


def _total(of_rest: Ahead, target: Target, kpi: Kpi, done: Sequence[SeriesPoint], marks: Marks) -> Ahead | Silence:
    """Return the outlook of a total from that of the periods left: with what is in already, and what part of a period adds."""
    assert of_rest.courses is not None
    counted = asked_periods(target, kpi, done[-1].period)[: -of_rest.courses.shape[1]]
    so_far = _so_far(done, counted, marks)
    if isinstance(so_far, Silence):
        return so_far
    whole = _whole(target, kpi, done, marks) or 1.0
    courses = (of_rest.courses.sum(axis=1) + so_far) / whole
    return replace(of_rest, courses=courses, done=so_far / whole, rest=of_rest.rest / whole)


def asked_periods(target: Target, kpi: Kpi, like: Period) -> tuple[Period, ...]:
    """Return the periods an outcome is made of: the deadline's for a level, else those that lie wholly inside. like: of their grain."""
    periods = periods_between(target.start, target.until, like.grain)
    if is_total(target, kpi) or holds(target):
        return tuple(p for p in periods if p.start >= target.start and p.end <= target.until)
    return periods[-1:]


def distance(earlier: Period, later: Period) -> int:
    """Return how many periods of one grain later one starts after another."""
    return len(periods_between(earlier.start, later.start, earlier.grain)) - 1


def _so_far(done: Sequence[SeriesPoint], periods: Sequence[Period], marks: Marks) -> float | Silence:
    """Return what is in of a total, or which period of it is not known."""
    known = known_values(done, marks)
    missing = next((period for period in periods if known.get(period) is None), None)
    if missing:
        return Silence("missing_period", {"period": missing})
    return float(sum(known[period] or 0.0 for period in periods))


def known_values(done: Sequence[SeriesPoint], marks: Marks) -> dict[Period, float | None]:
    """Return what each period brought: nothing where the owner said so, None where it is unfinished or not written down."""
    return {p.period: None if not p.complete or p.period in marks.unknown else _brought(p, marks) for p in done}


def _brought(point: SeriesPoint, marks: Marks) -> float | None:
    return 0.0 if point.value is None and point.period in marks.nothing else point.value


def _whole(target: Target, kpi: Kpi, done: Sequence[SeriesPoint], marks: Marks) -> float:
    """Return the part of a total that belongs to the whole periods: 1 unless it starts or ends inside one."""
    periods = periods_between(target.start, target.until, done[-1].period.grain)
    if periods[0].start == target.start and periods[-1].end == target.until:
        return 1.0
    parts, _ = shares(target, kpi, done, periods, marks)
    return sum(
        part for p, part in zip(periods, parts, strict=True) if p.start >= target.start and p.end <= target.until
    )


def _wait(found: Outlook, steps: int) -> int:
    """Return after how many more periods the deadline comes within reach: it comes nearer as the history grows."""
    wait = 1
    while steps - wait > min(found.n + wait, LONGEST):
        wait += 1
    return wait


def _key(target: Target) -> str:
    """Return what the courses of a target are drawn by, so that a figure is the same every time it is asked."""
    return "|".join((target.kpi, target.variant or "", *(target.segment or ()), *(f"{r}={v}" for r, v in target.where)))
