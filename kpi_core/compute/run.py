"""Where statements run: one DuckDB connection for the whole process, or another engine that holds the same tables."""

from __future__ import annotations

import os
from collections import OrderedDict
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from kpi_core.dataset import Dataset

MEMORY = "2GB"
LACKS = {dialect: frozenset({"median"}) for dialect in ("sqlite", "mysql", "mssql", "bigquery", "trino")}
"""What an engine cannot do exactly, by the dialect ibis has for it: a KPI that needs it has no value there, and says so."""
KEPT = 8  # datasets held ready
PLACE_ONLY = {"_row", "_source", "_kept"}


class Backend(Protocol):
    """An engine that holds the prepared tables, each under the name of its kind, and the table `windows`."""

    @property
    def dialect(self) -> str:
        """The name ibis has for its SQL."""

    def fetch(self, sql: str, dataset: Dataset, windows: pa.Table) -> dict[str, Any]:
        """Return the columns of a statement as numpy arrays; an empty cell is masked or NaN."""


class Duck:
    """DuckDB in memory, closed off from files and network. At most as many statements at once as there are cores."""

    dialect = "duckdb"

    def __init__(self) -> None:
        closed = {
            "enable_external_access": "false",
            "autoload_known_extensions": "false",
            "memory_limit": MEMORY,
            "lock_configuration": "true",
        }
        self._connection = duckdb.connect(":memory:", config=closed)
        self._turn = BoundedSemaphore(os.cpu_count() or 1)
        self._lock = Lock()
        self._held: OrderedDict[str, int] = OrderedDict()

    def fetch(self, sql: str, dataset: Dataset, windows: pa.Table) -> dict[str, Any]:
        """Return the columns of a statement over a dataset, loading its tables at the first use."""
        with self._turn, self._schema(dataset) as schema:
            cursor = self._connection.cursor()
            try:
                cursor.execute(f'USE "{schema}"')
                cursor.register("windows", windows)
                return dict(cursor.execute(sql).fetchnumpy())
            finally:
                cursor.close()

    @property
    def held(self) -> tuple[str, ...]:
        """The names of the datasets held ready, the one used longest ago first."""
        return tuple(self._held)

    @contextmanager
    def _schema(self, dataset: Dataset) -> Iterator[str]:
        """Hold a dataset's tables for as long as a statement runs, dropping those not used for the longest time."""
        name = f"d{dataset.fingerprint}"
        with self._lock:
            if name not in self._held:
                self._load(name, dataset)
                self._held[name] = 0
            self._held[name] += 1
            self._held.move_to_end(name)
            self._forget()
        try:
            yield name
        finally:
            with self._lock:
                self._held[name] -= 1

    def _load(self, name: str, dataset: Dataset) -> None:
        cursor = self._connection.cursor()
        try:
            cursor.execute("BEGIN")
            cursor.execute(f'CREATE SCHEMA "{name}"')
            for kind, data in loaded(dataset).items():
                cursor.register("loading", data)
                cursor.execute(f'CREATE TABLE "{name}"."{kind}" AS SELECT * FROM loading')  # noqa: S608  # own names only
                cursor.unregister("loading")
            cursor.execute("COMMIT")
        finally:
            cursor.close()

    def _forget(self) -> None:
        idle = [name for name, users in self._held.items() if users == 0]
        for name in idle[: max(0, len(self._held) - KEPT)]:
            self._connection.execute(f'DROP SCHEMA "{name}" CASCADE')
            del self._held[name]


def loaded(dataset: Dataset) -> dict[str, pa.Table]:
    """Return per table kind the rows that count, without the columns that only say where a row came from."""
    found = {}
    for kind, table in dataset.tables.items():
        kept = table.data.filter(table.data["_kept"])
        found[kind] = kept.drop_columns(sorted(PLACE_ONLY))
    return found


@cache
def engine() -> Duck:
    """Return the process's one engine."""
    return Duck()
