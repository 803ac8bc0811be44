"""From a shape to one SQL statement: every aggregate at one grain and split, as one union of small grouped queries.

Sums and counts over the same rows share one pass; different values are counted after taking them once; windows longer than a
period are made of days or months that were added up first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import ibis

from kpi_core.compute.asks import Ask, adds_up, in_one_pass, key_role, looks_of, value_of, with_closing
from kpi_core.compute.expressions import Rows, expression, present
from kpi_core.compute.relations import Relations, first_rows
from kpi_core.compute.shape import Shape, is_snapshot, window_steps
from kpi_core.formula.facts import looks_at_edges
from kpi_core.formula.tree import Aggregate, GroupsWith, KeySet, Known, Size, Worth
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Callable

    from ibis.expr.types import Table, Value

KEYS = ["p", "seg"]
STATEMENTS = 256
PIECES = 2048


@dataclass(frozen=True)
class Piece:
    """One query of the statement: its asks in the order of `v0`, `v1`, ...; split: by segment, else the total alone."""

    asks: tuple[Ask, ...]
    split: bool


@dataclass(frozen=True)
class Statement:
    """SQL that gives g (which piece), p (which period), seg (which segment, -1 = empty) and v0, v1, ..."""

    sql: str
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=STATEMENTS)
def statement(shape: Shape, dialect: str) -> Statement:
    """Return the statement of a shape in an engine's own SQL."""
    pieces = pieces_of(shape)
    width = len(pieces[0].asks)
    queries = [
        _padded(piece_sql(piece, shape.only(_kinds(piece)), dialect), place, len(piece.asks), width)
        for place, piece in enumerate(pieces)
    ]
    return Statement("\nUNION ALL\n".join(queries), pieces)


@lru_cache(maxsize=PIECES)
def piece_sql(piece: Piece, shape: Shape, dialect: str) -> str:
    """Return the SQL of one query, which other statements share."""
    table = _query(piece, Relations(shape))
    values = {f"v{i}": table[f"v{i}"].cast("float64") for i in range(len(piece.asks))}
    seg = ibis.coalesce(table["seg"], -1).cast("int32")
    return str(ibis.to_sql(table.select(p=table["p"].cast("int32"), seg=seg, **values), dialect=dialect))


def _kinds(piece: Piece) -> frozenset[str]:
    return frozenset(look.kind for ask in piece.asks for look in looks_of(ask))


def _padded(query: str, place: int, used: int, width: int) -> str:
    """Return the query with its number and as many columns as the widest, which comes first and so gives the types."""
    values = ", ".join([f"v{i}" for i in range(used)] + [f"NULL AS v{i}" for i in range(used, width)])
    return f"SELECT {place} AS g, p, seg, {values} FROM ({query}) AS q{place}"  # noqa: S608  # numbers of our own only


@lru_cache(maxsize=STATEMENTS)
def rows_statement(shape: Shape, dialect: str) -> str:
    """Return SQL that gives as `n` the number of every row that the shape's one count counts."""
    [ask] = shape.asks
    assert isinstance(ask.leaf, Aggregate)
    rows = Relations(shape).filtered(ask.leaf.kind)
    placed = _placed(ask, rows.table, Relations(shape), split=False)
    chosen = _chosen(ask.leaf, Rows(placed, rows.roles)).table
    return str(ibis.to_sql(chosen.select(n=chosen["_n"]), dialect=dialect))


def pieces_of(shape: Shape) -> tuple[Piece, ...]:
    """Return the queries a shape needs, the widest first: asks over the same rows together, others each on their own."""
    together: dict[object, list[Ask]] = {}
    alone: list[Piece] = []
    for ask in shape.asks:
        if in_one_pass(ask):
            [look] = looks_of(ask)
            same = (look.kind, look.on, window_steps(ask, shape.grain), looks_at_edges(ask.leaf), is_snapshot(ask))
            together.setdefault(same, []).append(ask)
        else:
            alone += [Piece((ask,), split) for split in _splits(ask, shape)]
    found = [*(Piece(tuple(asks), shape.by is not None) for asks in together.values()), *alone]
    return tuple(sorted(found, key=lambda piece: -len(piece.asks)))


def _splits(ask: Ask, shape: Shape) -> tuple[bool, ...]:
    if shape.by is None:
        return (False,)
    return (True,) if adds_up(ask) else (True, False)


def _query(piece: Piece, relations: Relations) -> Table:
    ask = piece.asks[0]
    if in_one_pass(ask):
        return _added(piece, relations)
    sort = ask.leaf.name if isinstance(ask.leaf, Aggregate) else type(ask.leaf).__name__
    return QUERIES[sort](ask, relations, split=piece.split)


def _size(ask: Ask, relations: Relations, *, split: bool) -> Table:
    assert isinstance(ask.leaf, Size)
    windowed = bool(window_steps(ask, relations.shape.grain))
    found = relations.keys(ask.leaf.body, ask.steps, windowed=windowed, split=split)
    return found.group_by(KEYS).agg(v0=found.count())


def _added(piece: Piece, relations: Relations) -> Table:
    ask = piece.asks[0]
    [look] = looks_of(ask)
    rows = relations.filtered(look.kind)
    if _by_unit(ask, relations):
        unit = relations.unit_of(rows.table, look.kind, look.on)
        table = rows.table.mutate(u=unit, seg=relations.segment(rows.table, split=piece.split))
        small = table.group_by(["u", "seg"]).agg(**_sums(piece, Rows(table, rows.roles)))
        placed = relations.in_windows(small, look.kind, look.on, window_steps(ask, relations.shape.grain)[0], "u")
        return placed.group_by(KEYS).agg(**{f"v{i}": placed[f"v{i}"].sum() for i in range(len(piece.asks))})
    placed = _placed(ask, rows.table, relations, split=piece.split)
    return placed.group_by(KEYS).agg(**_sums(piece, Rows(placed, rows.roles)))


def _by_unit(ask: Ask, relations: Relations) -> bool:
    """Return whether adding up per day or month first saves work: several windows per row, and none that looks at edges."""
    windows = bool(window_steps(ask, relations.shape.grain))
    [look] = looks_of(ask)
    snapshot = with_closing(look.steps)
    plain = look.on != "all" and not looks_at_edges(ask.leaf) and not snapshot
    return windows and plain and relations.shape.grain is not Grain.ALL


def _placed(ask: Ask, table: Table, relations: Relations, *, split: bool) -> Table:
    [look] = looks_of(ask)
    table = table.mutate(seg=relations.segment(table, split=split))
    if is_snapshot(ask):
        return table.mutate(p=ibis.literal(0, type="int32"))
    steps = window_steps(ask, relations.shape.grain)
    if steps:
        return relations.in_windows(table, look.kind, look.on, steps[0])
    return relations.in_period(table, look.kind, look.on)


def _sums(piece: Piece, rows: Rows) -> dict[str, Value]:
    return {f"v{i}": _sum(ask, rows) for i, ask in enumerate(piece.asks)}


def _sum(ask: Ask, rows: Rows) -> Value:
    leaf = ask.leaf
    if isinstance(leaf, Size):
        assert isinstance(leaf.body, KeySet)
        return rows.table.count(where=first_rows(leaf.body, rows.table))
    assert isinstance(leaf, Aggregate)
    if leaf.name == "count":
        return _count(leaf, rows)
    where = None if leaf.where is None else expression(leaf.where, rows)
    assert leaf.value is not None
    return expression(leaf.value, rows).cast("float64").sum(where=where)


def _count(leaf: Aggregate, rows: Rows) -> Value:
    if leaf.where is None:
        return rows.table.count()
    if isinstance(leaf.where, Known) and not leaf.where.negated:
        return present(
            leaf.where.value, rows
        ).count()  # engines count known values faster than rows that pass a condition
    return rows.table.count(where=expression(leaf.where, rows))


def _chosen(leaf: Aggregate, rows: Rows) -> Rows:
    return rows if leaf.where is None else Rows(rows.table.filter(expression(leaf.where, rows)), rows.roles)


def _different(ask: Ask, relations: Relations, *, split: bool) -> Table:
    leaf = ask.leaf
    assert isinstance(leaf, Aggregate)
    role = leaf.value.role  # type: ignore[union-attr]  # the parser lets `distinct` take a column only
    rows = relations.filtered(leaf.kind)
    if _by_unit(ask, relations):
        rows = _chosen(leaf, rows)
        unit = relations.unit_of(rows.table, leaf.kind, leaf.on)
        once = _keyed(rows.table.mutate(u=unit, seg=relations.segment(rows.table, split=split)), "u", role)
        placed = relations.in_windows(once, leaf.kind, leaf.on, window_steps(ask, relations.shape.grain)[0], "u")
        once = placed[["p", "seg", "key"]].distinct()
    else:
        placed = _placed(ask, rows.table, relations, split=split)
        once = _keyed(_chosen(leaf, Rows(placed, rows.roles)).table, "p", role)
    return once.group_by(KEYS).agg(v0=once.count())


def _keyed(table: Table, place: str, role: str) -> Table:
    key = table[f"_id_{role}"]
    return table.filter(key.notnull()).select(**{place: table[place]}, seg=table["seg"], key=key).distinct()


def _median(ask: Ask, relations: Relations, *, split: bool) -> Table:
    leaf = ask.leaf
    assert isinstance(leaf, Aggregate)
    rows = relations.filtered(leaf.kind)
    rows = _chosen(leaf, Rows(_placed(ask, rows.table, relations, split=split), rows.roles))
    assert leaf.value is not None
    values = rows.table.select("p", "seg", value=expression(leaf.value, rows))
    return values.group_by(KEYS).agg(v0=values["value"].median())


def _sum_once(ask: Ask, relations: Relations, *, split: bool) -> Table:
    leaf = ask.leaf
    assert isinstance(leaf, Aggregate)
    rows = relations.filtered(leaf.kind)
    rows = _chosen(leaf, Rows(_placed(ask, rows.table, relations, split=split), rows.roles))
    assert leaf.value is not None
    value, key = expression(leaf.value, rows), rows.table[f"_id_{leaf.per}"]
    known = rows.table.filter(value.notnull() & key.notnull()).select("p", "seg", "_n", value=value, key=key)
    first = known.group_by(["p", "seg", "key"]).agg(value=known["value"].argmin(known["_n"]))
    return first.group_by(KEYS).agg(v0=first["value"].sum())


def _worth(ask: Ask, relations: Relations, *, split: bool) -> Table:
    assert isinstance(ask.leaf, Worth)
    keys = relations.keys(ask.leaf.keys, ask.steps, windowed=True, split=split)
    value = value_of(ask)
    leaf = value.leaf
    assert isinstance(leaf, Aggregate)
    assert leaf.value is not None
    rows = relations.rows(leaf.kind)
    placed = relations.in_windows(rows.table, leaf.kind, leaf.on, value.steps)
    rows = _chosen(leaf, Rows(placed, rows.roles))
    role = key_role(ask.leaf.keys)
    worth = rows.table.select(p="p", key=rows.table[f"_id_{role}"], worth=expression(leaf.value, rows).cast("float64"))
    summed = worth.group_by(["p", "key"]).agg(worth=worth["worth"].sum()).view()
    found = keys.join(summed, [keys.p == summed.p, keys.key == summed.key])
    found = found.select(p=keys.p, seg=keys.seg, worth=summed.worth)
    return found.group_by(KEYS).agg(v0=found["worth"].sum())


def _groups(ask: Ask, relations: Relations, *, split: bool) -> Table:
    leaf = ask.leaf
    assert isinstance(leaf, GroupsWith)
    rows = relations.filtered(leaf.group.kind)
    placed = _placed(ask, rows.table, relations, split=split)
    group, counted = placed[f"_id_{leaf.group.role}"], placed[f"_id_{leaf.counted.role}"]
    known = placed.filter(group.notnull() & counted.notnull())
    once = known.select("p", "seg", group=group, counted=counted).distinct()
    sizes = once.group_by(["p", "seg", "group"]).agg(n=once.count())
    enough = sizes.filter(sizes["n"] >= leaf.at_least)
    return enough.group_by(KEYS).agg(v0=enough.count())


QUERIES: dict[str, Callable[..., Table]] = {
    "Size": _size,
    "Worth": _worth,
    "GroupsWith": _groups,
    "distinct": _different,
    "median": _median,
    "sum_once": _sum_once,
}
