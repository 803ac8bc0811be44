"""The actions of the KPI that is looked at, what they did, and the form for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.insights import NEEDS_ATTENTION
from kpi_core.work.doing import doings
from pages.parts import state
from pages.parts.actions import action_form, changed, show_actions
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.work.explored import Explored, View


def render(view: View, seen: Explored) -> None:
    """Draw the actions of the KPI that is looked at, and the form for a new one."""
    found = state.read(doings, state.today(), state.lang(), kpi=view.kpi)
    off = bool(seen.card.badge and seen.card.badge.verdict in NEEDS_ATTENTION and not found.running)
    with st.container(border=True, key="actions_block"):
        st.header(say("actions.title"), anchor=False)
        if off:
            st.markdown(say("actions.off"))
        changed()
        show_actions(found.running, "running")
        ended = (*found.done, *found.dropped)
        if ended:
            with st.expander(say("actions.ended", n=len(ended), count=len(ended))):
                show_actions(ended, "ended")
        with st.expander(say("actions.new"), icon=":material/add_task:", expanded=off):
            if action_form(view.kpi, f"act_{view.kpi}", segment=view.only):
                st.rerun()
