"""The lines of each table as they count, with columns beside them that say live which of them count and for how much."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from kpi_core.compute.lines import line_values
from kpi_core.export.proof.sheets import NEVER, ZERO, Field, NotExpressible
from kpi_core.export.proof.terms import counts_for, word_of
from kpi_core.formula.excel import both, value
from kpi_core.formula.excel_conditions import condition
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Column, Known, Logic
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import say

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from kpi_core.compute.run import Backend
    from kpi_core.dataset import Dataset
    from kpi_core.export.proof.sheets import Lines, Look
    from kpi_core.formula.tree import Node
    from kpi_core.texts import Lang

SHIFT = (date(1970, 1, 1) - ZERO).days
LOOKS: dict[str, Look] = {"money": "amount", "percent": "number", "number": "number", "bool": "truth"}


@dataclass
class TableSheet:
    """One table. places: per column asked for, where it stands. data: the rows that count, in the order of the dataset."""

    kind: str
    lines: Lines
    data: pa.Table
    dataset: Dataset
    backend: Backend
    lang: Lang
    places: dict[object, int] = field(default_factory=dict)

    @property
    def date_role(self) -> str:
        """The role that places a row in time."""
        return self.dataset.tables[self.kind].date_role

    def column(self, role: str) -> str | None:
        """Return the reference of a column on a line, as `formula.excel.Cells` asks."""
        place = self.place(role)
        return None if place is None else self.lines.at(place)

    def time(self, role: str) -> str | None:
        """Return the reference of the time of day that belongs to a date."""
        if role not in self.data.column_names or ROLES[role].type != "datetime":
            return None
        return self.lines.at(self._once(("time", role), lambda: self._time(role)))

    def word(self, role: str, text: str) -> str:
        """Return a word of a column as people read it."""
        return word_of(role, text, self.lang)

    def edge(self, which: str) -> str:
        """Refuse: a line knows no window."""
        raise NotExpressible(which)

    def place(self, role: str) -> int | None:
        """Return the place of a column of the table, None when it has none."""
        if role not in self.data.column_names:
            return None
        return self._once(role, lambda: self._read(role))

    def days(self, role: str) -> NDArray[np.float64]:
        """Return a date of every line as Excel counts days, NaN where it is empty."""
        return self._numbers("_until" if role == "_until" else f"_day_{role}") + SHIFT

    def codes(self, role: str) -> NDArray[np.int64]:
        """Return the number of the word or id of every line, -1 where it is empty."""
        return np.nan_to_num(self._numbers(f"_id_{role}"), nan=-1).astype("int64")

    def counts(self, where: Node | None, known: Node | None = None) -> int | None:
        """Return the place of the column that is 1 where a row counts, else 0; None where every row does."""
        terms = [*([where] if where else []), *([Known(known)] if known else [])]
        if not terms:
            return None
        node = Logic("and", tuple(terms)) if len(terms) > 1 else terms[0]
        return self._once(("counts", node), lambda: self._counted(node))

    def adds(self, node: Node, where: Node | None) -> int:
        """Return the place of the column with what a row adds: its value where it counts, else 0."""
        if isinstance(node, Column) and where is None:
            found = self.place(node.role)
            if found is not None:
                return found
        return self._once(("adds", node, where), lambda: self._added(node, where))

    def until(self, node: Node) -> int:
        """Return the place of the column with an end, and the last day there is where it is empty."""
        return self._once(("until", node), lambda: self._ending(node))

    def results(self, *nodes: Node) -> tuple[NDArray[np.float64], ...]:
        """Return what row parts give per line, empty as NaN."""
        return line_values(nodes, self.kind, self.dataset, self.backend)

    def _once(self, key: object, make: Any) -> int:
        if key not in self.places:
            self.places[key] = self.lines.add(make())
        return self.places[key]

    def _numbers(self, name: str) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self.data[name].to_pandas().to_numpy(dtype="float64", na_value=np.nan)
        return found

    def _read(self, role: str) -> Field:
        header = self._header(role)
        if role == "_stays":
            return Field(header, self.data[role].to_pylist(), "truth")
        sort = "date" if role == "_until" else ROLES[role].type
        if sort in {"date", "datetime"}:
            return Field(header, _days(self.days(role)), "date")
        if (
            sort == "id" and KINDS[self.kind].people
        ):  # who it is does not matter here, only which rows are of the same person
            return Field(header, [None if code < 0 else f"{code + 1}" for code in self.codes(role)], "text")
        values = self.data[role].to_pylist()
        if sort == "enum":
            values = [None if word is None else word_of(role, word, self.lang) for word in values]
        return Field(header, values, LOOKS.get(sort, "text"), width=14 if sort in LOOKS else 18)

    def _header(self, role: str) -> str:
        if role.startswith("_"):
            return say("proof.column.stays" if role == "_stays" else "proof.column.holds", self.lang)
        names = (columns[role][0] for columns in self.dataset.columns if role in columns)
        return next((name for name in names if name.strip()), ROLES[role].name[self.lang])

    def _time(self, role: str) -> Field:
        moments = self.data[role].to_pylist()
        times = [None if moment is None else part_of_day(moment) for moment in moments]
        return Field(say("proof.column.time", self.lang, name=self._header(role)), times, "time")

    def _counted(self, node: Node) -> Field:
        [found] = self.results(node)
        counted = counts_for("count", self.kind, None, node, self.lang)
        header = say("proof.column.counts", self.lang, what=counted)
        return Field(
            header,
            np.nan_to_num(found).astype("int64").tolist(),
            "number",
            f"=IF({condition(node, self)},1,0)",
            width=24,
        )

    def _added(self, node: Node, where: Node | None) -> Field:
        found = value(node, self)
        holds = both([*([condition(where, self)] if where else []), found.known])
        values, *kept = self.results(node, *([where] if where else []))
        counts = np.nan_to_num(kept[0]) == 1 if kept else np.ones(len(values), dtype=bool)
        cached = np.where(counts, np.nan_to_num(values), 0.0)
        summed = counts_for("sum", self.kind, node, where, self.lang)
        header = say("proof.column.adds", self.lang, what=summed)
        return Field(header, cached.tolist(), "amount", f"=IF({holds},{found.text},0)", width=24)

    def _ending(self, node: Node) -> Field:
        found = value(node, self)
        [values] = self.results(node)
        cached = np.where(np.isnan(values), NEVER, values + SHIFT)
        ended = next((part.role for part in parts(node) if isinstance(part, Column)), "")
        header = say("proof.column.until", self.lang, name=self._header(ended))
        return Field(header, cached.tolist(), "date", f"=IF({found.known},{found.text},{NEVER})", width=16)


def _days(numbers: NDArray[np.float64]) -> list[int | None]:
    return [None if np.isnan(number) else int(number) for number in numbers]


def part_of_day(moment: datetime) -> float:
    """Return the time of day as Excel counts it: noon is 0.5."""
    return (moment - datetime.combine(moment.date(), time())) / timedelta(days=1)
