"""From mapped tables to a dataset: concatenate per kind, type, derive, sort by date, and number everything once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from kpi_core.dataset.arrow import to_arrow
from kpi_core.dataset.backwards import ending_early
from kpi_core.dataset.columns import one_spelling, typed
from kpi_core.dataset.derive import derived
from kpi_core.dataset.doubtful import doubtful
from kpi_core.dataset.known import amounts_once, counting_rows, told_in_minutes
from kpi_core.dataset.model import Dataset, PreparedTable
from kpi_core.dataset.running import beside_movements
from kpi_core.dataset.spans import followed
from kpi_core.dataset.standings import at_period_end
from kpi_core.dataset.weights import weighed
from kpi_core.mapping import ledger_of
from kpi_core.model import Issue
from kpi_core.read.lines_across import ACCOUNT, AMOUNT
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Mapping, Table, TableKind

CELLS_SHOWN = 20
VERSION = 3  # of the prepared columns: a dataset prepared otherwise is another dataset


def prepare(parts: Sequence[tuple[Table, Mapping]], *, sources: Sequence[str] = ()) -> Dataset:
    """Return the dataset of mapped tables; tables without a kind are left aside, tables of one kind are put together.

    sources: the file name of each part, in order, for tracing a figure back to its rows.
    A mapped column keeps only its role's name; rows without a date stay (in no period) and are told as an issue.
    """
    kinds: dict[str, list[pd.DataFrame]] = {}
    issues: list[Issue] = []
    for place, (table, mapping) in enumerate(parts):
        if mapping.kind is None:
            continue
        frame, found = _part(table, mapping)
        frame = frame[counting_rows(table, mapping)]
        found += _undated(table, mapping, frame, KINDS[mapping.kind])
        frame["_row"] = frame.index.to_numpy().astype("int32")
        frame["_source"] = np.int32(place)
        kinds.setdefault(mapping.kind, []).append(frame.reset_index(drop=True))
        issues += found
    whole = {}
    for kind, frames in kinds.items():
        whole[kind], found = _together(frames)
        issues += found
    whole, found = weighed(whole)
    issues += found
    whole, found = followed(whole)
    issues += found
    tables = {kind: _table(KINDS[kind], frame) for kind, frame in whole.items()}
    places = tuple(
        (sources[place] if place < len(sources) else "", table.sheet) for place, (table, _) in enumerate(parts)
    )
    columns = tuple(columns_of(table, mapping) for table, mapping in parts)
    return Dataset(_fingerprint(tables, places, columns), tables, places, tuple(issues), columns)


def columns_of(table: Table, mapping: Mapping) -> dict[str, tuple[str, str]]:
    """Return per role the header and the letter of its column, as `Dataset.columns` has them."""
    known = {column.name: column for column in table.columns}
    several = {column.name for column in table.columns if column.type not in {"text", "id", "bool"}}
    codes = {issue.code for issue in table.issues}
    moved = several if "periods_across" in codes else {ACCOUNT, AMOUNT} if "lines_across" in codes else set()
    return {
        role: (known[name].header, "" if name in moved else known[name].letter)
        for role, name in mapping.roles.items()
        if name in known
    }


def by_role(table: Table, mapping: Mapping) -> pd.DataFrame:
    """Return the rows of one mapped table in their order: typed, a column per role, those its kind derives included."""
    return _part(table, mapping)[0]


def _part(table: Table, mapping: Mapping) -> tuple[pd.DataFrame, list[Issue]]:
    assert mapping.kind is not None
    kind = KINDS[mapping.kind]
    issues: list[Issue] = []
    columns: dict[str, pd.Series] = {}
    types = {column.name: column.type for column in table.columns}
    rows = amounts_once(table, mapping)
    for role, name in mapping.roles.items():
        if role in kind.roles and name in rows:
            columns[role], found = typed(rows[name], ROLES[role], mapping.sheet, types.get(name))
            issues += found
    frame = pd.DataFrame(columns, index=rows.index)
    frame, told = told_in_minutes(table, mapping, frame)
    frame, placed = at_period_end(table, mapping, frame)
    early = ending_early(table, mapping, frame)
    frame, found = derived(mapping.kind, frame, mapping)
    ledger = ledger_of(mapping.kind, table, mapping.roles)
    if ledger is not None:  # what its accounts are is told with the mapping
        frame = _one_way(frame.assign(account_category=ledger.categories), ledger.factor)
        issues = [issue for issue in issues if issue.code != "enum_unknown"]
    doubts = beside_movements(table, mapping, frame) + doubtful(table, mapping, frame)
    return frame, issues + told + placed + early + found + doubts


def _one_way(frame: pd.DataFrame, factor: pd.Series) -> pd.DataFrame:
    """Return the frame with amounts the way the ledger has them, and budgets too where they are written as the amounts are."""
    turned = frame.assign(amount=frame["amount"] * factor)
    if "budget_amount" not in frame:
        return turned
    sums = frame.groupby("account_category")[["amount", "budget_amount"]].transform("sum")
    alike = sums["amount"] * sums["budget_amount"] >= 0
    return turned.assign(budget_amount=frame["budget_amount"] * factor.where(alike, 1.0))


def _undated(table: Table, mapping: Mapping, frame: pd.DataFrame, kind: TableKind) -> list[Issue]:
    if kind.date_role not in frame:
        return []
    rows = frame.index[frame[kind.date_role].isna()]
    if rows.empty:
        return []
    letters = {column.name: column.letter for column in table.columns}
    column = mapping.roles.get(kind.date_role, "")
    letter = letters.get(column, "")
    cells = tuple(f"{letter}{row}" for row in rows[:CELLS_SHOWN])
    return [Issue("row_without_date", "warning", mapping.sheet, cells, {"n": len(rows), "column": column})]


def _together(frames: list[pd.DataFrame]) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the rows of several parts as one, with one spelling per word: `Web` in one file and `web` in the next are one."""
    if len(frames) == 1:
        return frames[0], []
    frame, issues = pd.concat(frames, ignore_index=True), []
    for role in [str(name) for name in frame if not str(name).startswith("_") and ROLES[str(name)].type == "category"]:
        frame[role], found = one_spelling(frame[role], None)
        issues += found
    return frame, issues


def _table(kind: TableKind, frame: pd.DataFrame) -> PreparedTable:
    roles = frozenset(str(name) for name in frame if not str(name).startswith("_"))
    date_role = _date_role(kind, roles)
    if date_role:
        frame = frame.sort_values(date_role, kind="stable", na_position="last", ignore_index=True)
    frame["_n"] = np.arange(len(frame), dtype="int32")
    frame["_kept"] = ~_left_out(kind, frame)
    data, dimensions = to_arrow(frame, date_role)
    days = {role: _days(frame[role]) for role in sorted(roles) if ROLES[role].type in {"date", "datetime"}}
    return PreparedTable(kind.id, date_role, roles, days, dimensions, data)


def _date_role(kind: TableKind, roles: frozenset[str]) -> str:
    dates = [role for role in kind.roles if role in roles and ROLES[role].type in {"date", "datetime"}]
    return kind.date_role if kind.date_role in roles else next(iter(dates), "")


def _left_out(kind: TableKind, frame: pd.DataFrame) -> pd.Series:
    if kind.leave_out is None or kind.leave_out[0] not in frame:
        return pd.Series(data=False, index=frame.index)
    return frame[kind.leave_out[0]].isin(kind.leave_out[1])


def _days(dates: pd.Series) -> tuple[int, ...]:
    days = dates.dropna().to_numpy().astype("datetime64[D]").astype("int64")
    return tuple(int(day) for day in np.unique(days))


def _fingerprint(
    tables: dict[str, PreparedTable],
    sources: tuple[tuple[str, str], ...],
    columns: tuple[dict[str, tuple[str, str]], ...],
) -> str:
    digest = hashlib.sha256(repr((VERSION, sorted(tables), sources, columns)).encode())
    for kind in sorted(tables):
        table = tables[kind]
        digest.update(repr((kind, table.date_role, sorted(table.dimensions.items()))).encode())
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.data.schema) as writer:
            writer.write_table(table.data)
        digest.update(sink.getvalue())
    return digest.hexdigest()
