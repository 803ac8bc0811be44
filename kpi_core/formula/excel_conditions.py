"""The conditions on rows as Excel formulas: 1 or TRUE where they hold, 0 or FALSE where they do not or cannot be told.

Nothing here uses AND or OR, which take an array as one answer. Words compare without case, as everywhere.
"""

from __future__ import annotations

from functools import singledispatch

from kpi_core.formula.excel import NOT_EVER, NOTHING, Cells, Value, both, quoted, value
from kpi_core.formula.tree import Column, Compare, Holds, Known, Logic, Node, Not, OneOf, Text


@singledispatch
def condition(node: Node, cells: Cells) -> str:
    """Return a condition on a row; what cannot be told does not hold. It can be multiplied. A yes/no value is one too."""
    found = value(node, cells)
    return both((*found.needs, f"({found.text}=TRUE)"))


@condition.register
def _(node: Compare, cells: Cells) -> str:
    left, right = value(node.left, cells), _option(node.right, node.left, cells)
    sign = "<>" if node.op == "!=" else node.op
    needs = () if node.op == "=" and _is_word(node.right) else (*left.needs, *right.needs)
    return both((*needs, f"({left.text}{sign}{right.text})"))


@condition.register
def _(node: OneOf, cells: Cells) -> str:
    found = value(node.value, cells)
    named = [option for option in node.options if option != Text("")]
    tests = [f"({found.text}={_option(option, node.value, cells).text})" for option in named]
    if found is NOTHING:
        tests = []
    if found.needs and not all(map(_is_word, named)):  # an empty cell is equal to 0
        tests = [both((*found.needs, test)) for test in tests]
    if len(named) < len(node.options):
        tests.append(_empty(found))
    holds = f"({'+'.join(tests)}>0)" if len(tests) > 1 else next(iter(tests), NOT_EVER)
    return f"(1-{holds})" if node.negated else holds


@condition.register
def _(node: Known, cells: Cells) -> str:
    found = value(node.value, cells)
    return _empty(found) if node.negated else found.known


@condition.register
def _(node: Holds, cells: Cells) -> str:
    return condition(node.value, cells)


@condition.register
def _(node: Logic, cells: Cells) -> str:
    said = [condition(term, cells) for term in node.terms]
    return "*".join(said) if node.op == "and" else f"({'+'.join(said)}>0)"


@condition.register
def _(node: Not, cells: Cells) -> str:
    return f"(1-{condition(node.term, cells)})"


def _option(option: Node, of: Node, cells: Cells) -> Value:
    """Return what a value is compared with: a word as the column writes it."""
    if isinstance(option, Text) and isinstance(of, Column):
        return Value(quoted(cells.word(of.role, option.value)))
    return value(option, cells)


def _is_word(node: Node) -> bool:
    return isinstance(node, Text) and bool(node.value)


def _empty(found: Value) -> str:
    """Return the condition that there is no value: of a plain cell that it is empty."""
    plain = found.needs == (f'({found.text}<>"")',)
    return f'({found.text}="")' if plain else f"(1-{found.known})"
