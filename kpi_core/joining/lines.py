"""Order lines and their orders in two tables: the lines get the date and the words of their order, never its amounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.joining.keys import keys_of
from kpi_core.model import ColumnRole, Issue, TableColumn
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Mapping, Table

KEY, DATE = "order_id", "order_date"
LINE_AMOUNTS = frozenset({"net_amount", "gross_amount", "unit_price"})
CARRIED = frozenset({"id", "date", "datetime", "category", "enum", "bool"})
DATES = frozenset({"date", "datetime"})

Part = tuple["Table", "Mapping"]


@dataclass(frozen=True)
class _Orders:
    """The table with one row per order. place: its number among the parts."""

    place: int
    table: Table
    mapping: Mapping

    @property
    def keys(self) -> pd.Series:
        return _keys(self.table, self.mapping)


def join_lines(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts with order lines dated by their orders.

    A sales table that has order numbers and amounts but no date takes the date, ids and words of the one sales table in
    which every order number stands once. The orders that have lines then leave their own table, so that no order counts
    twice; orders without lines stay. No row is added or lost and no amount is copied, so every sum of the lines is as it
    was. What happened is told as an issue of the lines' mapping. A table that has no date after this is left out.
    """
    found = list(parts)
    for place, (table, mapping) in enumerate(found):
        if not _is_lines(mapping):
            continue
        orders = _orders_for(place, table, mapping, found)
        if orders is not None:
            found[place] = _dated(table, mapping, orders)
            found[orders.place] = _without_lines(orders, _keys(table, mapping))
    return tuple((table, _left_out_undated(mapping)) for table, mapping in found)


def _is_lines(mapping: Mapping) -> bool:
    roles = mapping.roles
    return mapping.kind == "sales" and KEY in roles and DATE not in roles and bool(LINE_AMOUNTS & roles.keys())


def _orders_for(place: int, lines: Table, meant: Mapping, parts: Sequence[Part]) -> _Orders | None:
    """Return the orders most of the lines belong to; None when there is no such table."""
    best: _Orders | None = None
    most = 0
    keys = _keys(lines, meant)
    for other, (table, mapping) in enumerate(parts):
        if other == place or mapping.kind != "sales" or not {KEY, DATE} <= mapping.roles.keys():
            continue
        orders = _Orders(other, table, mapping)
        known = orders.keys.dropna()
        matched = int(keys.isin(known).sum())
        if known.is_unique and matched > most:
            best, most = orders, matched
    return best


def _keys(table: Table, mapping: Mapping) -> pd.Series:
    return keys_of(table.frame[mapping.roles[KEY]])


def _dated(table: Table, mapping: Mapping, orders: _Orders) -> Part:
    keys = _keys(table, mapping)
    carried = {
        role: name
        for role, name in orders.mapping.roles.items()
        if role not in mapping.roles and ROLES[role].type in CARRIED
    }
    header = orders.table.frame[list(carried.values())].set_axis(orders.keys, axis=0)
    header = header[header.index.notna()].reindex(keys).set_axis(table.frame.index, axis=0)
    header.columns = pd.Index([free_name(role, table) for role in carried])
    known = {column.name: column for column in orders.table.columns}
    new = tuple(
        TableColumn(free, known[name].header, "", known[name].type)
        for free, name in zip(header.columns, carried.values(), strict=True)
    )
    entries = tuple(
        ColumnRole(column.name, role, "sure", "joined", {"sheet": orders.table.sheet})
        for column, role in zip(new, carried, strict=True)
    )
    joined = replace(table, columns=(*table.columns, *new), frame=pd.concat([table.frame, header], axis=1))
    issues = _told(keys, orders, table.sheet)
    kept = tuple(issue for issue in mapping.issues if issue.code != "date_missing")
    return joined, replace(mapping, columns=(*mapping.columns, *entries), issues=(*kept, *issues))


def _told(keys: pd.Series, orders: _Orders, lines: str) -> tuple[Issue, ...]:
    matched = keys.isin(orders.keys.dropna())
    fields = {"lines": lines, "orders": orders.table.sheet}
    found = [Issue("joined", "info", lines, (), {"n": int(matched.sum()), **fields})]
    if not matched.all():
        found.append(Issue("join_without_order", "warning", lines, (), {"n": int((~matched).sum()), **fields}))
    return tuple(found)


def _without_lines(orders: _Orders, line_keys: pd.Series) -> Part:
    alone = ~orders.keys.isin(line_keys.dropna()).to_numpy()
    mapping = orders.mapping if alone.any() else replace(orders.mapping, kind=None, questions=())
    return replace(orders.table, frame=orders.table.frame[alone]), mapping


def free_name(role: str, table: Table) -> str:
    """Return a name for a new column that the table does not have yet."""
    taken = {column.name for column in table.columns}
    name = role
    while name in taken:
        name = f"{name}_"
    return name


def _left_out_undated(mapping: Mapping) -> Mapping:
    if mapping.kind is None or any(ROLES[role].type in DATES for role in mapping.roles):
        return mapping
    issues = tuple(issue for issue in mapping.issues if issue.code != "date_missing")
    told = Issue("left_out_without_date", "warning", mapping.sheet)
    return replace(mapping, kind=None, questions=(), issues=(*issues, told))
