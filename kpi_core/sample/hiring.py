"""The jobs the sample company filled: from the advertisement to the first working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import FIRST
from kpi_core.sample.staff import AGENCY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.staff import Employee

SOURCES = {"Indeed": 0.4, "Eigen website": 0.3, "Via via": 0.3}
COST = {"Indeed": 28_500, "Eigen website": 4_000, "Via via": 0}  # cents
HARD = {"Fietsmonteur", "E-bikemonteur", "Hoofdmonteur"}  # mechanics are scarce


@dataclass(frozen=True)
class Vacancy:
    """A filled vacancy. cost: cents without VAT."""

    number: str
    job: str
    department: str
    opened: date
    applied: date
    accepted: date
    start: date
    cost: int
    internal: bool
    source: str


def vacancies(dice: Dice, staff: Sequence[Employee]) -> list[Vacancy]:
    """Return the vacancies by their first working day: who came, and who moved to another job in the shop."""
    filled = [(person.hired, False, person) for person in staff if person.hired > FIRST and person.contract != AGENCY]
    filled += [(person.since, True, person) for person in staff if person.since and person.since > person.hired]
    filled.sort(key=lambda entry: (entry[0], entry[2].number))
    return [_filled(dice, f"V{i:03d}", *entry) for i, entry in enumerate(filled, start=1)]


def _filled(dice: Dice, number: str, start: date, internal: bool, person: Employee) -> Vacancy:
    source = dice.spread(SOURCES, 1)[0]
    accepted = start - timedelta(days=9 + dice.below(25))
    applied = accepted - timedelta(days=8 + dice.below(16))
    opened = applied - timedelta(days=3 + dice.below(10) + (18 if person.job in HARD else 0))
    cost = 0 if internal else COST[source] + 1_000 * dice.below(20)
    return Vacancy(
        number,
        person.job,
        person.department,
        opened,
        applied,
        accepted,
        start,
        cost,
        internal,
        "Intern" if internal else source,
    )
