"""A dataset from rows written in a test: per table kind a line of roles, then the rows."""

import pandas as pd

from kpi_core.dataset import prepare
from kpi_core.model import ColumnRole, Mapping, Receipt, Table, TableColumn
from kpi_core.roles import ROLES


def small_dataset(tables):
    """Return the dataset of `{kind: [roles, *rows]}`; dates as text, None is an empty cell."""
    return prepare([small_part(kind, roles, rows) for kind, (roles, *rows) in tables.items()])


def small_part(kind, roles, rows):
    """Return one table with its mapping."""
    values = {role: _column(ROLES[role].type, [row[place] for row in rows]) for place, role in enumerate(roles)}
    frame = pd.DataFrame(values, index=range(2, len(rows) + 2))
    columns = tuple(
        TableColumn(role, role, chr(65 + place), _read_as(ROLES[role].type)) for place, role in enumerate(roles)
    )
    table = Table(kind, False, (1,), 2, len(rows) + 1, columns, frame, Receipt(len(rows)))
    return table, Mapping(kind, kind, "sure", tuple(ColumnRole(role, role, "sure", "user") for role in roles))


def _column(kind, values):
    if kind in {"date", "datetime"}:
        return pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601").to_numpy()
    if kind in {"number", "money", "percent"}:
        return pd.Series(values, dtype="float64").to_numpy()
    return pd.Series([None if value is None else str(value) for value in values], dtype="str").to_numpy()


def _read_as(kind):
    return {"category": "text", "enum": "text"}.get(kind, kind)
