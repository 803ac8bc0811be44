"""The tables that can be looked into: those with a key, together with the words of the lists they point to themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.joining.keys import is_key, keys_of, same_name

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Table, TableColumn

SURE_SHARE = 0.95
MOST_LIST_ROWS = 200_000
KEY_TYPES = frozenset({"id", "text", "number"})


@dataclass(frozen=True)
class Listed:
    """A table with one row per key. columns and frame: its own, then those of the lists it points to; keys: its key columns.

    place: which of the tables it is.
    """

    place: int
    table: Table
    columns: tuple[TableColumn, ...]
    frame: pd.DataFrame
    keys: Map[str, pd.Series]


def lists_of(tables: Sequence[Table]) -> tuple[Listed, ...]:
    """Return the tables that have a key, in their order."""
    alone = [
        Listed(place, table, table.columns, table.frame, keys)
        for place, table in enumerate(tables)
        if len(table.frame) <= MOST_LIST_ROWS and (keys := _key_columns(table))
    ]
    return tuple(_widened(entry, alone) for entry in alone)


def fetched(ours: pd.Series, entry: Listed, key: str, names: Sequence[str]) -> pd.DataFrame:
    """Return the columns `names` of a list for every key in `ours`, missing where the list does not hold it."""
    rows = entry.frame[list(names)].set_axis(pd.Index(entry.keys[key]), axis=0)
    return rows.reindex(pd.Index(ours)).set_axis(ours.index, axis=0)


def _key_columns(table: Table) -> dict[str, pd.Series]:
    columns = (column for column in table.columns if column.type in KEY_TYPES)
    found = {column.name: keys_of(table.frame[column.name]) for column in columns}
    return {name: keys for name, keys in found.items() if is_key(keys)}


def _widened(entry: Listed, others: Sequence[Listed]) -> Listed:
    columns, frame = list(entry.columns), entry.frame
    for column in entry.columns:
        if column.name in entry.keys or column.type not in KEY_TYPES:
            continue
        ours = keys_of(entry.frame[column.name])
        found = next((pair for other in others if other is not entry for pair in _points_to(column, ours, other)), None)
        if found is None:
            continue
        other, key = found
        names = {known.name: f"{other.table.name}: {known.name}" for known in other.columns if known.name != key}
        frame = pd.concat([frame, fetched(ours, other, key, list(names)).rename(columns=names)], axis=1)
        columns += [replace(known, name=names[known.name], letter="") for known in other.columns if known.name != key]
    return replace(entry, columns=tuple(columns), frame=frame)


def _points_to(column: TableColumn, ours: pd.Series, other: Listed) -> list[tuple[Listed, str]]:
    held = ours.dropna()
    named = (known for known in other.columns if known.name in other.keys)
    return [
        (other, known.name)
        for known in named
        if same_name(column.header, known.header, other.table.name)
        and len(held)
        and held.isin(other.keys[known.name]).mean() >= SURE_SHARE
    ]
