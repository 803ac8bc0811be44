"""Every KPI of a page in one statement: ask, lay out, calculate, and say what the reader should know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.catalogue import SETTINGS
from kpi_core.compute.answers import answers_of, numbered, segments_of
from kpi_core.compute.asks import names_of, rows_behind
from kpi_core.compute.margins import margins
from kpi_core.compute.privacy import gives_away, hidden, left_by, people, people_asks, singled_out
from kpi_core.compute.remarks import Figures, remarks
from kpi_core.compute.request import Job, Request, job_of, with_defaults
from kpi_core.compute.run import LACKS, Backend, engine
from kpi_core.compute.series import Grids
from kpi_core.formula.facts import division
from kpi_core.model import Issue, Results
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.compute.asks import Ask
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.periods import Grain

HOURS_PER_DAY = 24
COLUMNS = {
    "kpi": "str",
    "period": "str",
    "start": "object",
    "end": "object",
    "segment": "object",
    "value": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "margin": "float64",
    "rows": "int64",
    "complete": "bool",
}


def compute(
    kpis: Sequence[Kpi],
    dataset: Dataset,
    grain: Grain,
    *,
    by: str | None = None,
    where: Map[str, tuple[str, ...]] | None = None,
    start: date | None = None,
    end: date | None = None,
    params: Map[str, float] | None = None,
    variants: Map[str, str] | None = None,
    today: date,
    backend: Backend | None = None,
) -> Results:
    """Return what the KPIs were per period of the grain and, with `by`, per segment beside the total.

    by: a role of words that every table of a KPI has, or `cohort_month`, `cohort_quarter`: the customer's first order.
    where: per role the values let through; "" lets rows without a value through.
    start, end: whole periods that hold a day from start to end; for the grain `all` exactly those days. Not given: the data's.
    params: the settings formulas ask for. variants: per KPI the definition chosen. backend: an engine that holds the data.
    A KPI that cannot be computed has no rows and an issue that says why.
    """
    request = Request(dataset, grain, by, where or {}, start, end, with_defaults(params), today)
    backend = backend or engine()
    jobs: list[Job] = []
    issues: list[Issue] = []
    for kpi in kpis:
        job, found = _job(kpi, (variants or {}).get(kpi.id), request, backend.dialect)
        issues += found
        jobs += [job] if job else []
    wanted = {ask for job in jobs for ask in _all_asks(job, request)}
    numbers = numbered(period for job in jobs for period in job.periods)
    answers = answers_of(wanted, request, numbers, backend)
    frames = []
    for job in jobs:
        grids = Grids(request, answers, job.periods, segments_of(job.asks, answers, request), numbers)
        frame, remarks = _frame(job, grids, backend)
        frames.append(frame)
        issues += remarks
    kept = [frame for frame in frames if len(frame)]
    return Results(pd.concat(kept, ignore_index=True) if kept else _empty(), _once(issues))


def _job(kpi: Kpi, variant: str | None, request: Request, dialect: str) -> tuple[Job | None, list[Issue]]:
    """Return what is to be computed of a KPI, None when something stops it, and what the reader should know."""
    if gives_away(kpi, request):
        return None, [Issue("people_one_split", "warning", fields={"kpi": kpi.id})]
    job, found = job_of(kpi, variant, request)
    issues = list(found)
    if job and not job.periods:
        issues += [] if job.settings_missing else [Issue("no_data_yet", "warning", fields={"kpi": kpi.id})]
        return None, issues
    if job and not LACKS.get(dialect, frozenset()).isdisjoint(names_of(job.asks)):
        return None, [*issues, Issue("backend_lacks", "error", fields={"kpi": kpi.id, "backend": dialect})]
    return job, issues


def _once(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Return the issues without repeats: an unfinished month is told once, not once per KPI."""
    return tuple(issue for place, issue in enumerate(issues) if issue not in issues[:place])


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in COLUMNS.items()})


def _all_asks(job: Job, request: Request) -> list[Ask]:
    asks = [*job.asks, *map(rows_behind, job.asks)]
    if job.kpi.min_group:
        asks += [*people_asks(job.asks, request), *(ask for pair in left_by(job.asks, request) for ask in pair)]
    return asks


@dataclass(frozen=True)
class _Columns:
    value: NDArray[np.float64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    margin: NDArray[np.float64]
    rows: NDArray[np.float64]
    complete: NDArray[np.bool_]


def _frame(job: Job, grids: Grids, backend: Backend | None) -> tuple[pd.DataFrame, list[Issue]]:
    value = grids.value(job.tree)
    parts = division(job.tree)
    numerator, denominator = map(grids.value, parts) if parts else (np.full_like(value, np.nan),) * 2
    rows = _rows(job, grids)
    columns = _Columns(value, numerator, denominator, margins(job.tree, grids), rows, _complete(job, grids))
    out, issues = _withheld(job, grids, columns, backend)
    for grid in (columns.value, columns.numerator, columns.denominator, columns.margin):
        grid[out] = np.nan
    issues += remarks(
        job.kpi.id, grids, Figures(job.tree, job.asks, columns.value[:, -1], columns.rows[:, -1], columns.complete)
    )
    if job.kpi.min_group:
        columns.rows[out] = 0
    return _long(job, grids, columns), issues


def _rows(job: Job, grids: Grids) -> NDArray[np.float64]:
    """Return the lines a value rests on: the most any part of the formula looks at per table, added over tables."""
    most: dict[str, NDArray[np.float64]] = {}
    for ask in job.asks:
        behind = rows_behind(ask)
        kind = behind.leaf.kind  # type: ignore[union-attr]  # always a count
        counted = np.nan_to_num(grids.asked(behind), nan=0.0)
        most[kind] = np.maximum(most[kind], counted) if kind in most else counted
    return sum(most.values(), start=np.zeros((len(grids.periods), len(grids.segments) + 1)))


def _complete(job: Job, grids: Grids) -> NDArray[np.bool_]:
    found = np.ones(len(grids.periods), dtype=bool)
    for ask in job.asks:
        found &= grids.complete(ask, _window_days(job, grids.request))
    return found


def _window_days(job: Job, request: Request) -> int:
    window = job.kpi.window_days
    if not isinstance(window, str):
        return window or 0
    given = request.params.get(window, 0)
    return ceil(given / HOURS_PER_DAY if SETTINGS[window].unit is Unit.HOURS else given)


def _withheld(
    job: Job, grids: Grids, columns: _Columns, backend: Backend | None
) -> tuple[NDArray[np.bool_], list[Issue]]:
    """Return which values may not be shown: groups too small, and counts that add up over nothing."""
    out = np.zeros_like(columns.value, dtype=bool)
    issues = []
    if job.kpi.min_group:
        out = hidden(people(job.asks, grids, columns.rows), job.kpi.min_group) | _hidden_part(job, grids, backend)
        out |= singled_out(job.asks, grids, job.kpi.min_group)
        if (out & ~np.isnan(columns.value)).any():
            fields = {"kpi": job.kpi.id, "n": job.kpi.min_group}
            issues.append(Issue("group_too_small", "info", fields=fields))
    if job.kpi.exact_only:
        several = columns.rows != 1
        if (several & (columns.rows > 0)).any():
            issues.append(Issue("exact_only", "warning", fields={"kpi": job.kpi.id}))
        out |= several
    return out, issues


def _hidden_part(job: Job, grids: Grids, backend: Backend | None) -> NDArray[np.bool_]:
    """Return, for one part of the people looked at alone, the periods in which it has no value beside the other parts."""
    out = np.zeros((len(grids.periods), len(grids.segments) + 1), dtype=bool)
    for role, (value,) in grids.request.where.items():
        request = grids.request
        split = compute(
            [replace(job.kpi, tree=job.tree, variants=())],
            request.dataset,
            request.grain,
            by=role,
            start=request.start,
            end=request.end,
            today=request.today,
            backend=backend,
        )
        names = split.frame["segment"].map(lambda name: name.casefold() if isinstance(name, str) else None)
        mine = split.frame[(names == value.casefold()) & split.frame["value"].isna()]
        out[[period.id in set(mine["period"]) for period in grids.periods]] = True
    return out


def _long(job: Job, grids: Grids, columns: _Columns) -> pd.DataFrame:
    """Return the long frame: per period the total first, then the segments; a cohort only from its own period on."""
    labels = np.array([None, *grids.segments], dtype=object)
    order = [len(grids.segments), *range(len(grids.segments))]
    n, width = len(grids.periods), len(order)
    data = {
        "kpi": pd.array([job.kpi.id] * (n * width), dtype="str"),
        "period": pd.array(np.repeat([period.id for period in grids.periods], width), dtype="str"),
        "start": np.repeat(np.array([period.start for period in grids.periods], dtype=object), width),
        "end": np.repeat(np.array([period.end for period in grids.periods], dtype=object), width),
        "segment": pd.Series(np.tile(labels, n), dtype=object),
        "value": columns.value[:, order].ravel(),
        "numerator": columns.numerator[:, order].ravel(),
        "denominator": columns.denominator[:, order].ravel(),
        "margin": columns.margin[:, order].ravel(),
        "rows": columns.rows[:, order].ravel().astype("int64"),
        "complete": np.repeat(columns.complete, width),
    }
    frame = pd.DataFrame(data)
    if (grids.request.by or "").startswith("cohort"):
        frame = frame[frame["segment"].isna() | (frame["rows"] > 0)].reset_index(drop=True)
    return frame
