"""What the sample company offered to companies that want bicycles for their people, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import LAST, MONTHS, REGIONS, SEASON, month_start

if TYPE_CHECKING:
    from kpi_core.sample.dice import Dice

WON, LOST, OPEN = "Gewonnen", "Verloren", "Open"
CHANCES = (0.25, 0.5, 0.75)
A_MONTH, WINS, WINS_SOUTH = 6.0, 0.42, 0.30


@dataclass(frozen=True)
class Offer:
    """An offer. closed: the day it was won or lost; an open one is expected by the last day. amount: cents without VAT."""

    number: str
    made: date
    closed: date
    outcome: str
    amount: int
    chance: float
    region: str


def offers(dice: Dice) -> list[Offer]:
    """Return the offers by the day they were made; those of the last weeks are still open."""
    found = []
    for index in range(MONTHS):
        start = month_start(index)
        days = (month_start(index + 1) - start).days
        for _ in range(dice.whole(A_MONTH * SEASON[start.month - 1] / 62)):
            made = start + timedelta(days=dice.below(days))
            region = dice.spread(REGIONS, 1)[0]
            closed = made + timedelta(days=8 + dice.below(45))
            won = dice.happens(WINS_SOUTH if region == "Zuid" else WINS)
            outcome = OPEN if closed > LAST else WON if won else LOST
            chance = {WON: 1.0, LOST: 0.0}.get(outcome, dice.one_of(CHANCES))
            amount = 50_000 * (3 + dice.below(38))
            found.append((made, min(closed, LAST), outcome, amount, chance, region))
    found.sort()
    return [Offer(f"Q{i:04d}", *entry) for i, entry in enumerate(found, start=1)]
