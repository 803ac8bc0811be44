"""The balance sheet of the sample company at the end of each month: the bank is what is left of everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.sample.invoices import VAT, open_on
from kpi_core.sample.ledger import COST_OF_SALES, DEPRECIATION, EARNED, WAGES_ACCOUNT, result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.invoices import Invoice
    from kpi_core.sample.ledger import Entry
    from kpi_core.sample.stock import Stock

ASSETS = {
    "Inventaris en gereedschap": "0200",
    "Voorraad fietsen en onderdelen": "3000",
    "Debiteuren": "1300",
    "Vooruitbetaalde kosten": "1400",
    "Kas": "1000",
    "Bank": "1100",
}
DEBTS = {
    "Crediteuren": "1600",
    "Te betalen btw": "1500",
    "Te betalen loonheffing": "1520",
    "Lening bank": "0700",
    "Eigen vermogen": "0500",
}
NUMBERS = ASSETS | DEBTS
OWN_AT_START, LOAN, PAID_BACK, FITTINGS, BOUGHT = 13_600_000, 4_800_000, 60_000, 4_600_000, 52_000
UNPAID, WITHHELD = 0.8, 0.27
FROM_BEFORE = {0: 584_000, 1: 126_000}  # of invoices from before the first month, by the age of the balance sheet


@dataclass(frozen=True)
class Standing:
    """What an account stood at on the last day of a month, debts and equity positive too. amount: cents."""

    day: date
    number: str
    account: str
    amount: int


def standings(dice: Dice, booked: Sequence[Entry], lying: Sequence[Stock], billed: Sequence[Invoice]) -> list[Standing]:
    """Return the balance sheets from the day before the first month on, by day."""
    months: dict[date, dict[str, int]] = {}
    for entry in booked:
        months.setdefault(entry.day, {})[entry.account] = entry.amount
    worth: dict[date, int] = {}
    for row in lying:
        worth[row.day] = worth.get(row.day, 0) + row.value
    days = sorted(worth)
    found: list[Standing] = []
    own = OWN_AT_START
    for age, (before, day) in enumerate(zip([days[0], *days], days, strict=False)):
        own += result(months[day]) if age else 0
        month = _Month(day, age, months[days[max(age, 1)]], worth[before], worth[day])
        stands = _drawn_up(dice, month) | {"Debiteuren": open_on(billed, day) + FROM_BEFORE.get(age, 0)}
        found += _closed(day, stands | {"Eigen vermogen": own})
    return found


@dataclass(frozen=True)
class _Month:
    """What a balance sheet follows from; the one before the first month looks at that month."""

    day: date
    age: int
    booked: Mapping[str, int]
    stock_before: int
    stock: int


def _drawn_up(dice: Dice, month: _Month) -> dict[str, int]:
    revenue = sum(month.booked[account] for account in EARNED)
    bought = max(0, month.booked[COST_OF_SALES] + month.stock - month.stock_before)
    return {
        "Inventaris en gereedschap": FITTINGS + month.age * (BOUGHT - month.booked[DEPRECIATION]),
        "Voorraad fietsen en onderdelen": month.stock,
        "Vooruitbetaalde kosten": 31_000 * (12 - month.day.month % 12),
        "Kas": 40_000 + 100 * dice.below(300),
        "Crediteuren": round(bought * (1 + VAT) * UNPAID * dice.between(0.9, 1.1)),
        "Te betalen btw": round(revenue * VAT * 0.35 * ((month.day.month - 1) % 3 + 1)),
        "Te betalen loonheffing": round(month.booked[WAGES_ACCOUNT] * WITHHELD),
        "Lening bank": LOAN - month.age * PAID_BACK,
    }


def _closed(day: date, stands: Mapping[str, int]) -> list[Standing]:
    owed = sum(stands[account] for account in DEBTS)
    whole = {**stands, "Bank": owed - sum(stands.get(account, 0) for account in ASSETS)}
    return [Standing(day, number, account, whole[account]) for account, number in NUMBERS.items()]
