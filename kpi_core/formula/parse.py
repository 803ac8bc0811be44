"""From the text of a formula to its tree: the one way in, for shipped KPIs and for a user's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lark import Lark, Tree, UnexpectedCharacters, UnexpectedInput

from kpi_core.errors import FormulaError
from kpi_core.formula.build import value
from kpi_core.formula.facts import tables
from kpi_core.formula.scope import Scope
from kpi_core.formula.tree import Measure

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node

MOST_CHARACTERS = 500
MOST_DEPTH = 20
MOST_NODES = 50
CLAUSES = {"arguments", "per", "where", "on"}


def parse(text: str, measures: Map[str, Node] | None = None, columns: Map[str, Map[str, str]] | None = None) -> Node:
    """Return the tree of a formula, measures put in place.

    measures: what a bare name stands for. columns: the type of every role per table kind; when given, an unknown kind or
    role is refused, and so is a sum over words. The limits (500 characters, depth 20, 50 nodes) count what is written,
    before measures are put in place.

    Raises FormulaError with the position and, for an unknown name, the nearest known ones in `fields["suggestions"]`.
    """
    if len(text) > MOST_CHARACTERS:
        raise FormulaError("formula_too_long", MOST_CHARACTERS, n=len(text), most=MOST_CHARACTERS)
    if not text.strip():
        raise FormulaError("formula_empty", 0)
    written = _written(text)
    _limit(written)
    tree = value(written, Scope(measures or {}, columns))
    if not tables(tree):
        raise FormulaError("formula_without_data")
    return tree


def parse_identity(text: str, names: Collection[str]) -> Node:
    """Return the tree of a formula over other figures, each a `Measure` by its id. Raises FormulaError as `parse` does."""
    written = _written(text)
    _limit(written)
    return value(written, Scope({name: Measure(name) for name in names}, {}))


@cache
def _parser() -> Lark:
    grammar = files(__package__).joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


def _written(text: str) -> Tree[Any]:
    try:
        tree: Tree[Any] = _parser().parse(text).children[0]
    except UnexpectedCharacters as problem:
        raise FormulaError("formula_unexpected", problem.pos_in_stream, found=problem.char) from None
    except UnexpectedInput as problem:
        token = getattr(problem, "token", "")
        if not token:
            raise FormulaError("formula_unfinished", len(text)) from None
        raise FormulaError("formula_unexpected", problem.pos_in_stream, found=str(token)) from None
    return tree


def _limit(tree: Tree[Any]) -> None:
    level, nodes, depth = [tree], 0, 0
    while level:
        nodes, depth = nodes + len(level), depth + 1
        if depth > MOST_DEPTH:
            raise FormulaError("formula_too_deep", level[0].meta.start_pos, most=MOST_DEPTH)
        level = [inside for part in level for inside in _inside(part)]
    if nodes > MOST_NODES:
        raise FormulaError("formula_too_many_parts", n=nodes, most=MOST_NODES)


def _inside(tree: Tree[Any]) -> list[Tree[Any]]:
    found = []
    for child in tree.children:
        if isinstance(child, Tree):
            found += _inside(child) if child.data in CLAUSES else [child]
    return found
