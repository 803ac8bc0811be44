"""Customers, each counted once: by the segment of their first row in the window that tells who they are."""

import math

from tests.compute.oracle.reckon import runs
from tests.compute.oracle.world import DATES, SPANS


def first_rows(at, kind, role="customer_id"):
    """Everyone with a row in the window, with the first of them."""
    found = {}
    for row in at.world.tables[kind]:
        day = row.get(DATES[kind])
        if row[role] is not None and day and at.start <= day <= at.end:
            found.setdefault(row[role], row)
    return found


def _told(at, kind, role="customer_id"):
    at.world.asked.update({(kind, role), (kind, DATES[kind])})
    at.world.saw(kind, sum(row[role] is not None for row in at.rows(kind)))


def here(at, found):
    return {key for key, row in found.items() if at.has(row)}


def buyers(at):
    """Customers of the window in this segment; None where there is no data."""
    if not at.covered("sales"):
        return None
    _told(at, "sales")
    return here(at, first_rows(at, "sales"))


def customers(at):
    found = buyers(at)
    return None if found is None else len(found)


def newcomers(at, kind="sales"):
    """Customers whose first row ever lies in the window and this segment."""
    if not at.covered(kind):
        return None
    _told(at, kind)
    day = DATES[kind]
    firsts = at.world.firsts(kind, "customer_id").items()
    return {key: row for key, row in firsts if at.start <= row.get(day) <= at.end and at.has(row)}


def newly(at, kind="sales"):
    found = newcomers(at, kind)
    return None if found is None else len(found)


def came_back(at, days=90):
    """Of the newcomers, those with a row on a later day soon enough."""
    found = newcomers(at)
    if found is None:
        return None
    count = 0
    for customer, first in found.items():
        mine = [row for row in at.world.tables["sales"] if row["customer_id"] == customer and row["order_date"]]
        count += any(0 < (row["order_date"] - first["order_date"]).days <= days for row in mine)
    return count


def stayed(at):
    """Customers of the window before who are there again."""
    if not at.covered("sales") or not at.prev.covered("sales"):
        return None
    return len(buyers(at.prev) & set(first_rows(at, "sales")))


def went(at):
    if not at.covered("sales") or not at.prev.covered("sales"):
        return None
    return len(buyers(at.prev) - set(first_rows(at, "sales")))


def subscribed(at, *, told=True):
    """Everyone with a subscription in force on the last day, with the first of theirs; None where nothing tells."""
    kind = "subscriptions"
    at.world.asked.update({(kind, role) for role in (*SPANS[kind], "customer_id")})
    if not at.stands(kind):
        return None
    found, rows = {}, 0
    for row in at.world.tables[kind]:
        if row["customer_id"] is not None and runs(row, at.end, at.world):
            found.setdefault(row["customer_id"], row)
            rows += told and at.has(row)
    at.world.saw(kind, rows)
    return found


def subscribers(at, *, told=True):
    found = subscribed(at, told=told)
    return None if found is None else here(at, found)


def how_many(found):
    return None if found is None else len(found)


def kept_on(at, *, told=True):
    """Subscribers of before the window who are there at its end, and those who are not."""
    before = subscribers(at.opening, told=told)
    after = subscribed(at, told=False)
    if before is None or after is None:
        return None, None
    return before & set(after), before - set(after)


def worth(at, keys):
    """What the subscriptions in force on the last day bring from some customers, wherever they count."""
    kind = "subscriptions"
    at.world.asked.add((kind, "mrr"))
    if not at.stands(kind):
        return None
    rows = [row for row in at.world.tables[kind] if runs(row, at.end, at.world) and row["mrr"] is not None]
    at.world.saw(kind, sum(at.has(row) for row in rows))
    return None if keys is None else math.fsum(row["mrr"] for row in rows if row["customer_id"] in keys)
