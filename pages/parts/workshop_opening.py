"""Before a workshop: what it goes through, how long that takes, and who takes part."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from kpi_core.work import workshop as workshops
from pages.parts import frame, state
from pages.parts.people import persons
from pages.parts.state import say
from pages.parts.words import escape


def opening() -> None:
    """Draw what is asked before the first step."""
    with frame.top(escape(state.workspace_name())):
        pass
    frame.headline(say("page.workshop.title"))
    st.markdown(f":gray[{say('page.workshop.intro')}]")
    left, right = st.columns([1, 1.22], gap="large")
    with right, st.container(border=True, key="rows_steps"):
        for place, name in enumerate(workshops.STEPS, start=1):
            minutes = say("page.workshop.minutes", n=workshops.MINUTES[name], count=workshops.MINUTES[name])
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.markdown(f"{place}. {say(f'page.workshop.step.{name}')}", width="stretch")
                st.caption(minutes, width="content")
    with left:
        people = persons(say("page.workshop.people"), "workshop_people", state.read(work.team))
        if st.button(
            say("page.workshop.begin" if people else "page.workshop.begin.none"), type="primary", disabled=not people
        ):
            work.set_team(state.store(), state.workspace_id(), people)
            workshops.begin_workshop(state.store(), state.workspace_id(), people, state.now())
            st.rerun()
        if state.read(workshops.can_resume) and st.button(
            say("page.workshop.resume"), icon=":material/undo:", type="tertiary"
        ):
            workshops.undo_workshop(state.store(), state.workspace_id())
            st.rerun()
