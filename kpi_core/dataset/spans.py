"""Several rows of one person: an end that another row takes over is no departure, and two rows at once are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kpi_core.model import Issue
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from numpy.typing import NDArray

HOLDERS: Map[str, str] = {"employees": "employee_id", "subscriptions": "customer_id"}
"""Whose rows follow upon each other in a register."""
NEVER = 10.0**7
"""A day after every date."""
ROWS_SHOWN = 5


def followed(tables: Map[str, pd.DataFrame]) -> tuple[dict[str, pd.DataFrame], list[Issue]]:
    """Return the tables with, in registers, until when each row holds and whether its holder stays, and what to tell.

    `_until`: the day from which a row is no longer in force: its last day, or the day after where another row of the same
    holder begins then; missing = still going. `_stays`: another row of the same holder goes on after the row's end.
    """
    found, issues = dict(tables), []
    for kind, holder in HOLDERS.items():
        frame, (start, end) = found.get(kind), KINDS[kind].span or ("", "")
        if frame is not None and {holder, start, end} <= set(frame):
            found[kind] = _with_successors(frame, holder, start, end)
            n = int(found[kind]["_stays"].sum())
            if n:
                issues.append(Issue("ends_followed", "info", fields={"kind": kind, "n": n}))
    issues += _free(found.get("subscriptions"))
    staff, absence = found.get("employees"), found.get("absences")
    if staff is not None and {"employee_id", "hire_date", "termination_date"} <= set(staff):
        twice = _at_once(staff, ["employee_id"], "hire_date", "termination_date", last_counts=False)
        issues += _told("staff_at_once", staff, twice)
    if absence is not None and {"employee_id", "absence_start", "absence_end"} <= set(absence):
        keys = ["employee_id", *({"absence_type"} & set(absence))]
        issues += _told(
            "absence_at_once", absence, _at_once(absence, keys, "absence_start", "absence_end", last_counts=True)
        )
    return found, issues


def _with_successors(frame: pd.DataFrame, holder: str, start: str, end: str) -> pd.DataFrame:
    who = pd.factorize(frame[holder])[0].astype("float64")
    first, last = _days(frame[start]), _days(frame[end])
    open_end = np.where(np.isnan(last), NEVER, last)
    fit = (who >= 0) & ~np.isnan(first) & (open_end >= first)
    place = who * NEVER * 2
    starts = place[fit] + first[fit]
    order = np.argsort(starts, kind="stable")
    starts = starts[order]
    latest = np.maximum.accumulate(place[fit][order] + open_end[fit][order])
    ended = fit & ~np.isnan(last)
    next_day = np.where(ended, place + last + 1, -1)
    known = np.searchsorted(starts, next_day, side="right") - 1
    stays = ended & (known >= 0)
    stays[stays] = latest[known[stays]] > (place + last)[stays]
    bridged = ended & np.isin(next_day, starts)
    until = pd.Series(np.where(bridged, last + 1, last), index=frame.index).astype("Int32")
    return frame.assign(_until=until, _stays=stays)


def _at_once(frame: pd.DataFrame, keys: list[str], start: str, end: str, *, last_counts: bool) -> pd.Series:
    """Return which rows begin while an earlier row of the same keys is still going. last_counts: its last day included."""
    first, last = _days(frame[start]), _days(frame[end])
    known = frame[keys].assign(first=first, last=np.where(np.isnan(last), NEVER, last), place=frame.index)
    known = known[frame[keys[0]].notna() & ~np.isnan(first) & (known["last"] >= known["first"])]
    known = known.sort_values("first", kind="stable")
    groups = known.groupby(keys, dropna=False)
    before = groups["last"].cummax().groupby([known[key] for key in keys], dropna=False).shift()
    going = before >= known["first"] if last_counts else before > known["first"]
    return pd.Series(data=False, index=frame.index).where(~frame.index.isin(known["place"][going]), other=True)


def _free(subscriptions: pd.DataFrame | None) -> list[Issue]:
    """Return that subscriptions of nothing a month, such as trials, count as subscribers."""
    if subscriptions is None or "mrr" not in subscriptions or not (subscriptions["mrr"] == 0).any():
        return []
    return [Issue("subscriptions_free", "warning", fields={"n": int((subscriptions["mrr"] == 0).sum())})]


def _told(code: str, frame: pd.DataFrame, rows: pd.Series) -> list[Issue]:
    if not rows.any():
        return []
    people = int(frame.loc[rows, "employee_id"].nunique())
    listed = ", ".join(str(row) for row in sorted(frame.loc[rows, "_row"])[:ROWS_SHOWN])
    return [Issue(code, "warning", fields={"n": people, "rows": listed})]


def _days(dates: pd.Series) -> NDArray[np.float64]:
    days = dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype("int64").astype("float64"))
