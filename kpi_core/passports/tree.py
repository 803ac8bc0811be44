"""What a KPI is made of: an identity as a tree of KPIs, measures and settings with their values, and the drivers beside it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.catalogue import MEASURES, SETTINGS, measure_trees
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Arith, Days, Measure, Number, Param
from kpi_core.numbers import show_change, show_value
from kpi_core.passports.arithmetic import SIGNS, TIGHT, UNKNOWN, exact, shown_in
from kpi_core.passports.measures import unit_of
from kpi_core.phrases import in_sentence
from kpi_core.texts import Lang, say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.model import Identity, Kpi, Verdict

CLOSE = 1e-6
"""How far the parts may be from the whole, as a share of it, for an identity to hold: no more than rounding."""
ABOUT = 0.1
"""The same for what is said to be about as large."""
POINTS = (Unit.PERCENT, Unit.SCORE)


@dataclass(frozen=True)
class Standing:
    """How one KPI or measure stands: its value of the period, the one of a year earlier, and the verdict on its target."""

    value: float | None
    earlier: float | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Branch:
    """One box of the tree. kpi: the KPI it stands for, None for a measure, a setting or a part between brackets.

    sign: how it is joined to what stands above it: "×", "÷", "+" or a minus; "" for the first and for a driver.
    exact: whether it is part of an identity that holds; else it is one about as large, or a driver that only has influence.
    change: since a year earlier, "" where that is not known. verdict: of its target, None without one.
    """

    name: str
    shown: str
    kpi: str | None = None
    sign: str = ""
    exact: bool = True
    driver: bool = False
    change: str = ""
    verdict: Verdict | None = None
    inside: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A KPI with what it is made of. lines: every identity as a sentence with its numbers. kpis: all in it, in reading order."""

    root: Branch
    lines: tuple[str, ...]
    kpis: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """What the tree is filled with. standings: by id of KPI or measure. params: the settings. days: of the period."""

    known: Map[str, Kpi]
    standings: Map[str, Standing]
    params: Map[str, float]
    days: int
    lang: Lang


def named_in(kpi: Kpi) -> tuple[str, ...]:
    """Return the ids of every KPI and measure whose value the tree of a KPI shows, its own first."""
    inside = [part.name for one in (*kpi.equals, *kpi.roughly) for part in parts(one.tree) if isinstance(part, Measure)]
    return tuple(dict.fromkeys([kpi.id, *inside, *kpi.drivers]))


def as_kpi(measure: str, like: Kpi) -> Kpi:
    """Return a measure as a KPI, to be computed like one; like: the KPI it belongs to, whose small groups stay hidden."""
    tree = measure_trees(MEASURES)[measure]
    unit = unit_of(tree)
    precision = 2 if unit is Unit.CURRENCY else 0
    return replace(
        like, id=measure, name=MEASURES[measure].name, tree=tree, unit=unit, precision=precision, variants=()
    )


def tree_of(kpi: Kpi, facts: Facts) -> Tree | None:
    """Return what a KPI is made of: the first identity with all its values, else the first; None without any part."""
    ranked = [*((one, True) for one in kpi.equals), *((one, False) for one in kpi.roughly)]
    whole = next((pair for pair in ranked if value_of(pair[0].tree, facts) is not None), None)
    chosen = whole or next(iter(ranked), None)
    inside: tuple[Branch, ...] = ()
    if chosen:
        inside = _children(chosen[0].tree, facts, exact=chosen[1] and holds(kpi, chosen[0], facts))
    there = {branch.kpi for branch in _all(inside)}
    drivers = tuple(
        replace(_named(id_, facts), driver=True, exact=False)
        for id_ in kpi.drivers
        if id_ not in there and id_ in facts.known
    )
    if not inside and not drivers:
        return None
    root = replace(_named(kpi.id, facts), inside=(*inside, *drivers))
    lines = tuple(_line(kpi, one, facts, exact=exact) for one, exact in ranked)
    kpis = dict.fromkeys(branch.kpi for branch in _all((root,)) if branch.kpi and branch.kpi != kpi.id)
    return Tree(root, lines, tuple(kpis))


def holds(kpi: Kpi, identity: Identity, facts: Facts, within: float = CLOSE) -> bool:
    """Return whether the parts give the whole; true as well while a part is not known."""
    whole, found = facts.standings[kpi.id].value, value_of(identity.tree, facts)
    return whole is None or found is None or abs(found - whole) <= within * max(abs(whole), CLOSE)


def value_of(node: Node, facts: Facts) -> float | None:
    """Return what the parts of an identity give; None when one has no value."""
    match node:
        case Measure():
            found = facts.standings.get(node.name)
            return found.value if found else None
        case Number():
            return node.value
        case Param():
            return facts.params.get(node.name)
        case Days():
            return float(facts.days)
        case Arith():
            return _calculated(node.op, value_of(node.left, facts), value_of(node.right, facts))
    return None


def _calculated(op: str, left: float | None, right: float | None) -> float | None:
    if left is None or right is None or (op == "/" and right <= 0):
        return None
    return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1.0)}[op]


def _children(node: Node, facts: Facts, *, exact: bool) -> tuple[Branch, ...]:
    """Return the parts of a sum or a product side by side, each with its sign; what binds otherwise is a part of its own."""
    return tuple(
        replace(_branch(part, facts, exact=exact), sign=sign if place else "", exact=exact)
        for place, (sign, part) in enumerate(_chain(node))
    )


def _chain(node: Node) -> Iterator[tuple[str, Node]]:
    pieces: deque[tuple[str, Node]] = deque()
    level = TIGHT[node.op] if isinstance(node, Arith) else 0
    while isinstance(node, Arith) and TIGHT[node.op] == level:
        pieces.appendleft((SIGNS[node.op], node.right))
        node = node.left
    yield ("", node)
    yield from pieces


def _branch(node: Node, facts: Facts, *, exact: bool) -> Branch:
    if isinstance(node, Measure):
        return _named(node.name, facts)
    if isinstance(node, Arith):
        value, unit = value_of(node, facts), _unit(node, facts)
        shown = show_value(value, unit, facts.lang, precision=2 if unit is Unit.RATIO else None)
        return Branch(_capital(_formula(node, facts)), shown, inside=_children(node, facts, exact=exact))
    return Branch(_capital(_name(node, facts)), _number(node, facts))


def _named(id_: str, facts: Facts) -> Branch:
    """Return the box of one KPI or measure."""
    now = facts.standings.get(id_, Standing(None))
    kpi = facts.known.get(id_)
    if kpi is None:
        shown = exact(now.value, unit_of(measure_trees(MEASURES)[id_]), facts.lang)
        return Branch(_capital(MEASURES[id_].name[facts.lang]), shown, change=_change(now, Unit.RATIO, facts.lang))
    shown = shown_in(now.value, kpi.unit, facts.lang, kpi.precision)
    return Branch(kpi.name[facts.lang], shown, kpi.id, change=_change(now, kpi.unit, facts.lang), verdict=now.verdict)


def _change(now: Standing, unit: Unit, lang: Lang) -> str:
    if now.value is None or now.earlier is None or (unit not in POINTS and not now.earlier):
        return ""
    change = show_change(now.value, now.earlier, unit, lang, points=unit in POINTS)
    return say("passport.tree.change", lang, change=change)


def _unit(node: Node, facts: Facts) -> Unit:
    """Return what a part between brackets counts in: money over a number is money, anything else a ratio."""
    match node:
        case Measure() if node.name in facts.known:
            return facts.known[node.name].unit
        case Measure():
            return unit_of(measure_trees(MEASURES)[node.name])
        case Arith():
            left, right = _unit(node.left, facts), _unit(node.right, facts)
            money = Unit.CURRENCY in (left, right) and not left is right is Unit.CURRENCY
            same = left is right and node.op in "+-"
            return left if same else Unit.CURRENCY if money and not (node.op == "/" and right is left) else Unit.RATIO
    return unit_of(node)


def _line(kpi: Kpi, identity: Identity, facts: Facts, *, exact: bool) -> str:
    """Return one identity as a sentence: in names, then in numbers."""
    outcome = value_of(identity.tree, facts)
    if outcome is None or facts.standings[kpi.id].value is None:
        key = "named" if exact else "about"
        return say(f"passport.tree.{key}", facts.lang, kpi=kpi.name[facts.lang], names=_formula(identity.tree, facts))
    keys = ("equals", "off") if exact else ("roughly", "partly")
    near = holds(kpi, identity, facts, CLOSE if exact else ABOUT)
    return say(
        f"passport.tree.{keys[not near]}",
        facts.lang,
        kpi=kpi.name[facts.lang],
        names=_formula(identity.tree, facts),
        numbers=_formula(identity.tree, facts, numbers=True),
        value=shown_in(outcome, kpi.unit, facts.lang, kpi.precision),
        own=shown_in(facts.standings[kpi.id].value, kpi.unit, facts.lang, kpi.precision),
    )


def _formula(node: Node, facts: Facts, least: int = 0, *, numbers: bool = False) -> str:
    if not isinstance(node, Arith):
        return _number(node, facts) if numbers else _name(node, facts)
    level = TIGHT[node.op]
    left = _formula(node.left, facts, level, numbers=numbers)
    right = _formula(node.right, facts, level + 1, numbers=numbers)
    text = f"{left} {SIGNS[node.op]} {right}"
    return f"({text})" if level < least else text


def _name(node: Node, facts: Facts) -> str:
    match node:
        case Measure() if node.name in facts.known:
            return in_sentence(facts.known[node.name].name[facts.lang])
        case Measure():
            return MEASURES[node.name].name[facts.lang]
        case Param():
            return in_sentence(SETTINGS[node.name].name[facts.lang])
        case Days():
            return say("passport.tree.days", facts.lang)
    return _number(node, facts)


def _number(node: Node, facts: Facts) -> str:
    if isinstance(node, Measure):
        return _named(node.name, facts).shown
    value = value_of(node, facts)
    unit = Unit.COUNT if isinstance(node, Days) else unit_of(node)
    return UNKNOWN if value is None else exact(value, unit, facts.lang)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _all(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.inside)
