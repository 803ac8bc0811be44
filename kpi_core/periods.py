"""Grains and periods: the dated buckets a KPI is looked at in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

MONTHS_PER_YEAR = 12


class Grain(StrEnum):
    """How wide a period is. Weeks are ISO weeks; ALL is one period over everything."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"

    @property
    def months(self) -> int | None:
        """The length in months; None for a grain that is not whole months."""
        return MONTHS_OF.get(self.value)


MONTHS_OF = {"month": 1, "quarter": 3, "year": MONTHS_PER_YEAR}


@dataclass(frozen=True, order=True)
class Period:
    """A dated bucket, first and last day both inside."""

    start: date
    end: date
    grain: Grain

    @property
    def id(self) -> str:
        """The name scripts use: 2026-03, 2026-Q1, 2026, 2026-W09, 2026-03-14, all."""
        match self.grain:
            case Grain.DAY:
                return self.start.isoformat()
            case Grain.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year}-W{week:02d}"
            case Grain.MONTH:
                return f"{self.start:%Y-%m}"
            case Grain.QUARTER:
                return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
            case Grain.YEAR:
                return str(self.start.year)
            case Grain.ALL:
                return "all"

    @property
    def days(self) -> int:
        """Calendar days in the period."""
        return (self.end - self.start).days + 1

    def shifted(self, steps: int) -> Period:
        """Return the period `steps` later (negative: earlier) of the same grain; ALL moves by its own length."""
        match self.grain:
            case Grain.DAY | Grain.WEEK:
                days = steps * (7 if self.grain is Grain.WEEK else 1)
                return period_of(self.start + timedelta(days=days), self.grain)
            case Grain.ALL:
                move = timedelta(days=steps * self.days)
                return Period(self.start + move, self.end + move, self.grain)
            case _:
                assert self.grain.months
                return period_of(add_months(self.start, steps * self.grain.months), self.grain)

    def year_earlier(self) -> Period:
        """Return the same period a year before; an ISO week maps to the same week number (53 to 52 where absent)."""
        if self.grain is Grain.WEEK:
            year, week, _ = self.start.isocalendar()
            try:
                start = date.fromisocalendar(year - 1, week, 1)
            except ValueError:
                start = date.fromisocalendar(year - 1, week - 1, 1)
            return period_of(start, Grain.WEEK)
        return Period(add_months(self.start, -MONTHS_PER_YEAR), _year_before_end(self), self.grain)


def _year_before_end(period: Period) -> date:
    if period.grain in (Grain.DAY, Grain.ALL):
        return add_months(period.end, -MONTHS_PER_YEAR)
    return add_months(period.end + timedelta(days=1), -MONTHS_PER_YEAR) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month; the month's last day where it has no such day."""
    index = day.year * MONTHS_PER_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    nxt = date(year + month // MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1, 1)
    return (nxt - timedelta(days=1)).day


def period_of(day: date, grain: Grain) -> Period:
    """Return the period of `grain` that holds `day`. ALL has no bounds of its own: use `Period` directly."""
    match grain:
        case Grain.DAY:
            return Period(day, day, grain)
        case Grain.WEEK:
            start = day - timedelta(days=day.weekday())
            return Period(start, start + timedelta(days=6), grain)
        case Grain.MONTH | Grain.QUARTER | Grain.YEAR:
            months = grain.months
            assert months
            start = date(day.year, (day.month - 1) // months * months + 1, 1)
            return Period(start, add_months(start, months) - timedelta(days=1), grain)
        case Grain.ALL:
            raise ValueError("the whole span has no period of its own; give its first and last day")


def periods_between(first: date, last: date, grain: Grain) -> tuple[Period, ...]:
    """Return every period that holds a day from `first` to `last`, in order; empty when last < first."""
    if last < first:
        return ()
    if grain is Grain.ALL:
        return (Period(first, last, grain),)
    found = [period_of(first, grain)]
    while found[-1].end < last:
        found.append(found[-1].shifted(1))
    return tuple(found)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Return the period a script names, for instance 2026-Q1.

    Raises ValueError when the text is none of the forms of `Period.id` (except "all").
    """
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        return period_of(date(int(match[1]), int(match[2]) * 3, 1), Grain.QUARTER)
    if match := re.fullmatch(r"(\d{4})-W(\d{2})", text):
        return period_of(date.fromisocalendar(int(match[1]), int(match[2]), 1), Grain.WEEK)
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return period_of(date(int(match[1]), int(match[2]), 1), Grain.MONTH)
    if re.fullmatch(r"\d{4}", text):
        return period_of(date(int(text), 1, 1), Grain.YEAR)
    return period_of(date.fromisoformat(text), Grain.DAY)
