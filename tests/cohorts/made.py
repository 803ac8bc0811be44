"""Customers and their orders in a few lines, for tests."""

from datetime import date

from kpi_core.cohorts import triangle_of
from kpi_core.compute.cohorts import cohort_counts
from kpi_core.periods import Grain
from tests.catalogue.small import small_dataset

TODAY = date(2026, 7, 5)
HEAD = ("customer_id", "order_id", "order_date", "net_amount", "refund_amount", "region")
LEDGER = ("customer_id", "start_date", "end_date", "mrr")


def orders(rows, head=HEAD):
    """Return a dataset of order lines: customer, day, amount, refund, region; what is left out is empty."""
    full = [(who, f"o{n}", day, *more, *(None,) * (3 - len(more))) for n, (who, day, *more) in enumerate(rows)]
    return small_dataset({"sales": [head, *full]})


def subscriptions(rows, **others):
    """Return a dataset of subscriptions: customer, first day, last day or None, amount a month."""
    return small_dataset({"subscriptions": [LEDGER, *rows], **others})


def triangle(dataset, grain=Grain.MONTH, kind="sales", today=TODAY, **asked):
    """Return the triangle of a dataset, None when there is none."""
    counts = cohort_counts(dataset, kind, grain, today=today, **asked)
    return triangle_of(counts) if counts else None


def active(found):
    """Return `{group: [size, active at age 0, 1, ...]}`."""
    return {group.period.id: [group.size, *(cell.active for cell in group.cells)] for group in found.cohorts}


def revenue(found):
    """Return `{group: [revenue at age 0, 1, ...]}`."""
    return {group.period.id: [cell.revenue for cell in group.cells] for group in found.cohorts}
