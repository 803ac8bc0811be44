"""What the explore page looks at: a KPI, how far back, per what, which part; and by what it can be split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.formula.facts import compared_words, registers, tables
from kpi_core.periods import Grain
from kpi_core.series import tree_of
from kpi_core.work.figures import Asked, asked_for, explore, results_of
from kpi_core.work.goals import target_of
from kpi_core.work.marks import marks_of, sensitivity

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.charts import Mode
    from kpi_core.dataset import Dataset, PreparedTable
    from kpi_core.model import Kpi, Marks, Results, Target
    from kpi_core.store import Store
    from kpi_core.texts import Lang

COHORTS = ("cohort_quarter", "cohort_month")
ONLY_OF_LEAVERS = frozenset({"leave_reason"})
"""Roles filled in only when a span ends: nobody who is still in force has one to be counted by."""
MOST_VALUES = 60


@dataclass(frozen=True)
class View:
    """What is looked at. months: how far back, None = everything. only: a role and the one value kept of it."""

    kpi: str
    months: int | None = 24
    grain: Grain = Grain.MONTH
    by: str | None = None
    only: tuple[str, str] | None = None


@dataclass(frozen=True)
class Look:
    """Everything the parts of the page share. target: on what is looked at; history: what that is judged on, or the card shows."""

    store: Store
    workspace: str
    view: View
    kpi: Kpi
    variant: str | None
    today: date
    lang: Lang
    mode: Mode
    marks: Marks
    sensitivity: str
    target: Target | None
    history: Results

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        """What the rows are kept by."""
        return {self.view.only[0]: (self.view.only[1],)} if self.view.only else {}

    def results(self, grain: Grain, by: str | None = None, span: tuple[date, date] | None = None) -> Results:
        """Return the KPI per period of a grain, whole or split by a role, over all the data or a span of days."""
        start, end = span or (None, None)
        return explore(
            self.store,
            self.workspace,
            self.kpi.id,
            grain,
            today=self.today,
            by=by,
            where=self.where,
            start=start,
            end=end,
            variant=self.variant,
        )


def look_at(
    store: Store, workspace: str, view: View, kpi: Kpi, variant: str | None, *, today: date, lang: Lang, mode: Mode
) -> Look:
    """Gather what the parts of the page share. kpi: as its variant defines it. Raises StoreError `no_data` or `unknown_kpi`."""
    marks, aimed = marks_of(store, workspace, kpi.id), _target(store, workspace, view)
    asked = asked_for(aimed) if aimed else Asked(kpi.id, variant, view.only[0] if view.only else None)
    history = results_of(store, workspace, asked, today)
    return Look(
        store, workspace, view, kpi, variant, today, lang, mode, marks, sensitivity(store, workspace), aimed, history
    )


def _target(store: Store, workspace: str, view: View) -> Target | None:
    """Return the target on what is looked at, however its one part was named when it was set."""
    found = target_of(store, workspace, view.kpi, view.only)
    if found is None and view.only:
        return target_of(store, workspace, view.kpi, None, ((view.only[0], (view.only[1],)),))
    return found


def dimensions(dataset: Dataset, kpi: Kpi, variant: str | None = None) -> tuple[str, ...]:
    """Return what a KPI can be split by with this data: those of its definition first, cohorts last.

    What the formula itself picks rows by is none of them: a current ratio of the suppliers alone means nothing.
    """
    kinds = tables_of(dataset, kpi, variant)
    if not kinds:
        return ()
    shared = set.intersection(*(set(table.dimensions) for table in kinds))
    useful = {
        role for role in shared if all(1 < len([v for v in t.dimensions[role] if v]) <= MOST_VALUES for t in kinds)
    }
    named = [role for role in kpi.segments if role in useful]
    tree = tree_of(kpi, variant)
    chosen = {column.role for column in compared_words(tree)} | (ONLY_OF_LEAVERS if registers(tree) else set())
    rest = sorted(useful - set(named) - chosen)
    sales_only = all(table.kind == "sales" and "customer_id" in table.roles for table in kinds)
    return (*named, *rest, *(COHORTS if sales_only else ()))


def tables_of(dataset: Dataset, kpi: Kpi, variant: str | None) -> list[PreparedTable]:
    """Return the tables of the data that a KPI is worked out from."""
    return [dataset.tables[kind] for kind in tables(tree_of(kpi, variant)) if kind in dataset.tables]
