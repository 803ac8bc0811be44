"""The jobs of the workshop: when a bicycle came in, when it was promised, and when its owner had it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

PILES_UP = date(2026, 3, 1)  # more work in Midden, and a mechanic who leaves
ROOM = {"Reparatie band": 1, "Onderhoudsbeurt": 3, "Grote beurt e-bike": 5}  # days promised
LATE, LATE_MIDDEN = 0.10, 0.36


@dataclass(frozen=True)
class Job:
    """A job. returned: None while a finished bicycle waits for its owner. complete: nothing is left to be done later."""

    order: str
    came: date
    finished: date
    promised: date
    returned: date | None
    complete: bool
    customer: str
    service: str
    region: str


def jobs(dice: Dice, sold: Sequence[Line]) -> list[Job]:
    """Return the jobs promised by the last day, by the day they were finished; each is an order of the sales sheet."""
    found = []
    for line in sold:
        if line.channel != "Werkplaats" or line.status == "Geannuleerd":
            continue
        pressed = line.region == "Midden" and line.day >= PILES_UP
        promised = _open_day(line.day + timedelta(days=ROOM[line.product] + dice.below(2)))
        late = dice.happens(LATE_MIDDEN if pressed else LATE)
        back = _open_day(max(line.day, promised + timedelta(days=1 + dice.below(5) if late else -dice.below(2))))
        finished = min(LAST, max(line.day, back - timedelta(days=dice.below(2))))
        complete = not dice.happens(0.09 if pressed else 0.04)
        returned = back if back <= LAST else None
        if promised <= LAST:
            found.append(
                Job(
                    line.order,
                    line.day,
                    finished,
                    promised,
                    returned,
                    complete,
                    line.customer,
                    line.product,
                    line.region,
                )
            )
    return sorted(found, key=lambda job: (job.finished, job.order))


def _open_day(day: date) -> date:
    """Return the day, or the Monday after a Sunday."""
    return day + timedelta(days=1) if day.weekday() == 6 else day
