"""The set proposed for the goals: three to five KPIs with their reasons, all ticked, and one button that takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.phrases import in_sentence
from pages.parts import frame, state
from pages.parts.badges import badge
from pages.parts.goal import done_proposing, goal_button
from pages.parts.guide import show_guide
from pages.parts.icons import icon_button
from pages.parts.passport import show_passport
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Goal
    from kpi_core.offers import Proposal, Proposed


def propose(goal: Goal) -> None:
    """Draw the set for the goals of the workspace; taking it leads to the target of the first."""
    wanted = tuple(one.id for one in work.goals(state.store(), state.workspace_id()))
    found = state.read(work.proposal, wanted, state.today(), state.lang())
    top = st.container(key="top_proposal")
    name = escape(in_sentence(goal.name[state.lang()]))
    story = st.container(key="story_proposal")
    left, right = st.columns([2.35, 1], gap="large")
    with left:
        ticked = _set(found)
    with right:
        _beside(found)
    with story:
        count = len(found.kpis)
        frame.headline(say(f"page.proposal.title.{count}", goal=name) if count else say("page.proposal.none"))
        if count > 1:
            st.markdown(f":gray[{say('page.proposal.text')}]")
    with top, frame.top(say("page.proposal.meta", name=escape(state.workspace_name()), goal=goal.name[state.lang()])):
        goal_button(goal)
        if found.kpis:
            _take(ticked)


def _set(found: Proposal) -> list[Proposed]:
    if not found.kpis:
        return []
    with st.container(border=True, key="rows_proposal"):
        return [one for one in found.kpis if _row(one)]


def _row(one: Proposed) -> bool:
    name = escape(one.name)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(width="stretch", gap="xxsmall"):
            ticked = st.checkbox(f"**{name}**", True, key=f"take_{one.kpi}")
            badges = " ".join(badge(entry) for entry in one.badges)
            st.markdown(f"{escape(one.reason)} :gray[{escape(one.text)}]  \n{badges} :gray[{one.timing}]")
        about = say("page.catalogue.about", kpi=name)
        if icon_button("info", about, f"info_{one.kpi}"):
            show_passport(state.kpis()[one.kpi])
    return ticked


def _beside(found: Proposal) -> None:
    if found.balance:
        st.caption(f":material/balance: {found.balance}")
    if found.near:
        with st.container(border=True, key="tray_near"):
            st.header(say("page.proposal.near"), anchor=False)
            st.caption(say("page.proposal.near.how"))
            for one in found.near:
                badges = " ".join(badge(entry) for entry in one.badges)
                st.markdown(f"**{escape(one.name)}**  \n{badges}")
                if st.button(say("page.proposal.get"), key=f"get_{one.kpi}", type="tertiary"):
                    show_guide(state.kpis()[one.kpi])
    st.button(
        say("page.proposal.own"), key="own_choice", type="tertiary", icon=":material/list:", on_click=done_proposing
    )


def _take(ticked: list[Proposed]) -> None:
    count = len(ticked)
    label = say(f"page.proposal.take.{count}") if ticked else say("page.proposal.nothing")
    if st.button(label, type="primary", disabled=not ticked, key="take"):
        work.take_up(state.store(), state.workspace_id(), {one.kpi: one.goal for one in ticked})
        done_proposing()
        state.go("targets", kpi=ticked[0].kpi)
