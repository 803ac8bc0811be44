"""What a KPI says when there is nothing to count: which of the shared texts `zero.<code>` fits its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Aggregate, Arith
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.formula.tree import Node


def zero_code(tree: Node, unit: Unit) -> str:
    """Return ratio, answers, amount or count: division first, then means, then what is added up."""
    inside = tuple(parts(tree))
    if any(isinstance(part, Arith) and part.op == "/" for part in inside):
        return "ratio"
    if any(isinstance(part, Aggregate) and part.name in {"avg", "median"} for part in inside):
        return "answers"
    return "amount" if unit is Unit.CURRENCY else "count"
