"""The arithmetic of a formula as one Excel formula over the cells that hold its parts.

No value where a part has none, and where a division has a denominator that is not above zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

from kpi_core.formula.excel import number
from kpi_core.formula.tree import Arith, Negative, Node, Number, Param, Shift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Map


@dataclass(frozen=True)
class Parts:
    """Where the parts of a formula stand. cells: of every part that looks at rows, left to right. settings: by name."""

    cells: Iterator[str]
    settings: Map[str, str]


@dataclass(frozen=True)
class Sum:
    """A formula without "=", and its denominators, inner ones first: all must be above zero."""

    text: str
    below: tuple[str, ...] = ()


def worked_out(node: Node, cells: Sequence[str], settings: Map[str, str], *, only_if: str = "") -> str:
    """Return the formula of a value node, "=" included.

    cells: the cell of each aggregate in the formula, left to right, twice for one under `average`. only_if: a condition
    without which there is no value.
    """
    found = spelled(node, Parts(iter(cells), settings))
    once = tuple(dict.fromkeys(cells))
    text = found.text
    for below in reversed(found.below):
        text = f'IF({below}>0,{text},"")'
    if only_if:
        text = f'IF({only_if},{text},"")'
    return f'=IF(COUNT({",".join(once)})={len(once)},{text},"")' if once else f"={text}"


@singledispatch
def spelled(node: Node, parts: Parts) -> Sum:
    """Return a part: what looks at rows by the next cell."""
    del node
    return Sum(next(parts.cells))


@spelled.register
def _(node: Number, parts: Parts) -> Sum:
    del parts
    return Sum(number(node.value))


@spelled.register
def _(node: Param, parts: Parts) -> Sum:
    return Sum(parts.settings[node.name])


@spelled.register
def _(node: Negative, parts: Parts) -> Sum:
    inside = spelled(node.value, parts)
    return Sum(f"(-{inside.text})", inside.below)


@spelled.register
def _(node: Arith, parts: Parts) -> Sum:
    left, right = spelled(node.left, parts), spelled(node.right, parts)
    below = (*left.below, *right.below, *((right.text,) if node.op == "/" else ()))
    return Sum(f"({left.text}{node.op}{right.text})", tuple(dict.fromkeys(below)))


@spelled.register
def _(node: Shift, parts: Parts) -> Sum:
    inside = spelled(node.body, parts)
    if node.name != "average":
        return inside
    after = spelled(node.body, parts)
    return Sum(f"(({inside.text}+{after.text})/2)", (*inside.below, *after.below))
