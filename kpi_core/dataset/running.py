"""Profit and loss that is no movement per month: totals that run on from January, and entries that close the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.model import Issue

if TYPE_CHECKING:
    import pandas as pd

    from kpi_core.model import Mapping, Table

KEYS = ("account", "account_category", "department", "product", "region")
RUNNING = re.compile(r"\bcum|\bytd\b|year[ -]to[ -]date|\bt/m\b|tot en met|jaar tot nu", re.IGNORECASE)
LEAST_MONTHS, SAID_MONTHS = 4, 2
"""How many months of a year show a running total: by their amounts alone, and where a name says so too."""
GROWN = 2.0
"""The last month of a running total is at least this many times the first."""
FEW = 0.1
"""Of the items, so many may go against the rest: a correction, an account that happens to be zero."""
ROUNDING = 0.005


def beside_movements(table: Table, mapping: Mapping, frame: pd.DataFrame) -> list[Issue]:
    """Return a warning where amounts of a profit and loss account seem to run on from January, or to be closed to zero."""
    if mapping.kind != "pnl" or table.meaning is not None or not {"date", "amount"} <= set(frame):
        return []
    keys = [key for key in KEYS if key in frame]
    known = frame.dropna(subset=["date", "amount"])
    if not keys or known.empty:
        return []
    months = known["date"].dt.year * 12 + known["date"].dt.month - 1
    named = {key: known[key].astype("str").fillna("") for key in keys}
    wide = known.assign(month=months, **named).pivot_table(index=keys, columns="month", values="amount", aggfunc="sum")
    years = months // 12
    parts = {int(year): wide[sorted(months[years == year].unique())] for year in sorted(years.unique())}
    closed = [str(year) for year, part in parts.items() if _closed(part)]
    if closed:
        fields = {"sheet": mapping.sheet, "years": ", ".join(closed)}
        return [Issue("year_closed", "warning", mapping.sheet, (), fields)]
    running = [_runs_on(part, said=_said(table, mapping)) for part in parts.values()]
    if True in running and False not in running:
        return [Issue("amounts_run_on", "warning", mapping.sheet, (), {"sheet": mapping.sheet})]
    return []


def _said(table: Table, mapping: Mapping) -> bool:
    header = next((column.header for column in table.columns if column.name == mapping.roles.get("amount")), "")
    return any(RUNNING.search(text) for text in (table.sheet, table.name, header))


def _runs_on(part: pd.DataFrame, *, said: bool) -> bool | None:
    """Return whether the items of one year only grow, month after month; None where there are too few months to tell."""
    if part.shape[1] < (SAID_MONTHS if said else LEAST_MONTHS):
        return None
    sizes = part.fillna(0.0).abs()
    sizes = sizes[sizes.iloc[:, -1].gt(0) | sizes.iloc[:, 0].gt(0)]
    falls = (sizes.diff(axis=1) < -ROUNDING * sizes.max(axis=1).to_numpy()[:, None]).any(axis=1)
    growing = ~falls & (sizes.iloc[:, -1] > sizes.iloc[:, 0])
    if said:
        return bool(growing.sum() > len(sizes) / 2)
    grown = sizes.iloc[:, -1].sum() >= GROWN * sizes.iloc[:, 0].sum()
    return bool(growing.sum() >= 2 and growing.mean() >= 1 / 2 and falls.mean() <= FEW and grown)


def _closed(part: pd.DataFrame) -> bool:
    """Return whether nearly every item of a year adds up to nothing, though it had amounts."""
    moved, left = part.abs().sum(axis=1), part.sum(axis=1).abs()
    items = moved > 0
    return bool(items.sum() >= 2 and (left[items] <= ROUNDING * moved[items]).mean() >= 1 - FEW)
