"""The days an aggregate looks at, live: every window follows from the period of its line by a formula."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.compute.asks import sides, with_closing
from kpi_core.compute.windows import ONE_DAY, looked_at
from kpi_core.export.proof.sheets import OWN, NotExpressible, letters
from kpi_core.formula.excel import number
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.compute.asks import Steps
    from kpi_core.compute.windows import Step
    from kpi_core.export.proof.table_sheet import TableSheet
    from kpi_core.export.proof.tables import Tables
    from kpi_core.formula.tree import KeySet, Node, PeriodEdge
    from kpi_core.periods import Period

TODAY = "\ue004"
"""Stands for the cell with the day the workbook was made."""
LENGTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


@dataclass(frozen=True)
class Over:
    """A table inside an array formula: its columns as a whole, and the window of the line the formula stands on."""

    table: TableSheet
    span: Span

    def column(self, role: str) -> str | None:
        """Return the reference of a whole column."""
        place = self.table.place(role)
        return None if place is None else self.table.lines.column(place)

    def time(self, role: str) -> str | None:
        """Return the reference of the times of day that belong to a date."""
        return None if self.table.time(role) is None else self.table.lines.column(self.table.places["time", role])

    def word(self, role: str, text: str) -> str:
        """Return a word as the column writes it."""
        return self.table.word(role, text)

    def edge(self, which: str) -> str:
        """Return the cell with the first or last day."""
        return self.span.first if which == "start" else self.span.last


@dataclass(frozen=True)
class Span:
    """A window: the cells with its first and its last day."""

    first: str
    last: str

    @property
    def edges(self) -> tuple[str, str]:
        """The two comparisons that hold for a day inside."""
        return f">={self.first}", f"<={self.last}"

    def within(self, column: str) -> str:
        """Return the criteria that a column lies in the window."""
        return f'{column},">="&{self.first},{column},"<="&{self.last}'

    def on_the_day(self, start: str, until: str) -> str:
        """Return the criteria that something has begun by the last day and goes on after it."""
        return f'{start},"<="&{self.last},{until},">"&{self.last}'

    def day(self, edge: PeriodEdge) -> str:
        """Return the cell of an edge."""
        return self.first if edge.edge == "start" else self.last

    def over(self, table: TableSheet) -> Over:
        """Return a table as array formulas of this window see it."""
        return Over(table, self)

    def column(self, table: TableSheet, on: str | None) -> str:
        """Return the whole column of the date that places rows in the window."""
        place = table.place(on or table.date_role)
        assert place is not None
        return table.lines.column(place)


@dataclass
class Spans:
    """The windows one KPI needs, each with its own columns on its sheet. begun: the first day of the data.

    formulas: per window the formulas of its first and last day, None = no formula says it, the days themselves are written.
    """

    periods: Sequence[Period]
    begun: date
    tables: Tables
    columns: dict[Steps, int] = field(default_factory=dict)
    formulas: dict[Steps, tuple[str, str] | None] = field(default_factory=dict)
    first_column: int = 1

    def of(self, steps: Steps) -> Span:
        """Return the cells of a window."""
        if steps not in self.columns:
            self._add(steps)
        place = self.columns[steps]
        return Span(f"${letters(place)}{OWN}", f"${letters(place + 1)}{OWN}")

    def side(self, node: Node, steps: Steps) -> tuple[KeySet, Steps]:
        """Return the one set of keys of a set with the steps to its window. Raises NotExpressible for a pair."""
        found = list(sides(node, steps))
        if len(found) != 1:
            raise NotExpressible("formula")
        return found[0]

    def follow(self, earlier: Steps, later: Steps) -> bool:
        """Return whether in every period one window ends the day before another begins."""
        return all(
            looked_at(period, earlier, self.begun).end + ONE_DAY == looked_at(period, later, self.begun).start
            for period in self.periods
        )

    def _add(self, steps: Steps) -> None:
        if not steps:
            place = self.first_column
            self.formulas[steps] = None
        else:
            outer = self.of(steps[:-1])
            place = self.first_column + 2 * len(self.columns)
            grain = looked_at(self.periods[-1], steps[:-1], self.begun).grain
            self.formulas[steps] = (
                self._closing(steps, outer) if with_closing(steps) else self._moved(steps, outer, grain)
            )
        self.columns[steps] = place

    def _closing(self, steps: Steps, outer: Span) -> tuple[str, str]:
        table = self.tables.of(str(steps[-1].kind))
        place = table.place(table.date_role)
        assert place is not None
        days, own = table.lines.column(place), f"${letters(self.first_column + 2 * len(self.columns))}{OWN}"
        return f"=SUMPRODUCT(MAX(({days}<=MIN({outer.last},{TODAY}))*{days}))", f"={own}"

    def _moved(self, steps: Steps, outer: Span, grain: Grain) -> tuple[str, str] | None:
        step = steps[-1]
        if step.name == "overall":
            begun = f"DATE({self.begun.year},{self.begun.month},{self.begun.day})"
            return f"=MIN({begun},{outer.last})", f"={outer.last}"
        return moved(step, grain, outer.first, outer.last)


def moved(step: Step, grain: Grain, first: str, last: str) -> tuple[str, str] | None:
    """Return the formulas of the first and last day of a window moved by a step; None when they follow from no formula."""
    months = number(step.months or 0)
    match step.name:
        case "rolling":
            return f"=EDATE({last}+1,-{months})", f"={last}"
        case "opening":
            return f"={first}-1", f"={first}-1"
        case "months_ago":
            return (f"=EDATE({last}+1,-{months})-1",) * 2
        case "prev":
            return _before(grain, first, last)
        case "prev_year":
            return _year_before(grain, first, last)
    return None


def _before(grain: Grain, first: str, last: str) -> tuple[str, str] | None:
    if grain in LENGTHS:
        return f"=EDATE({first},-{LENGTHS[grain]})", f"={first}-1"
    days = {Grain.DAY: 1, Grain.WEEK: 7}.get(grain)
    return (f"={first}-{days}", f"={last}-{days}") if days else None


def _year_before(grain: Grain, first: str, last: str) -> tuple[str, str] | None:
    if grain in LENGTHS:
        return f"=EDATE({first},-12)", f"=EDATE({last}+1,-12)-1"
    if grain is Grain.DAY:
        return f"=EDATE({first},-12)", f"=EDATE({last},-12)"
    if grain is not Grain.WEEK:
        return None
    year = f"YEAR({first}+3)"  # of an ISO week: that of its Thursday
    own, before = (f"(DATE({one},1,4)-WEEKDAY(DATE({one},1,4),3))" for one in (year, f"{year}-1"))
    start = f"MIN({before}+{first}-{own},{own}-7)"
    return f"={start}", f"={start}+6"
