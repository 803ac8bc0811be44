"""Whether a KPI can be measured with the columns at hand, and which are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.formula.facts import compared_words, dated_tables, required_columns, tables
from kpi_core.formula.tree import Column
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi

SURVEYS = "surveys"


@dataclass(frozen=True)
class Measurable:
    """now: it can be measured, with `variant` when only that definition can (None = the KPI's own). missing: columns are
    absent. survey: people must be asked first. `missing` lists what the KPI's own definition lacks, empty for now.
    """

    status: Literal["now", "missing", "survey"]
    missing: tuple[Column, ...] = ()
    variant: str | None = None


def needed(tree: Node, optional: tuple[str, ...] = ()) -> frozenset[Column]:
    """Return the columns a formula cannot do without: those it names and the dates that place its rows in time."""
    named = {column for column in required_columns(tree) if f"{column.kind}.{column.role}" not in optional}
    return frozenset(named | {Column(kind, KINDS[kind].date_role) for kind in dated_tables(tree)})


def measurable(
    kpi: Kpi, roles_present: Map[str, frozenset[str]], words_present: Map[Column, frozenset[str]] | None = None
) -> Measurable:
    """Return whether the roles present per table kind suffice for the KPI, or else for a variant that may stand in.

    words_present: the words a column holds, lower case, where known; a survey without the questions the KPI rests on
    (NPS, say) still has to be held.
    """
    missing = _absent(kpi.tree, kpi.optional, roles_present)
    if not missing:
        return Measurable("now" if _asked(kpi.tree, words_present or {}) else "survey")
    for variant in kpi.variants:
        if variant.stands_in and not _absent(variant.tree, kpi.optional, roles_present):
            return Measurable("now", variant=variant.id)
    unheld = SURVEYS in tables(kpi.tree) and SURVEYS not in roles_present
    return Measurable("survey" if unheld else "missing", missing)


def _asked(tree: Node, present: Map[Column, frozenset[str]]) -> bool:
    """Tell whether people were asked what the formula looks at, as far as is known."""
    return all(
        words & present[column]
        for column, words in compared_words(tree).items()
        if column.kind == SURVEYS and column in present
    )


def _absent(tree: Node, optional: tuple[str, ...], present: Map[str, frozenset[str]]) -> tuple[Column, ...]:
    absent = [column for column in needed(tree, optional) if column.role not in present.get(column.kind, frozenset())]
    return tuple(sorted(absent, key=lambda column: (column.kind, column.role)))
