"""The parts of a KPI as they can be compared: what is divided by what, over a span and per period in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compared.parts import Compared, Row, compare
from kpi_core.formula.facts import division, parts
from kpi_core.formula.tree import Aggregate, Arith, Column, RowCall
from kpi_core.roles import ROLES
from kpi_core.units import Unit

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Results

    Floats = NDArray[np.float64]

NOBODY = frozenset({"rep"})
"""Roles whose parts are people: they are never held against each other."""
TOTAL = ""


def compared(kpi: Kpi, by: str, now: Results, over_time: Results) -> Compared | None:
    """Return the parts of a KPI beside the whole; None where chance has no part in it or nothing tells how large it is.

    now: one period, split by the role `by`; over_time: the whole periods in it, split alike. A part without a value, such as a
    group too small to show, is not among them. Sums have no limits: that one region sells more than another is no accident.
    """
    if by in NOBODY or by.startswith("cohort") or not _is_average(kpi.tree):
        return None
    divides = division(kpi.tree) is not None
    rows = _rows(now, over_time, kpi, divides=divides)
    whole = rows.pop(None, None)
    if whole is None or not rows:
        return None
    return compare(tuple(rows.values()), whole, kpi.id, shares=_counts(kpi, (whole, *rows.values())))


def _is_average(tree: Node) -> bool:
    """Tell whether a formula divides, as a share, a mean, or either times a number."""
    match tree:
        case Aggregate(name="avg") | Arith(op="/"):
            return True
        case Arith(op="*"):
            return isinstance(tree.left, Arith) and tree.left.op == "/"
    return False


def _counts(kpi: Kpi, rows: tuple[Row, ...]) -> bool:
    """Tell whether a KPI is so many out of so many: by its formula, and by every figure in it."""
    split = division(kpi.tree)
    if split is None or kpi.unit is not Unit.PERCENT or any(map(_measures, split)):
        return False
    spans = [(row.total, row.size) for row in rows]
    cells = np.array([*spans, *(cell for row in rows for cell in zip(row.totals, row.sizes, strict=True))])
    cells = cells[np.isfinite(cells).all(axis=1)]
    return bool((cells == cells.round()).all() and (cells[:, 0] >= 0).all() and (cells[:, 0] <= cells[:, 1]).all())


def _measures(node: Node) -> bool:
    """Tell whether a part of a formula is an amount or a duration, not a count of anything."""
    return any(
        isinstance(part, RowCall) or (isinstance(part, Column) and ROLES[part.role].type == "money")
        for aggregate in parts(node)
        if isinstance(aggregate, Aggregate) and aggregate.value is not None and aggregate.name != "distinct"
        for part in parts(aggregate.value)
    )


def _rows(now: Results, over_time: Results, kpi: Kpi, *, divides: bool) -> dict[str | None, Row]:
    frame = _of(now, kpi)
    periods = _of(over_time, kpi)
    periods = periods[periods["complete"]]
    dates = {start: place for place, start in enumerate(sorted(set(periods["start"])))}
    found: dict[str | None, Row] = {}
    for row in frame.itertuples():
        total, size = _divided(row, divides=divides)
        if not (np.isfinite(total) and size > 0):
            continue
        segment = None if _is_whole(row.segment) else str(row.segment)
        totals, sizes = np.full(len(dates), np.nan), np.full(len(dates), np.nan)
        same = periods["segment"].isna() if segment is None else periods["segment"] == segment
        for cell in periods[same].itertuples():
            totals[dates[cell.start]], sizes[dates[cell.start]] = _divided(cell, divides=divides)
        found[segment] = Row(segment or TOTAL, total, size, totals, sizes)
    return found


def _of(results: Results, kpi: Kpi) -> pd.DataFrame:
    return results.frame[results.frame["kpi"] == kpi.id]


def _is_whole(segment: object) -> bool:
    return segment is None or segment != segment  # noqa: PLR0124  not a number: pandas' missing text


def _divided(row: object, *, divides: bool) -> tuple[float, float]:
    """Return what is divided by what; for a mean of rows its sum and their number, 0 where it has no value."""
    if divides:
        return float(row.numerator), float(row.denominator)  # type: ignore[attr-defined]
    value, rows = float(row.value), float(row.rows)  # type: ignore[attr-defined]
    return (value * rows, rows) if np.isfinite(value) else (0.0, 0.0)
