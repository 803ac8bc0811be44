"""Customers between two periods: who stayed, who is new, who came back and who is gone; a sum divided over them.

Every row is of one kind, so whatever adds up over rows adds up over the kinds.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from kpi_core.catalogue import adds_up
from kpi_core.dataset.model import day_number
from kpi_core.drivers.cells import Cells
from kpi_core.formula.facts import parts, tables
from kpi_core.formula.tree import KeySet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.dataset import Dataset, PreparedTable
    from kpi_core.model import Kpi
    from kpi_core.periods import Period

KIND = "customer_kind"
"""The role the kinds are split by; no column of a file can have it."""
STAYED, NEW, RETURNED, LOST = KINDS = ("stayed", "new", "returned", "lost")
KEY = "customer_id"
FIRST = "_cohort_month"
COHORT = "cohort_month"
GROUPS = (KNOWN, FRESH) = ("known", "fresh")
"""Bought in an earlier month, or for the first time: what each month's customers are, whatever two periods are compared."""


def has_customers(kpi: Kpi, dataset: Dataset) -> bool:
    """Tell whether a KPI adds up over the rows of one table that says who bought, and since when."""
    kinds = tables(kpi.tree)
    keyed = any(isinstance(part, KeySet) for part in parts(kpi.tree))
    told = all({f"_id_{KEY}", FIRST} <= set(_columns(dataset, kind)) for kind in kinds)
    return len(kinds) == 1 and not keyed and adds_up(kpi).segments and told


def _columns(dataset: Dataset, kind: str) -> list[str]:
    return list(dataset.tables[kind].data.column_names) if kind in dataset.tables else []


def with_kinds(dataset: Dataset, kpi: Kpi, before: Period, now: Period) -> Dataset:
    """Return a dataset of the rows in two periods, with `KIND` as a dimension.

    stayed: rows in both. new: the first row ever in the later one. returned: rows in the later and long ago, not in the earlier.
    lost: rows in the earlier only. Rows without a customer have no kind.
    """
    [kind] = tables(kpi.tree)
    table = dataset.tables[kind]
    days, who, kept = _numbers(table, f"_day_{table.date_role}"), _numbers(table, f"_id_{KEY}"), table.data["_kept"]
    counted = kept.to_numpy(zero_copy_only=False) & (who >= 0) & (days >= 0)
    codes = kinds_of(who, days, counted, before, now)
    first, last = (day_number(day) for day in (min(before.start, now.start), max(before.end, now.end)))
    data = table.data.append_column(f"_id_{KIND}", pa.array(codes, mask=codes < 0))
    data = data.filter(pa.array((days >= first) & (days <= last)))
    made = replace(table, data=data, dimensions={**table.dimensions, KIND: KINDS})
    text = f"{dataset.fingerprint} {kind} {before.start} {before.end} {now.start} {now.end}"
    return replace(
        dataset, tables={kind: made}, fingerprint=blake2b(text.encode(), digest_size=16).hexdigest(), issues=()
    )


def kinds_of(
    who: NDArray[np.int32], days: NDArray[np.int32], counted: NDArray[np.bool_], before: Period, now: Period
) -> NDArray[np.int32]:
    """Return per row the place in `KINDS` of its customer, -1 = no customer. counted: the rows that tell where one bought."""
    many = int(who.max(initial=-1)) + 1
    first = np.full(many, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(first, who[counted], days[counted])
    seen = []
    for period in (before, now):
        inside = counted & (days >= day_number(period.start)) & (days <= day_number(period.end))
        there = np.zeros(many, dtype=np.bool_)
        there[who[inside]] = True
        seen.append(there)
    earlier, later = seen
    fresh = first >= day_number(now.start)
    kinds = np.select([earlier & later, earlier, later & fresh, later], [0, 3, 1, 2], default=-1).astype(np.int32)
    return np.where(who >= 0, kinds[np.maximum(who, 0)] if many else -1, -1).astype(np.int32)


def _numbers(table: PreparedTable, column: str) -> NDArray[np.int32]:
    found = table.data[column].fill_null(-1).to_numpy()
    return np.asarray(found, dtype=np.int32)


def grouped(cells: Cells) -> Cells:
    """Return the grid of `GROUPS` out of one that is split by the month of the first order."""
    month = [period.id for period in cells.periods]
    x = np.nan_to_num(cells.x, nan=0.0)
    fresh = np.zeros(len(month))
    unknown = np.zeros(len(month))
    for column, name in enumerate(cells.names):
        if name == "":
            unknown = x[:, column]
        elif name in month:
            at = month.index(name)
            fresh[at] = x[at, column]
    whole = cells.x[:, -1]
    return Cells(cells.periods, GROUPS, np.column_stack([whole - fresh - unknown, fresh, whole]), None, cells.complete)
