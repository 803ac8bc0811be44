"""What the words in a table say it is: items of profit and loss or of a balance, and sides of a journal."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kpi_core.mapping.fit import Candidate
from kpi_core.roles import ROLES, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Table, TableColumn

CATEGORY = "account_category"
BALANCE = frozenset(
    {"cash", "receivables", "inventory", "other_current_assets", "fixed_assets", "payables", "equity", "provisions"}
    | {"other_current_liabilities", "long_term_liabilities"}
)
FEWEST, LEAST_SHARE = 3, 0.5
"""How many items must be known, and which share of those named, before a column is taken for a list of them."""
LOOKED_AT = 5_000
"""How many rows are looked at: a list of items or sides repeats itself long before."""
SIDES = frozenset({"d", "c", "s", "h", "debet", "debit", "credit", "soll", "haben", "af", "bij"})


def item_candidate(kind: str, table: Table) -> Candidate | None:
    """Return the column that lists the items of a profit and loss account or of a balance, None when there is none."""
    if kind not in {"pnl", "balance"}:
        return None
    for column in table.columns:
        if column.type == "text" and _lists_items(column, table, balance=kind == "balance"):
            return Candidate(column, CATEGORY, "values", own=True, rank=0, synonym=column.header)
    return None


def has_sides(table: Table) -> bool:
    """Return whether a column says of every amount whether it is debit or credit: then the amounts have no sign."""
    for column in table.columns:
        if column.type != "text":
            continue
        words = _words(column, table)
        if len(words) == 2 and words <= SIDES:
            return True
    return False


def _lists_items(column: TableColumn, table: Table, *, balance: bool) -> bool:
    items = _words(column, table)
    categories = [_categories()[item] for item in items if item in _categories()]
    known, found = len(categories), set(categories)
    if known < FEWEST or known < LEAST_SHARE * len(items):
        return False
    on_balance = len(found & BALANCE)
    return on_balance > len(found) / 2 if balance else "revenue" in found and on_balance <= len(found) / 2


def _words(column: TableColumn, table: Table) -> set[str]:
    return {normalise(str(value)) for value in table.frame[column.name].head(LOOKED_AT).dropna().unique()}


@cache
def _categories() -> Map[str, str]:
    """Return the category each known name of an item belongs to; numbers such as 8 are no names."""
    spelled = ROLES[CATEGORY].values.items()
    return {normalise(word): value for value, words in spelled for word in (value, *words) if not word.isdigit()}
