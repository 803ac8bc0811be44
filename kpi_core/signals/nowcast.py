"""Where a month that is not over yet is heading, by how far the months before it had come on the same working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.periods import Grain, period_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.periods import Period

FEWEST_MONTHS, MOST_MONTHS = 6, 12
SATURDAY = 5


@dataclass(frozen=True)
class Nowcast:
    """What a sum is heading for in the period that still runs. so_far: up to and including the last day of the data.

    low, high: by the earlier months that had come furthest and least far; months: how many of them there are.
    """

    period: Period
    so_far: float
    middle: float
    low: float
    high: float
    months: int


def nowcast(days: Map[date, float], reached: date, first: date) -> Nowcast | None:
    """Return where the period that holds `reached` is heading.

    days: the sum per day; a day that is not in it had none. reached: the last day of the data. first: its first day; only
    months that lie wholly after it are looked at. None at the end of a month, with fewer than six earlier months, or where one
    of them had nothing by then. Public holidays are not known.
    """
    running = period_of(reached, Grain.MONTH)
    earlier = [running.shifted(-back) for back in range(1, MOST_MONTHS + 1)]
    earlier = [period for period in earlier if period.start >= first]
    if reached >= running.end or len(earlier) < FEWEST_MONTHS:
        return None
    shares = [_share(days, period, reached) for period in earlier]
    so_far = _sum(days, running.start, reached)
    if so_far <= 0 or any(share <= 0 for share in shares):
        return None
    middle = so_far / (sum(shares) / len(shares))
    return Nowcast(running, so_far, middle, so_far / max(shares), so_far / min(shares), len(shares))


def _share(days: Map[date, float], period: Period, reached: date) -> float:
    total = _sum(days, period.start, period.end)
    return _sum(days, period.start, _same_day(period, reached)) / total if total > 0 else 0.0


def _same_day(period: Period, reached: date) -> date:
    """Return the day of a month on which as many working days are over, and with a weekend after them when that is so now."""
    start = reached.replace(day=1)
    over = sum((start + timedelta(days=step)).weekday() < SATURDAY for step in range((reached - start).days + 1))
    weekend = reached.weekday() >= SATURDAY
    day, seen = period.start - timedelta(days=1), 0
    while day < period.end:
        following = day + timedelta(days=1)
        works = following.weekday() < SATURDAY
        if seen + works > over or (seen == over and not weekend):
            break
        day, seen = following, seen + works
    return max(day, period.start)


def _sum(days: Map[date, float], first: date, last: date) -> float:
    return sum(value for day, value in days.items() if first <= day <= last)
