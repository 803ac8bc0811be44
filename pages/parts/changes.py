"""Month two: what the new export tells otherwise, month by month, what becomes of the rows, and the one control over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.numbers import show_count, show_period, show_value
from kpi_core.periods import Grain, period_of
from kpi_core.roles import ROLES
from kpi_core.units import Unit
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.work import Changes, Draft, DraftTable, Effect, MonthChange

MOST_MONTHS = 3
NAMED = ("invoices", "sales")
"""The kinds whose rows have a name of their own; of the others the rows are counted."""


def changes(draft: Draft) -> None:
    """Draw for every table that meets rows of its kind what it changes; a table without anything to change is silent."""
    for entry in draft.tables:
        plan = entry.plan
        if plan.question is None and plan.changes is not None and (plan.takes or plan.changes.months):
            with st.container(key=f"panel_changes_{entry.key}", gap="small"):
                _told(entry, plan.changes)
                _chosen(entry)


def _told(entry: DraftTable, found: Changes) -> None:
    st.subheader(say("page.changes", sheet=entry.key), anchor=False)
    told = sorted(sorted(found.months, key=_weight, reverse=True)[:MOST_MONTHS], key=lambda month: month.month)
    st.markdown("  \n".join([_counts(found), *(_month(month, found) for month in told)]))
    hidden = len(found.months) - MOST_MONTHS
    if hidden > 0:
        st.caption(say("page.changes.more", n=hidden, count=hidden))


def _chosen(entry: DraftTable) -> None:
    plan = entry.plan
    picked = st.selectbox(
        say("page.plan"),
        plan.choices,
        index=plan.choices.index(plan.action),
        format_func=lambda action: say(f"page.plan.{action}"),
        key=f"plan_{entry.key}_{plan.action}",
        width=480,
        placeholder=say("page.plan"),
    )
    if plan.effect is not None:
        st.caption(_effect(plan.effect))
    if picked != plan.action:
        work.set_plan(state.store(), state.workspace_id(), entry.key, picked)
        st.rerun()


def _counts(found: Changes) -> str:
    """Return how many are new, changed, gone and equal, in one sentence."""
    parts = [_count(what, getattr(found, what), found) for what in ("new", "changed", "vanished", "equal")]
    return ", ".join(part for part in parts if part) + "."


def _count(what: str, n: int, found: Changes) -> str:
    return say(f"page.changes.{what}", n=n, things=_things(n, found)) if n else ""


def _things(n: int, found: Changes) -> str:
    name = found.kind if found.keyed and found.kind in NAMED else "rows"
    return say(f"page.changes.of.{name}", n=n, count=show_count(n, state.lang()))


def _weight(month: MonthChange) -> float:
    return abs((month.after or 0.0) - (month.before or 0.0))


def _month(month: MonthChange, found: Changes) -> str:
    name = show_period(period_of(month.month, Grain.MONTH), state.lang())
    name = name[:1].upper() + name[1:]
    counts = ((what, getattr(month, what)) for what in ("vanished", "new", "changed"))
    why = ", ".join(_count(what, n, found) for what, n in counts if n)
    if month.before is None or month.after is None or found.amount is None:
        return say("page.changes.month.rows", month=name, why=why)
    before, after = _sums(found.amount, month.before, month.after)
    if before == after:
        return say("page.changes.month.same", month=name, after=after, why=why)
    return say("page.changes.month", month=name, before=before, after=after, why=why)


def _effect(effect: Effect) -> str:
    """Return what the data is after this, beside what it was."""
    rows = {
        "n": effect.rows_after,
        "before": show_count(effect.rows_before, state.lang()),
        "after": show_count(effect.rows_after, state.lang()),
    }
    told = say("page.plan.effect", **rows)
    if effect.amount is None or effect.sum_before is None or effect.sum_after is None:
        return told
    before, after = _sums(effect.amount, effect.sum_before, effect.sum_after)
    sums = say("page.plan.sum", role=ROLES[effect.amount].name[state.lang()], before=before, after=after)
    return f"{told} {sums}"


def _sums(role: str, before: float, after: float) -> tuple[str, str]:
    """Return both sums as a sentence holds them: whole, unless that would hide the difference."""
    unit = Unit.CURRENCY if ROLES[role].type == "money" else Unit.SCORE
    places = 0 if abs(after - before) >= 1 or after == before else 2
    first, second = (show_value(value, unit, state.lang(), precision=places) for value in (before, after))
    return first, second
