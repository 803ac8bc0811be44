"""Words from a list brought to the rows of a table: no row is added or lost, and no amount changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.joining.keys import keys_of
from kpi_core.joining.lines import free_name
from kpi_core.joining.lists import fetched, lists_of
from kpi_core.model import ColumnRole, Issue, TableColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.joining.propose import Join
    from kpi_core.model import Mapping, Table


def look_up(parts: Sequence[tuple[Table, Mapping]], joins: Sequence[Join]) -> tuple[tuple[Table, Mapping], ...]:
    """Return the parts with what their lists add, and what happened told as issues of their mappings."""
    lists = {entry.place: entry for entry in lists_of([table for table, _ in parts])}
    found = list(parts)
    for join in joins:
        table, mapping = found[join.left]
        entry = lists[join.right]
        ours = keys_of(table.frame[join.left_column])
        brought = fetched(ours.reset_index(drop=True), entry, join.right_column, list(join.carries.values()))
        brought = brought.set_axis(table.frame.index, axis=0)
        known = {column.name: column for column in entry.columns}
        columns, roles, changed = [], [], {entry.column: entry for entry in mapping.columns}
        for role, name in join.carries.items():
            own = free_name(role, table)
            columns.append(TableColumn(own, known[name].header, "", known[name].type))
            roles.append(ColumnRole(own, role, "sure", "joined", {"sheet": entry.table.name}))
            if mapping.roles.get(role) == join.left_column:
                fields = {"header": known[name].header}
                changed[join.left_column] = ColumnRole(join.left_column, None, "sure", "second_column", fields)
        brought.columns = pd.Index([column.name for column in columns])
        wide = pd.concat([table.frame, brought], axis=1)
        assert len(wide) == len(table.frame)
        told = _told(join, table, entry.table)
        found[join.left] = (
            replace(table, columns=(*table.columns, *columns), frame=wide),
            replace(mapping, columns=(*changed.values(), *roles), issues=(*mapping.issues, *told)),
        )
    return tuple(found)


def _told(join: Join, table: Table, other: Table) -> tuple[Issue, ...]:
    fields = {"table": table.name, "list": other.name, "columns": ", ".join(join.carries.values())}
    found = [Issue("looked_up", "info", table.sheet, (), {"n": join.matched, **fields})]
    if join.matched < join.rows:
        found.append(Issue("not_in_list", "warning", table.sheet, (), {"n": join.rows - join.matched, **fields}))
    return tuple(found)
