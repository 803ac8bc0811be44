"""What lies in the storeroom of the sample company at the end of each month, at what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import EXTRAS, GOODS, MONTHS, SEASON, month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.sample.dice import Dice
    from kpi_core.sample.sales import Line

COVER = {
    "E-bikes": 2.2,
    "Stadsfietsen": 3.0,
    "Kinderfietsen": 3.4,
    "Onderdelen": 3.6,
    "Kleding en helmen": 4.2,
}  # months


@dataclass(frozen=True)
class Stock:
    """The stock of a product group at the end of a day. value: cents."""

    day: date
    group: str
    pieces: int
    value: int


def stock(dice: Dice, sold: Sequence[Line]) -> list[Stock]:
    """Return the stock per month and group, from the day before the first; the shop fills up before the spring."""
    cost = dict.fromkeys(COVER, 0)
    for line in sold:
        if line.group in cost:
            cost[line.group] += line.cost
    found = []
    for index in range(MONTHS + 1):
        day = month_start(index) - timedelta(days=1)
        ahead = (SEASON[(day.month) % 12] + SEASON[(day.month + 1) % 12]) / 2 / 62
        for group, months in COVER.items():
            value = round(cost[group] / MONTHS * months * (0.65 + 0.35 * ahead) * dice.between(0.94, 1.06))
            found.append(Stock(day, group, round(value / _piece(group)), value))
    return found


def _piece(group: str) -> float:
    """Return what a piece of a group costs on average, in cents."""
    costs = [product.price * product.cost for product in (*GOODS, *EXTRAS) if product.group == group]
    return sum(costs) / len(costs)
