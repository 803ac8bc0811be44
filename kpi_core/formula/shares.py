"""Which formulas are a share of counts: so many of so many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.facts import division
from kpi_core.formula.tree import Aggregate, Arith, Column, GroupsWith, Shift, Size

if TYPE_CHECKING:
    from collections.abc import Container

    from kpi_core.formula.tree import Node


def counted_share(node: Node, counting: Container[str]) -> bool:
    """Return whether a formula is one division of counts, so that chance in the counting is known from the counts alone.

    counting: the roles of columns that hold a number of things.
    """
    halves = division(node)
    return halves is not None and all(_counts(half, counting) for half in halves)


def _counts(node: Node, counting: Container[str]) -> bool:
    match node:
        case Aggregate(name="count" | "distinct") | Size() | GroupsWith():
            return True
        case Aggregate(name="in_force", value=Column(role=role)):
            return role.endswith("_id")
        case Aggregate(name="sum", value=Column(role=role)):
            return role in counting
        case Shift(name="prev" | "prev_year" | "rolling" | "opening" | "months_ago", body=body):
            return _counts(body, counting)
        case Arith(op="+" | "-", left=left, right=right):
            return _counts(left, counting) and _counts(right, counting)
    return False
