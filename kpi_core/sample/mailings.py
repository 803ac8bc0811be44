"""The newsletters of the sample company, two a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import MONTHS, SEASON, month_start

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.sample.dice import Dice

SUBJECTS = ("Fietsnieuws", "Aanbiedingen")


@dataclass(frozen=True)
class Mailing:
    """One newsletter and what came of it."""

    day: date
    subject: str
    sent: int
    delivered: int
    opened: int
    clicked: int
    bought: int


def mailings(dice: Dice) -> list[Mailing]:
    """Return the newsletters by day; the list of readers grows a little every month."""
    found = []
    for index in range(MONTHS):
        start = month_start(index)
        for half, subject in enumerate(SUBJECTS):
            sent = 1_150 + 24 * index + dice.below(30)
            delivered = round(sent * dice.between(0.975, 0.99))
            opened = round(delivered * dice.between(0.36, 0.44))
            clicked = round(opened * dice.between(0.09, 0.13))
            bought = round(clicked * dice.between(0.05, 0.1) * SEASON[start.month - 1] / 62)
            day = start + timedelta(days=4 + 14 * half + dice.below(3))
            found.append(Mailing(day, subject, sent, delivered, opened, clicked, bought))
    return found
