"""The sheets of all tables that the chosen KPIs look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kpi_core.export.proof.sheets import FIRST, MOST_LINES, Field, Lines, NotExpressible
from kpi_core.export.proof.table_sheet import TableSheet
from kpi_core.roles import KINDS
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from kpi_core.compute.run import Backend
    from kpi_core.dataset import Dataset
    from kpi_core.export.proof.sheets import Names
    from kpi_core.texts import Lang


@dataclass
class Tables:
    """The sheets of all tables that the chosen KPIs look at, in the order they were asked for."""

    dataset: Dataset
    backend: Backend
    lang: Lang
    names: Names
    sheets: dict[str, TableSheet] = field(default_factory=dict)
    others: dict[object, Any] = field(default_factory=dict)

    def of(self, kind: str) -> TableSheet:
        """Return the sheet of a table. Raises NotExpressible when it has more rows than Excel does."""
        if kind not in self.sheets:
            self.sheets[kind] = self._sheet(kind)
        return self.sheets[kind]

    def _sheet(self, kind: str) -> TableSheet:
        table = self.dataset.tables[kind]
        data = table.data.filter(table.data["_kept"])
        if data.num_rows > MOST_LINES - FIRST:
            raise NotExpressible("rows")
        title = KINDS[kind].name[self.lang]
        note = say("proof.note.table", self.lang)
        lines = Lines(self.names.give(title), title, note, data.num_rows)
        sheet = TableSheet(kind, lines, data, self.dataset, self.backend, self.lang)
        lines.fields += _places(data, self.dataset, self.lang)
        return sheet


def _places(data: pa.Table, dataset: Dataset, lang: Lang) -> Sequence[Field]:
    """Return the columns that say where each row stood: its file and sheet, where there are several, and its line."""
    sources = data["_source"].to_pylist()
    rows = Field(say("proof.column.row", lang), data["_row"].to_pylist(), "number", width=8)
    if not any(source < len(dataset.sources) for source in set(sources)):
        return [rows]
    told = [" · ".join(part for part in dataset.sources[source] if part) for source in sources]
    return [Field(say("proof.column.source", lang), told, "text", width=28), rows]
