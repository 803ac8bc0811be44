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
HASH = "_hash_"
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


def hashed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows by role with a column `_hash_<role>` beside each: a number that is equal for equal values.

    Made once per table; what follows compares numbers. Words are equal whatever their case.
    """
    numbers = {f"{HASH}{role}": _hashes_of(rows[role]) for role in rows if not str(role).startswith("_")}
    return pd.concat([rows, pd.DataFrame(numbers, index=rows.index)], axis=1)


def row_hashes(rows: pd.DataFrame, roles: Sequence[str]) -> Hashes:
    """Return a number per hashed row that is equal for rows with the same values in these roles."""
    found = np.zeros(len(rows), dtype=np.uint64)
    for role in roles:
        found = found * SPREAD + rows[f"{HASH}{role}"].to_numpy(dtype=np.uint64)
        found ^= found >> np.uint64(29)
    return found


def key_hashes(rows: pd.DataFrame, key: Sequence[str], roles: Sequence[str]) -> Hashes:
    """Return a number per hashed row that is equal for rows with the same key.

    A row without the first role of its key, and every row when there is no key, is named by all of its values and by how
    many the same stand above it: two equal rows stay two.
    """
    named = rows[key[0]].notna().to_numpy() if key else np.zeros(len(rows), dtype=bool)
    own = row_hashes(rows, key) if key else np.zeros(len(rows), dtype=np.uint64)
    if not named.all():
        whole = row_hashes(rows, roles)
        turn = pd.Series(whole).groupby(whole).cumcount().to_numpy(dtype=np.uint64)
        own[~named] = scrambled(whole + turn * SPREAD)[~named]
    return own


def scrambled(numbers: Hashes) -> Hashes:
    """Return numbers whose sums differ where the numbers differ: so that rows of one key can be added up and compared."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _hashes_of(values: pd.Series) -> Hashes:
    codes, unique = pd.factorize(_plain(values), use_na_sentinel=False)
    return np.asarray(pd.util.hash_array(np.asarray(unique)), dtype=np.uint64)[codes]


def _plain(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.astype("datetime64[us]").astype("int64")
    if pd.api.types.is_bool_dtype(values) or pd.api.types.is_numeric_dtype(values):
        numbers = values.astype("Float64").astype("float64").round(DECIMALS)
        return numbers + 0.0  # no negative zero
    words = pd.Series(values.unique())
    folded = words.astype("string").str.strip().str.casefold().fillna("").astype("object")
    return values.map(dict(zip(words, folded, strict=True))).fillna("").astype("object")
