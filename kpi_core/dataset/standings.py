"""Balances under the name of a period: the balance "of March" is that of its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Issue
from kpi_core.read.period_labels import period_label
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from kpi_core.model import Mapping, Table

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def at_period_end(table: Table, mapping: Mapping, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the frame of a kind of balances with those of a whole period on its last day instead of its first."""
    kind = KINDS[mapping.kind or ""]
    column = next((entry for entry in table.columns if entry.name == mapping.roles.get(kind.date_role)), None)
    if not kind.is_balance or column is None or kind.date_role not in frame:
        return frame, []
    span = _span(table, column.convention)
    if span == "week":
        moved = frame[kind.date_role] + pd.Timedelta(days=6)
    elif span in MONTHS:
        moved = frame[kind.date_role] + pd.DateOffset(months=MONTHS[span]) - pd.Timedelta(days=1)
    else:
        return frame, []
    moved = moved.astype("datetime64[us]")
    return frame.assign(**{kind.date_role: moved}), [
        Issue("standing_at_end", "info", mapping.sheet, (), {"column": column.header})
    ]


def _span(table: Table, convention: str) -> str:
    if convention in MONTHS or convention == "week":
        return convention
    across = next((issue for issue in table.issues if issue.code == "periods_across"), None)
    label = period_label("", str(across.fields["first"])) if across is not None else None
    return label.span if label is not None else ""
