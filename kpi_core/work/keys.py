"""What makes a row the same row in the next export: the key of each table kind, and rows reduced to numbers to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "sales": (("order_id",),),
    "invoices": (("invoice_id",),),
    "leads": (("lead_id",),),
    "deals": (("deal_id",),),
    "activities": (("activity_id",),),
    "subscriptions": (("subscription_id",), ("customer_id", "start_date")),
    "employees": (("employee_id",),),
    "absences": (("employee_id", "absence_start"),),
    "vacancies": (("vacancy_id",),),
    "trainings": (("employee_id", "training", "training_date"),),
    "surveys": (("response_id",),),
    "fulfilment": (("order_id",),),
    "projects": (("project_id",),),
    "tickets": (("ticket_id",),),
}
"""The roles that name a thing of each kind, best first. All rows of one key belong together: the lines of an order."""
PER_DAY = frozenset(
    [
        "web",
        "funnel",
        "ads",
        "email",
        "social",
        "followers",
        "absence_totals",
        "pnl",
        "balance",
        "inventory",
        "machine_time",
        "energy",
        "market",
    ]
)
"""Kinds with figures per date and words: the date and every word together are the key."""
DECIMALS = 6
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # keeps the second of two equal rows apart from the first


def key_of(kind: str, roles: Iterable[str]) -> tuple[str, ...]:
    """Return the key of a kind among the roles two tables share, () when they have none: then whole rows are compared."""
    shared = set(roles)
    for key in KEYS.get(kind, ()):
        if shared.issuperset(key):
            return key
    date = KINDS[kind].date_role
    if kind not in PER_DAY or date not in shared:
        return ()
    words = [role for role in KINDS[kind].roles if role in shared and ROLES[role].type in {"category", "enum", "id"}]
    return (date, *words)


def main_amount(kind: str, roles: Iterable[str]) -> str | None:
    """Return the role whose sum tells most of a table: its first amount of money, else its first number; None = none."""
    known = set(roles)
    shared = [role for role in KINDS[kind].roles if role in known]
    for wanted in ("money", "number"):
        for role in shared:
            if ROLES[role].type == wanted and role != "unit_price":
                return role
    return None


def row_hashes(rows: pd.DataFrame, roles: Sequence[str]) -> Hashes:
    """Return a number per row that is equal for rows with the same values in these roles, whatever their case."""
    if not roles or rows.empty:
        return np.zeros(len(rows), dtype="uint64")
    plain = pd.DataFrame({role: _plain(rows[role]) for role in roles})
    return np.asarray(pd.util.hash_pandas_object(plain, index=False), dtype=np.uint64)


def key_hashes(rows: pd.DataFrame, key: Sequence[str], roles: Sequence[str]) -> Hashes:
    """Return a number per row that is equal for rows with the same key.

    A row without the first role of its key, and every row when there is no key, is named by all of its values and by how
    many the same stand above it: two equal rows stay two.
    """
    whole = row_hashes(rows, roles)
    turn = pd.Series(whole).groupby(whole).cumcount().to_numpy(dtype="uint64")
    own = np.array(pd.util.hash_array(whole + turn * SPREAD), dtype=np.uint64)
    if not key:
        return own
    named = rows[key[0]].notna().to_numpy()
    own[named] = row_hashes(rows, key)[named]
    return own


def _plain(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.astype("datetime64[us]").astype("int64")
    if pd.api.types.is_bool_dtype(values) or pd.api.types.is_numeric_dtype(values):
        numbers = values.astype("Float64").astype("float64").round(DECIMALS)
        return numbers + 0.0  # no negative zero
    return values.astype("string").str.strip().str.casefold().fillna("").astype("object")
