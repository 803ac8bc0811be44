"""What a name may mean at a place in a formula, and the errors for a name or a part that may not stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from kpi_core.errors import FormulaError, did_you_mean
from kpi_core.formula.tree import Column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from lark import Tree

    from kpi_core.formula.tree import Node


@dataclass(frozen=True)
class Scope:
    """The known measures, the known columns with their types (None = not checked), and the table of bare names."""

    measures: Map[str, Node]
    columns: Map[str, Map[str, str]] | None = None
    kind: str | None = None

    def column(self, at: Tree[Any], kind: str, role: str) -> Column:
        """Return the column, refusing one that does not exist or is of another table than the one looked at."""
        if self.kind is not None and kind != self.kind:
            raise FormulaError("formula_other_table", start(at), kind=kind, expected=self.kind)
        if self.columns is not None:
            if kind not in self.columns:
                unknown("formula_unknown_table", at, kind, self.columns)
            if role not in self.columns[kind]:
                unknown("formula_unknown_column", at, role, self.columns[kind], kind=kind)
        return Column(kind, role)

    def sort(self, column: Column) -> str | None:
        """Return number, date, text or bool; None when column types were not given."""
        if self.columns is None:
            return None
        kinds = {"money": "number", "percent": "number", "datetime": "date", "category": "text", "enum": "text"}
        kinds["id"] = "text"
        found = self.columns[column.kind][column.role]
        return kinds.get(found, found)


def start(at: Tree[Any]) -> int | None:
    """Return the zero-based position of the first character of a part."""
    position: int | None = getattr(at.meta, "start_pos", None)
    return position


def unknown(code: str, at: Tree[Any], name: str, known: Iterable[str], **fields: object) -> NoReturn:
    """Refuse an unknown name, with the nearest known ones."""
    raise FormulaError(code, start(at), name=name, suggestions=did_you_mean(name, known), **fields)


def parts(call: Tree[Any]) -> tuple[str, list[Tree[Any]], dict[str, Tree[Any]]]:
    """Return a call's name, its arguments, and its clauses by name (per, where, on)."""
    name, arguments, *clauses = call.children
    return str(name), arguments.children if arguments else [], {part.data: part for part in clauses if part}


def arguments(call: Tree[Any], count: int, *, clauses: tuple[str, ...] = ()) -> list[Tree[Any]]:
    """Return the arguments of a call that takes only some clauses, refusing any other number of them than asked."""
    name, found, written = parts(call)
    for clause in written.values():
        if clause.data not in clauses:
            raise FormulaError("formula_clause", start(clause), name=name, clause=clause.data)
    if len(found) != count:
        raise FormulaError("formula_arguments", start(call), name=name, n=count, found=len(found))
    return found


def whole(at: Tree[Any], most: int) -> int:
    """Return a whole number from 1 to `most`, as written."""
    if at.data == "number" and str(at.children[0]).isdigit() and 1 <= int(at.children[0]) <= most:
        return int(at.children[0])
    raise FormulaError("formula_whole_number", start(at), most=most)
