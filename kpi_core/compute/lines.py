"""What the row parts of a formula give for each line of a table, as the statements themselves reckon them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from kpi_core.compute.answers import columns_of
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kpi_core.compute.run import Backend
    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node


def line_values(
    nodes: Sequence[Node], kind: str, dataset: Dataset, backend: Backend
) -> tuple[NDArray[np.float64], ...]:
    """Return per row part its value for every line of a table that counts, in the order of the table.

    Words and ids cannot be asked; a condition is 1 or 0, NaN is empty. No part may look at the edges of a window.
    """
    import ibis  # noqa: PLC0415  # takes a quarter of a second: not before the first figure

    from kpi_core.compute.expressions import Rows, expression  # noqa: PLC0415

    table = ibis.table(dict(columns_of(dataset.tables[kind])), name=kind)
    rows = Rows(table, frozenset(name for name in table.columns if name in ROLES))
    values = {f"v{place}": expression(node, rows).cast("float64") for place, node in enumerate(nodes)}
    sql = str(ibis.to_sql(table.select(n=table["_n"], **values), dialect=backend.dialect))
    found = backend.fetch(sql, dataset, pa.table({"w": pa.array([], pa.int32())}))
    order = np.argsort(np.asarray(found["n"]), kind="stable")
    return tuple(np.ma.filled(np.ma.asarray(found[name]).astype("float64"), np.nan)[order] for name in values)
