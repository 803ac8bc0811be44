"""The nodes of a formula. A node says what; the readers (`words`, `facts`, `compute.expressions`, ...) say how.

Three sorts: row nodes give one value per row of a table, set nodes give a set of keys, and value nodes give one number per
period and segment. `Arith`, `Number`, `Negative` and `Param` stand in both row and value places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Node:
    """Any part of a formula."""


@dataclass(frozen=True)
class Number(Node):
    """A number as written: `12`, `0.5`."""

    value: float


@dataclass(frozen=True)
class Text(Node):
    """A word to compare with: `'won'`."""

    value: str


@dataclass(frozen=True)
class Param(Node):
    """A setting the user gives once: `param(margin)`; without it the KPI has no value."""

    name: str


@dataclass(frozen=True)
class Measure(Node):
    """A named aggregate of `measures.yaml`: `net_revenue`. Readers never meet one: `expand` puts its tree in place."""

    name: str


@dataclass(frozen=True)
class Column(Node):
    """The column with a role in a table kind: `sales.net_amount`."""

    kind: str
    role: str


@dataclass(frozen=True)
class PeriodEdge(Node):
    """The first or last day of the window looked at: `period_start`, `period_end` (dates, both inside)."""

    edge: Literal["start", "end"]


@dataclass(frozen=True)
class Negative(Node):
    """Minus a value."""

    value: Node


@dataclass(frozen=True)
class Arith(Node):
    """`left op right`. A division has no value when its right side is missing, zero or negative."""

    op: Literal["+", "-", "*", "/"]
    left: Node
    right: Node


@dataclass(frozen=True)
class RowCall(Node):
    """A function of one row: `days_between(a, b)`, `hours_between(a, b)`, `top(scale)`, `default(x, v)`.

    `overlap_days(start, end)`: days of that span inside the window, both ends counted, an empty end going on; none = empty.
    """

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True)
class Compare(Node):
    """A row condition; false when either side is empty."""

    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Node
    right: Node


@dataclass(frozen=True)
class OneOf(Node):
    """`channel in ('organic', 'seo')`; false when empty unless `''` is an option. `negated`: `not in`, the opposite."""

    value: Node
    options: tuple[Text | Number, ...]
    negated: bool = False


@dataclass(frozen=True)
class Known(Node):
    """`cost_amount is known`; `negated`: `is empty`."""

    value: Node
    negated: bool = False


@dataclass(frozen=True)
class Holds(Node):
    """A yes/no column as a condition: `billable`; false when empty."""

    value: Node


@dataclass(frozen=True)
class Logic(Node):
    """`a and b`, `a or b`, over two or more conditions."""

    op: Literal["and", "or"]
    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Node):
    """The opposite of a condition."""

    term: Node


@dataclass(frozen=True)
class Aggregate(Node):
    """`sum(sales.net_amount where channel = 'web' on order_date)`.

    name: sum, count, distinct, avg, median, sum_once (first value per key in `per`), in_force (over the rows of a register
        whose span holds the window's last day: different ids of an id column, the sum of any other value).
    value: the row node; None for `count(deals)`.
    where: the condition, None = all rows.
    on: the date role that places a row in time, None = the table's own, "all" = every row whatever its date.
    """

    name: Literal["sum", "count", "distinct", "avg", "median", "sum_once", "in_force"]
    kind: str
    value: Node | None = None
    where: Node | None = None
    on: str | None = None
    per: str | None = None


@dataclass(frozen=True)
class Shift(Node):
    """The body over another window: `prev(x)`, `prev_year(x)`, `rolling(x, 12)` months to the period's end, `overall(x)`.

    Of how things stand, not of what happened: `opening(x)` the day before the window, `months_ago(x, 3)` that long before its
    end, `closing(x)` the latest day on or before its end on which the table of balances says anything, `average(x)` the mean
    of `opening(x)` and `x`.
    """

    name: Literal["prev", "prev_year", "rolling", "overall", "opening", "closing", "months_ago", "average"]
    body: Node
    months: int | None = None


@dataclass(frozen=True)
class KeySet(Node):
    """A set of keys: `keys(c)` seen in the period, `first_seen(c)` whose first row ever lies in it,
    `repeated(c, 90)` first seen in it and seen again on a later day within that many days (a number or a setting),
    `active(c)` in force on the window's last day."""

    name: Literal["keys", "first_seen", "repeated", "active"]
    column: Column
    days: Node | None = None


@dataclass(frozen=True)
class SetPair(Node):
    """`both(a, b)` intersection, `minus(a, b)` difference; a side may be `prev(keys(...))`."""

    name: Literal["both", "minus"]
    left: Node
    right: Node


@dataclass(frozen=True)
class Size(Node):
    """How many keys a set has: `size(first_seen(sales.customer_id))`."""

    body: Node


@dataclass(frozen=True)
class Worth(Node):
    """`worth(set, value)`: what of a value in force belongs to the keys of a set; each side may look at another day.

    A row counts in the segment its key has in the set.
    """

    keys: Node
    value: Node


@dataclass(frozen=True)
class Days(Node):
    """`days()`: calendar days in the window."""


@dataclass(frozen=True)
class GroupsWith(Node):
    """`groups_with(sales.order_id, sales.product_category, 2)`: groups holding at least that many different values."""

    group: Column
    counted: Column
    at_least: int
