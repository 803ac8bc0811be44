"""Rows that end before they begin: an error in the file, told with its cells. What measures how long something takes leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.model import Issue

if TYPE_CHECKING:
    import pandas as pd

    from kpi_core.model import Mapping, Table

SPANS: dict[str, tuple[tuple[str, str], ...]] = {
    "tickets": (("created_date", "first_response_at"), ("created_date", "resolved_at")),
    "fulfilment": (("order_date", "delivered_date"),),
    "production": (("run_start", "run_end"),),
    "projects": (("start_date", "end_date"),),
    "deals": (("created_date", "closed_date"),),
    "leads": (("created_date", "converted_date"),),
    "vacancies": (("opened_date", "accepted_date"), ("application_date", "accepted_date")),
    "absences": (("absence_start", "absence_end"),),
    "subscriptions": (("start_date", "end_date"),),
    "employees": (("hire_date", "termination_date"),),
}
CELLS_SHOWN = 20


def ending_early(table: Table, mapping: Mapping, frame: pd.DataFrame) -> list[Issue]:
    """Return one warning per pair of dates of which some rows have the second before the first; both columns are dates."""
    letters = {column.name: column.letter for column in table.columns}
    issues = []
    for first, last in SPANS.get(mapping.kind or "", ()):
        if not {first, last} <= set(frame):
            continue
        rows = frame.index[frame[last] < frame[first]]
        if rows.empty:
            continue
        names = mapping.roles.get(first, first), mapping.roles.get(last, last)
        cells = tuple(f"{letters.get(names[1], '')}{row}" for row in rows[:CELLS_SHOWN])
        fields = {"n": len(rows), "first": names[0], "last": names[1]}
        issues.append(Issue("ends_before_start", "warning", mapping.sheet, cells, fields))
    return issues
