"""The rows of a table placed in periods, and the sets of keys seen in them, as ibis relations.

Every relation has `p`, the number of the period (`dataset.buckets.bucket`), and `seg`, the number of the segment (-1 = empty).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING

import ibis

from kpi_core.compute.expressions import Rows, expression
from kpi_core.compute.registers import is_active, on_the_day
from kpi_core.compute.shape import COHORTS, WINDOWS, Shape, offset, window_number
from kpi_core.compute.windows import step_of
from kpi_core.formula.tree import KeySet, Node, Number, SetPair, Shift
from kpi_core.periods import Grain
from kpi_core.roles import ROLES

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, IntegerValue, Table, Value

    from kpi_core.compute.asks import Steps

SEGMENTS = (
    2**24
)  # a row number and a segment number share one whole number of 64 bits: the least of them is the first row
MONTHS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)


@dataclass(frozen=True)
class Relations:
    """Relations over the tables of one shape."""

    shape: Shape

    @cached_property
    def _tables(self) -> dict[str, tuple[Table, str]]:
        return {
            kind: (ibis.table(dict(columns), name=kind), date_role) for kind, date_role, columns in self.shape.columns
        }

    def rows(self, kind: str) -> Rows:
        """Return a table with the roles it has."""
        table, _ = self._tables[kind]
        return Rows(table, frozenset(name for name in table.columns if name in ROLES))

    def date_role(self, kind: str, on: str | None) -> str:
        """Return the role that places a row in time."""
        return on or self._tables[kind][1]

    def segment(self, table: Table, *, split: bool) -> IntegerValue:
        """Return the segment number of every row, empty where it has none; -1 for all when there is no split."""
        by = self.shape.by
        if not split or by is None:
            return ibis.literal(-1, type="int32")
        return table[COHORTS.get(by, f"_id_{by}")]

    def filters(self, table: Table, kind: str) -> list[tuple[str, BooleanValue]]:
        """Return per filter its role and the condition on a row."""
        return [(role, _let_through(table[f"_id_{role}"], dict(codes)[kind])) for role, codes in self.shape.where]

    def filtered(self, kind: str) -> Rows:
        """Return a table with only the rows the filters let through."""
        rows = self.rows(kind)
        conditions = [condition for _, condition in self.filters(rows.table, kind)]
        return Rows(rows.table.filter(reduce(and_, conditions)), rows.roles) if conditions else rows

    def in_period(self, table: Table, kind: str, on: str | None) -> Table:
        """Return the rows with the period each lies in."""
        day = table[f"_{self.shape.grain.value}_{self.date_role(kind, on)}"]
        return table.filter(day.notnull()).mutate(p=day)

    def in_windows(self, table: Table, kind: str, on: str | None, steps: Steps, unit: str | None = None) -> Table:
        """Return the rows once for every window they lie in, with the window's `p`, `start` and `finish`.

        unit: the column with the day or month a row stands for; None = the day of its date.
        """
        windows = ibis.table(dict.fromkeys(WINDOWS, "int32"), name="windows")
        windows = windows.filter(windows.w == window_number(steps))
        if on == "all":
            return table.cross_join(windows)
        if unit is not None and self.unit == "month":
            low, high = windows.first_month, windows.last_month
        else:
            low, high = windows.start, windows.finish
        day = table[unit or f"_day_{self.date_role(kind, on)}"]
        return table.join(windows, [day >= low, day <= high])

    @property
    def unit(self) -> str:
        """The widest bucket that every window at this grain is made of."""
        return "month" if self.shape.grain in MONTHS else "day"

    def unit_of(self, table: Table, kind: str, on: str | None) -> IntegerValue:
        """Return the number of the day or month every row lies in."""
        return table[f"_{self.unit}_{self.date_role(kind, on)}"]

    def keys(self, node: Node, steps: Steps, *, windowed: bool, split: bool, base: bool = True) -> Table:
        """Return every key of a set once per period, as `p`, `key` and `seg`. windowed: by joining with windows.

        A key has the segment of its first row in the base window, and passes a filter when that row does: a customer is new
        once, not once in every channel.
        """
        match node:
            case Shift():
                return self.keys(node.body, (*steps, step_of(node)), windowed=windowed, split=split, base=base)
            case SetPair():
                left = self.keys(node.left, steps, windowed=windowed, split=split, base=base)
                right = self.keys(node.right, steps, windowed=windowed, split=False, base=False).view()
                same = [left.p == right.p, left.key == right.key]
                return left.semi_join(right, same) if node.name == "both" else left.anti_join(right, same)
            case _:
                assert isinstance(node, KeySet)
                return self._seen(node, steps, windowed=windowed, split=split, base=base)

    def _seen(self, node: KeySet, steps: Steps, *, windowed: bool, split: bool, base: bool) -> Table:
        kind = node.column.kind
        rows = self.rows(kind)
        table = rows.table.filter(rows.table[f"_id_{node.column.role}"].notnull())
        if is_active(node):
            return self._active(node, Rows(table, rows.roles), steps, split=split, base=base)
        if node.name != "keys":
            table = table.filter(first_rows(node, table))
        filtered, split = base and bool(self.shape.where), split and self.shape.by is not None
        fixed = split and not filtered and self.shape.by in COHORTS and node.column.role == "customer_id"
        plain = fixed or not (filtered or split)
        columns = {"u": self._place(table, kind, steps, windowed=windowed), "key": table[f"_id_{node.column.role}"]}
        if fixed:  # a customer has one cohort
            columns["seg"] = self.segment(table, split=True)
        packed = {} if plain else self._packed(table, split=split)
        once = _once(table.filter(columns["u"].notnull()).select(**columns, **packed), ["u", "key"], list(packed))
        if windowed:
            again = self.in_windows(once, kind, None, steps, "u")[["p", *list(columns)[1:], *packed]]
            once = _once(again, ["p", "key"], list(packed))
        else:
            once = once.rename(p="u")
        return once if fixed else self._unpacked(once, kind, plain=plain)

    def _active(self, node: KeySet, rows: Rows, steps: Steps, *, split: bool, base: bool) -> Table:
        kind = node.column.kind
        placed = self.in_windows(rows.table, kind, "all", steps)
        there = reduce(and_, [expression(term, Rows(placed, rows.roles)) for term in on_the_day(kind)])
        placed = placed.filter(there)
        plain = not (base and self.shape.where) and not (split and self.shape.by)
        packed = {} if plain else self._packed(placed, split=split)
        once = placed.select(p=placed["p"], key=placed[f"_id_{node.column.role}"], **packed)
        return self._unpacked(_once(once, ["p", "key"], list(packed)), kind, plain=plain)

    def _place(self, table: Table, kind: str, steps: Steps, *, windowed: bool) -> IntegerValue:
        """Return the period a row counts in, or the day or month that windows are then made of."""
        if windowed:
            return self.unit_of(table, kind, None)
        later = offset(steps, self.shape.grain)
        return table[f"_{self.shape.grain.value}_{self.date_role(kind, None)}"] + later

    def _packed(self, table: Table, *, split: bool) -> dict[str, Value]:
        row = table["_n"].cast("int64") * SEGMENTS
        wanted = {"seg": self.segment(table, split=split)}
        wanted |= {f"f_{role}": table[f"_id_{role}"] for role, _ in self.shape.where}
        return {name: row + ibis.coalesce(number, -1).cast("int64") + 1 for name, number in wanted.items()}

    def _unpacked(self, once: Table, kind: str, *, plain: bool) -> Table:
        if plain:
            return once.mutate(seg=ibis.literal(-1, type="int32"))
        for role, codes in self.shape.where:
            number = once[f"f_{role}"] % SEGMENTS - 1
            once = once.filter(number.isin([*dict(codes)[kind]]))
        return once.select("p", "key", seg=(once["seg"] % SEGMENTS - 1).cast("int32"))


def first_rows(node: KeySet, table: Table) -> BooleanValue:
    """Return whether a row is the first of its key ever and, for `repeated`, the key was seen again soon enough."""
    role = node.column.role
    first = table[f"_first_{role}"]
    if node.name == "first_seen":
        return first
    assert isinstance(node.days, Number)
    return first & (table[f"_again_{role}"] <= int(node.days.value))


def _once(table: Table, keys: list[str], least: list[str]) -> Table:
    if not least:
        return table.distinct()
    return table.group_by(keys).agg(**{name: table[name].min() for name in least})


def _let_through(number: IntegerValue, codes: tuple[int, ...]) -> BooleanValue:
    known = number.isin([code for code in codes if code >= 0])
    return known | number.isnull() if -1 in codes else known
