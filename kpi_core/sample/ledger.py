"""Profit and loss of the sample company, per month and account: revenue and costs are those of the other sheets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import MONTHS, month_start
from kpi_core.sample.staff import AGENCY, WAGES, at_work
from kpi_core.sample.subscriptions import monthly_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.marketing import AdDay
    from kpi_core.sample.sales import Line
    from kpi_core.sample.staff import Employee
    from kpi_core.sample.subscriptions import Subscription

BICYCLES = frozenset({"E-bikes", "Stadsfietsen", "Kinderfietsen"})
SUBSCRIBED = "Overige opbrengsten onderhoudsabonnementen"
COST_OF_SALES = "Inkoopwaarde van de omzet"
DEPRECIATION = "Afschrijving inventaris"
WAGES_ACCOUNT = "Brutolonen"
TAX = "Vennootschapsbelasting"
NUMBERS = {
    "Omzet fietsen": "8000",
    "Omzet onderdelen en kleding": "8010",
    "Omzet werkplaats": "8020",
    SUBSCRIBED: "8900",
    COST_OF_SALES: "7000",
    WAGES_ACCOUNT: "4000",
    "Sociale lasten": "4010",
    "Uitzendkrachten": "4050",
    "Huur bedrijfspand": "4100",
    "Energiekosten": "4110",
    "Verkoopkosten": "4300",
    "Reclame en advertenties": "4310",
    "Kantoorkosten": "4500",
    "Verzekeringen": "4510",
    DEPRECIATION: "4800",
    "Rente lening": "4900",
    TAX: "9900",
}
EARNED = ("Omzet fietsen", "Omzet onderdelen en kleding", "Omzet werkplaats", SUBSCRIBED)
RISE = {2024: 1.0, 2025: 1.03, 2026: 1.06}  # of wages and rent
ON_TOP, AGENCY_RATE, TAX_RATE = 0.19, 1.55, 0.19


@dataclass(frozen=True)
class Entry:
    """What was booked on an account in a month; costs are positive. day: the month's last. amount: cents without VAT."""

    day: date
    number: str
    account: str
    amount: int


def entries(
    dice: Dice,
    sold: Sequence[Line],
    ads: Sequence[AdDay],
    staff: Sequence[Employee],
    care: Sequence[Subscription],
) -> list[Entry]:
    """Return the entries by month, in the order of the accounts."""
    found = []
    for index in range(MONTHS):
        day = month_start(index + 1) - timedelta(days=1)
        booked = _goods(sold, day) | {SUBSCRIBED: monthly_on(care, day)} | _people(staff, day)
        booked |= _running(dice, day, sum(ad.spend for ad in ads if _same_month(ad.day, day)), booked)
        booked[TAX] = round(TAX_RATE * result(booked))
        found += [Entry(day, number, account, booked[account]) for account, number in NUMBERS.items()]
    return found


def result(booked: Mapping[str, int]) -> int:
    """Return what was earned minus what it cost, in cents."""
    return sum(amount if account in EARNED else -amount for account, amount in booked.items())


def _same_month(day: date, last: date) -> bool:
    return (day.year, day.month) == (last.year, last.month)


def _goods(sold: Sequence[Line], day: date) -> dict[str, int]:
    booked = Counter(dict.fromkeys((*EARNED[:3], COST_OF_SALES), 0))
    for line in sold:
        if line.status == "Geannuleerd" or not _same_month(line.day, day):
            continue
        kind = 0 if line.group in BICYCLES else 2 if line.group == "Werkplaats" else 1
        booked[EARNED[kind]] += (line.net or 0) - line.refund
        booked[COST_OF_SALES] += line.cost
    return dict(booked)


def _people(staff: Sequence[Employee], day: date) -> dict[str, int]:
    wages = hired = 0
    for person in at_work(staff, day.replace(day=15)):
        month = round(100 * WAGES[person.job] * person.fte * RISE[day.year])
        if person.contract == AGENCY:
            hired += round(month * AGENCY_RATE)
        else:
            wages += month
    return {WAGES_ACCOUNT: wages, "Sociale lasten": round(wages * ON_TOP), "Uitzendkrachten": hired}


def _running(dice: Dice, day: date, advertising: int, booked: Mapping[str, int]) -> dict[str, int]:
    revenue = sum(booked[account] for account in EARNED[:3])
    cold = 1.5 if day.month in {11, 12, 1, 2, 3} else 0.8
    return {
        "Huur bedrijfspand": round(165_000 * RISE[day.year]),
        "Energiekosten": round(38_000 * cold * dice.between(0.9, 1.1)),
        "Verkoopkosten": round(revenue * 0.012),
        "Reclame en advertenties": advertising + 12_500,
        "Kantoorkosten": round(42_000 * dice.between(0.8, 1.2)),
        "Verzekeringen": 31_000,
        DEPRECIATION: 64_000,
        "Rente lening": 14_000,
    }
