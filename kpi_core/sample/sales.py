"""The order lines: who bought what, where and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kpi_core.sample.shop import (
    EXTRAS,
    GOODS,
    MONTHS,
    PRICE_LEVEL,
    REGIONS,
    REMARKS,
    SERVICES,
    Product,
    channel_shares,
    month_start,
    orders_expected,
)

if TYPE_CHECKING:
    from kpi_core.sample.dice import Dice

KNOWN_BEFORE = 60  # customers per region from before the first month
UNREADABLE = 1203  # the line whose amount somebody overtyped


@dataclass(frozen=True)
class Line:
    """One order line. net: cents without VAT, None where the file has no readable amount. refund: cents paid back."""

    order: str
    day: date
    customer: str
    region: str
    channel: str
    product: str
    group: str
    quantity: int
    returned: int
    net: int | None
    cost: int
    refund: int
    status: str
    remark: str


@dataclass(frozen=True)
class _Order:
    day: date
    customer: str
    region: str
    channel: str
    first: Product


def lines(dice: Dice) -> list[Line]:
    """Return every order line, by day and order number."""
    found: list[Line] = []
    for number, order in enumerate(_orders(dice), start=104_001):
        found += _lines_of(dice, f"DS{number}", order)
    found[UNREADABLE] = replace(found[UNREADABLE], net=None, refund=0, returned=0)
    return found


def _orders(dice: Dice) -> list[_Order]:
    known = {region: [_customer(i, region) for i in range(KNOWN_BEFORE)] for region in REGIONS}
    found: list[_Order] = []
    for index in range(MONTHS):
        for region, customers in known.items():
            old = dice.whole(orders_expected(index, region, existing=True))
            new = dice.whole(orders_expected(index, region, existing=False))
            buyers = [_known_customer(dice, customers) for _ in range(old)]
            joined = [_customer(len(customers) + i, region) for i in range(new)]
            customers.extend(joined)
            found += _orders_of(dice, index, region, buyers)
            found += _orders_of(dice, index, region, joined)
    return sorted(found, key=lambda order: (order.day, order.region, order.customer))


def _customer(index: int, region: str) -> str:
    return f"{index * len(REGIONS) + list(REGIONS).index(region) + 412:06d}"


def _known_customer(dice: Dice, customers: list[str]) -> str:
    newest = dice.fraction() ** 1.7  # the ones who came last come back most
    return customers[len(customers) - 1 - int(newest * len(customers))]


def _orders_of(dice: Dice, index: int, region: str, buyers: list[str]) -> list[_Order]:
    channels = dice.spread(channel_shares(index, region), len(buyers))
    goods = dice.spread(GOODS, len(buyers))
    services = dice.spread(SERVICES, len(buyers))
    return [
        _Order(_day(dice, index, channel), buyer, region, channel, service if channel == "Werkplaats" else product)
        for buyer, channel, product, service in zip(buyers, channels, goods, services, strict=True)
    ]


def _day(dice: Dice, index: int, channel: str) -> date:
    start = month_start(index)
    days = (month_start(index + 1) - start).days
    day = start + timedelta(days=dice.below(days))
    if channel != "Webshop" and day.weekday() == 6:
        day += timedelta(days=1 if day.day < days else -1)
    return day


def _lines_of(dice: Dice, number: str, order: _Order) -> list[Line]:
    products = [order.first]
    while order.channel != "Werkplaats" and len(products) < 4 and dice.happens(0.3):
        products.append(dice.spread(EXTRAS, 1)[0])
    cancelled = dice.happens(0.05 if order.channel == "Webshop" else 0.01)
    return [_line(dice, number, order, product, cancelled=cancelled) for product in products]


def _line(dice: Dice, number: str, order: _Order, product: Product, *, cancelled: bool) -> Line:
    quantity = 2 if product.price < 10_000 and dice.happens(0.2) else 1
    price = product.price * PRICE_LEVEL[order.day.year] * dice.one_of((1, 1, 1, 0.95, 0.9))
    net = round(price) * quantity
    returned = int(not cancelled and order.channel != "Werkplaats" and dice.happens(0.03))
    done = {"Winkel": "Betaald", "Webshop": "Verzonden", "Werkplaats": "Afgerond"}[order.channel]
    return Line(
        order=number,
        day=order.day,
        customer=order.customer,
        region=order.region,
        channel=order.channel,
        product=product.name,
        group=product.group,
        quantity=quantity,
        returned=returned,
        net=net,
        cost=round(product.price * product.cost * PRICE_LEVEL[order.day.year] ** 0.7) * quantity,
        refund=net // quantity * returned,
        status="Geannuleerd" if cancelled else "Retour" if returned == quantity else done,
        remark=dice.one_of(REMARKS) if dice.happens(0.04) else "",
    )
