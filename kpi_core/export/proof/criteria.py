"""Which rows an aggregate counts: what a row says by itself, and what compares it with the days of a window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.compute.registers import on_the_day
from kpi_core.export.proof.terms import terms_of, together
from kpi_core.formula.facts import looks_at_edges
from kpi_core.formula.tree import Column, Compare, Known, Logic, PeriodEdge, RowCall

if TYPE_CHECKING:
    from kpi_core.export.proof.tables import Tables
    from kpi_core.export.proof.windows import Span
    from kpi_core.formula.tree import Aggregate, Node

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


@dataclass(frozen=True)
class Criteria:
    """where: the condition a row meets by itself, None = all do. days: (column, sign, day) for the rest, all references."""

    where: Node | None
    days: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        """Return them as SUMIFS takes them."""
        return ",".join(f'{column},"{sign}"&{day}' for column, sign, day in self.days)

    @property
    def tests(self) -> tuple[str, ...]:
        """Them as conditions inside an array formula; an empty cell meets none."""
        return tuple(f'({column}<>"")*({column}{sign}{day})' for column, sign, day in self.days)


def criteria(leaf: Aggregate, tables: Tables, window: Span) -> Criteria | None:
    """Return which rows of its table an aggregate counts; None when its rows look at the window in another way."""
    if leaf.value is not None and looks_at_edges(leaf.value):
        return None
    table, days = tables.of(leaf.kind), []
    if leaf.on != "all":
        column = window.column(table, leaf.on)
        days += [(column, ">=", window.first), (column, "<=", window.last)]
    static = []
    for term in terms_of(leaf.where):
        if not looks_at_edges(term):
            static.append(term)
            continue
        found = _against_a_day(term)
        if found is None:
            return None
        place = table.until(found[0]) if found[3] else _plain(found[0], leaf, tables)
        if place is None:
            return None
        days.append((table.lines.column(place), found[1], window.day(found[2])))
    return Criteria(together(static), tuple(days))


def ends_apart(leaf: Aggregate) -> Aggregate | None:
    """Return an aggregate over what is in force without the conditions that say so; None when it is not one."""
    going = set(on_the_day(leaf.kind)) if leaf.on == "all" else set()
    terms = terms_of(leaf.where)
    if not going or not going <= set(terms):
        return None
    return replace(leaf, where=together([term for term in terms if term not in going]))


def _plain(node: Node, leaf: Aggregate, tables: Tables) -> int | None:
    return tables.of(leaf.kind).place(node.role) if isinstance(node, Column) else None


def _against_a_day(term: Node) -> tuple[Node, str, PeriodEdge, bool] | None:
    """Return what is compared with which day and how, and whether what is empty passes too; None for anything else."""
    match term:
        case Compare(op, (Column() | RowCall()) as left, PeriodEdge() as edge) if op in MIRRORED:
            return left, op, edge, False
        case Compare(op, PeriodEdge() as edge, (Column() | RowCall()) as right) if op in MIRRORED:
            return right, MIRRORED[op], edge, False
        case Logic(
            "or", (Known(Column() as column, negated=True), Compare(">" | ">=" as op, left, PeriodEdge() as edge))
        ):
            if left in (column, RowCall("until", (column,))):
                return left, op, edge, True
    return None
