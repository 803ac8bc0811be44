"""From what is written to a checked tree: which word may stand where, and what each needs between its brackets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from kpi_core.errors import FormulaError
from kpi_core.formula.aggregates import aggregate, balance, in_force, of_rows, without
from kpi_core.formula.facts import stands
from kpi_core.formula.rows import number, param
from kpi_core.formula.scope import Scope, arguments, parts, start, unknown, whole
from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    Days,
    GroupsWith,
    KeySet,
    Negative,
    Node,
    Number,
    Param,
    SetPair,
    Shift,
    Size,
    Worth,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Tree

MOST_MONTHS = 120
MOST_DAYS = 3650
MOST_DIFFERENT = 100


def value(at: Tree[Any], scope: Scope) -> Node:
    """Return the tree of a part that gives one number per period and segment."""
    match at.data:
        case "number":
            return number(at)
        case "minus":
            return Negative(value(at.children[0], scope))
        case "arith":
            left, op, right = at.children
            return Arith(cast("Any", str(op)), value(left, scope), value(right, scope))
        case "name":
            return _measure(at, scope)
        case "call":
            return _call(at, scope)
        case "column":
            name = ".".join(map(str, at.children))
            if name in scope.measures:
                return scope.measures[name]
            raise FormulaError("formula_loose_column", start(at), name=name)
        case _:
            raise FormulaError("formula_number_expected", start(at))


def _measure(at: Tree[Any], scope: Scope) -> Node:
    name = str(at.children[0])
    if name not in scope.measures:
        unknown("formula_unknown_name", at, name, scope.measures)
    return scope.measures[name]


def _call(at: Tree[Any], scope: Scope) -> Node:
    name = parts(at)[0]
    if name not in VALUES:
        if name in SETS:
            raise FormulaError("formula_loose_set", start(at), name=name)
        unknown("formula_unknown_function", at, name, [*VALUES, *SETS])
    return VALUES[name](at, scope)


def _standing(at: Tree[Any], scope: Scope) -> Node:
    """Return the tree of `opening`, `closing` or `average`: of a column of balances with its rows, or of what stands already."""
    name, written, clauses = parts(at)
    if written and of_rows(written[0]):
        without(at, "per", "on")
        closing = Shift("closing", balance(at, scope))
        return closing if name == "closing" else Shift(cast("Any", name), closing)
    if name == "closing":
        raise FormulaError("formula_column_expected", start(written[0] if written else at))
    without(at, *clauses)
    return _checked(at, Shift(cast("Any", name), value(arguments(at, 1)[0], scope)))


def _months_ago(at: Tree[Any], scope: Scope) -> Shift:
    body, months = arguments(at, 2)
    return _checked(at, Shift("months_ago", value(body, scope), whole(months, MOST_MONTHS)))


def _checked(at: Tree[Any], shift: Shift) -> Shift:
    if not stands(shift.body):
        raise FormulaError("formula_standing_expected", start(at), name=shift.name)
    return shift


def _worth(at: Tree[Any], scope: Scope) -> Worth:
    keys, worth = arguments(at, 2)
    node = value(worth, scope)
    if not isinstance(_body(node), Aggregate) or not stands(node):
        raise FormulaError("formula_standing_expected", start(worth), name="worth")
    return Worth(_set(keys, scope), node)


def _body(node: Node) -> Node:
    return _body(node.body) if isinstance(node, Shift) else node


def _days(at: Tree[Any], scope: Scope) -> Days:
    del scope
    arguments(at, 0)
    return Days()


def _shift(at: Tree[Any], scope: Scope) -> Shift:
    return Shift(cast("Any", parts(at)[0]), value(arguments(at, 1)[0], scope))


def _rolling(at: Tree[Any], scope: Scope) -> Shift:
    body, months = arguments(at, 2)
    return Shift("rolling", value(body, scope), whole(months, MOST_MONTHS))


def _size(at: Tree[Any], scope: Scope) -> Size:
    return Size(_set(arguments(at, 1)[0], scope))


def _groups_with(at: Tree[Any], scope: Scope) -> GroupsWith:
    group, counted, least = arguments(at, 3)
    one = _column(group, scope)
    return GroupsWith(one, _column(counted, replace(scope, kind=one.kind)), whole(least, MOST_DIFFERENT))


def _column(at: Tree[Any], scope: Scope) -> Column:
    if at.data != "column":
        raise FormulaError("formula_column_expected", start(at))
    return scope.column(at, *map(str, at.children))


def _set(at: Tree[Any], scope: Scope) -> Node:
    name = parts(at)[0] if at.data == "call" else ""
    if name not in SETS:
        raise FormulaError("formula_set_expected", start(at))
    return SETS[name](at, scope)


def _keys(at: Tree[Any], scope: Scope) -> KeySet:
    return KeySet(cast("Any", parts(at)[0]), _column(arguments(at, 1)[0], scope))


def _repeated(at: Tree[Any], scope: Scope) -> KeySet:
    column, days = arguments(at, 2)
    within = _call(days, scope) if days.data == "call" else Number(float(whole(days, MOST_DAYS)))
    if not isinstance(within, (Number, Param)):
        raise FormulaError("formula_whole_number", start(days), most=MOST_DAYS)
    return KeySet("repeated", _column(column, scope), within)


def _pair(at: Tree[Any], scope: Scope) -> SetPair:
    left, right = arguments(at, 2)
    return SetPair(cast("Any", parts(at)[0]), _set(left, scope), _set(right, scope))


def _earlier_set(at: Tree[Any], scope: Scope) -> Shift:
    return Shift(cast("Any", parts(at)[0]), _set(arguments(at, 1)[0], scope))


def _set_at(at: Tree[Any], scope: Scope) -> Shift:
    shift = _earlier_set(at, scope)
    return _checked(at, shift)


def _set_ago(at: Tree[Any], scope: Scope) -> Shift:
    body, months = arguments(at, 2)
    return _checked(at, Shift("months_ago", _set(body, scope), whole(months, MOST_MONTHS)))


VALUES: dict[str, Callable[[Tree[Any], Scope], Node]] = {
    **dict.fromkeys(("sum", "count", "distinct", "avg", "median", "sum_once"), aggregate),
    **dict.fromkeys(("prev", "prev_year", "overall"), _shift),
    "rolling": _rolling,
    "in_force": in_force,
    **dict.fromkeys(("opening", "closing", "average"), _standing),
    "months_ago": _months_ago,
    "worth": _worth,
    "days": _days,
    "size": _size,
    "groups_with": _groups_with,
    "param": lambda at, _scope: param(at),
}
SETS: dict[str, Callable[[Tree[Any], Scope], Node]] = {
    **dict.fromkeys(("keys", "first_seen", "active"), _keys),
    "repeated": _repeated,
    **dict.fromkeys(("both", "minus"), _pair),
    **dict.fromkeys(("prev", "prev_year"), _earlier_set),
    "opening": _set_at,
    "months_ago": _set_ago,
}
