"""From a figure back to the rows it rests on, with the file, sheet and row each stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from kpi_core.compute.answers import shape_of, windows_of
from kpi_core.compute.asks import all_rows_behind, asks_of, bound
from kpi_core.compute.request import Request
from kpi_core.compute.run import Backend, engine
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.compute.asks import Ask
    from kpi_core.dataset import Dataset
    from kpi_core.model import Kpi
    from kpi_core.periods import Period


def rows_of(
    kpi: Kpi,
    dataset: Dataset,
    period: Period,
    where: Map[str, tuple[str, ...]] | None = None,
    *,
    params: Map[str, float] | None = None,
    variant: str | None = None,
    backend: Backend | None = None,
) -> pd.DataFrame:
    """Return the rows the KPI's value of a period rests on, those of earlier windows it looks at among them.

    Columns: kind, file, sheet, row (as Excel counts), then the roles of the tables; ordered by kind and date. Filters look at
    each row itself. Empty when the dataset lacks a table of the KPI.
    """
    tree = next((known.tree for known in kpi.variants if known.id == variant), kpi.tree)
    request = Request(dataset, Grain.ALL, None, where or {}, period.start, period.end, params or {}, period.end)
    asks = {found for ask in asks_of(bound(tree, params or {})) for found in all_rows_behind(ask)}
    found = [_rows(ask, request, period, backend or engine()) for ask in sorted(asks, key=repr)]
    every = pd.concat([part for part in found if len(part)], ignore_index=True) if any(map(len, found)) else found[0]
    return every.drop_duplicates(["kind", "_n"]).sort_values(["kind", "_n"], ignore_index=True).drop(columns="_n")


def _rows(ask: Ask, request: Request, period: Period, backend: Backend) -> pd.DataFrame:
    from kpi_core.compute.plan import rows_statement  # noqa: PLC0415  # ibis takes a quarter of a second to import

    kind = ask.leaf.kind  # type: ignore[union-attr]  # always a count
    if kind not in request.dataset.tables:
        return pd.DataFrame({"kind": [], "file": [], "sheet": [], "row": [], "_n": []})
    shape = shape_of((ask,), request)
    windows = windows_of(shape, request, {period: 0})
    numbers = backend.fetch(rows_statement(shape, backend.dialect), request.dataset, windows)["n"]
    table = request.dataset.tables[kind]
    frame = table.data.take(pa.array(sorted({int(number) for number in numbers}), pa.int64())).to_pandas()
    places = [request.dataset.sources[source] for source in frame["_source"]]
    told = {"kind": kind, "file": [file for file, _ in places], "sheet": [sheet for _, sheet in places]}
    roles = [role for role in frame if role in table.roles]
    return pd.DataFrame({**told, "row": frame["_row"], "_n": frame["_n"], **{role: frame[role] for role in roles}})
