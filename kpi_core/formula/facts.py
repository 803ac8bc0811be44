"""What follows from a formula alone: its columns, tables and settings, whether its parts add up, and its division."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import singledispatch
from typing import TYPE_CHECKING

from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    Compare,
    KeySet,
    Negative,
    Node,
    Number,
    OneOf,
    Param,
    PeriodEdge,
    RowCall,
    SetPair,
    Shift,
    Size,
    Text,
    Worth,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


HOLDS = {sort: tuple(field.name for field in fields(sort)) for sort in Node.__subclasses__()}
"""What each sort of node holds, by name."""


@dataclass(frozen=True)
class Additivity:
    """Whether the total is the sum of the segments, and whether a longer period is the sum of its shorter ones."""

    segments: bool
    periods: bool


def parts(node: Node) -> Iterator[Node]:
    """Yield a node and everything in it, outside first."""
    found: list[Node] = []
    _gather(node, found)
    return iter(found)


def _gather(node: Node, found: list[Node]) -> None:
    found.append(node)
    for name in HOLDS[type(node)]:
        inside = getattr(node, name)
        if isinstance(inside, Node):
            _gather(inside, found)
        elif isinstance(inside, tuple):
            for part in inside:
                if isinstance(part, Node):
                    _gather(part, found)


def required_columns(node: Node) -> frozenset[Column]:
    """Return every column the formula names, the dates given with `on` among them.

    The date that places a row in time when no `on` is given belongs to the table kind, not to the formula.
    """
    found = set()
    for part in parts(node):
        if isinstance(part, Column):
            found.add(part)
        if isinstance(part, Aggregate):
            named = (part.on if part.on != "all" else None, part.per)
            found |= {Column(part.kind, role) for role in named if role}
    return frozenset(found)


def tables(node: Node) -> frozenset[str]:
    """Return every table kind the formula looks at."""
    counted = {part.kind for part in parts(node) if isinstance(part, Aggregate)}
    return frozenset(counted | {part.kind for part in parts(node) if isinstance(part, Column)})


def registers(node: Node) -> frozenset[str]:
    """Return the table kinds read by who or what is in force on a day: their first and last days are needed."""
    found = {part.kind for part in parts(node) if isinstance(part, Aggregate) and part.name == "in_force"}
    return frozenset(
        found | {part.column.kind for part in parts(node) if isinstance(part, KeySet) and part.name == "active"}
    )


def looks_at_ends(node: Node, kind: str, end: str) -> bool:
    """Return whether a formula counts what ended in a register, by its day `end` or by who is there no longer."""
    for part in parts(node):
        if isinstance(part, Aggregate) and part.kind == kind and part.on == end:
            return True
        if isinstance(part, (SetPair, Worth)) and kind in registers(part):
            return True
    return False


def dated_tables(node: Node) -> frozenset[str]:
    """Return the table kinds whose own date places the rows: those read without `on`."""
    own = {part.kind for part in parts(node) if isinstance(part, Aggregate) and part.on is None}
    loose = {part.column.kind for part in parts(node) if isinstance(part, KeySet)}
    return frozenset(own | loose | _grouped(node))


def _grouped(node: Node) -> set[str]:
    return {part.group.kind for part in parts(node) if hasattr(part, "group")}


def compared_words(node: Node) -> dict[Column, frozenset[str]]:
    """Return per column of words those the formula looks for, lower case; words it leaves out are not among them."""
    found: dict[Column, frozenset[str]] = {}
    for part in parts(node):
        match part:
            case OneOf(value=Column() as column, options=options, negated=False):
                words = frozenset(option.value.casefold() for option in options if isinstance(option, Text))
            case Compare(op="=", left=Column() as column, right=Text(value=word)):
                words = frozenset({word.casefold()})
            case _:
                continue
        if words:
            found[column] = found.get(column, frozenset()) | words
    return found


def params(node: Node) -> frozenset[str]:
    """Return the names of the settings the formula asks for."""
    return frozenset(part.name for part in parts(node) if isinstance(part, Param))


def division(node: Node) -> tuple[Node, Node] | None:
    """Return numerator and denominator of a formula that is one division, else None."""
    return (node.left, node.right) if isinstance(node, Arith) and node.op == "/" else None


def is_sum(node: Node) -> bool:
    """Return whether periods add up, so that a target can be a total over time."""
    return additive(node).periods


def looks_at_edges(node: Node) -> bool:
    """Return whether which rows count, or for how much, depends on the window's first or last day."""
    return any(
        isinstance(part, PeriodEdge)
        or (isinstance(part, RowCall) and part.name == "overlap_days")
        or (isinstance(part, Aggregate) and part.name == "in_force")
        for part in parts(node)
    )


def _overlaps(node: Node) -> bool:
    return any(isinstance(part, RowCall) and part.name == "overlap_days" for part in parts(node))


def stands(node: Node) -> bool:
    """Return whether a part says how things stand on a day, and not what happened in a period: balances and what is in force."""
    match node:
        case Aggregate():
            return node.name == "in_force" or (node.on == "all" and looks_at_edges(node) and not _overlaps(node))
        case KeySet():
            return node.name == "active"
        case Shift(name="closing") | Worth() | Number() | Param():
            return True
        case SetPair() | Arith():
            return stands(node.left) and stands(node.right)
        case Shift(body=inside) | Size(body=inside) | Negative(value=inside):
            return stands(inside)
    return False


@singledispatch
def additive(node: Node) -> Additivity:
    """Return how the formula adds up; what is not known to add up does not."""
    del node
    return Additivity(segments=False, periods=False)


@additive.register
def _(node: Aggregate) -> Additivity:
    adds = node.name in {"sum", "count"}
    edges = looks_at_edges(node)
    if node.name == "in_force":
        return Additivity(segments=not isinstance(node.value, Column), periods=False)
    return Additivity(segments=adds, periods=adds and node.on != "all" and not edges)


@additive.register
def _(node: Size) -> Additivity:
    first = isinstance(node.body, KeySet) and node.body.name in {"first_seen", "repeated"}
    return Additivity(segments=first, periods=first)


@additive.register
def _(node: Shift) -> Additivity:
    return Additivity(segments=additive(node.body).segments and stands(node), periods=False)


@additive.register
def _(node: Worth) -> Additivity:
    del node
    return Additivity(segments=True, periods=False)


@additive.register
def _(node: Negative) -> Additivity:
    return additive(node.value)


@additive.register
def _(node: Arith) -> Additivity:
    left, right = additive(node.left), additive(node.right)
    if node.op in "+-":
        return Additivity(left.segments and right.segments, left.periods and right.periods)
    if _is_fixed(node.right):
        return left
    return right if node.op == "*" and _is_fixed(node.left) else Additivity(segments=False, periods=False)


def _is_fixed(node: Node) -> bool:
    return all(isinstance(part, (Number, Param, Negative, Arith)) for part in parts(node))
