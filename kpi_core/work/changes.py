"""What a new export changes: rows that are new, changed, gone or equal by their key, and the sum of every month touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.roles import ROLES
from kpi_core.work.keys import key_hashes, main_amount, row_hashes, scrambled
from kpi_core.work.layers import within

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt

    from kpi_core.store import Supersedes

CENT = 0.005
LONGEST_LIST = 40
"""A role with more values than this is no list that people keep: a new value in it is nothing to tell."""
WORDS_TOLD = 8


@dataclass(frozen=True)
class MonthChange:
    """One month in which the new export tells something else over the days that both cover.

    month: its first day. before, after: the sum of the amount, None = the kind has none. new, changed, vanished: how many.
    """

    month: date
    before: float | None
    after: float | None
    new: int = 0
    changed: int = 0
    vanished: int = 0


@dataclass(frozen=True)
class Changes:
    """A new export beside the rows there are. Counted by key (orders, invoices), or by row when the kind has no key.

    new: not there before. changed: other values under the same key. vanished: there before, on days the new export
    covers, and not in it. equal: told again as they were. covered: how many there were on the days it covers.
    amount: the role that is summed, None = none. words: per role of words the values that did not occur before, where
    these are a short list; the first few of them.
    """

    kind: str
    keyed: bool
    amount: str | None
    new: int = 0
    changed: int = 0
    vanished: int = 0
    equal: int = 0
    covered: int = 0
    months: tuple[MonthChange, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def met(self) -> int:
        """How many stand in both."""
        return self.changed + self.equal

    @property
    def same(self) -> bool:
        """Whether the new export only repeats or adds."""
        return not self.changed and not self.vanished


def changes(kind: str, old: pd.DataFrame, new: pd.DataFrame, rule: Supersedes) -> Changes:
    """Return what `new` changes in `old`, both by role and hashed; rule: the key and the days by which they are compared."""
    shared = [str(role) for role in new if role in old and not str(role).startswith("_")]
    amount = main_amount(kind, shared)
    before, after = _things(old, shared, rule), _things(new, shared, rule)
    inside = np.unique(before.key[_covered(old, rule)])
    fate = _fate(before, after, inside)
    return Changes(
        kind=kind,
        keyed=bool(rule.key),
        amount=amount,
        new=len(fate.new),
        changed=len(fate.changed),
        vanished=len(fate.vanished),
        equal=len(fate.equal),
        covered=len(inside),
        months=_months((old, new), (before, after), rule.day, amount, fate),
        words=_new_words(old, new, shared),
    )


def _covered(old: pd.DataFrame, rule: Supersedes) -> npt.NDArray[np.bool_]:
    """Return which rows the new export would tell again if they still stood.

    Without days only a table of whole rows is known to replace all: that lines of another order are missing says nothing.
    """
    if rule.day and rule.day in old:
        return within(old, rule)
    return np.full(len(old), not rule.key)


@dataclass(frozen=True)
class _Things:
    """The rows of a table by key: the key of every row, and per key what all of its rows say together."""

    key: npt.NDArray[np.uint64]
    told: pd.Series


@dataclass(frozen=True)
class _Fate:
    """The keys that are new, that say something else, that say the same, and that are gone."""

    new: npt.NDArray[np.uint64]
    changed: npt.NDArray[np.uint64]
    equal: npt.NDArray[np.uint64]
    vanished: npt.NDArray[np.uint64]


def _things(rows: pd.DataFrame, shared: list[str], rule: Supersedes) -> _Things:
    key = key_hashes(rows, rule.key, shared)
    told = pd.Series(scrambled(row_hashes(rows, shared)))
    return _Things(key, told.groupby(key).sum())


def _fate(before: _Things, after: _Things, inside: npt.NDArray[np.uint64]) -> _Fate:
    both = after.told.index.intersection(before.told.index)
    same = (after.told.loc[both] == before.told.loc[both]).to_numpy(dtype=bool)
    now = after.told.index.to_numpy(dtype="uint64")
    known = both.to_numpy(dtype="uint64")
    fresh = np.setdiff1d(now, before.told.index.to_numpy(dtype="uint64"))
    return _Fate(fresh, known[~same], known[same], np.setdiff1d(inside, now))


def _months(
    tables: tuple[pd.DataFrame, pd.DataFrame],
    things: tuple[_Things, _Things],
    day: str,
    amount: str | None,
    fate: _Fate,
) -> tuple[MonthChange, ...]:
    """Return the months that differ over the days both cover, in order."""
    if not day or any(day not in rows or rows[day].isna().all() for rows in tables):
        return ()
    first, last = max(rows[day].min() for rows in tables), min(rows[day].max() for rows in tables)
    days = (first.normalize(), last.normalize() + pd.Timedelta(days=1))
    was, now = (_by_month(rows, own, (day, *days), amount) for rows, own in zip(tables, things, strict=True))
    new, changed, vanished = _counted(now, fate.new), _counted(now, fate.changed), _counted(was, fate.vanished)
    before, after = (_per_month(frame.groupby("month")["amount"].sum()) for frame in (was, now))
    found = []
    for month in sorted({*before, *after}):
        was_sum, now_sum = before.get(month, 0.0), after.get(month, 0.0)
        told = MonthChange(
            month,
            was_sum if amount else None,
            now_sum if amount else None,
            new=int(new.get(month, 0)),
            changed=int(changed.get(month, 0)),
            vanished=int(vanished.get(month, 0)),
        )
        if told.new or told.changed or told.vanished or abs(now_sum - was_sum) > CENT:
            found.append(told)
    return tuple(found)


def _counted(frame: pd.DataFrame, keys: npt.NDArray[np.uint64]) -> dict[date, float]:
    """Return per month how many of these keys stand in it."""
    here = frame[np.isin(frame["key"].to_numpy(), keys)]
    return _per_month(here.groupby("month")["key"].nunique())


def _per_month(values: pd.Series) -> dict[date, float]:
    return {pd.Timestamp(str(month)).date(): float(value) for month, value in values.items()}


def _by_month(
    rows: pd.DataFrame, things: _Things, days: tuple[str, pd.Timestamp, pd.Timestamp], amount: str | None
) -> pd.DataFrame:
    """Return month, key and amount of the rows whose date, of this role, lies from the first moment to before the last."""
    role, start, end = days
    month = rows[role].dt.to_period("M").dt.to_timestamp()
    values = rows[amount].fillna(0).to_numpy() if amount else np.zeros(len(rows))
    frame = pd.DataFrame({"month": month.to_numpy(), "key": things.key, "amount": values})
    return frame[((rows[role] >= start) & (rows[role] < end)).to_numpy(dtype=bool)]


def _new_words(old: pd.DataFrame, new: pd.DataFrame, shared: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for role in shared:
        if ROLES[role].type not in {"category", "enum"}:
            continue
        known = set(old[role].dropna().astype(str).str.strip().str.casefold())
        fresh = [word for word in dict.fromkeys(new[role].dropna().astype(str)) if word.strip().casefold() not in known]
        if fresh and 0 < len(known) <= LONGEST_LIST:
            found.append((role, tuple(fresh[:WORDS_TOLD])))
    return tuple(found)
