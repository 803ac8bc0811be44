"""Which KPIs have parts that add up to a change: sums, one sum divided by another, and counts of what is in one part only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.catalogue import adds_up
from kpi_core.drivers.model import Unsplit
from kpi_core.formula.facts import additive, division
from kpi_core.formula.tree import Aggregate, Arith, Known, Logic, Node, Number

if TYPE_CHECKING:
    from kpi_core.formula.facts import Additivity
    from kpi_core.model import Kpi


def split_as(kpi: Kpi) -> Kpi | Unsplit:
    """Return the KPI in the form in which its parts add up: as it is for a sum, as one division for a ratio of sums.

    A mean is the sum over the count, and what is done to a division afterwards is done to its numerator: the value is the same.
    """
    if kpi.exact_only:
        return Unsplit("counted")
    if adds_up(kpi).segments:
        return kpi
    found = as_division(kpi.tree)
    if found is None:
        return kpi if _may_add_up(kpi.tree) else Unsplit("counted")
    above, below = found
    if not (_may_add_up(above) and _may_add_up(below)):
        return Unsplit("counted")
    return replace(kpi, tree=Arith("/", above, below))


def needs_proof(kpi: Kpi) -> bool:
    """Tell whether only the data can say that the parts add up: different orders do, where no order is in two of them.

    kpi: as `split_as` returns it.
    """
    found = division(kpi.tree)
    return not all(additive(part).segments for part in found or (kpi.tree,))


def _may_add_up(node: Node) -> bool:
    """Tell whether parts add up, if no key that is counted once is in two of them."""
    match node:
        case Aggregate(name="distinct"):
            return True
        case Arith(op="+" | "-", left=left, right=right):
            return _may_add_up(left) and _may_add_up(right)
    return additive(node).segments


def over_time(kpi: Kpi) -> bool:
    """Tell whether a longer period is the sum of its months, above and below; kpi: as `split_as` returns it."""
    found = division(kpi.tree)
    return all(_periods(part) for part in found) if found else _periods(kpi.tree)


def as_division(node: Node) -> tuple[Node, Node] | None:
    """Return numerator and denominator of a formula that can be written as one division; None when it cannot."""
    match node:
        case Aggregate(name="avg", value=Node()):
            return _mean(node)
        case Arith(op="/"):
            return node.left, node.right
        case Arith(op="*", left=left, right=Number() as number) | Arith(op="*", left=Number() as number, right=left):
            inside = as_division(left)
            return (Arith("*", inside[0], number), inside[1]) if inside else None
        case Arith(op="-", left=Number() as number, right=right):
            inside = as_division(right)
            return (Arith("-", Arith("*", inside[1], number), inside[0]), inside[1]) if inside else None
    return None


def _mean(node: Aggregate) -> tuple[Node, Node]:
    assert node.value is not None
    known = Known(node.value)
    where = known if node.where is None else Logic("and", (node.where, known))
    return replace(node, name="sum"), replace(node, name="count", value=None, where=where)


def _periods(node: Node) -> bool:
    found: Additivity = additive(node)
    return found.periods
