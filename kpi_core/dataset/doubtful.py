"""Cells that a figure takes for more than they say: amounts of no stated period, invoices partly paid, per cents beside shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.model import Issue

if TYPE_CHECKING:
    import pandas as pd

    from kpi_core.model import Mapping, Table

MONTHLY = re.compile(r"mrr|month|maand|mnd|p/m|\bpm\b|monat|mois|mensuel", re.IGNORECASE)


def doubtful(table: Table, mapping: Mapping, frame: pd.DataFrame) -> list[Issue]:
    """Return what a reader should know of the cells of one mapped table before believing its figures."""
    headers = {column.name: column.header for column in table.columns}
    issues = []
    if mapping.kind == "subscriptions" and "mrr" in frame:
        header = headers.get(mapping.roles.get("mrr", ""), "")
        if not MONTHLY.search(header):
            issues.append(Issue("mrr_period_unsaid", "warning", mapping.sheet, (), {"column": header}))
    if mapping.kind == "invoices" and {"gross_amount", "open_amount", "paid_date"} <= set(frame):
        left, whole = frame["open_amount"].abs(), frame["gross_amount"].abs()
        n = int((frame["paid_date"].isna() & (left > 0) & (left < whole)).sum())
        issues += [Issue("partly_paid", "warning", mapping.sheet, (), {"n": n})] if n else []
    if mapping.kind == "absences" and "absence_pct" in frame:
        shares = frame["absence_pct"]
        n = int(shares.between(0, 0.01, inclusive="right").sum())
        fields = {"n": n, "column": headers.get(mapping.roles.get("absence_pct", ""), "")}
        issues += [Issue("absence_pct_tiny", "warning", mapping.sheet, (), fields)] if n else []
    return issues
