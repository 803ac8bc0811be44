"""Orders on account: who buys for a company gets an invoice and pays later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import LAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

VAT = 0.21
ON_ACCOUNT, TERM = 0.2, 30
SLOWER = date(2026, 1, 1)  # companies pay later since then


@dataclass(frozen=True)
class Invoice:
    """An invoice of one order. net: cents without VAT. paid: None as long as it is open."""

    number: str
    day: date
    due: date
    paid: date | None
    customer: str
    net: int
    gross: int
    region: str


def invoices(dice: Dice, sold: Sequence[Line]) -> list[Invoice]:
    """Return the invoices by day; each is an order from the shop that nothing was returned of."""
    orders: dict[str, list[Line]] = {}
    for line in sold:
        orders.setdefault(line.order, []).append(line)
    found: list[Invoice] = []
    for order in orders.values():
        first = order[0]
        whole = all(line.net is not None and not line.returned for line in order)
        if first.channel == "Winkel" and first.status == "Betaald" and whole and dice.happens(ON_ACCOUNT):
            net = sum(line.net or 0 for line in order)
            waits = 18 + dice.below(24) + dice.whole(6.0 if first.day >= SLOWER else 0.0) + 30 * dice.happens(0.08)
            paid = first.day + timedelta(days=waits)
            due = first.day + timedelta(days=TERM)
            number = f"F{first.day.year}{len(found) + 1:04d}"
            settled = paid if paid <= LAST else None
            found.append(
                Invoice(number, first.day, due, settled, first.customer, net, round(net * (1 + VAT)), first.region)
            )
    return found


def open_on(rows: Sequence[Invoice], day: date) -> int:
    """Return what customers still had to pay at the end of a day, in cents with VAT."""
    return sum(row.gross for row in rows if row.day <= day and (row.paid is None or row.paid > day))
