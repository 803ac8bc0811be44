"""Actions: what is late and what runs, who does it, and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.work.doing import doings
from pages.parts import frame, state
from pages.parts.actions import action_form, changed, show_actions
from pages.parts.state import say
from pages.parts.words import distinct, escape

if TYPE_CHECKING:
    from kpi_core.work.doing import Doings

EVERY = ""


def render() -> None:
    if not state.workspace():
        frame.empty(say("actions.none"), say("actions.none.why"), say("page.nodata.do"), "start")
    every = state.read(doings, state.today(), state.lang())
    followed = [one.kpi for one in work.choices(state.store(), state.workspace_id()) if not one.benched]
    known = state.kpis()
    kpis = distinct({one: known[one].name[state.lang()] for one in (*every.kpis, *followed) if one in known})
    kpi = state.from_address("kpi", [EVERY, *kpis], EVERY) or None
    owner = state.from_address("who", [EVERY, *every.owners], EVERY) or None
    with frame.top(escape(state.workspace_name())):
        pass
    found = state.read(doings, state.today(), state.lang(), kpi=kpi, owner=owner)
    frame.headline(escape(found.headline))
    changed()
    if every.kpis or kpi:
        _filters(kpis, every)
    else:
        st.markdown(f":gray[{say('actions.none.why')}]")
    show_actions(found.running, "running", named=True)
    ended = (*found.done, *found.dropped)
    if ended:
        with st.expander(say("actions.ended", n=len(ended), count=len(ended))):
            show_actions(ended, "ended", named=True)
    _new(kpis, kpi, expanded=not found.running)


def _filters(kpis: dict[str, str], every: Doings) -> None:
    left, right, _ = st.columns([1, 1, 1])
    left.selectbox(
        say("actions.kpi"),
        [EVERY, *kpis],
        key="kpi",
        format_func={EVERY: say("actions.every_kpi"), **kpis}.__getitem__,
    )
    right.selectbox(
        say("actions.owner"),
        [EVERY, *every.owners],
        key="who",
        format_func={EVERY: say("actions.everyone"), **dict(zip(every.owners, every.owners, strict=True))}.__getitem__,
    )


def _new(kpis: dict[str, str], kpi: str | None, *, expanded: bool) -> None:
    if not kpis:
        if st.button(say("page.dashboard.choose"), type="primary"):
            state.go("catalogue")
        return
    with st.expander(say("actions.new"), icon=":material/add_task:", expanded=expanded):
        chosen = kpi or st.selectbox(say("actions.which"), list(kpis), key="action_kpi", format_func=kpis.__getitem__)
        if action_form(chosen, f"new_{chosen}", primary=True):
            st.rerun()
