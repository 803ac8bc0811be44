"""The row parts of a formula as ibis expressions over a prepared table. One function per node.

Words compare without case. Dates are day numbers, so that no engine needs date arithmetic. An absent column is all empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce, singledispatch
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import ibis

from kpi_core.formula.tree import (
    Arith,
    Column,
    Compare,
    Holds,
    Known,
    Logic,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    PeriodEdge,
    RowCall,
    Text,
)
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ibis.expr.types import Table, Value

SECONDS_PER_HOUR = 3600.0
NUMBERS = {"number", "money", "percent"}
DATES = {"date", "datetime"}


@dataclass(frozen=True)
class Rows:
    """A table under construction: the ibis relation and the roles it really has. Edges stand in `start` and `finish`."""

    table: Table
    roles: frozenset[str]


@singledispatch
def expression(node: Node, rows: Rows) -> Value:
    """Return the value of a row part for every row. Raises TypeError for a node that is no row part."""
    del rows
    raise TypeError(f"{type(node).__name__} has no value per row")


@expression.register(Number)
def _(node: Number, rows: Rows) -> Value:
    del rows
    return ibis.literal(float(node.value), type="float64")


@expression.register(Text)
def _(node: Text, rows: Rows) -> Value:
    del rows
    return ibis.literal(node.value.casefold(), type="string")


@expression.register(Column)
def _(node: Column, rows: Rows) -> Value:
    kind = ROLES[node.role].type
    if kind in DATES:
        return _held(rows, node.role, f"_day_{node.role}", "int32")
    if kind in NUMBERS:
        return _held(rows, node.role, node.role, "float64")
    if kind == "bool":
        return _held(rows, node.role, node.role, "boolean")
    return _held(rows, node.role, node.role, "string").lower()


def _held(rows: Rows, role: str, name: str, kind: str) -> Value:
    if role in rows.roles:
        return rows.table[name]
    return rows.table["_n"].nullif(rows.table["_n"]).cast(kind)  # empty in every row, and still a column


@expression.register(PeriodEdge)
def _(node: PeriodEdge, rows: Rows) -> Value:
    return rows.table["start" if node.edge == "start" else "finish"]


@expression.register(Negative)
def _(node: Negative, rows: Rows) -> Value:
    return -expression(node.value, rows)


@expression.register(Arith)
def _(node: Arith, rows: Rows) -> Value:
    left, right = expression(node.left, rows), expression(node.right, rows)
    if node.op == "/":
        return left.cast("float64") / ibis.ifelse(right > 0, right, ibis.null("float64")).cast("float64")
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__}[node.op](right)


@expression.register(RowCall)
def _(node: RowCall, rows: Rows) -> Value:
    return ROW_CALLS[node.name](node, rows)


def _days_between(node: RowCall, rows: Rows) -> Value:
    start, finish = (expression(part, rows) for part in node.args)
    return (finish - start).cast("float64")


def _hours_between(node: RowCall, rows: Rows) -> Value:
    start, finish = (_seconds(part, rows) for part in node.args)
    return (finish - start) / SECONDS_PER_HOUR


def _seconds(node: Node, rows: Rows) -> Value:
    if isinstance(node, Column) and ROLES[node.role].type == "datetime":
        return _held(rows, node.role, f"_second_{node.role}", "float64")
    return expression(node, rows).cast("float64") * 24 * SECONDS_PER_HOUR


def _top(node: RowCall, rows: Rows) -> Value:
    # A hair less, so that 0.8 * 5 = 4.000000000000001 does not become 5.
    return (expression(node.args[0], rows) * 0.8 - 1e-9).ceil().cast("float64")


def _default(node: RowCall, rows: Rows) -> Value:
    value, otherwise = (expression(part, rows) for part in node.args)
    return ibis.coalesce(value, otherwise)


def _overlap_days(node: RowCall, rows: Rows) -> Value:
    """Days of a span inside the window; empty where they do not meet, so that a row outside it counts for nothing."""
    start, finish = (expression(part, rows) for part in node.args)
    first = ibis.greatest(start, rows.table["start"])
    last = ibis.least(ibis.coalesce(finish, rows.table["finish"]), rows.table["finish"])
    days = last - first + 1
    return ibis.ifelse(start.notnull() & (days > 0), days, ibis.null("int32")).cast("float64")


def _until(node: RowCall, rows: Rows) -> Value:
    return rows.table["_until"] if "_until" in rows.table.columns else expression(node.args[0], rows)


def _stays(node: RowCall, rows: Rows) -> Value:
    del node
    return rows.table["_stays"] if "_stays" in rows.table.columns else ibis.literal(value=False)


ROW_CALLS: dict[str, Callable[[RowCall, Rows], Value]] = {
    "days_between": _days_between,
    "hours_between": _hours_between,
    "overlap_days": _overlap_days,
    "top": _top,
    "default": _default,
    "until": _until,
    "stays": _stays,
}


@expression.register(Compare)
def _(node: Compare, rows: Rows) -> Value:
    left, right = expression(node.left, rows), expression(node.right, rows)
    sides: dict[str, Any] = {
        "=": left.__eq__,
        "!=": left.__ne__,
        "<": left.__lt__,
        "<=": left.__le__,
        ">": left.__gt__,
        ">=": left.__ge__,
    }
    return sides[node.op](right)


@expression.register(OneOf)
def _(node: OneOf, rows: Rows) -> Value:
    value = expression(node.value, rows)
    options = [part.value.casefold() if isinstance(part, Text) else float(part.value) for part in node.options]
    named = [option for option in options if option != ""]
    if len(named) < len(options):
        found = value.isnull() | value.isin(named) if named else value.isnull()
        return ~found if node.negated else found
    return value.isnull() | value.notin(options) if node.negated else value.isin(options)


@expression.register(Holds)
def _(node: Holds, rows: Rows) -> Value:
    return expression(node.value, rows).fill_null(False)


@expression.register(Known)
def _(node: Known, rows: Rows) -> Value:
    value = present(node.value, rows)
    return value.isnull() if node.negated else value.notnull()


def present(node: Node, rows: Rows) -> Value:
    """Return a value that is empty exactly where the node's value is; for words their number, which is cheaper."""
    if isinstance(node, Column) and ROLES[node.role].type in {"id", "category", "enum"}:
        return _held(rows, node.role, f"_id_{node.role}", "int32")
    return expression(node, rows)


@expression.register(Logic)
def _(node: Logic, rows: Rows) -> Value:
    return reduce(and_ if node.op == "and" else or_, [expression(term, rows) for term in node.terms])


@expression.register(Not)
def _(node: Not, rows: Rows) -> Value:
    # An unknown condition is false, so its opposite is true.
    return ~expression(node.term, rows).fill_null(False)
