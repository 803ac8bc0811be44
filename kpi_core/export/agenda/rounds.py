"""When a round is held: on the first working day after the period it looks back on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.periods import Grain, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SATURDAY = 5
EASTER_MONDAY, WHIT_MONDAY = 1, 50
"""Days after Easter Sunday."""


def first_working_day(day: date) -> date:
    """Return the first day from `day` on that is no weekend, New Year's Day, Easter Monday or Whit Monday."""
    while day.weekday() >= SATURDAY or _is_holiday(day):
        day += timedelta(days=1)
    return day


def rounds_ahead(grain: Grain, after: date, until: date) -> Iterator[tuple[date, str]]:
    """Yield the days of the rounds in [after, until], each with the id of the period it looks back on."""
    period = period_of(after, grain).shifted(-1)
    while (day := first_working_day(period.end + timedelta(days=1))) <= until:
        if day >= after:
            yield day, period.id
        period = period.shifted(1)


def easter(year: int) -> date:
    """Return Easter Sunday: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, left = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - shift + 15) % 30
    short, of_four = divmod(rest, 4)
    sunday = (32 + 2 * left + 2 * short - moon - of_four) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _is_holiday(day: date) -> bool:
    sunday = easter(day.year)
    return day in (
        date(day.year, 1, 1),
        sunday + timedelta(days=EASTER_MONDAY),
        sunday + timedelta(days=WHIT_MONDAY),
    )
