"""The span an aggregate looks at, and whether the data covers it.

A window is covered when the data has begun by then (a period counts from the one that holds the first row) and has not
ended before it. It is complete when, besides, no part of it can be missing:

- it began no earlier than the first row, give or take the table's usual silence;
- today lies after it;
- the last row reaches its end, give or take the usual silence. The usual silence is what nine in ten gaps between days with
  rows do not exceed (a shop closed on Sundays: one day; invoices on weekdays: two), and never more than three tenths of the
  window. A table whose dates are always the first day of a week, month, quarter or year stands for those whole periods.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.dataset.model import day_number, day_of
from kpi_core.formula.tree import Aggregate
from kpi_core.periods import Grain, Period, add_months, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.formula.tree import Shift

ONE_DAY = timedelta(days=1)
MOST_SILENCE = 0.3  # of the window
USUAL = 0.9  # of the gaps
LEAST_DAYS: dict[Grain | None, int] = {Grain.MONTH: 28, Grain.QUARTER: 90, Grain.YEAR: 365}
"""What the shortest period lasts, of those a date can stand for. A week is left out: what is weekly is as often an event."""
LEAST_ENDS = 3  # different last days before a table is believed to have one date per period
WHOLE_WEEKS = 3  # different days before a weekly rhythm is believed


@dataclass(frozen=True)
class Step:
    """One shift of the window. months: of rolling and months_ago. kind: of closing, the table whose latest day is looked for."""

    name: str
    months: int | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Reach:
    """The days a table has rows on, as far as today: first and last, its usual silence in days, and the day it stands for.

    rhythm: the period each date stands for when all are the first day of one. closes: the same when all are its last day.
    """

    first: date
    last: date
    through: date
    silence: int
    today: date
    rhythm: Grain | None = None
    closes: Grain | None = None

    def covers(self, window: Period, *, moved: bool) -> bool:
        """Return whether the data has begun by the window and not ended before it; moved: not the period asked itself."""
        if window.start > self.last:
            return False
        if window.grain is Grain.ALL:
            begun = window.start >= period_of(self.first, Grain.MONTH).start if moved else window.end >= self.first
        else:
            begun = window.start >= period_of(self.first, window.grain).start
        return begun

    def stands_for(self, day: date) -> date:
        """Return the last day a snapshot stands for: its own, or its period's when all lie on the first day of one."""
        return period_of(day, self.rhythm).end if self.rhythm else day

    def is_finer(self, window: Period) -> bool:
        """Return whether a window is only a part of what each date stands for, so that it holds all of it or nothing."""
        return window.days < LEAST_DAYS.get(self.rhythm or self.closes, 0)

    def stands(self, window: Period) -> bool:
        """Return whether the data tells how things stand on the window's last day."""
        return self.first <= window.end and window.start <= self.last

    def completes(self, window: Period, extra_days: int = 0) -> bool:
        """Return whether nothing of the window, and of `extra_days` after it, can be missing."""
        silence = min(self.silence, int(window.days * MOST_SILENCE))
        end = window.end + timedelta(days=extra_days)
        return self.today > end and end - self.through <= timedelta(days=silence) and self._began(window, silence)

    def _began(self, window: Period, silence: int) -> bool:
        return self.first - window.start <= timedelta(days=silence)


def reach_of(days: Sequence[int], more: Sequence[int], today: date) -> Reach | None:
    """Return how far a table reaches; None when it has no row before or on today.

    days: the days of the table's own date. more: those of another date that places its rows, for formulas with `on`.
    """
    limit = day_number(today)
    known = sorted({*days, *more} if more else days)
    known = known[: bisect_right(known, limit)]
    if not known:
        return None
    gaps = [later - earlier for earlier, later in itertools.pairwise(known)]
    rhythm = _rhythm(known, gaps)
    last = day_of(known[-1])
    if rhythm is not None:
        through = last + timedelta(days=6) if rhythm is Grain.WEEK else period_of(last, rhythm).end
        return Reach(day_of(known[0]), last, through, 0, today, rhythm)
    usual = sorted(gaps)[min(len(gaps) - 1, int(len(gaps) * USUAL))] if gaps else 1
    return Reach(day_of(known[0]), last, last, usual - 1, today, closes=_closes(known))


def _rhythm(days: Sequence[int], gaps: Sequence[int]) -> Grain | None:
    if not gaps:
        return None
    for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH):
        if all(period_of(day_of(day), grain).start == day_of(day) for day in days):
            return grain
    weekly = len(days) >= WHOLE_WEEKS and all(gap % 7 == 0 for gap in gaps)
    return Grain.WEEK if weekly and day_of(days[-1]).weekday() != 6 else None


def _closes(days: Sequence[int]) -> Grain | None:
    """Return the widest period of which every day is the last one; None for a few days, which prove nothing."""
    if len(days) < LEAST_ENDS:
        return None
    found = (grain for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH) if _all_last(days, grain))
    return next(found, None)


def _all_last(days: Sequence[int], grain: Grain) -> bool:
    return all(period_of(day_of(day), grain).end == day_of(day) for day in days)


def looked_at(period: Period, steps: Sequence[Step], first: date) -> Period:
    """Return the window that the steps make of a period, outermost step first; first: the first day of the data."""
    window = period
    for step in steps:
        window = _stepped(window, step, first)
    return window


def _stepped(window: Period, step: Step, first: date) -> Period:
    return MOVES[step.name](window, step.months or 0, first)


def _rolling(window: Period, months: int, _first: date) -> Period:
    return Period(add_months(window.end + ONE_DAY, -months), window.end, Grain.ALL)


def _overall(window: Period, _months: int, first: date) -> Period:
    return Period(min(first, window.end), window.end, Grain.ALL)


def _prev(window: Period, _months: int, _first: date) -> Period:
    months = _whole_months(window)
    return _moved(window, -months) if window.grain is Grain.ALL and months else window.shifted(-1)


def _prev_year(window: Period, _months: int, _first: date) -> Period:
    return _moved(window, -12) if window.grain is Grain.ALL and _whole_months(window) else window.year_earlier()


def _opening(window: Period, _months: int, _first: date) -> Period:
    return _day(window.start - ONE_DAY)


def _months_ago(window: Period, months: int, _first: date) -> Period:
    return _day(add_months(window.end + ONE_DAY, -months) - ONE_DAY)


def _closing(window: Period, _months: int, _first: date) -> Period:
    return window  # which day it becomes depends on the table: `Request.snapshot`


def _day(day: date) -> Period:
    return Period(day, day, Grain.DAY)


MOVES = {
    "rolling": _rolling,
    "overall": _overall,
    "prev": _prev,
    "prev_year": _prev_year,
    "opening": _opening,
    "months_ago": _months_ago,
    "closing": _closing,
}


def _whole_months(window: Period) -> int:
    """Return the length in months of a window of whole months, else 0."""
    after = window.end + ONE_DAY
    if window.start.day != 1 or after.day != 1:
        return 0
    return (after.year - window.start.year) * 12 + after.month - window.start.month


def _moved(window: Period, months: int) -> Period:
    return Period(add_months(window.start, months), add_months(window.end + ONE_DAY, months) - ONE_DAY, window.grain)


def step_of(shift: Shift) -> Step:
    """Return the step a shift in a formula makes."""
    kind = shift.body.kind if shift.name == "closing" and isinstance(shift.body, Aggregate) else None
    return Step(shift.name, shift.months, kind)
