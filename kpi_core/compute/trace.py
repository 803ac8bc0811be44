"""From a figure back to the rows it rests on, with the file, sheet, row and cells each stands in.

Of a KPI about people (`min_group`) no row is ever given: a row is a person, however large the group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from kpi_core.compute.answers import shape_of, windows_of
from kpi_core.compute.asks import all_rows_behind, asks_of, bound
from kpi_core.compute.request import Request, with_defaults
from kpi_core.compute.run import Backend, engine
from kpi_core.errors import KpiError
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Aggregate, Column
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

    from kpi_core.compute.asks import Ask, Steps
    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi
    from kpi_core.periods import Period


@dataclass(frozen=True)
class Place:
    """The rows of one file and sheet that a part of a formula rests on.

    columns: the columns it reads there, what it adds up first: (role, header, letter); the letter is "" where the value has
        no column of its own. first, last: the rows as Excel counts; rows: how many there are.
    """

    kind: str
    file: str
    sheet: str
    columns: tuple[tuple[str, str, str], ...]
    first: int
    last: int
    rows: int


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

    Columns: kind, file, sheet, row (as Excel counts), cell (of what is added up, "" = it has none), then the roles of the
    tables; ordered by kind and date. Filters look at each row itself. Empty when the dataset lacks a table of the KPI.

    Raises KpiError `rows_of_people` for a KPI about people.
    """
    if kpi.min_group:
        raise KpiError("rows_of_people", kpi=kpi.id)
    tree = kpi.defined(variant).tree
    given = with_defaults(params)
    request = Request(dataset, Grain.ALL, None, where or {}, period.start, period.end, given, period.end)
    asks = sorted({*asks_of(bound(tree, given))}, key=repr)
    found = [_rows(ask, request, period, backend or engine()) for ask in asks]
    every = pd.concat([part for part in found if len(part)], ignore_index=True) if any(map(len, found)) else found[0]
    cells = every.groupby(["kind", "_n"])["cell"].agg(lambda texts: ", ".join(sorted({text for text in texts if text})))
    once = every.drop_duplicates(["kind", "_n"]).sort_values(["kind", "_n"], ignore_index=True)
    once["cell"] = cells.to_numpy() if len(once) else once["cell"]
    return once.drop(columns="_n")


def places_of(
    node: Node,
    steps: Steps,
    dataset: Dataset,
    period: Period,
    *,
    params: Map[str, float] | None = None,
    backend: Backend | None = None,
) -> tuple[Place, ...]:
    """Return where the rows of one part of a formula stand, per file and sheet, in the order they were read."""
    given = with_defaults(params)
    request = Request(dataset, Grain.ALL, None, {}, period.start, period.end, given, period.end)
    found: dict[tuple[str, int], list[Place]] = {}
    for ask in asks_of(bound(node, given), steps):
        for place, source in _places(ask, request, period, backend or engine()):
            found.setdefault((place.kind, source), []).append(place)
    return tuple(_widest(places) for _, places in sorted(found.items()))


def _widest(places: Iterable[Place]) -> Place:
    return max(places, key=lambda place: place.rows)


def _places(ask: Ask, request: Request, period: Period, backend: Backend) -> Iterator[tuple[Place, int]]:
    dataset = request.dataset
    for counted in all_rows_behind(ask):
        kind = _kind(counted)
        if kind not in dataset.tables:
            continue
        numbers = _numbers(counted, request, period, backend)
        data = dataset.tables[kind].data
        rows = data["_row"].to_numpy()[numbers]
        sources = data["_source"].to_numpy()[numbers]
        for source in np.unique(sources).tolist():
            mine = rows[sources == source]
            file, sheet = dataset.sources[source]
            columns = tuple(_columns(ask.leaf, kind, dataset, source))
            yield Place(kind, file, sheet, columns, int(mine.min()), int(mine.max()), len(mine)), source


def _columns(leaf: Node, kind: str, dataset: Dataset, source: int) -> Iterator[tuple[str, str, str]]:
    known = dataset.columns[source] if source < len(dataset.columns) else {}
    roles = [*read_from(leaf, kind), dataset.tables[kind].date_role]
    for role in dict.fromkeys(role for role in roles if role in dataset.tables[kind].roles):
        yield (role, *known.get(role, ("", "")))


def read_from(leaf: Node, kind: str) -> tuple[str, ...]:
    """Return the roles of a table that an aggregate adds up or counts, then those its conditions look at."""
    told = leaf.value if isinstance(leaf, Aggregate) else leaf
    first = [part.role for part in parts(told) if isinstance(part, Column) and part.kind == kind] if told else []
    rest = [part.role for part in parts(leaf) if isinstance(part, Column) and part.kind == kind]
    return tuple(dict.fromkeys([*first, *rest]))


def _kind(counted: Ask) -> str:
    return counted.leaf.kind  # type: ignore[union-attr]  # always a count


def _numbers(counted: Ask, request: Request, period: Period, backend: Backend) -> np.ndarray:
    from kpi_core.compute.plan import rows_statement  # noqa: PLC0415  # ibis takes a quarter of a second to import

    shape = shape_of((counted,), request)
    windows = windows_of(shape, request, {period: 0})
    numbers = backend.fetch(rows_statement(shape, backend.dialect), request.dataset, windows)["n"]
    return np.unique(np.asarray(numbers).astype("int64"))


def _rows(ask: Ask, request: Request, period: Period, backend: Backend) -> pd.DataFrame:
    dataset = request.dataset
    frames = [pd.DataFrame({"kind": [], "file": [], "sheet": [], "row": [], "cell": [], "_n": []})]
    for counted in all_rows_behind(ask):
        kind = _kind(counted)
        if kind not in dataset.tables:
            continue
        table = dataset.tables[kind]
        frame = table.data.take(pa.array(_numbers(counted, request, period, backend), pa.int64())).to_pandas()
        places = [dataset.sources[source] for source in frame["_source"]]
        letters = {source: _letter(ask.leaf, kind, dataset, source) for source in set(frame["_source"])}
        told = {"kind": kind, "file": [file for file, _ in places], "sheet": [sheet for _, sheet in places]}
        letter = [letters[source] for source in frame["_source"]]
        cells = [f"{col}{row}" if col else "" for col, row in zip(letter, frame["_row"], strict=True)]
        roles = {role: frame[role] for role in frame if role in table.roles}
        frames.append(pd.DataFrame({**told, "row": frame["_row"], "cell": cells, "_n": frame["_n"], **roles}))
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else frames[0]


def _letter(leaf: Node, kind: str, dataset: Dataset, source: int) -> str:
    """Return the letter of the first column an aggregate reads in a source; "" when that has none."""
    return next((letter for _, _, letter in _columns(leaf, kind, dataset, source)), "")
