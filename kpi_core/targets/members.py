"""A target for each member: every campaign, every project, every group of customers of the same age.

With a share of 1 each of them has to keep to the bound, with 0.9 nine in ten. Judged is therefore one value: that of the member
who comes last among those that have to, the weakest when it is all of them. Members that rest on too few lines are told by
name and decide nothing. Per period as any bound; at an age once, when a member is that old.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi_core.model import Form, Status, Verdict
from kpi_core.targets.forms import bounds_of
from kpi_core.targets.standing import ROUNDING, SUM_RISK, cannot_tell, fewest, is_small

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.model import Kpi, Results, Target

NAMES_SHOWN = 3
LONGEST_NAME = 40
REASONS = {
    (False, False): "members_kept",
    (False, True): "members_kept_some_small",
    (True, False): "members_missed",
    (True, True): "members_missed_some_small",
}


@dataclass(frozen=True)
class Member:
    """One member with its value in the KPI's unit. off: how far on the wrong side. small: too few lines to judge by. rows: how many lines."""

    name: str
    value: float
    off: float
    small: bool
    rows: int = 0


def of_each(target: Target, kpi: Kpi, results: Results, today: date) -> Status:
    """Judge a target for each member on results split by its role, or for each cohort on the figures at an age."""
    if today < target.start:
        return cannot_tell("not_started", start=target.start)
    rows = _rows(target, results, today)
    if rows.empty:
        return cannot_tell("members_too_young", n=target.age or 0) if target.age else cannot_tell("no_data")
    reach = max(rows["end"])
    found = members(target, kpi, rows)
    judged = sorted((one for one in found if not one.small), key=lambda one: bounds_of(target, kpi).lead(one.value))
    if not judged:
        return cannot_tell("members_too_small", reach=reach, n=len(found))
    over = target.form is Form.AT_AGE or reach >= target.until
    if not over and today > target.until:
        return cannot_tell("waiting_for_data", reach=reach, until=target.until)
    status = _status(target, kpi, judged, [one for one in found if one.small], reach, over=over)
    hidden = len(rows) - len(found) if kpi.min_group and target.form is not Form.AT_AGE else 0
    return _beside_hidden(target, status, judged, hidden) if hidden else status


def _beside_hidden(target: Target, status: Status, judged: Sequence[Member], hidden: int) -> Status:
    """Tell that groups of people are hidden; where it takes them for enough to keep to the bound, nobody can tell."""
    kept = sum(one.off == 0 for one in judged)
    if status.verdict in (Verdict.ON_COURSE, Verdict.REACHED) and kept < _needed(target, len(judged) + hidden):
        return cannot_tell("members_hidden", reach=status.reach, n=hidden, kept=kept, shown=len(judged))
    return replace(status, fields={**status.fields, "hidden": hidden})


def _needed(target: Target, n: int) -> int:
    """Return how many of `n` members have to keep to the bound."""
    return max(1, math.ceil(target.share * n - ROUNDING))


def judged_members(target: Target, kpi: Kpi, results: Results, today: date) -> tuple[Member, ...]:
    """Return the members a verdict of today looks at, the furthest from the bound first; the small ones come last."""
    found = members(target, kpi, _rows(target, results, today))
    return tuple(sorted(found, key=lambda one: (one.small, bounds_of(target, kpi).lead(one.value))))


def members(target: Target, kpi: Kpi, rows: pd.DataFrame) -> tuple[Member, ...]:
    """Return the members with a value, in order of name."""
    bounds, needed = bounds_of(target, kpi), fewest(kpi, target.variant)
    found = []
    own = rows[rows["value"].notna()].sort_values("segment")
    for name, number, under, lines in zip(own["segment"], own["value"], own["denominator"], own["rows"], strict=True):
        value = float(number)
        off = bounds.off(value)
        off = 0.0 if off <= ROUNDING * abs(bounds.edge(value)) else off
        denominator = None if pd.isna(under) else float(under)
        found.append(Member(str(name), value, off, is_small(int(lines), denominator, needed), int(lines)))
    return tuple(found)


def kept_before(target: Target, kpi: Kpi, results: Results) -> tuple[int, int] | None:
    """Return how many members kept to the bound before the start, and of how many; None where that is not known."""
    frame = results.frame
    own = frame[frame["segment"].notna() & (frame["segment"] != "") & frame["complete"]]
    own = own[own["end"] < target.start]
    if target.form is not Form.AT_AGE and len(own):
        own = own[own["end"] == max(own["end"])]
    judged = [one for one in members(target, kpi, own) if not one.small]
    return (sum(one.off == 0 for one in judged), len(judged)) if judged else None


def of_age(results: Results) -> tuple[int, int]:
    """Return how many cohorts have a value at the age, and how many there are."""
    return int(results.frame["value"].notna().sum()), len(results.frame)


def _rows(target: Target, results: Results, today: date) -> pd.DataFrame:
    """Return the rows that count: of the last whole period, or of the cohorts that came to the age within the target."""
    frame = results.frame
    own = frame[(frame["kpi"] == target.kpi) & frame["segment"].notna() & frame["complete"] & (frame["end"] <= today)]
    own = own[own["segment"] != ""]
    if target.form is Form.AT_AGE:
        if target.segment:
            own = own[own["segment"] == target.segment[1]]
        return own[(own["end"] >= target.start) & (own["end"] <= target.until)]
    own = own[(own["start"] >= target.start) & (own["end"] <= target.until)]
    return own[own["end"] == max(own["end"])] if len(own) else own


def _status(
    target: Target, kpi: Kpi, judged: Sequence[Member], small: Sequence[Member], reach: date, *, over: bool
) -> Status:
    """Judge the member that decides: with `needed` of n having to keep to the bound, the one on place n - needed."""
    needed = _needed(target, len(judged))
    decides = judged[len(judged) - needed]
    edge = bounds_of(target, kpi).edge(decides.value)
    missed = [one for one in judged if one.off > 0]
    kept = decides.off == 0
    if over:
        verdict = Verdict.REACHED if kept else Verdict.MISSED
    elif kept:
        verdict = Verdict.ON_COURSE
    else:
        verdict = Verdict.AT_RISK if decides.off <= SUM_RISK * abs(edge) else Verdict.OFF_COURSE
    reason = REASONS[bool(missed), bool(small)]
    fields: dict[str, object] = {
        "now": decides.value,
        "expected": edge,
        "n": len(judged),
        "kept": len(judged) - len(missed),
        "needed": needed,
        "names": _names(missed),
        "small": _names(small),
    }
    return Status(verdict, decides.value, edge, decides.value - edge, reach, reason, fields)


def _names(found: Sequence[Member]) -> str:
    """Return the first names, shortened, as the customer wrote them: escape them where they are shown."""
    shown = [one.name[:LONGEST_NAME] for one in found[:NAMES_SHOWN]]
    return ", ".join(shown) + (f" (+{len(found) - NAMES_SHOWN})" if len(found) > NAMES_SHOWN else "")
