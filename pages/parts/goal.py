"""Where someone wants to go: asked once, before anything is chosen, and changed whenever they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import offers, work
from kpi_core.catalogue import GOALS
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Goal

ASKING, SKIPPED, LOOKS = "goal_asked", "goal_skipped", "looks_first"


def looks_first() -> bool:
    """Without data, offer to add it; tell whether someone rather looks at what there is to measure, and what it needs."""
    if not state.held(LOOKS):
        frame.headline(say("page.catalogue.empty"))
        st.markdown(f":gray[{say('page.catalogue.empty.missing')}]")
        with st.container(horizontal=True):
            if st.button(say("page.nodata.do"), type="primary"):
                state.go("start")
            if st.button(say("page.goal.look"), key="look_first", type="tertiary"):
                state.ensure_workspace()
                state.leave(LOOKS, True)
                st.rerun()
    return bool(state.held(LOOKS))


def goal_is_asked(goal: Goal | None) -> bool:
    """Tell whether the goal is the question now: someone wants another one, or nothing was chosen at all yet."""
    fresh = goal is None and not work.choices(state.store(), state.workspace_id())
    return bool(state.held(ASKING)) or (fresh and not state.held(SKIPPED))


def ask_goal() -> None:
    """Ask for the goal; what was chosen before stays."""
    with frame.top(escape(state.workspace_name())):
        if st.button(say("page.goal.none"), type="tertiary", key="goal_none"):
            _done()
    frame.headline(say("page.goal.title"))
    st.markdown(f":gray[{say('page.goal.text')}]")
    available = state.read(work.measurable_today, state.today())
    grid = st.grid(2, min_column_width=300)
    for goal in GOALS.values():
        with grid.cell():
            _tile(goal, offers.reach(goal, available, state.lang()))


def _tile(goal: Goal, reach: str) -> None:
    with (
        st.container(border=True, height="stretch"),
        st.container(horizontal=True, vertical_alignment="center", wrap=False),
    ):
        text = f"**{goal.name[state.lang()]}**  \n{goal.sentence[state.lang()]}  \n:gray[{reach}]"
        st.markdown(text, width="stretch")
        if st.button(say("page.catalogue.choose"), key=f"goal_{goal.id}"):
            work.set_goal(state.store(), state.workspace_id(), goal.id)
            state.reset("department")
            state.in_address(department=None)
            _done()


def goal_button(goal: Goal | None) -> None:
    """Offer to choose another goal, or a first one."""
    if st.button(say("page.goal.other" if goal else "page.goal.pick"), key="goal_other"):
        state.leave(ASKING, True)
        st.rerun()


def _done() -> None:
    state.leave(ASKING, None)
    state.leave(SKIPPED, True)
    st.rerun()
