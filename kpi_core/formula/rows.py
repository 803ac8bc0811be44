"""The parts of a formula that give one value per row of a table, and the conditions on rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from kpi_core.errors import FormulaError
from kpi_core.formula.scope import Scope, arguments, parts, start, unknown
from kpi_core.formula.tree import (
    Arith,
    Compare,
    Holds,
    Known,
    Logic,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Param,
    PeriodEdge,
    RowCall,
    Text,
)

if TYPE_CHECKING:
    from lark import Tree

EDGES: dict[str, Literal["start", "end"]] = {"period_start": "start", "period_end": "end"}
MOST = 1e15


@dataclass(frozen=True)
class RowFunction:
    """How many arguments of which sort a function of one row takes, and the sort it gives; None = any."""

    takes: tuple[str | None, ...]
    gives: str | None


ROW_FUNCTIONS = {
    "days_between": RowFunction(("date", "date"), "number"),
    "hours_between": RowFunction(("date", "date"), "number"),
    "overlap_days": RowFunction(("date", "date"), "number"),
    "top": RowFunction(("number",), "number"),
    "default": RowFunction(("number", "number"), "number"),
}


def number(at: Tree[Any]) -> Number:
    """Return the number as written, refusing one no company reaches."""
    value = float(at.children[0])
    if value > MOST:
        raise FormulaError("formula_number_too_large", start(at))
    return Number(value)


def param(at: Tree[Any]) -> Param:
    """Return the setting that `param(name)` asks for."""
    [name] = arguments(at, 1)
    if name.data != "name":
        raise FormulaError("formula_setting_name", start(name))
    return Param(str(name.children[0]))


def text(at: Tree[Any]) -> Text:
    """Return the word between quotes; two quotes stand for one."""
    return Text(str(at.children[0])[1:-1].replace("''", "'"))


def row(at: Tree[Any], scope: Scope) -> tuple[Node, str | None]:
    """Return a row's value and its sort: number, date, text, bool, or None when not known."""
    match at.data:
        case "number":
            return number(at), "number"
        case "text":
            return text(at), "text"
        case "minus":
            return Negative(_row_of(at.children[0], scope, "number")), "number"
        case "arith":
            left, op, right = at.children
            sides = _row_of(left, scope, "number"), _row_of(right, scope, "number")
            return Arith(cast("Any", str(op)), *sides), "number"
        case "name" | "column":
            return _named(at, scope)
        case "call":
            return _call(at, scope)
        case _:
            raise FormulaError("formula_value_expected", start(at))


def _row_of(at: Tree[Any], scope: Scope, sort: str | None) -> Node:
    node, found = row(at, scope)
    if sort and found and found != sort:
        raise FormulaError(f"formula_{sort}_expected", start(at))
    return node


def _named(at: Tree[Any], scope: Scope) -> tuple[Node, str | None]:
    if at.data == "column":
        kind, role = map(str, at.children)
    else:
        [role] = map(str, at.children)
        if role in EDGES:
            return PeriodEdge(EDGES[role]), "date"
        assert scope.kind is not None
        kind = scope.kind
    column = scope.column(at, kind, role)
    return column, scope.sort(column)


def _call(at: Tree[Any], scope: Scope) -> tuple[Node, str | None]:
    name = parts(at)[0]
    if name == "param":
        return param(at), "number"
    if name not in ROW_FUNCTIONS:
        unknown("formula_unknown_row_function", at, name, [*ROW_FUNCTIONS, "param"])
    function = ROW_FUNCTIONS[name]
    written = arguments(at, len(function.takes))
    built = [_row_of(part, scope, sort) for part, sort in zip(written, function.takes, strict=True)]
    return RowCall(name, tuple(built)), function.gives


def condition(at: Tree[Any], scope: Scope) -> Node:
    """Return a condition on a row."""
    match at.data:
        case "any_of" | "all_of":
            op: Literal["and", "or"] = "or" if at.data == "any_of" else "and"
            return Logic(op, tuple(condition(part, scope) for part in at.children))
        case "not_":
            return Not(condition(at.children[0], scope))
        case "compare":
            return _compare(at, scope)
        case "one_of" | "none_of":
            return _one_of(at, scope)
        case "known" | "empty":
            return Known(row(at.children[0], scope)[0], negated=at.data == "empty")
        case "name" | "column":
            return _holds(at, scope)
        case _:
            raise FormulaError("formula_condition_expected", start(at))


def _holds(at: Tree[Any], scope: Scope) -> Holds:
    node, sort = _named(at, scope)
    if sort not in {"bool", None}:
        raise FormulaError("formula_condition_expected", start(at))
    return Holds(node)


def _compare(at: Tree[Any], scope: Scope) -> Compare:
    left, op, right = at.children
    (one, sort), (other, other_sort) = row(left, scope), row(right, scope)
    if sort and other_sort and sort != other_sort:
        raise FormulaError("formula_different_sorts", start(right))
    return Compare(cast("Any", str(op)), one, other)


def _one_of(at: Tree[Any], scope: Scope) -> OneOf:
    value, *written = at.children
    node, sort = row(value, scope)
    options: list[Text | Number] = []
    for part in written:
        option, found = row(part, scope)
        if sort and found != sort:
            raise FormulaError("formula_different_sorts", start(part))
        options.append(Number(-option.value.value) if isinstance(option, Negative) else cast("Any", option))  # type: ignore[attr-defined]
    return OneOf(node, tuple(options), negated=at.data == "none_of")


def columns_in(at: Tree[Any]) -> list[Tree[Any]]:
    """Return every `kind.role` in a part, in the order written."""
    return sorted(at.find_data("column"), key=lambda found: start(found) or 0)
