"""From what is written to a checked tree: which word may stand where, and what each needs between its brackets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from kpi_core.errors import FormulaError
from kpi_core.formula.rows import columns_in, condition, number, param, row
from kpi_core.formula.scope import Scope, arguments, parts, start, unknown, whole
from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    GroupsWith,
    KeySet,
    Negative,
    Node,
    SetPair,
    Shift,
    Size,
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
            raise FormulaError("formula_loose_column", start(at), name=".".join(map(str, at.children)))
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


def _aggregate(at: Tree[Any], scope: Scope) -> Aggregate:
    name, written, clauses = parts(at)
    if len(written) != 1:
        raise FormulaError("formula_arguments", start(at), name=name, n=1, found=len(written))
    if ("per" in clauses) is not (name == "sum_once"):
        place = clauses.get("per", at)
        raise FormulaError(
            "formula_per" if name == "sum_once" else "formula_clause", start(place), name=name, clause="per"
        )
    inside = replace(scope, kind=_table(written[0], scope, name))
    assert inside.kind is not None
    return Aggregate(
        cast("Any", name),
        inside.kind,
        None if name == "count" else _aggregated(written[0], inside, name),
        condition(clauses["where"].children[0], inside) if "where" in clauses else None,
        _date(clauses["on"], inside) if "on" in clauses else None,
        _key(clauses["per"], inside) if "per" in clauses else None,
    )


def _table(at: Tree[Any], scope: Scope, name: str) -> str:
    if name == "count":
        if at.data != "name":
            raise FormulaError("formula_table_expected", start(at))
        kind = str(at.children[0])
        if scope.columns is not None and kind not in scope.columns:
            unknown("formula_unknown_table", at, kind, scope.columns)
        return kind
    found = columns_in(at)
    if not found:
        raise FormulaError("formula_no_table", start(at), name=name)
    return str(found[0].children[0])


def _aggregated(at: Tree[Any], scope: Scope, name: str) -> Node:
    node, sort = row(at, scope)
    if name == "distinct":
        if not isinstance(node, Column):
            raise FormulaError("formula_column_expected", start(at))
    elif sort not in {"number", None}:
        raise FormulaError("formula_number_expected", start(at))
    return node


def _date(at: Tree[Any], scope: Scope) -> str:
    role = str(at.children[0])
    if role == "all":
        return role
    assert scope.kind is not None
    if scope.sort(scope.column(at, scope.kind, role)) not in {"date", None}:
        raise FormulaError("formula_date_expected", start(at))
    return role


def _key(at: Tree[Any], scope: Scope) -> str:
    kind, role = at.children if at.children[1] else (scope.kind, at.children[0])
    return scope.column(at, str(kind), str(role)).role


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
    return KeySet("repeated", _column(column, scope), whole(days, MOST_DAYS))


def _pair(at: Tree[Any], scope: Scope) -> SetPair:
    left, right = arguments(at, 2)
    return SetPair(cast("Any", parts(at)[0]), _set(left, scope), _set(right, scope))


def _earlier_set(at: Tree[Any], scope: Scope) -> Shift:
    return Shift(cast("Any", parts(at)[0]), _set(arguments(at, 1)[0], scope))


VALUES: dict[str, Callable[[Tree[Any], Scope], Node]] = {
    **dict.fromkeys(("sum", "count", "distinct", "avg", "median", "sum_once"), _aggregate),
    **dict.fromkeys(("prev", "prev_year", "overall"), _shift),
    "rolling": _rolling,
    "size": _size,
    "groups_with": _groups_with,
    "param": lambda at, _scope: param(at),
}
SETS: dict[str, Callable[[Tree[Any], Scope], Node]] = {
    **dict.fromkeys(("keys", "first_seen"), _keys),
    "repeated": _repeated,
    **dict.fromkeys(("both", "minus"), _pair),
    **dict.fromkeys(("prev", "prev_year"), _earlier_set),
}
