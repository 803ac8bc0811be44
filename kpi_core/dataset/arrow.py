"""The columns of a prepared table in Arrow: roles as they are, and the numbers beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from kpi_core.dataset.buckets import DAY, bucket_columns
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

FLAGS = {"_n": pa.int32(), "_row": pa.int32(), "_source": pa.int32(), "_kept": pa.bool_()}
OF_REGISTERS = {"_until": pa.int32(), "_stays": pa.bool_()}


def to_arrow(frame: pd.DataFrame, date_role: str) -> tuple[pa.Table, dict[str, tuple[str, ...]]]:
    """Return the frame as an Arrow table with the numbers of its roles added, and the values of its word roles."""
    flags = FLAGS | {name: kind for name, kind in OF_REGISTERS.items() if name in frame}
    columns: dict[str, pa.Array] = {name: pa.array(frame[name], type=kind) for name, kind in flags.items()}
    dimensions: dict[str, tuple[str, ...]] = {}
    days = bucket_columns(frame[date_role])[DAY] if date_role else np.full(len(frame), np.nan)
    kept = frame["_kept"].to_numpy()
    for role in sorted({str(name) for name in frame} - set(flags)):
        kind = ROLES[role].type
        if kind in {"date", "datetime"}:
            columns |= _date(role, frame[role])
        elif kind in {"number", "money", "percent"}:
            columns[role] = pa.array(frame[role].to_numpy(dtype="float64"), from_pandas=True)
        else:
            added, values = _words(role, frame[role])
            columns |= added
            if kind != "id":
                dimensions[role] = values
            elif date_role:
                columns |= _firsts(role, added[f"_id_{role}"], days, kept)
    if "_first_day_customer_id" in columns and "order_id" in frame and date_role == "order_date":
        columns |= _cohorts(columns["_first_day_customer_id"])
    columns.pop("_first_day_customer_id", None)
    return pa.table({name: columns[name] for name in sorted(columns) if not name.startswith("_first_day_")}), dimensions


def _date(role: str, dates: pd.Series) -> dict[str, pa.Array]:
    added = {f"_{grain}_{role}": _whole(numbers) for grain, numbers in bucket_columns(dates).items()}
    if ROLES[role].type == "date":
        return {role: pa.array(dates.to_numpy().astype("datetime64[D]"), type=pa.date32()), **added}
    seconds = dates.to_numpy().astype("datetime64[us]").astype("int64") / 1e6
    known = pa.array(seconds, mask=dates.isna().to_numpy(), type=pa.float64())
    return {role: pa.array(dates, type=pa.timestamp("us"), from_pandas=True), f"_second_{role}": known, **added}


def _whole(numbers: NDArray[np.float64]) -> pa.Array:
    missing = np.isnan(numbers)
    return pa.array(np.where(missing, 0, numbers).astype("int32"), mask=missing)


def _words(role: str, words: pd.Series) -> tuple[dict[str, pa.Array], tuple[str, ...]]:
    """Return the words with their numbers, and the words in the order of their numbers: the most frequent first."""
    held = pa.array(words, type=pa.bool_() if ROLES[role].type == "bool" else pa.string(), from_pandas=True)
    held = held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held  # of several files put together
    coded = held.cast(pa.string()).dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy().astype("int32")
    if ROLES[role].type == "id":
        return {role: held, f"_id_{role}": _numbers(codes)}, ()
    values, counts = coded.dictionary.to_pylist(), np.bincount(codes[codes >= 0], minlength=len(coded.dictionary))
    order = sorted(range(len(values)), key=lambda place: (-counts[place], values[place]))
    ranks = np.empty(len(values) + 1, dtype="int32")
    ranks[order] = np.arange(len(values), dtype="int32")
    ranks[-1] = -1
    return {role: held, f"_id_{role}": _numbers(ranks[codes])}, tuple(values[place] for place in order)


def _numbers(codes: NDArray[np.int32]) -> pa.Array:
    return pa.array(codes, mask=codes < 0)


def _firsts(role: str, ids: pa.Array, days: NDArray[np.float64], kept: NDArray[np.bool_]) -> dict[str, pa.Array]:
    """Return for every row that counts whether it is the first of its id, and how long until the id is seen on a later day.

    Rows are in date order, so what is written last, from the end backwards, is the first of each id.
    """
    codes = ids.fill_null(-1).to_numpy()
    counts = np.flatnonzero(kept & (codes >= 0) & ~np.isnan(days))
    backwards = counts[::-1]
    many = int(codes.max(initial=-1)) + 1
    first_row, first_day, later_day = np.full(many, -1), np.full(many, np.nan), np.full(many, np.nan)
    first_row[codes[backwards]] = backwards
    first_day[codes[backwards]] = days[backwards]
    later = backwards[days[backwards] > first_day[codes[backwards]]]
    later_day[codes[later]] = days[later]
    first, again, since = np.zeros(len(codes), bool), np.full(len(codes), np.nan), np.full(len(codes), np.nan)
    first[first_row[first_row >= 0]] = True
    again[counts] = (later_day - first_day)[codes[counts]]
    since[counts] = first_day[codes[counts]]
    return {f"_first_{role}": pa.array(first), f"_again_{role}": _whole(again), f"_first_day_{role}": _whole(since)}


def _cohorts(first_day: pa.Array) -> dict[str, pa.Array]:
    days = first_day.fill_null(0).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    month = (days.astype("datetime64[M]").astype("int64") + 1970 * 12).astype("int32")
    missing = first_day.is_null().to_numpy(zero_copy_only=False)
    return {"_cohort_month": pa.array(month, mask=missing), "_cohort_quarter": pa.array(month // 3, mask=missing)}
