"""A dataset on disk: one zstd Parquet file per table kind and a small manifest, all written once and never changed.

A file is written beside its place, flushed to the disk and renamed over it, so a reader sees a whole file or none.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from kpi_core.dataset.model import Dataset, PreparedTable
from kpi_core.errors import KpiError
from kpi_core.model import Issue

if TYPE_CHECKING:
    from pathlib import Path


def save(dataset: Dataset, folder: Path) -> None:
    """Write the dataset under its fingerprint; a dataset that is there already is left as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / f"{dataset.fingerprint}.json"
    if manifest.exists():
        return
    for kind, table in dataset.tables.items():
        sink = pa.BufferOutputStream()
        pq.write_table(table.data, sink, compression="zstd")
        _put(folder / f"{dataset.fingerprint}-{kind}.parquet", sink.getvalue())
    _put(manifest, json.dumps(_described(dataset), default=str, sort_keys=True).encode())


def load(folder: Path, fingerprint: str) -> Dataset:
    """Return a saved dataset. Raises KpiError when it is not there or not whole."""
    if not fingerprint.isalnum():
        raise KpiError("dataset_missing", fingerprint=fingerprint)
    try:
        known: dict[str, Any] = json.loads((folder / f"{fingerprint}.json").read_bytes())
        tables = {
            kind: PreparedTable(
                kind,
                entry["date_role"],
                frozenset(entry["roles"]),
                {role: tuple(days) for role, days in entry["days"].items()},
                {role: tuple(values) for role, values in entry["dimensions"].items()},
                pq.read_table(folder / f"{fingerprint}-{kind}.parquet"),
            )
            for kind, entry in known["tables"].items()
        }
    except (OSError, ValueError, KeyError, pa.ArrowException) as problem:
        raise KpiError("dataset_missing", fingerprint=fingerprint) from problem
    issues = tuple(Issue(**{**entry, "cells": tuple(entry["cells"])}) for entry in known["issues"])
    sources = tuple((file, sheet) for file, sheet in known["sources"])
    columns = tuple(
        {role: (header, letter) for role, (header, letter) in one.items()} for one in known.get("columns", ())
    )
    return Dataset(fingerprint, tables, sources, issues, columns)


def _described(dataset: Dataset) -> dict[str, Any]:
    tables = {
        kind: {
            "date_role": table.date_role,
            "roles": sorted(table.roles),
            "days": dict(table.days),
            "dimensions": dict(table.dimensions),
        }
        for kind, table in dataset.tables.items()
    }
    issues = [asdict(issue) for issue in dataset.issues]
    return {"tables": tables, "sources": dataset.sources, "columns": dataset.columns, "issues": issues}


def _put(path: Path, content: bytes | pa.Buffer) -> None:
    beside = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with beside.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    place = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
