"""Whether files from elsewhere are a dataset: looked at before they are opened, since a small Parquet file can fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from kpi_core.dataset.storage import load
from kpi_core.errors import KpiError
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from pathlib import Path

    from kpi_core.dataset.model import Dataset, PreparedTable

MOST_CELLS = 400_000_000
MOST_BYTES = 4 * 2**30
_OWN = ("_row", "_source")


def check(folder: Path, fingerprint: str) -> Dataset:
    """Return a dataset someone else wrote, when every table in it is one of ours with the columns it says it has.

    Raises KpiError `dataset_missing` when it is not there, not whole or something else.
    """
    try:
        for path in sorted(folder.glob(f"{fingerprint}-*.parquet")):
            _measure(path)
        found = load(folder, fingerprint)
        sound = all(_is_ours(kind, table) for kind, table in found.tables.items())
    except (OSError, KeyError, TypeError, ValueError, AttributeError, pa.ArrowException) as problem:
        raise KpiError("dataset_missing", fingerprint=fingerprint) from problem
    if not sound:
        raise KpiError("dataset_missing", fingerprint=fingerprint)
    return found


def _measure(path: Path) -> None:
    with pq.ParquetFile(path) as file:
        told = file.metadata
        size = sum(told.row_group(place).total_byte_size for place in range(told.num_row_groups))
        if told.num_rows * told.num_columns > MOST_CELLS or size > MOST_BYTES:
            raise ValueError(path.name)


def _is_ours(kind: str, table: PreparedTable) -> bool:
    columns = set(table.data.column_names)
    days = all(type(day) is int for known in table.days.values() for day in known)
    words = all(isinstance(word, str) for known in table.dimensions.values() for word in known)
    return (
        kind in KINDS
        and isinstance(table.date_role, str)
        and table.roles <= set(ROLES)
        and {*table.roles, *table.days, *table.dimensions, *_OWN} <= columns
        and days
        and words
    )
