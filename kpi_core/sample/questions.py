"""What customers of the sample company asked, and how long they waited for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.marketing import DAYS
from kpi_core.sample.shop import LAST, SEASON, STORY, month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

WAYS = {"e-mail": 0.5, "chat": 0.2, "telefoon": 0.3}
SUBJECTS = ("levertijd", "garantie", "afspraak werkplaats", "retour", "factuur")
WAIT = {"e-mail": (2.0, 20.0), "chat": (0.05, 0.6), "telefoon": (0.02, 0.3)}  # hours until the first answer
SLOW = 2.6  # times as long for customers in Zuid, from a month before they leave


@dataclass(frozen=True)
class Question:
    """A question of a customer. solved: None as long as it is open."""

    number: str
    asked: datetime
    answered: datetime
    solved: datetime | None
    way: str
    subject: str
    customer: str
    region: str


def questions(dice: Dice, sold: Sequence[Line]) -> list[Question]:
    """Return the questions by the moment they were asked."""
    found = []
    end = datetime(LAST.year, LAST.month, LAST.day, 23, 59)  # noqa: DTZ001 - as a help desk exports it
    reach = 0
    for day in DAYS:
        while reach < len(sold) - 1 and sold[reach].day < day:
            reach += 1
        for _ in range(dice.whole(SEASON[day.month - 1] * 0.0115)):
            line = sold[max(0, reach - dice.below(200))]
            asked = datetime(day.year, day.month, day.day, 9 + dice.below(8), dice.below(60))  # noqa: DTZ001 - as above
            way = dice.spread(WAYS, 1)[0]
            slow = SLOW if line.region == "Zuid" and day >= month_start(STORY - 1) else 1.0
            answered = asked + _hours(dice.between(*WAIT[way]) * slow)
            solved = answered + _hours(dice.between(0.2, 60.0) * slow)
            if answered <= end:
                subject = dice.one_of(SUBJECTS)
                known = solved if solved <= end else None
                found.append(Question("", asked, answered, known, way, subject, line.customer, line.region))
    found.sort(key=lambda row: (row.asked, row.customer))
    return [Question(**{**vars(row), "number": f"T{i:05d}"}) for i, row in enumerate(found, start=1)]


def _hours(hours: float) -> timedelta:
    return timedelta(minutes=round(hours * 60))
