"""Part-time factors over two tables: absence takes those of the staff register, so that both sides of a rate weigh alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Issue

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

NEEDED: Map[str, frozenset[str]] = {
    "employees": frozenset({"employee_id", "hire_date", "fte"}),
    "absences": frozenset({"employee_id", "absence_start"}),
}


def weighed(tables: Map[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], list[Issue]]:
    """Return the tables with `fte` in both staff and absence, or a warning that only one of the two has it.

    A case takes the factor of the person's last line in the register on its first day. A person the register does not
    know has none, and counts as a full-time job.
    """
    found = dict(tables)
    staff, absence = found.get("employees"), found.get("absences")
    if staff is None or absence is None or ("fte" in staff) == ("fte" in absence):
        return found, []
    if any(not roles <= set(found[kind]) for kind, roles in NEEDED.items()):
        return found, [Issue("fte_one_side", "warning")]
    found["absences"] = absence.assign(fte=_factors(staff, absence))
    known = int(found["absences"]["fte"].notna().sum())
    if known == len(absence):
        return found, [Issue("absence_fte_all", "info", fields={"n": known})]
    return found, [Issue("absence_fte_some", "info", fields={"n": len(absence) - known, "rows": len(absence)})]


def _factors(staff: pd.DataFrame, absence: pd.DataFrame) -> pd.Series:
    known = staff.dropna(subset=["employee_id", "hire_date"]).sort_values("hire_date", kind="stable")
    cases = absence[["employee_id", "absence_start"]].dropna().sort_values("absence_start", kind="stable")
    found = pd.merge_asof(
        cases,
        known[["employee_id", "hire_date", "fte"]],
        left_on="absence_start",
        right_on="hire_date",
        by="employee_id",
    )
    return pd.Series(found["fte"].to_numpy(), index=cases.index).reindex(absence.index)
