"""A table that is a known export: what its profile says of the columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.mapping.fit import Candidate, fits
from kpi_core.profiles import find_header, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.model import ColumnRole, Table, TableColumn
    from kpi_core.profiles import Profile


def export_of(table: Table) -> Profile | None:
    """Return the known export a table is, None when it is none; without a header its first cells tell."""
    if table.header_rows:
        return profile_of(tuple(column.header for column in table.columns))
    return profile_of(tuple(next(iter(column.examples), "") for column in table.columns))


def column_of(written: str, table: Table) -> TableColumn | None:
    """Return the column whose header the export writes as `written`."""
    place = find_header(written, [column.header for column in table.columns])
    return None if place is None else table.columns[place]


def known_first(profile: Profile, found: Iterable[Candidate], table: Table) -> tuple[Candidate, ...]:
    """Return what the export says of its columns, and what the headers say of the columns and roles it is silent on."""
    known: dict[str, Candidate] = {}
    for role, headers in profile.roles.items():
        columns = [column for name in headers if (column := column_of(name, table)) is not None]
        best = next((column for column in columns if column.name not in known and fits(role, column, table)), None)
        if best is not None:
            known[best.name] = Candidate(best, role, "known", own=True, rank=0, synonym=best.header)
    taken = {entry.role for entry in known.values()}
    silent = {column.name for name in profile.ignore if (column := column_of(name, table)) is not None}
    others = (e for e in found if e.role not in taken and e.column.name not in known and e.column.name not in silent)
    return (*known.values(), *others)


def name_export(columns: dict[str, ColumnRole], profile: Profile) -> None:
    """Put the name of the system in the reasons that rest on its export."""
    for name, entry in columns.items():
        if entry.reason == "known_export":
            columns[name] = replace(entry, fields={"system": profile.system})
