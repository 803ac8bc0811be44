"""A KPI at an age: what each project, or each group of customers who came together, had brought after so many months.

Of every key (a customer, a project) only the rows before its start plus that many months count; the start is its own start
date, else its first row. What is left is an ordinary dataset with the cohort as one more dimension, so that the figures come
from the same statement as all others. A cohort has a value once its youngest possible member is that old.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from kpi_core.compute.results import COLUMNS, compute
from kpi_core.dataset.model import day_number, day_of
from kpi_core.formula.facts import parts, tables
from kpi_core.formula.tree import Shift
from kpi_core.model import Issue, Results
from kpi_core.periods import Grain, add_months, period_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.compute.run import Backend
    from kpi_core.dataset import Dataset, PreparedTable
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi

KEYS = "key"
COHORTS = {"cohort_month": Grain.MONTH, "cohort_quarter": Grain.QUARTER, "cohort_year": Grain.YEAR}
KEY_OF = {"sales": "customer_id", "projects": "project_id"}
AXIS = "age"


@dataclass(frozen=True)
class _Cohort:
    """One group: its name, its first day, and the last day that counts for its youngest possible member."""

    name: str
    start: date
    end: date


def at_age(
    kpi: Kpi,
    dataset: Dataset,
    months: int,
    *,
    by: str = KEYS,
    where: Map[str, tuple[str, ...]] | None = None,
    params: Map[str, float] | None = None,
    variants: Map[str, str] | None = None,
    today: date,
    backend: Backend | None = None,
) -> Results:
    """Return the KPI over the first `months` months of each cohort: the columns of `Results`, one row per cohort.

    by: "key" for each customer or project apart, or `cohort_month`, `cohort_quarter`, `cohort_year` of their start.
    start: the first day of the cohort; end: the last day that counts; complete: whether that day has passed in the data.
    A cohort that is too young has no value. A KPI over other tables, or one that looks at other periods, has no rows and an
    issue `age_not_possible`.
    """
    tree = kpi.defined((variants or {}).get(kpi.id)).tree
    kind = can_age(tree, dataset)
    if kind is None:
        return Results(_empty(), (Issue("age_not_possible", "warning", fields={"kpi": kpi.id}),))
    table = dataset.tables[kind]
    reach = min(table.last or today, today)
    aged, cohorts = _aged(table, months, by, reach)
    fingerprint = hashlib.sha256(f"{dataset.fingerprint} {kind} {months} {by} {reach}".encode()).hexdigest()
    small = replace(dataset, fingerprint=fingerprint, tables={kind: aged})
    found = compute(
        [kpi],
        small,
        Grain.ALL,
        by=AXIS,
        where=where,
        params=params,
        variants=variants,
        today=today,
        backend=backend,
    )
    return Results(_placed(found.frame, kpi.id, cohorts, reach), found.issues)


def can_age(tree: Node, dataset: Dataset) -> str | None:
    """Return the one table whose rows each belong to a key with dates, None when the formula needs more than that."""
    kinds = tables(tree)
    kind = next(iter(kinds), "")
    table = dataset.tables.get(kind)
    shifted = any(
        isinstance(part, Shift) and part.name != "overall" for part in parts(tree)
    )  # at an age all rows count
    if len(kinds) != 1 or table is None or shifted:
        return None
    return kind if KEY_OF.get(kind) in table.roles and table.date_role else None


def _aged(table: PreparedTable, months: int, by: str, reach: date) -> tuple[PreparedTable, tuple[_Cohort, ...]]:
    """Return the table with the rows young enough, and the cohort of each as the dimension `age`."""
    key = KEY_OF[table.kind]
    days = _days(table, table.date_role)
    starts = _days(table, "start_date") if "start_date" in table.roles else days
    begun = pd.Series(np.where(np.isnan(starts), days, starts), index=table.data[f"_id_{key}"].to_numpy())
    known = table.data["_kept"].to_numpy() & ~np.isnan(days) & ~np.isnan(begun.index.to_numpy(dtype="float64"))
    first = begun[known].groupby(level=0).min()
    names = dict(zip(begun.index[known], table.data[key].to_pandas()[known], strict=True))
    cohorts, place_of, until_of = _cohorts(first, names, months, by)
    rows = np.flatnonzero(known)
    keys = begun.index.to_numpy()[rows]
    until = np.array([until_of[one] for one in keys], dtype="float64")
    place = np.array([place_of[one] for one in keys], dtype="int32")
    old = np.array([cohort.end <= reach for cohort in cohorts], dtype=bool)
    counts = (days[rows] <= np.minimum(until, day_number(reach))) & old[place] if len(rows) else np.zeros(0, dtype=bool)
    data = table.data.take(pa.array(rows[counts])).append_column(f"_id_{AXIS}", pa.array(place[counts]))
    data = data.append_column(AXIS, pa.array([cohorts[one].name for one in place[counts]], type=pa.string()))
    dimensions = {**table.dimensions, AXIS: tuple(cohort.name for cohort in cohorts)}
    return replace(table, data=data, dimensions=dimensions), cohorts


def _cohorts(
    first: pd.Series, names: Map[int, str], months: int, by: str
) -> tuple[tuple[_Cohort, ...], dict[int, int], dict[int, int]]:
    """Return the cohorts in order of their start, and per key its cohort's place and the last day that counts for it."""
    found: dict[str, _Cohort] = {}
    of_key: dict[int, str] = {}
    until_of: dict[int, int] = {}
    ordered = first.sort_values(kind="stable")
    for key, number in zip(ordered.index.astype("int64").tolist(), ordered.tolist(), strict=True):
        start = day_of(int(number))
        until_of[key] = day_number(add_months(start, months)) - 1
        if by in COHORTS:
            period = period_of(start, COHORTS[by])
            name, begin, end = period.id, period.start, day_number(add_months(period.end, months)) - 1
        else:
            name, begin, end = str(names[key]), start, until_of[key]
        of_key[key] = name.casefold()
        found.setdefault(name.casefold(), _Cohort(name, begin, day_of(end)))
    places = {name: place for place, name in enumerate(found)}
    return tuple(found.values()), {key: places[name] for key, name in of_key.items()}, until_of


def _days(table: PreparedTable, role: str) -> NDArray[np.float64]:
    days: NDArray[np.float64] = table.data[f"_day_{role}"].to_pandas().to_numpy(dtype="float64", na_value=np.nan)
    return days


def _placed(frame: pd.DataFrame, kpi: str, cohorts: tuple[_Cohort, ...], reach: date) -> pd.DataFrame:
    """Return one row per cohort, oldest first; those without rows or too young have no value."""
    own = frame[frame["segment"].notna()].set_index("segment")
    rows = pd.DataFrame(
        {
            "kpi": kpi,
            "period": Grain.ALL.value,
            "start": [one.start for one in cohorts],
            "end": [one.end for one in cohorts],
            "segment": [one.name for one in cohorts],
        }
    )
    for column in set(COLUMNS) - {*rows, "complete"}:
        rows[column] = own[column].reindex(rows["segment"]).to_numpy(dtype="float64")
    rows["rows"] = rows["rows"].fillna(0)
    rows["complete"] = [one.end <= reach for one in cohorts]
    return rows.astype(COLUMNS)[list(COLUMNS)]


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})
