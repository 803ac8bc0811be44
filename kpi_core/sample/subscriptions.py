"""Maintenance for a fixed amount a month, which buyers of a bicycle can take at the sample company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import LAST, MONTHS, STORY, month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

PLANS = {"Basis": 795, "Compleet": 1_295, "E-bike": 1_695}  # cents a month, without VAT
OPENED = date(2024, 2, 1)
TAKES, LEAVES, LEAVES_SOUTH, UPGRADES = 0.16, 0.007, 0.05, 0.004


@dataclass(frozen=True)
class Subscription:
    """A subscription under one plan. end: the first day it no longer holds, None as long as it does. monthly: cents."""

    number: str
    customer: str
    plan: str
    monthly: int
    start: date
    end: date | None
    region: str


def subscriptions(dice: Dice, sold: Sequence[Line]) -> list[Subscription]:
    """Return the subscriptions by start; who changes plan gets another row from the day the first one ends."""
    found: list[tuple[Line, str, date, date | None]] = []
    known: set[str] = set()
    for line in sold:
        bicycle = line.group in {"E-bikes", "Stadsfietsen"} and line.status != "Geannuleerd"
        if bicycle and line.day >= OPENED and line.customer not in known and dice.happens(TAKES):
            known.add(line.customer)
            found += _course(dice, line)
    found.sort(key=lambda entry: (entry[2], entry[0].customer))
    return [
        Subscription(f"FZ{i:04d}", line.customer, plan, PLANS[plan], start, end, line.region)
        for i, (line, plan, start, end) in enumerate(found, start=1)
    ]


def _course(dice: Dice, line: Line) -> list[tuple[Line, str, date, date | None]]:
    plan = "E-bike" if line.group == "E-bikes" else dice.one_of(("Basis", "Basis", "Compleet"))
    start = min(line.day + timedelta(days=dice.below(4)), LAST)
    found: list[tuple[Line, str, date, date | None]] = []
    for index in range(MONTHS):
        day = month_start(index)
        if day <= start:
            continue
        sour = line.region == "Zuid" and index >= STORY
        if dice.happens(LEAVES_SOUTH if sour else LEAVES):
            return [*found, (line, plan, start, day)]
        if plan == "Basis" and dice.happens(UPGRADES * 4):
            found.append((line, plan, start, day))
            plan, start = "Compleet", day
    return [*found, (line, plan, start, None)]


def monthly_on(rows: Sequence[Subscription], day: date) -> int:
    """Return what the subscriptions in force on a day bring in a month, in cents."""
    return sum(row.monthly for row in rows if row.start <= day and (row.end is None or row.end > day))
