"""Registers: tables of what runs from a day to a day. What is in force on the last day of a window, as plain aggregates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from kpi_core.dataset.spans import HOLDERS
from kpi_core.formula.tree import Aggregate, Column, Compare, Known, Logic, Not, PeriodEdge, RowCall
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from kpi_core.formula.tree import KeySet, Node


def in_force(leaf: Aggregate) -> Aggregate:
    """Return an aggregate over what is in force as one over all rows with a condition; any other as it is.

    Who left is asked of those who did: a row that another row of the same person goes on from is no departure.
    """
    if _counts_leavers(leaf):
        gone = Not(RowCall("stays", (Column(leaf.kind, str(leaf.on)),)))
        return replace(leaf, where=gone if leaf.where is None else Logic("and", (gone, leaf.where)))
    if leaf.name != "in_force":
        return leaf
    name: Literal["distinct", "sum"] = (
        "distinct" if isinstance(leaf.value, Column) and ROLES[leaf.value.role].type == "id" else "sum"
    )
    terms = (*on_the_day(leaf.kind), *((leaf.where,) if leaf.where else ()))
    return replace(leaf, name=name, where=Logic("and", terms), on="all")


def on_the_day(kind: str) -> tuple[Node, Node]:
    """Return the conditions on a row to be in force on the window's last day: begun, and not ended by then.

    The last day of a span is still part of it, so that who leaves on the 31st is gone from that day's count on. A row
    that another one of the same holder follows the day after still holds on its last day.
    """
    start, end = span(kind)
    edge = PeriodEdge("end")
    going = Logic("or", (Known(end, negated=True), Compare(">", RowCall("until", (end,)), edge)))
    return Compare("<=", start, edge), going


def span(kind: str) -> tuple[Column, Column]:
    """Return the columns with the first and the last day of what runs in a register."""
    found = KINDS[kind].span
    assert found is not None
    return Column(kind, found[0]), Column(kind, found[1])


def _counts_leavers(leaf: Aggregate) -> bool:
    if leaf.name != "distinct" or leaf.on is None or leaf.kind not in HOLDERS:
        return False
    return leaf.on == span(leaf.kind)[1].role and leaf.value == Column(leaf.kind, HOLDERS[leaf.kind])


def is_active(keys: KeySet) -> bool:
    """Return whether a set of keys is that of what is in force on a day."""
    return keys.name == "active"


def counted(keys: KeySet) -> Aggregate:
    """Return the count of the rows a set of keys rests on."""
    if is_active(keys):
        there = Logic("and", (*on_the_day(keys.column.kind), Known(keys.column)))
        return Aggregate("count", keys.column.kind, None, there, "all")
    return rows_with(keys.column)


def rows_with(column: Column) -> Aggregate:
    """Return the count of the rows in which a column is known."""
    return Aggregate("count", column.kind, None, Known(column))
