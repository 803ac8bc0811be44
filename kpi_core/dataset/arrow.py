"""The columns of a prepared table in Arrow: roles as they are, and the numbers beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from kpi_core.dataset.buckets import DAY, bucket_columns
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAGS = {"_n": pa.int32(), "_row": pa.int32(), "_source": pa.int32(), "_kept": pa.bool_()}


def to_arrow(frame: pd.DataFrame, date_role: str) -> tuple[pa.Table, dict[str, tuple[str, ...]]]:
    """Return the frame as an Arrow table with the numbers of its roles added, and the values of its word roles."""
    columns: dict[str, pa.Array] = {name: pa.array(frame[name], type=kind) for name, kind in FLAGS.items()}
    dimensions: dict[str, tuple[str, ...]] = {}
    for role in sorted(set(frame) - set(FLAGS)):
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
                columns |= _firsts(role, frame, date_role)
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
    text = words.map({True: "true", False: "false"}, na_action="ignore") if ROLES[role].type == "bool" else words
    counts = text.value_counts()
    values = tuple(str(value) for value in sorted(counts.index, key=lambda value: (-counts[value], value)))
    codes = pd.Index(values).get_indexer(pd.Index(text.fillna("")))
    held = pa.array(words.astype("object").where(words.notna(), None), from_pandas=True)
    if pa.types.is_null(held.type):
        held = held.cast(pa.string())
    return {role: held, f"_id_{role}": pa.array(codes.astype("int32"), mask=codes < 0)}, values


def _firsts(role: str, frame: pd.DataFrame, date_role: str) -> dict[str, pa.Array]:
    """Return for every row that counts whether it is the first of its id, and how long until the id is seen on a later day."""
    days = bucket_columns(frame[date_role])[DAY]
    counts = frame["_kept"].to_numpy() & frame[role].notna().to_numpy() & ~np.isnan(days)
    rows = pd.DataFrame({"id": frame[role].to_numpy()[counts], "day": days[counts]})
    first_day = rows.groupby("id", sort=False)["day"].transform("first")
    later = rows["day"].where(rows["day"] > first_day).groupby(rows["id"], sort=False).transform("min")
    first, again, since = np.zeros(len(frame), bool), np.full(len(frame), np.nan), np.full(len(frame), np.nan)
    first[counts] = ~rows["id"].duplicated().to_numpy()
    again[counts] = (later - first_day).to_numpy()
    since[counts] = first_day.to_numpy()
    return {f"_first_{role}": pa.array(first), f"_again_{role}": _whole(again), f"_first_day_{role}": _whole(since)}


def _cohorts(first_day: pa.Array) -> dict[str, pa.Array]:
    days = first_day.fill_null(0).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    month = (days.astype("datetime64[M]").astype("int64") + 1970 * 12).astype("int32")
    missing = first_day.is_null().to_numpy(zero_copy_only=False)
    return {"_cohort_month": pa.array(month, mask=missing), "_cohort_quarter": pa.array(month // 3, mask=missing)}
