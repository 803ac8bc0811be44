"""What a formula asks of the data: its aggregates, each over a window, and the arithmetic that is left afterwards."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kpi_core.compute.registers import counted, in_force, is_active, rows_with
from kpi_core.compute.windows import Step, step_of
from kpi_core.formula.facts import parts, stands
from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    GroupsWith,
    KeySet,
    Known,
    Logic,
    Negative,
    Node,
    Number,
    Param,
    SetPair,
    Shift,
    Size,
    Worth,
)
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

Leaf = Aggregate | Size | GroupsWith | Worth
Steps = tuple[Step, ...]
OPENING = Step("opening")
FIRSTS = {"first_seen", "repeated"}


@dataclass(frozen=True)
class Ask:
    """One number per period and segment: an aggregate and the steps from the period to its window."""

    leaf: Leaf
    steps: Steps = ()


@dataclass(frozen=True)
class Look:
    """A table looked at: by which date (None = its own, "all" = whatever the date), over which window.

    standing: only the window's last day matters: how things stand then.
    """

    kind: str
    on: str | None
    steps: Steps
    standing: bool = False


def bound(node: Node, params: Map[str, float]) -> Node:
    """Return the formula with its settings filled in; one that is not given stays a `Param`."""
    if isinstance(node, Param):
        return Number(float(params[node.name])) if node.name in params else node
    changed: dict[str, Any] = {}
    for field in fields(node):
        inside = getattr(node, field.name)
        if isinstance(inside, Node):
            changed[field.name] = bound(inside, params)
        elif isinstance(inside, tuple):
            changed[field.name] = tuple(bound(part, params) if isinstance(part, Node) else part for part in inside)
    return replace(node, **changed) if changed else node


def without_unset(node: Node) -> Node:
    """Return the formula with every aggregate that looks at a setting not given replaced by that setting: no value."""
    if isinstance(node, (Aggregate, Size, GroupsWith, Worth)):
        return next((part for part in parts(node) if isinstance(part, Param)), node)
    changed = {
        field.name: without_unset(inside)
        for field in fields(node)
        if isinstance(inside := getattr(node, field.name), Node)
    }
    return replace(node, **changed) if changed else node


def asks_of(node: Node, steps: Steps = ()) -> Iterator[Ask]:
    """Yield every ask of a value node, left to right."""
    match node:
        case Shift(name="average"):
            yield from asks_of(node.body, (*steps, OPENING))
            yield from asks_of(node.body, steps)
        case Shift():
            yield from asks_of(node.body, (*steps, step_of(node)))
        case Aggregate() | Size() | GroupsWith() | Worth():
            yield ask_of(node, steps)
        case Arith():
            yield from asks_of(node.left, steps)
            yield from asks_of(node.right, steps)
        case Negative():
            yield from asks_of(node.value, steps)


def ask_of(node: Leaf, steps: Steps) -> Ask:
    """Return the ask of a leaf; what is in force is asked as a sum or a count over the rows whose span holds the day."""
    return Ask(in_force(node) if isinstance(node, Aggregate) else node, steps)


def looks_of(ask: Ask) -> tuple[Look, ...]:
    """Return every table and window an ask looks at."""
    match ask.leaf:
        case Aggregate():
            standing = stands(ask.leaf) or with_closing(ask.steps)
            return (Look(ask.leaf.kind, ask.leaf.on, ask.steps, standing),)
        case Worth():
            return (*_looks(ask.leaf.keys, ask.steps), *looks_of(value_of(ask)))
        case GroupsWith():
            return (Look(ask.leaf.group.kind, None, ask.steps),)
        case _:
            return _looks(ask.leaf.body, ask.steps)


def _looks(node: Node, steps: Steps) -> tuple[Look, ...]:
    return tuple(
        Look(key.column.kind, "all" if is_active(key) else None, moved, is_active(key))
        for key, moved in sides(node, steps)
    )


def value_of(ask: Ask) -> Ask:
    """Return the ask for the value of which `worth` takes a part."""
    assert isinstance(ask.leaf, Worth)
    [found] = asks_of(ask.leaf.value, ask.steps)
    return found


def sides(node: Node, steps: Steps) -> Iterator[tuple[KeySet, Steps]]:
    """Yield the key sets of a set with the steps to the window of each, the base first."""
    match node:
        case Shift():
            yield from sides(node.body, (*steps, step_of(node)))
        case SetPair():
            yield from sides(node.left, steps)
            yield from sides(node.right, steps)
        case _:
            assert isinstance(node, KeySet)
            yield node, steps


def key_role(node: Node) -> str:
    """Return the role whose values a set holds."""
    key, _ = next(sides(node, ()))
    return key.column.role


def looks_at_firsts(asks: Iterable[Ask]) -> tuple[Look, ...]:
    """Return the looks that know a key by its first row ever, which a file that starts late gets wrong."""
    sets = [pair for ask in asks if isinstance(ask.leaf, Size) for pair in sides(ask.leaf.body, ask.steps)]
    return tuple(Look(key.column.kind, None, steps) for key, steps in sets if key.name in FIRSTS)


def with_closing(steps: Steps) -> bool:
    """Return whether a window ends up being the latest day that a table of balances says anything about."""
    return bool(steps) and steps[-1].name == "closing"


def rows_behind(ask: Ask) -> Ask:
    """Return the ask that counts the rows another ask rests on: those whose value is known."""
    leaf = ask.leaf
    if isinstance(leaf, Aggregate):
        where = leaf.where if leaf.value is None else _both(leaf.where, Known(leaf.value))
        return Ask(Aggregate("count", leaf.kind, None, where, leaf.on), ask.steps)
    if isinstance(leaf, GroupsWith):
        return Ask(rows_with(leaf.group), ask.steps)
    if isinstance(leaf, Worth):
        return rows_behind(value_of(ask))
    key, steps = next(sides(leaf.body, ask.steps))
    return Ask(counted(key), steps)


def all_rows_behind(ask: Ask) -> tuple[Ask, ...]:
    """Return the asks that count every row an ask looks at, those of each side of a pair of sets too."""
    if isinstance(ask.leaf, Size):
        return tuple(Ask(counted(key), steps) for key, steps in sides(ask.leaf.body, ask.steps))
    return (rows_behind(ask),)


def respondents(ask: Ask, present: Map[str, frozenset[str]]) -> Ask | None:
    """Return the ask that counts people instead of rows; None when the table has no column that tells them apart."""
    rows = rows_behind(ask)
    assert isinstance(rows.leaf, Aggregate)
    who = KINDS[rows.leaf.kind].roles[0]
    if who not in present.get(rows.leaf.kind, frozenset()):
        return None
    return Ask(replace(rows.leaf, name="distinct", value=Column(rows.leaf.kind, who)), rows.steps)


def names_of(asks: Iterable[Ask]) -> frozenset[str]:
    """Return the names of the aggregates some asks need."""
    return frozenset(ask.leaf.name for ask in asks if isinstance(ask.leaf, Aggregate))


def adds_up(ask: Ask) -> bool:
    """Return whether the total is the sum of the segments: sums, counts, and sets, as a key has one segment."""
    leaf = ask.leaf
    return isinstance(leaf, (Size, Worth)) or (isinstance(leaf, Aggregate) and leaf.name in {"sum", "count"})


def in_one_pass(ask: Ask) -> bool:
    """Return whether every row adds its own part: sums, counts, and keys known by their first row."""
    leaf = ask.leaf
    if isinstance(leaf, Size):
        return isinstance(leaf.body, KeySet) and leaf.body.name in FIRSTS
    return isinstance(leaf, Aggregate) and leaf.name in {"sum", "count"}


def _both(where: Node | None, known: Node) -> Node:
    return known if where is None else Logic("and", (where, known))
