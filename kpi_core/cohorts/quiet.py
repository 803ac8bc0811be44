"""Who has not bought for long, where nobody cancels: measured by the time customers of this firm usually take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.dataset.model import day_number
from kpi_core.periods import add_months

if TYPE_CHECKING:
    from kpi_core.compute.cohorts import Purchases

LEAST_GAPS = 100
USUAL = 90
"""The percentile of the times between two purchases after which a customer counts as quiet: a convention."""
DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Quiet:
    """Customers who bought nothing for `months`: `quiet` of all `customers`. gaps: the times between purchases it rests on."""

    months: int
    quiet: int
    customers: int
    gaps: int


def quiet(purchases: Purchases) -> Quiet | None:
    """Return who is quiet on the last day; None with fewer than 100 times between two purchases to tell what is usual.

    Nine in ten customers who came back did so within that many months, rounded to whole ones and at least one. A shop has no
    churn: nobody says goodbye, so this is a convention and not a loss.
    """
    same = np.diff(purchases.customer) == 0
    gaps = np.diff(purchases.day)[same]
    if len(gaps) < LEAST_GAPS:
        return None
    months = max(1, round(float(np.percentile(gaps, USUAL)) / DAYS_PER_MONTH))
    since = day_number(add_months(purchases.until + timedelta(days=1), -months))
    last = np.append(~same, True)
    return Quiet(months, int((purchases.day[last] < since).sum()), int(last.sum()), len(gaps))
