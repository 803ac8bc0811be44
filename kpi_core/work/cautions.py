"""What to know before reading parts of a figure: parts that do not add up, splits and periods the data does not allow."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kpi_core.formula.facts import tables
from kpi_core.numbers import show_count
from kpi_core.passports import segment_name
from kpi_core.passports.content import listed
from kpi_core.periods import Grain
from kpi_core.roles import KINDS, ROLES
from kpi_core.targets import tree_of
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.dataset import Dataset, PreparedTable
    from kpi_core.model import Kpi, Results
    from kpi_core.texts import Lang

SHORTEST = {Grain.DAY: 3, Grain.WEEK: 10, Grain.MONTH: 366, Grain.QUARTER: 366, Grain.YEAR: 3660}
"""Up to how many days may lie between two dates of a table to look at it by a grain."""


def grains(kpi: Kpi, variant: str | None, dataset: Dataset) -> tuple[Grain, ...]:
    """Return the periods a KPI can be looked at by, the shortest first; none shorter than what its tables are kept by.

    A table kept per month has a row on one day of it, so that its days and weeks would be a row of gaps.
    """
    kept = [dataset.tables[kind] for kind in tables(tree_of(kpi, variant)) if kind in dataset.tables]
    widest = max((_usual_gap(table) for table in kept if KINDS[table.kind].span is None), default=1)
    return tuple(grain for grain, days in SHORTEST.items() if widest <= days)


def _usual_gap(table: PreparedTable) -> int:
    """Return the days between two dates of a table in the middle of all those gaps."""
    days = sorted(set(table.days.get(table.date_role, ())))
    gaps = sorted(later - earlier for earlier, later in pairwise(days))
    return gaps[len(gaps) // 2] if gaps else 1


def not_the_sum(results: Results, kpi: Kpi, lang: Lang) -> str:
    """Say that the parts of a count are more than the total, "" where they are not: who stands in two parts counts in both.

    results: one period, split. Parts that are hidden or left out are not added up, so that no total of them is told.
    """
    rows = results.frame[results.frame["kpi"] == kpi.id]
    whole = rows[rows["segment"].isna()]["value"]
    together = rows[rows["segment"].notna()]["value"].sum()
    if kpi.unit is not Unit.COUNT or kpi.min_group or whole.empty or not together > whole.iloc[0]:
        return ""
    total = float(whole.iloc[0])
    return say("explore.not_the_sum", lang, parts=show_count(together, lang), whole=show_count(total, lang))


def cannot_split(kpi: Kpi, variant: str | None, dataset: Dataset, lang: Lang) -> tuple[str, ...]:
    """Say for every split of the definition that the data does not allow which table lacks the column.

    A KPI over two tables only splits by what both have.
    """
    kinds = sorted(tables(tree_of(kpi, variant)) & dataset.tables.keys())
    said = []
    for role in kpi.segments:
        if role not in ROLES:
            continue
        lacking = [kind for kind in kinds if role not in dataset.tables[kind].dimensions]
        if lacking and len(lacking) < len(kinds):
            names = listed([KINDS[kind].name[lang] for kind in lacking], lang)
            fields = {"role": segment_name(role, lang).lower(), "tables": names}
            said.append(say("explore.cannot_split", lang, n=len(lacking), **fields))
    return tuple(said)
