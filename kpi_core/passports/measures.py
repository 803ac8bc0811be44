"""Parts of a formula by name and in words, and the unit each counts in."""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING

from kpi_core.catalogue import MEASURES, SETTINGS, long_names, measure_trees
from kpi_core.formula.tree import Aggregate, Arith, Column, Days, Number, Param, RowCall, Shift, Size
from kpi_core.formula.words import words
from kpi_core.roles import KINDS, ROLES
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.compute.asks import Steps
    from kpi_core.formula.tree import Node
    from kpi_core.texts import Lang

TYPES = {"money": Unit.CURRENCY, "percent": Unit.PERCENT, "number": Unit.RATIO}
COUNTS = {"count", "distinct"}
HOLDS = ("body", "value")
"""The fields in which other nodes, such as a shift or minus, hold what they are about."""
CALLS = {"days_between": Unit.DAYS, "overlap_days": Unit.DAYS, "hours_between": Unit.HOURS}


@cache
def named_sums() -> Map[Node, Map[str, str]]:
    """Return the named aggregates that are worked out from several others: tree to name per language."""
    trees = measure_trees(MEASURES)
    return {tree: MEASURES[id_].name for id_, tree in trees.items() if isinstance(tree, Arith)}


def said(node: Node, steps: Steps, lang: Lang) -> str:
    """Return what a part is, with the window it looks at, as the start of a sentence."""
    if isinstance(node, Param):
        return SETTINGS[node.name].name[lang]
    for step in reversed(steps):
        node = Shift(step.name, node, step.months)  # type: ignore[arg-type]  # steps are made from shifts
    names = {**{kind.id: kind.name for kind in KINDS.values()}, **{role.id: role.name for role in ROLES.values()}}
    text = words(node, lang, names, dict(long_names()))
    return text[:1].upper() + text[1:]


@singledispatch
def unit_of(node: Node) -> Unit:
    """Return what a part of a formula counts in; a plain number is a ratio."""
    inside = next((part for part in (getattr(node, name, None) for name in HOLDS) if part is not None), None)
    return unit_of(inside) if inside is not None else Unit.COUNT


@unit_of.register
def _(node: Number) -> Unit:
    del node
    return Unit.RATIO


@unit_of.register
def _(node: Param) -> Unit:
    return SETTINGS[node.name].unit


@unit_of.register
def _(node: Days) -> Unit:
    del node
    return Unit.DAYS


@unit_of.register
def _(node: Size) -> Unit:
    del node
    return Unit.COUNT


@unit_of.register
def _(node: Column) -> Unit:
    return TYPES.get(ROLES[node.role].type, Unit.COUNT)


@unit_of.register
def _(node: RowCall) -> Unit:
    return CALLS.get(node.name) or unit_of(node.args[0])


@unit_of.register
def _(node: Aggregate) -> Unit:
    return Unit.COUNT if node.value is None or node.name in COUNTS else unit_of(node.value)


@unit_of.register
def _(node: Arith) -> Unit:
    return _of_two(node.op, unit_of(node.left), unit_of(node.right))


def _of_two(op: str, left: Unit, right: Unit) -> Unit:
    plain = (Unit.RATIO, Unit.COUNT)
    if op == "/":
        return left if right in plain and left not in plain else Unit.RATIO
    if op == "*":
        return Unit.CURRENCY if Unit.CURRENCY in (left, right) else right if left in plain else left
    return right if left in plain else left
