"""When the people of the sample company were ill, and for which part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import FIRST, LAST, MONTHS, month_start
from kpi_core.sample.staff import AGENCY, WORKSHOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.staff import Employee

CHANCE, UNDER_PRESSURE = 0.10, 0.22  # of falling ill in a month; the workshop since its work piles up
PRESSURE = date(2026, 3, 1)
LONG = {"1005": (date(2025, 10, 6), date(2026, 1, 18), 0.5), "1008": (date(2026, 5, 11), None, 1.0)}


@dataclass(frozen=True)
class Illness:
    """One case. end: the last day of illness, None as long as it goes on. part: the share of the job not worked."""

    number: str
    department: str
    start: date
    end: date | None
    part: float
    fte: float


def illnesses(dice: Dice, staff: Sequence[Employee]) -> list[Illness]:
    """Return every case by its first day; nobody is ill twice at once, and who is hired by an agency is not reported."""
    found = [case for person in staff if person.contract != AGENCY for case in _of(dice, person)]
    return sorted(found, key=lambda case: (case.start, case.number))


def _of(dice: Dice, person: Employee) -> list[Illness]:
    found: list[Illness] = []
    last = person.left or LAST
    long = LONG.get(person.number)
    for index in range(MONTHS):
        start = month_start(index) + timedelta(days=dice.below(28))
        pressed = person.department == WORKSHOP and start >= PRESSURE
        ill = dice.happens(UNDER_PRESSURE if pressed else CHANCE)
        days = 9 + dice.below(26) if dice.happens(0.22) else 1 + dice.below(5)
        end = start + timedelta(days=days - 1)
        part = 0.5 if days > 14 and dice.happens(0.5) else 1.0
        free = not found or start > (found[-1].end or LAST) + timedelta(days=1)
        clear = long is None or end < long[0] - timedelta(days=1)
        if ill and free and clear and max(person.hired, FIRST) <= start and end <= last:
            found.append(Illness(person.number, person.department, start, end, part, person.fte))
    if long is not None:
        found.append(Illness(person.number, person.department, long[0], long[1], long[2], person.fte))
    return found
