"""The row parts of a formula as Excel formulas: over one row, or over whole columns inside an array formula.

A value is empty where something it needs is empty. Conditions are in `excel_conditions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Protocol

from kpi_core.formula.tree import (
    Arith,
    Column,
    Negative,
    Node,
    Number,
    PeriodEdge,
    RowCall,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ALWAYS, NOT_EVER = "(1=1)", "(1=0)"
LONGEST_WORD = 200
"""Excel refuses a longer text inside a formula; two halves are put together."""
SECONDS = "ROUND({}*86400,6)"


class Cells(Protocol):
    """Where the columns of a table and the edges of the window stand, as references."""

    def column(self, role: str) -> str | None:
        """Return the reference of a column, a date without its time of day; None when the table has none."""

    def time(self, role: str) -> str | None:
        """Return the reference of the time of day that belongs to a date, as a part of a day; None when it has none."""

    def word(self, role: str, text: str) -> str:
        """Return a word as the column of a role writes it."""

    def edge(self, which: str) -> str:
        """Return the reference of the window's first ("start") or last ("end") day."""


@dataclass(frozen=True)
class Value:
    """A formula without "=", right wherever all conditions it needs hold; elsewhere the value is empty."""

    text: str
    needs: tuple[str, ...] = ()

    @property
    def known(self) -> str:
        """The condition that there is a value."""
        return both(self.needs)


NOTHING = Value("0", (NOT_EVER,))


def both(conditions: Iterable[str]) -> str:
    """Return the condition that all of them hold, each said once."""
    once = dict.fromkeys(condition for condition in conditions if condition != ALWAYS)
    return "*".join(once) if once else ALWAYS


def number(value: float) -> str:
    """Return a number as Excel writes it, with all its digits."""
    return repr(int(value)) if float(value).is_integer() else repr(float(value)).upper()


def quoted(text: str) -> str:
    """Return a text as part of a formula; it stays text whatever it holds.

    >>> quoted('5" or 6')
    '"5"" or 6"'
    """
    pieces = [text[at : at + LONGEST_WORD] for at in range(0, len(text), LONGEST_WORD)] or [""]
    said = "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)
    return f"({said})" if len(pieces) > 1 else said


@singledispatch
def value(node: Node, cells: Cells) -> Value:
    """Return the value of a row part. Raises TypeError for a node that is none."""
    del cells
    raise TypeError(f"{type(node).__name__} has no value per row")


@value.register
def _(node: Number, cells: Cells) -> Value:
    del cells
    return Value(number(node.value))


@value.register
def _(node: Text, cells: Cells) -> Value:
    del cells
    return Value(quoted(node.value))


@value.register
def _(node: Column, cells: Cells) -> Value:
    return _held(cells.column(node.role))


@value.register
def _(node: PeriodEdge, cells: Cells) -> Value:
    return Value(cells.edge(node.edge))


@value.register
def _(node: Negative, cells: Cells) -> Value:
    inside = value(node.value, cells)
    return Value(f"(-{inside.text})", inside.needs)


@value.register
def _(node: Arith, cells: Cells) -> Value:
    left, right = value(node.left, cells), value(node.right, cells)
    needs = (*left.needs, *right.needs)
    if node.op != "/":
        return Value(f"({left.text}{node.op}{right.text})", needs)
    divided = f"{left.text}/IF({right.text}>0,{right.text},1)"
    return Value(f"({divided})", (*needs, f"({right.text}>0)"))


@value.register
def _(node: RowCall, cells: Cells) -> Value:
    return CALLS[node.name](node, cells)


def _held(reference: str | None) -> Value:
    return NOTHING if reference is None else Value(reference, (f'({reference}<>"")',))


def _days_between(node: RowCall, cells: Cells) -> Value:
    start, finish = (value(part, cells) for part in node.args)
    return Value(f"({finish.text}-{start.text})", (*start.needs, *finish.needs))


def _hours_between(node: RowCall, cells: Cells) -> Value:
    days = _days_between(node, cells)
    start, finish = (_seconds(part, cells) for part in node.args)
    return Value(f"(({days.text}*86400+{finish}-{start})/3600)", days.needs)


def _seconds(node: Node, cells: Cells) -> str:
    """Return the whole seconds of the time of day: a part of a day alone would be off in its last digits."""
    found = cells.time(node.role) if isinstance(node, Column) else None
    return "0" if found is None else SECONDS.format(found)


def _top(node: RowCall, cells: Cells) -> Value:
    scale = value(node.args[0], cells)
    return Value(f"(-INT(-({scale.text}*0.8-1E-09)))", scale.needs)


def _default(node: RowCall, cells: Cells) -> Value:
    first, otherwise = (value(part, cells) for part in node.args)
    if first is NOTHING:
        return otherwise
    needs = () if not otherwise.needs else (f"({first.known}+{otherwise.known}>0)",)
    return Value(f"IF({first.known},{first.text},{otherwise.text})", needs)


def _overlap_days(node: RowCall, cells: Cells) -> Value:
    start, finish = (value(part, cells) for part in node.args)
    begin, end = cells.edge("start"), cells.edge("end")
    first = f"IF({start.text}>{begin},{start.text},{begin})"
    last = end if finish is NOTHING else f"IF({both((*finish.needs, f'({finish.text}<{end})'))},{finish.text},{end})"
    days = f"({last}-{first}+1)"
    return Value(days, (*start.needs, f"({days}>0)"))


def _until(node: RowCall, cells: Cells) -> Value:
    followed = cells.column("_until")
    return _held(followed) if followed else value(node.args[0], cells)


def _stays(node: RowCall, cells: Cells) -> Value:
    del node
    return _held(cells.column("_stays"))


CALLS: dict[str, Callable[[RowCall, Cells], Value]] = {
    "days_between": _days_between,
    "hours_between": _hours_between,
    "overlap_days": _overlap_days,
    "top": _top,
    "default": _default,
    "until": _until,
    "stays": _stays,
}
