"""Why a column has its role, told by what stands in its cells: a code with fields, worded in `texts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from kpi_core.mapping.fit import Candidate
    from kpi_core.model import Table

MOST_NAMED, LONGEST_NAMED = 4, 60


def reason_of(found: Candidate, table: Table) -> tuple[str, dict[str, object]]:
    """Return the reason for a proposed role as code and fields.

    `known_export` gets the name of the system from `known.name_export`. `header_like` names the known header; `dates_all`, `amounts_all`, `ids`, `few_values`, `values` count cells.
    """
    if found.column.type == "mixed":
        return "asked", {}
    if found.how == "known":
        return "known_export", {}
    if found.how == "only_date":
        return "only_date", {}
    if found.how == "values":
        return "values_known", {}
    if found.how != "header" or not found.own:
        return "header_like", {"synonym": found.synonym}
    return _by_content(found, table)


def _by_content(found: Candidate, table: Table) -> tuple[str, dict[str, object]]:
    values = table.frame[found.column.name]
    filled = int(values.notna().sum())
    match ROLES[found.role].type:
        case "date" | "datetime":
            return _all_or_some("dates", filled, len(values))
        case "money" | "number" | "percent":
            return _all_or_some("amounts", filled, len(values))
        case "id":
            return "ids", {"n": int(values.nunique())}
        case _:
            distinct = sorted(str(value) for value in values.dropna().unique())
            named = ", ".join(distinct)
            if 0 < len(distinct) <= MOST_NAMED and len(named) <= LONGEST_NAMED:
                return "few_values", {"n": len(distinct), "values": named}
            return "values", {"n": len(distinct)}


def _all_or_some(code: str, filled: int, rows: int) -> tuple[str, dict[str, object]]:
    if filled == rows:
        return f"{code}_all", {"n": rows}
    return f"{code}_some", {"n": filled, "rows": rows}
