"""Customers by the period they first came in: how many of each group were seen again, and what each group brought.

Counted over the prepared columns, where time is whole numbers already. A group and an age are only counted up to the last
complete period of the data: what has not happened yet is missing, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compute.asks import Look
from kpi_core.compute.request import Request
from kpi_core.dataset.buckets import bucket
from kpi_core.dataset.model import day_number, day_of
from kpi_core.periods import Grain, Period, periods_between
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.dataset import Dataset, PreparedTable

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

CUSTOMER = "customer_id"
AMOUNTS = {"sales": "net_amount", "subscriptions": "mrr"}
PLACES = 2**32  # a customer and a day share one whole number
NO_FILTER: Map[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class CohortCounts:
    """Groups of customers by the period of their first row, oldest first, up to the last complete period.

    size: customers per group. active, revenue: by group and by age in whole periods; NaN = not complete yet. Orders: the
    customers with a row in that period that pays nothing back, and the net revenue of all its rows. Subscriptions: those in force
    on the period's last day, and what they pay a month then. revenue is NaN everywhere when the table has no amounts.
    begun: the first day of the data when customers may be older than that; None when everybody's start is in it.
    unknown: rows that count elsewhere but name no customer, or no day.
    """

    kind: str
    grain: Grain
    periods: tuple[Period, ...]
    size: Whole
    active: Floats
    revenue: Floats
    begun: date | None
    unknown: int


@dataclass(frozen=True)
class Purchases:
    """The different days on which each customer bought: `customer` and `day` (a day number), by customer, then by day.

    until: the last day that counts; first: the first day of the data.
    """

    customer: Whole
    day: Whole
    first: date
    until: date


def cohort_counts(
    dataset: Dataset, kind: str, grain: Grain, *, where: Map[str, tuple[str, ...]] = NO_FILTER, today: date
) -> CohortCounts | None:
    """Return the groups of one table kind; None when it does not say who bought when, or has no complete period.

    where: per role the values let through; it looks at the first row of a customer, as every figure of first-time customers
    does, and keeps that customer's later rows whatever they say.
    """
    table = _table(dataset, kind, where)
    last = _last_complete(dataset, table, grain, today) if table else None
    if table is None or last is None:
        return None
    known, unknown = _known(table)
    places, customers, codes = _firsts(table, _came(table, known), where)
    days = _column(table, f"_day_{table.date_role}")[places]
    within = days <= day_number(last.end)
    if not within.any():
        return None
    periods = periods_between(day_of(int(days[within].min())), last.end, grain)
    firsts, start = _column(table, f"_{grain}_{table.date_role}")[places].astype("int64"), bucket(periods[0])
    group_of = np.full(int(codes.max()) + 1, -1, dtype="int64")
    group_of[customers[within]] = firsts[within] - start
    size = np.bincount(firsts[within] - start, minlength=len(periods))
    fill = _in_force if KINDS[kind].span else _seen
    active, revenue = fill(table, codes, known, group_of, periods)
    if AMOUNTS[kind] not in table.roles:
        revenue = np.full_like(active, np.nan)
    begun = None if KINDS[kind].span else table.first
    return CohortCounts(kind, grain, periods, size, active, revenue, begun, unknown)


def purchases(dataset: Dataset, *, where: Map[str, tuple[str, ...]] = NO_FILTER, today: date) -> Purchases | None:
    """Return when every customer bought, None when the sales do not say so. where: as in `cohort_counts`."""
    table = _table(dataset, "sales", where)
    reach = _request(dataset, Grain.ALL, today).reach_of(Look("sales", None, ())) if table else None
    if table is None or reach is None:
        return None
    known, _ = _known(table)
    _, customers, codes = _firsts(table, _came(table, known), where)
    days = _column(table, f"_day_{table.date_role}")
    until = min(reach.through, today)
    rows = _came(table, known) & np.isin(codes, customers) & (days <= day_number(until))
    pairs = np.unique(codes[rows] * PLACES + days[rows].astype("int64"))
    return Purchases(pairs // PLACES, pairs % PLACES, reach.first, until)


def _table(dataset: Dataset, kind: str, where: Map[str, tuple[str, ...]]) -> PreparedTable | None:
    """Return a table that says which customer was there when, None when it does not or cannot be filtered so."""
    table = dataset.tables.get(kind)
    needed = {CUSTOMER, *(KINDS[kind].span or ())}
    if table is None or not needed <= table.roles or not table.date_role or not set(where) <= set(table.dimensions):
        return None
    return table


def _request(dataset: Dataset, grain: Grain, today: date) -> Request:
    return Request(dataset, grain, None, {}, None, None, {}, today)


def _last_complete(dataset: Dataset, table: PreparedTable, grain: Grain, today: date) -> Period | None:
    """Return the latest period in which nothing can be missing, None when there is none."""
    request, look = (
        _request(dataset, grain, today),
        Look(table.kind, None, (), standing=KINDS[table.kind].span is not None),
    )
    reach = request.reach_of(look)
    if reach is None:
        return None
    periods = reversed(periods_between(reach.first, reach.last, grain))
    return next((period for period in periods if request.completes(look, period, 0)), None)


def _known(table: PreparedTable) -> tuple[NDArray[np.bool_], int]:
    """Return which rows count, name a customer and lie in time, and how many count but do not."""
    kept = table.data["_kept"].to_numpy()
    known = kept & ~np.isnan(_column(table, f"_id_{CUSTOMER}")) & ~np.isnan(_column(table, f"_day_{table.date_role}"))
    unknown = int(kept.sum() - known.sum())
    span = KINDS[table.kind].span
    if span and span[1] in table.roles:  # a row that ends before it begins never ran
        known &= ~(_column(table, f"_day_{span[1]}") < _column(table, f"_day_{span[0]}"))
    return known, unknown


def _came(table: PreparedTable, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows say that the customer came: money paid back on a row of its own is no visit."""
    role = AMOUNTS[table.kind]
    return known & ~(_amounts(table, role) < 0) if KINDS[table.kind].span is None else known


def _firsts(
    table: PreparedTable, known: NDArray[np.bool_], where: Map[str, tuple[str, ...]]
) -> tuple[Whole, Whole, Whole]:
    """Return the place of the first row of every customer let through, that customer's number, and the number of every row."""
    codes = np.nan_to_num(_column(table, f"_id_{CUSTOMER}"), nan=-1.0).astype("int64")
    rows = np.flatnonzero(known)  # in date order
    customers, at = np.unique(codes[rows], return_index=True)
    places = rows[at]
    through = np.ones(len(places), dtype=bool)
    for role, values in where.items():
        through &= _lets_through(table, role, values)[places]
    return places[through], customers[through], codes


def _lets_through(table: PreparedTable, role: str, values: tuple[str, ...]) -> NDArray[np.bool_]:
    wanted = {value.casefold() for value in values}
    numbers = [place for place, word in enumerate(table.dimensions[role]) if word.casefold() in wanted]
    found = _column(table, f"_id_{role}")
    return np.isin(found, numbers) | (np.isnan(found) & ("" in wanted))


def _seen(
    table: PreparedTable, codes: Whole, known: NDArray[np.bool_], group_of: Whole, periods: tuple[Period, ...]
) -> tuple[Floats, Floats]:
    """Return who was seen per group and age, and the revenue of their rows."""
    n = len(periods)
    place = np.nan_to_num(_column(table, f"_{periods[0].grain}_{table.date_role}")).astype("int64") - bucket(periods[0])
    rows = np.flatnonzero(known & (place < n) & (group_of[codes] >= 0) & (place >= group_of[codes]))
    who, when = codes[rows], place[rows]
    cell = group_of[who] * n + when - group_of[who]
    once = np.unique((who * n + when)[_came(table, known)[rows]])
    group = group_of[once // n]
    active = np.bincount(group * n + once % n - group, minlength=n * n)
    revenue = np.bincount(cell, weights=_net(table)[rows], minlength=n * n)
    return _triangle(active, n), _triangle(revenue, n)


def _in_force(
    table: PreparedTable, codes: Whole, known: NDArray[np.bool_], group_of: Whole, periods: tuple[Period, ...]
) -> tuple[Floats, Floats]:
    """Return whose subscription runs on the last day of the period at each age, and what those pay a month."""
    n = len(periods)
    begin, until = _column(table, f"_day_{table.date_role}"), _column(table, "_until")
    open_end = np.where(np.isnan(until), np.inf, until)
    amounts = _amounts(table, "mrr")
    active, revenue = np.zeros((n, n)), np.zeros((n, n))
    for age_from_start, period in enumerate(periods):
        day = day_number(period.end)
        rows = np.flatnonzero(known & (group_of[codes] >= 0) & (begin <= day) & (open_end > day))
        group = group_of[np.unique(codes[rows])]
        np.add.at(active, (group, age_from_start - group), 1.0)
        paying = group_of[codes[rows]]
        np.add.at(revenue, (paying, age_from_start - paying), amounts[rows])
    return _triangle(active.ravel(), n), _triangle(revenue.ravel(), n)


def _triangle(cells: NDArray[np.generic], n: int) -> Floats:
    """Return cells by group and age, NaN where the period lies past the last one."""
    ages = np.arange(n)
    return np.where(ages[:, None] + ages[None, :] < n, cells.astype("float64").reshape(n, n), np.nan)


def _net(table: PreparedTable) -> Floats:
    """Return the net revenue of every row: its amount less what was paid back."""
    return _amounts(table, "net_amount") - _amounts(table, "refund_amount")


def _amounts(table: PreparedTable, role: str) -> Floats:
    """Return the amounts of every row; an empty one, or a table without them, as 0."""
    if role not in table.roles:
        return np.zeros(table.rows)
    return np.nan_to_num(_column(table, role), nan=0.0)


def _column(table: PreparedTable, name: str) -> Floats:
    found: Floats = table.data[name].to_pandas().to_numpy(dtype="float64", na_value=np.nan)
    return found
