"""The parts of a formula that look at the rows of one table: what is added up or counted, of which rows, placed by which date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from kpi_core.errors import FormulaError
from kpi_core.formula.rows import ROW_FUNCTIONS, columns_in, condition, row
from kpi_core.formula.scope import Scope, arguments, parts, start, unknown
from kpi_core.formula.tree import Aggregate, Column, Node

if TYPE_CHECKING:
    from lark import Tree


def aggregate(at: Tree[Any], scope: Scope) -> Aggregate:
    """Return the aggregate that `sum(...)`, `count(...)` and their like ask for."""
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


def in_force(at: Tree[Any], scope: Scope) -> Aggregate:
    """Return what is in force at the end of the window: ids counted, or values added up."""
    without(at, "per", "on")
    [written] = arguments(at, 1, clauses=("where",))
    inside = replace(scope, kind=_table(written, scope, "in_force"))
    node, sort = row(written, inside)
    if sort not in {"number", None} and not isinstance(node, Column):
        raise FormulaError("formula_number_expected", start(written))
    assert inside.kind is not None
    clauses = parts(at)[2]
    where = condition(clauses["where"].children[0], inside) if "where" in clauses else None
    return Aggregate("in_force", inside.kind, node, where)


def balance(at: Tree[Any], scope: Scope) -> Aggregate:
    """Return the sum of a column of balances, over the rows of whatever day is looked at."""
    [written] = arguments(at, 1, clauses=("where",))
    inside = replace(scope, kind=_table(written, scope, parts(at)[0]))
    clauses = parts(at)[2]
    assert inside.kind is not None
    where = condition(clauses["where"].children[0], inside) if "where" in clauses else None
    return Aggregate("sum", inside.kind, _aggregated(written, inside, "sum"), where)


def without(at: Tree[Any], *names: str) -> None:
    """Refuse the clauses named."""
    name, _, clauses = parts(at)
    for clause in names:
        if clause in clauses:
            raise FormulaError("formula_clause", start(clauses[clause]), name=name, clause=clause)


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


def of_rows(at: Tree[Any]) -> bool:
    """Return whether what is written is about the rows of a table, and not a figure already."""
    figures = (call for call in at.find_data("call") if parts(call)[0] not in {*ROW_FUNCTIONS, "param"})
    return bool(columns_in(at)) and next(figures, None) is None
