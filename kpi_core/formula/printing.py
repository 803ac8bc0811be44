"""From a tree back to its text, spelled in one way only: `parse(text_of(tree)) == tree`."""

from __future__ import annotations

from functools import singledispatch

from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    Compare,
    Days,
    GroupsWith,
    Holds,
    KeySet,
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
    SetPair,
    Shift,
    Size,
    Text,
    Worth,
)

_LOOSE = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6, "minus": 7}
_TIGHT = 8


@singledispatch
def text_of(node: Node) -> str:
    """Return the text of a formula; columns after `where` and `on` are written without their table."""
    raise TypeError(f"no text for {type(node).__name__}")


def _binds(node: Node) -> int:
    match node:
        case Logic() | Arith():
            return _LOOSE[node.op]
        case Not():
            return _LOOSE["not"]
        case Compare() | OneOf() | Known():
            return _LOOSE["compare"]
        case Negative():
            return _LOOSE["minus"]
    return _TIGHT


def _inside(node: Node, least: int) -> str:
    return text_of(node) if _binds(node) >= least else f"({text_of(node)})"


@text_of.register
def _(node: Number) -> str:
    return f"{node.value:.0f}" if node.value.is_integer() else repr(node.value)


@text_of.register
def _(node: Text) -> str:
    return "'" + node.value.replace("'", "''") + "'"


@text_of.register
def _(node: Param) -> str:
    return f"param({node.name})"


@text_of.register
def _(node: Column) -> str:
    return f"{node.kind}.{node.role}"


@text_of.register
def _(node: PeriodEdge) -> str:
    return f"period_{node.edge}"


@text_of.register
def _(node: Negative) -> str:
    return f"-{_inside(node.value, _LOOSE['minus'])}"


@text_of.register
def _(node: Arith) -> str:
    level = _LOOSE[node.op]
    return f"{_inside(node.left, level)} {node.op} {_inside(node.right, level + 1)}"


@text_of.register
def _(node: RowCall) -> str:
    return f"{node.name}({', '.join(map(text_of, node.args))})"


@text_of.register
def _(node: Compare) -> str:
    return f"{_inside(node.left, _LOOSE['+'])} {node.op} {_inside(node.right, _LOOSE['+'])}"


@text_of.register
def _(node: OneOf) -> str:
    options = ", ".join(map(text_of, node.options))
    return f"{_inside(node.value, _LOOSE['+'])} {'not in' if node.negated else 'in'} ({options})"


@text_of.register
def _(node: Known) -> str:
    return f"{_inside(node.value, _LOOSE['+'])} is {'empty' if node.negated else 'known'}"


@text_of.register
def _(node: Holds) -> str:
    return text_of(node.value)


@text_of.register
def _(node: Logic) -> str:
    return f" {node.op} ".join(_inside(term, _LOOSE[node.op] + 1) for term in node.terms)


@text_of.register
def _(node: Not) -> str:
    return f"not {_inside(node.term, _LOOSE['not'])}"


@text_of.register
def _(node: Aggregate) -> str:
    value = node.kind if node.value is None else text_of(node.value)
    per = f" per {node.per}" if node.per else ""
    where = f" where {_bare(node.where, node.kind)}" if node.where else ""
    on = f" on {node.on}" if node.on else ""
    return f"{node.name}({value}{per}{where}{on})"


def _bare(node: Node, kind: str) -> str:
    """Return a condition's text with the columns of its own table by role alone."""
    pieces = text_of(node).split("'")
    pieces[::2] = [piece.replace(f"{kind}.", "") for piece in pieces[::2]]
    return "'".join(pieces)


@text_of.register
def _(node: Shift) -> str:
    months = f", {node.months}" if node.months else ""
    match node:
        case (
            Shift(name="closing", body=rows) | Shift(name="opening" | "average", body=Shift(name="closing", body=rows))
        ):
            return text_of(rows).replace("sum(", f"{node.name}(", 1)
    return f"{node.name}({text_of(node.body)}{months})"


@text_of.register
def _(node: Worth) -> str:
    return f"worth({text_of(node.keys)}, {text_of(node.value)})"


@text_of.register
def _(node: Days) -> str:
    del node
    return "days()"


@text_of.register
def _(node: KeySet) -> str:
    days = f", {text_of(node.days)}" if node.days else ""
    return f"{node.name}({text_of(node.column)}{days})"


@text_of.register
def _(node: SetPair) -> str:
    return f"{node.name}({text_of(node.left)}, {text_of(node.right)})"


@text_of.register
def _(node: Size) -> str:
    return f"size({text_of(node.body)})"


@text_of.register
def _(node: GroupsWith) -> str:
    return f"groups_with({text_of(node.group)}, {text_of(node.counted)}, {node.at_least})"
