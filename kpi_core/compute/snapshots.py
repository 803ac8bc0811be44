"""Whether the latest balance of a table holds what earlier ones did, or only a part of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kpi_core.dataset.model import day_number

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from kpi_core.dataset import PreparedTable

ITEMS = ("product", "account", "account_category")
"""What tells the rows of one balance apart."""
RECENT = timedelta(days=92)
"""What was seen so shortly before, should be in a balance."""
ENOUGH = 0.6
"""Of those, this share: things sell out and accounts are closed."""


def held(table: PreparedTable, day: date) -> tuple[int, int] | None:
    """Return how many items the balance of a day has, and how many were seen until then; None when it is whole enough."""
    role = next((role for role in ITEMS if role in table.roles), None)
    if role is None:
        return None
    days = _numbers(table, f"_day_{table.date_role}")
    items = _numbers(table, f"_id_{role}")
    last = day_number(day)
    on_the_day = len(set(items[(days == last) & (items >= 0)]))
    recent = len(set(items[(days <= last) & (days > last - RECENT.days) & (items >= 0)]))
    return (on_the_day, recent) if on_the_day < ENOUGH * recent else None


def _numbers(table: PreparedTable, column: str) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = table.data[column].fill_null(-1).to_numpy()
    return numbers
