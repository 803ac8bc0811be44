"""From asks to a statement, and from its rows back to answers with segments by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from kpi_core.compute.asks import Ask, looks_of, with_closing
from kpi_core.compute.series import Answer, Cells, asked_of_sql, totals_of
from kpi_core.compute.shape import COHORTS, WINDOWS, Shape, window_number
from kpi_core.compute.windows import looked_at
from kpi_core.dataset.buckets import bucket
from kpi_core.dataset.model import day_number, day_of
from kpi_core.periods import Grain, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Mapping as Map

    from kpi_core.compute.asks import Steps
    from kpi_core.compute.request import Request
    from kpi_core.compute.run import Backend
    from kpi_core.dataset import PreparedTable

EMPTY = ""
TYPES = {"int32": "int32", "int64": "int64", "double": "float64", "bool": "boolean", "string": "string"}


def numbered(periods: Iterable[Period]) -> dict[Period, int]:
    """Return the number each period has in a statement; spans of their own are numbered in order."""
    periods = tuple(periods)
    spans = sorted({period for period in periods if period.grain is Grain.ALL})
    return {period: spans.index(period) if spans else bucket(period) for period in periods}


def answers_of(asks: Iterable[Ask], request: Request, periods: Map[Period, int], backend: Backend) -> dict[Ask, Answer]:
    """Return the answer of everything the asks need, from one statement."""
    from kpi_core.compute.plan import statement  # noqa: PLC0415  # ibis takes a quarter of a second: not before the first figure

    wanted = {part for ask in asks for part in asked_of_sql(ask, request.grain)}
    if not wanted:
        return {}
    shape = shape_of(tuple(sorted(wanted, key=repr)), request)
    found = statement(shape, backend.dialect)
    columns = backend.fetch(found.sql, request.dataset, windows_of(shape, request, periods))
    cells: dict[Ask, Cells] = {}
    totals: dict[Ask, dict[int, float]] = {}
    pieces, numbers, segments = (np.asarray(columns[name]).astype("int64") for name in ("g", "p", "seg"))
    for place, piece in enumerate(found.pieces):
        mine = pieces == place
        at = numbers[mine].tolist()
        for i, ask in enumerate(piece.asks):
            values = np.ma.filled(np.ma.asarray(columns[f"v{i}"])[mine].astype("float64"), np.nan).tolist()
            if piece.split:
                names = _names(segments[mine], looks_of(ask)[0].kind, request)
                cells[ask] = dict(zip(zip(at, names, strict=True), values, strict=True))
                if sums := totals_of(ask, cells[ask]):
                    totals[ask] = sums
            else:
                totals[ask] = dict(zip(at, values, strict=True))
    return {ask: Answer(cells.get(ask, {}), totals.get(ask, {})) for ask in wanted}


def shape_of(asks: tuple[Ask, ...], request: Request) -> Shape:
    """Return the shape of a statement: only what decides its SQL."""
    kinds = sorted({look.kind for ask in asks for look in looks_of(ask)})
    tables = [request.dataset.tables[kind] for kind in kinds]
    where = tuple(
        (role, tuple((table.kind, _codes(table, role, values)) for table in tables if role in table.dimensions))
        for role, values in sorted(request.where.items())
    )
    columns = tuple((table.kind, table.date_role, columns_of(table)) for table in tables)
    return Shape(asks, request.grain, request.by, where, columns)


def segments_of(asks: Iterable[Ask], answers: Map[Ask, Answer], request: Request) -> tuple[str, ...]:
    """Return every segment that the asks of one KPI have rows in, in order; empty when there is no split."""
    parts = {part for ask in asks for part in asked_of_sql(ask, request.grain)}
    return tuple(sorted({segment for part in parts for _, segment in answers[part].cells}))


def columns_of(table: PreparedTable) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table that statements see, each with its type."""
    names = [name for name in table.data.column_names if name not in {"_row", "_source", "_kept"}]
    return tuple((name, _type(table.data.schema.field(name).type)) for name in names)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_date(kind):
        return "date"
    return "timestamp" if pa.types.is_timestamp(kind) else TYPES.get(str(kind), "string")


def _codes(table: PreparedTable, role: str, values: Sequence[str]) -> tuple[int, ...]:
    wanted = {value.casefold() for value in values}
    known = [number for number, value in enumerate(table.dimensions[role]) if value.casefold() in wanted]
    return (*known, -1) if EMPTY in wanted else tuple(known)


def _names(segments: np.ndarray, kind: str, request: Request) -> list[str]:
    by = request.by
    assert by is not None
    if by in COHORTS:
        return [_cohort(number, by) for number in segments.tolist()]
    known = _spelled(by, request)
    values = [known[value.casefold()] for value in request.dataset.tables[kind].dimensions[by]]
    return [values[number] if number >= 0 else EMPTY for number in segments.tolist()]


def _spelled(by: str, request: Request) -> dict[str, str]:
    """Return one spelling per value over all tables, so that `Google` in one and `google` in another are one segment."""
    spelled: dict[str, str] = {}
    for _, table in sorted(request.dataset.tables.items()):
        for value in table.dimensions.get(by, ()):
            spelled.setdefault(value.casefold(), value)
    return spelled


def _cohort(number: int, by: str) -> str:
    if number < 0:
        return EMPTY
    if by == "cohort_month":
        return f"{number // 12}-{number % 12 + 1:02d}"
    return f"{number // 4}-Q{number % 4 + 1}"


def windows_of(shape: Shape, request: Request, periods: Map[Period, int]) -> pa.Table:
    """Return every window of every period: which steps (w), which period (p), its first and last day and month."""
    rows = [row for steps in shape.windows for row in _rows(window_number(steps), steps, request, periods)]
    return pa.table({name: pa.array([row[i] for row in rows], pa.int32()) for i, name in enumerate(WINDOWS)})


def _rows(w: int, steps: Steps, request: Request, periods: Map[Period, int]) -> list[tuple[int, ...]]:
    firsts = [days[0] for table in request.dataset.tables.values() for days in table.days.values() if days]
    begun = day_of(min(firsts)) if firsts else request.today
    found = []
    for period, number in periods.items():
        window = looked_at(period, steps, begun)
        if with_closing(steps):
            day = request.snapshot(str(steps[-1].kind), window.end)
            if day is None:
                continue
            window = Period(day, day, Grain.DAY)
        months = [day.year * 12 + day.month - 1 for day in (window.start, window.end)]
        found.append((w, number, day_number(window.start), day_number(window.end), *months))
    return found
