"""One KPI worked out per period: the days it looks at, every part of its formula over the rows, and the value that follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.compute.asks import with_closing
from kpi_core.compute.windows import looked_at
from kpi_core.dataset.model import day_of
from kpi_core.export.proof.operands import Asked, asked
from kpi_core.export.proof.sheets import OWN, NotExpressible, letters, quoted_name
from kpi_core.export.proof.windows import Spans
from kpi_core.formula.excel_values import worked_out
from kpi_core.formula.facts import params
from kpi_core.passports.measures import said, unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from kpi_core.compute.asks import Steps
    from kpi_core.export.proof.figures import Figures, Operand
    from kpi_core.export.proof.tables import Tables
    from kpi_core.periods import Period
    from kpi_core.texts import Lang
    from kpi_core.units import Unit

LONGEST_FORMULA = 8000
"""Excel takes 8,192 characters; marks still become numbers."""
SETTINGS_FROM = 5
"""The line of the first setting, counted from 1."""


@dataclass(frozen=True)
class Part:
    """A column of one part of the formula. values: per period, NaN = none. covered: whether it can have one."""

    header: str
    unit: Unit
    formula: Asked
    values: NDArray[np.float64]
    covered: NDArray[np.bool_]


@dataclass
class KpiSheet:
    """What the sheet of one KPI holds. value: the formula of the value. settings: the names of those it takes from the lines above."""

    name: str
    figures: Figures
    spans: Spans
    parts: tuple[Part, ...]
    value: str
    settings: tuple[str, ...]

    @property
    def header(self) -> int:
        """The line of the headers, counted from 1."""
        return SETTINGS_FROM + len(self.settings) + bool(self.settings)

    @property
    def first(self) -> int:
        """The line of the first period."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The line of the last period."""
        return self.header + len(self.figures.periods)

    @property
    def value_column(self) -> int:
        """The place of the value; the app's stands next to it, then the difference and the verdict."""
        return self.spans.first_column + 2 * len(self.spans.columns) + len(self.parts)

    @property
    def now(self) -> int:
        """The place among the periods of the one that counts as now: the last complete one with a value."""
        told = self.figures.complete & ~np.isnan(self.figures.values)
        known = np.flatnonzero(told) if told.any() else np.flatnonzero(~np.isnan(self.figures.values))
        return int(known[-1]) if known.size else len(self.figures.periods) - 1

    def cell(self, column: int, row: int) -> str:
        """Return a cell of this sheet from another."""
        return f"{quoted_name(self.name)}!${letters(column)}${row}"

    def range(self, column: int) -> str:
        """Return a column over all periods, from another sheet."""
        return f"{quoted_name(self.name)}!${letters(column)}${self.first}:${letters(column)}${self.last}"


def kpi_sheet(figures: Figures, tables: Tables, name: str, lang: Lang) -> KpiSheet:
    """Return the sheet of a KPI, adding to the tables what it needs. Raises NotExpressible when no formula can say it."""
    spans = Spans(figures.periods, _begun(figures), tables)
    spans.of(())
    every = [*figures.operands, *figures.alone]
    once: dict[object, int] = {}
    formulas: list[tuple[Operand, Asked]] = []
    for operand in every:
        if _key(operand) not in once:
            once[_key(operand)] = len(formulas)
            formulas.append((operand, _formula(operand, tables, spans)))
    base = spans.first_column + 2 * len(spans.columns)
    cells = [f"${letters(base + once[_key(operand)])}{OWN}" for operand in every]
    tree = figures.kpi.tree
    settings = tuple(sorted(params(tree)))
    places = {setting: f"$B${SETTINGS_FROM + place}" for place, setting in enumerate(settings)}
    used = cells[: len(figures.operands)]
    value = worked_out(tree, used, places, only_if=_one_row(figures.alone, cells[len(used) :]))
    if max(len(value), *(len(formula.text) for _, formula in formulas)) > LONGEST_FORMULA:
        raise NotExpressible("formula")
    parts = tuple(Part(_header(one, lang), _unit(one), formula, one.values, one.covered) for one, formula in formulas)
    return KpiSheet(name, figures, spans, parts, value, settings)


@dataclass(frozen=True)
class Window:
    """A window of a KPI. place: its first column. formulas: of its first and last day, None = written. days: what they come to,
    None = a table of balances says nothing yet."""

    steps: Steps
    place: int
    formulas: tuple[str, str] | None
    days: Sequence[tuple[date | None, date | None]]


def windows(sheet: KpiSheet) -> list[Window]:
    """Return the windows a KPI looks at, the period itself first."""
    spans, begun = sheet.spans, sheet.spans.begun
    return [
        Window(
            steps,
            place,
            spans.formulas[steps],
            [_days(period, steps, sheet.figures, begun) for period in spans.periods],
        )
        for steps, place in spans.columns.items()
    ]


def _days(period: Period, steps: Steps, figures: Figures, begun: date) -> tuple[date | None, date | None]:
    window = looked_at(period, steps, begun)
    if not with_closing(steps):
        return window.start, window.end
    day = figures.request.snapshot(str(steps[-1].kind), window.end)
    return day, day


def _begun(figures: Figures) -> date:
    tables = figures.request.dataset.tables.values()
    firsts = [days[0] for table in tables for days in table.days.values() if days]
    return day_of(min(firsts)) if firsts else figures.request.today


def _one_row(counts: Sequence[Operand], cells: Sequence[str]) -> str:
    """Return the condition that a value rests on one row: per table the most that any part of the formula counts."""
    tables: dict[str, list[str]] = {}
    for operand, cell in zip(counts, cells, strict=True):
        tables.setdefault(operand.node.kind, []).append(cell)  # type: ignore[attr-defined]  # always a count
    return "+".join(f"MAX({','.join(found)})" for found in tables.values()) + "=1" if tables else ""


def _formula(operand: Operand, tables: Tables, spans: Spans) -> Asked:
    if operand.ask is not None:
        return asked(operand.ask, tables, spans)
    window = spans.of(operand.steps)
    return Asked(f"={window.last}-{window.first}+1")


def _key(operand: Operand) -> object:
    return (operand.ask, operand.steps)


def _header(operand: Operand, lang: Lang) -> str:
    return said(operand.node, operand.steps, lang)


def _unit(operand: Operand) -> Unit:
    return unit_of(operand.node)
