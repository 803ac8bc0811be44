"""Which files belong together: the parts a new export continues, found by their name, their columns and their keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.roles import KINDS
from kpi_core.store import Supersedes
from kpi_core.work.keys import key_hashes, key_of, main_amount
from kpi_core.work.layers import Layer, counting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.store import Part

LIKE_COLUMNS = 0.5
"""The share of their roles two tables of one kind have in common at least when one can be the next export of the other."""


@dataclass(frozen=True)
class Standing:
    """What is there before a table: the parts of the current version and the tables before it in the draft, in order.

    layers: those that could be read again. unread: those that could not; of them only the days are known. fresh: the ids
    of those in the draft.
    """

    layers: tuple[Layer, ...] = ()
    unread: tuple[Part, ...] = ()
    fresh: frozenset[str] = field(default_factory=frozenset)

    def of(self, kind: str) -> list[Layer]:
        """Return the layers of one kind."""
        return [layer for layer in self.layers if layer.part.kind == kind]


@dataclass(frozen=True)
class Stream:
    """The parts a table continues or competes with.

    identical: the same table of the same bytes. layers: those with like columns that it may be the next export of, with
    their rows that count; old: these rows together. near: parts of its kind on the same days that cannot be compared.
    own: whether some are the same sheet of a file with the same name. rule: how it would take their place.
    """

    identical: tuple[Part, ...]
    layers: tuple[Layer, ...]
    old: pd.DataFrame
    near: tuple[Part, ...]
    own: bool
    rule: Supersedes
    amount: str | None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part it continues or competes with, those of the same bytes left aside."""
        return (*(layer.part for layer in self.layers), *self.near)


def stream_of(new: Layer, standing: Standing) -> Stream:
    """Return what a table continues."""
    part = new.part
    same = standing.of(part.kind)
    others = [layer for layer in same if layer.part.id != part.id]
    live = [Layer(layer.part, layer.rows[mask]) for layer, mask in zip(others, counting(others), strict=True)]
    own = [layer for layer in live if _same_sheet(layer.part, part)]
    kin = [layer for layer in live if layer in own or _alike(layer.part, part)]
    roles = _shared([new, *kin])
    key = key_of(part.kind, roles)
    seeds = own or [layer for layer in kin if _share_keys(layer, new, key, roles)]
    chosen = [layer for layer in kin if layer in seeds or not any(_beside(layer.part, seed.part) for seed in seeds)]
    days = _days(new.rows, KINDS[part.kind].date_role, roles)
    return Stream(
        identical=tuple(layer.part for layer in same if layer.part.id == part.id),
        layers=tuple(chosen),
        old=pd.concat([layer.rows for layer in chosen], ignore_index=True) if chosen else new.rows.iloc[:0],
        near=() if own else tuple(_near(part, [layer.part for layer in live if layer not in kin], standing)),
        own=bool(own),
        rule=replace(days, parts=tuple(layer.part.id for layer in chosen), key=key),
        amount=main_amount(part.kind, map(str, new.rows)),
    )


def _near(part: Part, strangers: Sequence[Part], standing: Standing) -> list[Part]:
    """Return the parts on the same days that it cannot be compared with: of other columns, or no longer readable."""
    unread = [known for known in standing.unread if known.kind == part.kind and known.id != part.id]
    apart = [known for known in strangers if known.digest != part.digest]
    return [known for known in (*apart, *unread) if _covers(known, part)]


def _days(rows: pd.DataFrame, role: str, shared: Sequence[str]) -> Supersedes:
    """Return a rule for no parts yet with the days of the rows; none when they have no dates that others have too."""
    if role not in shared or rows[role].isna().all():
        return Supersedes(())
    days = rows[role].dropna()
    undated = bool(rows[role].isna().any())
    return Supersedes((), (), role, days.min().date(), days.max().date(), undated)


def _shared(layers: Sequence[Layer]) -> list[str]:
    first, *others = layers
    return [
        str(role)
        for role in first.rows
        if not str(role).startswith("_") and all(role in layer.rows for layer in others)
    ]


def _share_keys(one: Layer, two: Layer, key: tuple[str, ...], roles: Sequence[str]) -> bool:
    return bool(np.isin(key_hashes(one.rows, key, roles), key_hashes(two.rows, key, roles)).any())


def _same_sheet(one: Part, two: Part) -> bool:
    """Tell whether a part is the same sheet of an earlier state of the file."""
    return one.digest != two.digest and one.file.casefold() == two.file.casefold() and one.sheet == two.sheet


def _alike(one: Part, two: Part) -> bool:
    if one.signature == two.signature:
        return True
    if one.digest == two.digest or (one.first is None) != (two.first is None):
        return False
    ours, theirs = set(one.mapping.roles), set(two.mapping.roles)
    return len(ours & theirs) >= LIKE_COLUMNS * len(ours | theirs)


def _beside(one: Part, two: Part) -> bool:
    """Tell whether two parts stand next to each other over the same days: two shops, not two exports of one."""
    linked = any(
        above.supersedes is not None and below.id in above.supersedes.parts for above, below in ((one, two), (two, one))
    )
    return not linked and _covers(one, two)


def _covers(one: Part, two: Part) -> bool:
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return one.signature == two.signature
    return one.first <= two.last and two.first <= one.last
