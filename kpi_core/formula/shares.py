"""Which formulas are a share of counts: so many of so many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.facts import division
from kpi_core.formula.tree import Aggregate, Arith, Column, Size

if TYPE_CHECKING:
    from kpi_core.formula.tree import Node

COUNTS = frozenset({"count", "distinct"})


def counted_share(node: Node) -> bool:
    """Return whether a formula is one division of counts, so that chance in the counting is known from the counts alone."""
    halves = division(node)
    return halves is not None and all(_counts(half) for half in halves)


def _counts(node: Node) -> bool:
    match node:
        case Aggregate(name="in_force", value=value):
            return isinstance(value, Column) and value.role.endswith("_id")
        case Aggregate(name=name):
            return name in COUNTS
        case Size():
            return True
        case Arith(op="+" | "-"):
            return _counts(node.left) and _counts(node.right)
    return False
