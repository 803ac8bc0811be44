"""A KPI that is a product of others: its identity walked, and its change divided over the factors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.drivers.products import effects
from kpi_core.formula.tree import Arith, Measure, Node, Number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from kpi_core.model import Kpi

CLOSE = 1e-6


@dataclass(frozen=True)
class Factor:
    """One factor of an identity. node: a KPI or a measure, or some of them taken together; up: multiplied by, not divided."""

    node: Node
    up: bool


@dataclass(frozen=True)
class Effect:
    """What one factor, or one term beside the product, adds to the change; before and now are its own values."""

    node: Node
    before: float
    now: float
    contribution: float


def named_in(node: Node) -> frozenset[str]:
    """Return the ids of the KPIs and measures in an identity."""
    return frozenset(one.name for one in _walk(node) if isinstance(one, Measure))


def effects_of(kpi: Kpi, before: Map[str, float], now: Map[str, float]) -> tuple[Effect, ...] | None:
    """Return what each factor of the KPI's exact identity adds to its change, in its order; None when it cannot be told.

    before, now: the values of the KPI and of everything its identities name. Only an identity whose parts give the KPI in both
    periods counts; a factor of 0 or below cannot be split. The terms beside the product add what they change by.
    """
    for identity in kpi.equals:
        found = _split(identity.tree, before, now)
        held = [(_value(identity.tree, side), side.get(kpi.id)) for side in (before, now)]
        same = all(a is not None and b is not None and abs(a - b) <= CLOSE * max(abs(b), CLOSE) for a, b in held)
        if found and same and len(found) > 1:
            return found
    return None


def _split(node: Node, before: Map[str, float], now: Map[str, float]) -> tuple[Effect, ...] | None:
    made: list[Effect] = []
    for sign, term in _terms(node, 1.0):
        factors = tuple(_factors(term, up=True))
        values = [[_value(one.node, side) for one in factors] for side in (before, now)]
        if any(value is None for side in values for value in side):
            return None
        sides = [[value for value in side if value is not None] for side in values]
        if len(factors) == 1:
            parts: tuple[float, ...] | None = (sides[1][0] - sides[0][0],)
        else:
            powered = [
                [v if f.up else 1 / v for v, f in zip(s, factors, strict=True)] if all(s) else [0.0] for s in sides
            ]
            parts = effects(*powered)
        if parts is None:
            return None
        made += [
            Effect(one.node, a, b, sign * part)
            for one, a, b, part in zip(factors, *sides, parts, strict=True)
            if not isinstance(one.node, Number)
        ]
    return tuple(made)


def _terms(node: Node, sign: float) -> Iterator[tuple[float, Node]]:
    if isinstance(node, Arith) and node.op in "+-":
        yield from _terms(node.left, sign)
        yield from _terms(node.right, sign if node.op == "+" else -sign)
    else:
        yield sign, node


def _factors(node: Node, *, up: bool) -> Iterator[Factor]:
    """Yield the factors of a product; one figure per another, and what stands between brackets, stays one factor."""
    if isinstance(node, Arith) and node.op in "*/" and not _per(node):
        yield from _factors(node.left, up=up) if not _bracketed(node.left) else (Factor(node.left, up),)
        yield Factor(node.right, up if node.op == "*" else not up)
    else:
        yield Factor(node, up)


def _per(node: Arith) -> bool:
    return node.op == "/" and isinstance(node.left, Measure)


def _bracketed(node: Node) -> bool:
    return isinstance(node, Arith) and node.op in "+-"


def _value(node: Node, values: Map[str, float]) -> float | None:
    match node:
        case Measure():
            return values.get(node.name)
        case Number():
            return float(node.value)
        case Arith():
            left, right = _value(node.left, values), _value(node.right, values)
            if left is None or right is None or (node.op == "/" and right <= 0):
                return None
            return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1.0)}[node.op]
    return None


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Arith):
        yield from _walk(node.left)
        yield from _walk(node.right)
