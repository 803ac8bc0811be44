"""How many keys a set has, as an Excel formula over lines sorted by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.compute.asks import sides
from kpi_core.export.proof.keys import key_sheet
from kpi_core.export.proof.sheets import NotExpressible
from kpi_core.export.proof.spells import pairs, spells
from kpi_core.formula.excel import number
from kpi_core.formula.tree import KeySet, Number, SetPair

if TYPE_CHECKING:
    from kpi_core.compute.asks import Steps
    from kpi_core.export.proof.tables import Tables
    from kpi_core.export.proof.windows import Spans
    from kpi_core.formula.tree import Node

Side = tuple[KeySet, "Steps"]


def size(node: Node, steps: Steps, tables: Tables, spans: Spans) -> str:
    """Return the formula of how many keys a set has. Raises NotExpressible for sets of sets, and for windows apart."""
    found = list(sides(node, steps))
    if len(found) == 1:
        return _alone(found[0], tables, spans)
    pair = _pair(node)
    if len(found) != 2 or pair is None or found[0][0].column != found[1][0].column:
        raise NotExpressible("formula")
    both = _both(found[0], found[1], tables, spans)
    return both if pair.name == "both" else f"{_alone(found[0], tables, spans)}-({both})"


def _pair(node: Node) -> SetPair | None:
    while not isinstance(node, (SetPair, KeySet)):
        node = node.body  # type: ignore[attr-defined]  # a set holds shifts, pairs and keys alone
    return node if isinstance(node, SetPair) else None


def _alone(side: Side, tables: Tables, spans: Spans) -> str:
    keys, steps = side
    window = spans.of(steps)
    if keys.name == "active":
        found = spells(tables, keys.column.kind, keys.column.role)
        return f"COUNTIFS({window.on_the_day(found.lines.column(found.since), found.lines.column(found.until))})"
    sheet = key_sheet(tables, keys.column.kind, keys.column.role, None)
    before, within = sheet.lines.column(sheet.before()), window.within(sheet.lines.column(sheet.day))
    if keys.name == "keys":
        return f'COUNTIFS({within},{before},"<"&{window.first})'
    if keys.name == "first_seen":
        return f"COUNTIFS({within},{before},0)"
    assert isinstance(keys.days, Number)
    return f'COUNTIFS({within},{before},0,{sheet.lines.column(sheet.again())},"<="&{number(int(keys.days.value))})'


def _both(left: Side, right: Side, tables: Tables, spans: Spans) -> str:
    (one, one_steps), (other, other_steps) = left, right
    role = one.column.role
    if (one.name, other.name) == ("active", "active"):
        found, two = spells(tables, one.column.kind, role), pairs(tables, one.column.kind, role)
        first, second = spans.of(one_steps), spans.of(other_steps)
        alone = found.lines.column(found.since), found.lines.column(found.until)
        mine = two.lines.column(two.one(found.since)), two.lines.column(two.one(found.until))
        theirs = two.lines.column(two.since), two.lines.column(two.until)
        itself = f"COUNTIFS({first.on_the_day(*alone)},{second.on_the_day(*alone)})"
        return f"{itself}+COUNTIFS({first.on_the_day(*mine)},{second.on_the_day(*theirs)})"
    if (one.name, other.name) != ("keys", "keys"):
        raise NotExpressible("formula")
    earlier, later = (one_steps, other_steps) if spans.follow(one_steps, other_steps) else (other_steps, one_steps)
    if not spans.follow(earlier, later):
        raise NotExpressible("formula")
    sheet = key_sheet(tables, one.column.kind, role, None)
    first, second = spans.of(earlier), spans.of(later)
    before, day = sheet.lines.column(sheet.before()), sheet.lines.column(sheet.day)
    return f"COUNTIFS({second.within(day)},{first.within(before)})"
