"""What a formula asks of the rows, as Excel formulas over the sheets of lines. One function per sort of aggregate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.compute.asks import Ask, rows_behind, value_of
from kpi_core.export.proof.criteria import Criteria, criteria, ends_apart
from kpi_core.export.proof.groups import group_sheet
from kpi_core.export.proof.keys import key_sheet
from kpi_core.export.proof.sets import size
from kpi_core.export.proof.sheets import NotExpressible
from kpi_core.export.proof.spells import pairs, spells
from kpi_core.formula.excel import value
from kpi_core.formula.excel_conditions import condition
from kpi_core.formula.facts import looks_at_edges
from kpi_core.formula.tree import Aggregate, Column, GroupsWith, KeySet, SetPair, Size, Worth

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.export.proof.tables import Tables
    from kpi_core.export.proof.windows import Span, Spans


@dataclass(frozen=True)
class Asked:
    """A formula with the mark of its own line, "=" included. array: it goes over whole columns, and is entered so."""

    text: str
    array: bool = False


def asked(ask: Ask, tables: Tables, spans: Spans) -> Asked:
    """Return the formula of an ask. Raises NotExpressible for one that Excel cannot be asked like this."""
    match ask.leaf:
        case Aggregate():
            return _aggregate(ask.leaf, tables, spans.of(ask.steps))
        case Size():
            return Asked(f"={size(ask.leaf.body, ask.steps, tables, spans)}")
        case GroupsWith():
            return Asked(_groups(ask.leaf, tables, spans.of(ask.steps)))
        case Worth():
            return Asked(_worth(ask, tables, spans))


def _aggregate(leaf: Aggregate, tables: Tables, window: Span) -> Asked:
    if leaf.name == "median":
        return _median(leaf, tables, window)
    if leaf.name in {"distinct", "sum_once"}:
        return Asked("=" + ONCE[leaf.name](leaf, tables, window))
    found = criteria(leaf, tables, window)
    if found is None:
        return _array(leaf, tables, window)
    return Asked("=" + ADDED[leaf.name](leaf, tables, found))


def _sum(leaf: Aggregate, tables: Tables, found: Criteria) -> str:
    table = tables.of(leaf.kind)
    assert leaf.value is not None
    what = table.lines.column(table.adds(leaf.value, found.where))
    return f"SUMIFS({what},{found})" if str(found) else f"SUM({what})"


def _count(leaf: Aggregate, tables: Tables, found: Criteria) -> str:
    table = tables.of(leaf.kind)
    place = table.counts(found.where)
    if place is None:
        anything = table.lines.column(0)
        return f"COUNTIFS({found})" if str(found) else f"ROWS({anything})"
    what = table.lines.column(place)
    return f"SUMIFS({what},{found})" if str(found) else f"SUM({what})"


def _avg(leaf: Aggregate, tables: Tables, found: Criteria) -> str:
    behind = rows_behind(Ask(leaf)).leaf
    assert isinstance(behind, Aggregate)
    table = tables.of(leaf.kind)
    place = table.counts(found.where, leaf.value)
    assert place is not None
    flags = table.lines.column(place)
    n = f"SUMIFS({flags},{found})" if str(found) else f"SUM({flags})"
    return f'IF({n}>0,{_sum(leaf, tables, found)}/{n},"")'


ADDED: dict[str, Callable[[Aggregate, Tables, Criteria], str]] = {"sum": _sum, "count": _count, "avg": _avg}


def _median(leaf: Aggregate, tables: Tables, window: Span) -> Asked:
    table, found = tables.of(leaf.kind), criteria(leaf, tables, window)
    if found is None or leaf.value is None:
        raise NotExpressible("formula")
    place = table.counts(found.where, leaf.value)
    assert place is not None
    holds = "*".join([f"({table.lines.column(place)}=1)", *found.tests])
    values = table.lines.column(table.adds(leaf.value, found.where))
    return Asked(f'=IF(SUM({holds})>0,MEDIAN(IF({holds},{values})),"")', array=True)


def _array(leaf: Aggregate, tables: Tables, window: Span) -> Asked:
    """Return a sum or a count over rows that each look at the edges of the window themselves."""
    table = tables.of(leaf.kind)
    cells = window.over(table)
    tests = [] if leaf.on == "all" else [f"({window.column(table, leaf.on)}{edge})" for edge in window.edges]
    holds = [*tests, *([condition(leaf.where, cells)] if leaf.where else [])]
    if leaf.name == "count":
        return Asked(f"=SUM(IF({'*'.join(holds)},1,0))", array=True)
    if leaf.name != "sum" or leaf.value is None:
        raise NotExpressible("formula")
    found = value(leaf.value, cells)
    return Asked(f"=SUM(IF({'*'.join([*holds, f'({found.known})'])},{found.text},0))", array=True)


def _distinct(leaf: Aggregate, tables: Tables, window: Span) -> str:
    assert isinstance(leaf.value, Column)
    role = leaf.value.role
    if leaf.on == "all":
        return _holders(leaf, role, tables, window)
    if leaf.where is not None and looks_at_edges(leaf.where):
        raise NotExpressible("formula")
    sheet = key_sheet(tables, leaf.kind, role, leaf.on)
    counts = sheet.counts(leaf.where)
    before, day = sheet.lines.column(sheet.before(counts)), sheet.lines.column(sheet.day)
    only = "" if counts is None else f",{sheet.lines.column(counts)},1"
    return f'COUNTIFS({window.within(day)},{before},"<"&{window.first}{only})'


def _holders(leaf: Aggregate, role: str, tables: Tables, window: Span) -> str:
    rest = ends_apart(leaf)
    if rest is None or (rest.where is not None and looks_at_edges(rest.where)):
        raise NotExpressible("formula")
    found = spells(tables, leaf.kind, role, rest.where)
    return f"COUNTIFS({window.on_the_day(found.lines.column(found.since), found.lines.column(found.until))})"


def _sum_once(leaf: Aggregate, tables: Tables, window: Span) -> str:
    assert leaf.value is not None
    assert leaf.per is not None
    if leaf.on is not None or looks_at_edges(leaf):  # the first line of a key is the first by the table's own date
        raise NotExpressible("formula")
    sheet = key_sheet(tables, leaf.kind, leaf.per, leaf.on)
    counts = sheet.counts(leaf.where, leaf.value)
    assert counts is not None
    values = sheet.lines.column(sheet.copied(sheet.table.adds(leaf.value, leaf.where)))
    before, day = sheet.lines.column(sheet.before(counts)), sheet.lines.column(sheet.day)
    flags = sheet.lines.column(counts)
    return f'SUMIFS({values},{window.within(day)},{before},"<"&{window.first},{flags},1)'


ONCE: dict[str, Callable[[Aggregate, Tables, Span], str]] = {"distinct": _distinct, "sum_once": _sum_once}


def _groups(leaf: GroupsWith, tables: Tables, window: Span) -> str:
    if leaf.at_least != 2:
        raise NotExpressible("formula")
    found = group_sheet(tables, leaf.group.kind, leaf.group.role, leaf.counted.role)
    day, after, since = (found.lines.column(place) for place in (found.day, found.after, found.since))
    return f'=COUNTIFS({day},"<="&{window.last},{after},">"&{window.last},{since},">="&{window.first})'


def _worth(ask: Ask, tables: Tables, spans: Spans) -> str:
    """Return what of the lines in force on one day belongs to those who hold lines on another."""
    leaf, value_ask = ask.leaf, value_of(ask)
    assert isinstance(leaf, Worth)
    keys, steps = leaf.keys, ask.steps
    if isinstance(keys, SetPair) and keys.name == "minus":
        (left, left_steps), (right, right_steps) = spans.side(keys.left, steps), spans.side(keys.right, steps)
        if left_steps != value_ask.steps or left.column != right.column:
            raise NotExpressible("formula")
        return f"={_shared(left, left_steps, value_ask, tables, spans)}-{_shared(right, right_steps, value_ask, tables, spans)}"
    held, held_steps = spans.side(keys, steps)
    return f"={_shared(held, held_steps, value_ask, tables, spans)}"


def _shared(held: KeySet, steps: object, value_ask: Ask, tables: Tables, spans: Spans) -> str:
    leaf = value_ask.leaf
    rest = ends_apart(leaf) if isinstance(leaf, Aggregate) else None
    if held.name != "active" or rest is None or rest.value is None or rest.kind != held.column.kind:
        raise NotExpressible("formula")
    if rest.where is not None and looks_at_edges(rest.where):
        raise NotExpressible("formula")
    role, table = held.column.role, tables.of(rest.kind)
    found, two = spells(tables, rest.kind, role), pairs(tables, rest.kind, role)
    worth = found.sheet.copied(table.adds(rest.value, rest.where))
    theirs, mine = spans.of(value_ask.steps), spans.of(steps)  # type: ignore[arg-type]  # steps of a set
    alone = found.lines
    itself = (
        f"SUMIFS({alone.column(worth)},{theirs.on_the_day(alone.column(found.start), alone.column(found.until))},"
        f"{mine.on_the_day(alone.column(found.since), alone.column(found.until))})"
    )
    start, until, value_of_one = (two.lines.column(two.one(place)) for place in (found.start, found.until, worth))
    other = two.lines.column(two.since), two.lines.column(two.until)
    return f"({itself}+SUMIFS({value_of_one},{theirs.on_the_day(start, until)},{mine.on_the_day(*other)}))"
