"""Workshop: with a group, on a projector, from goals to a hand-over; one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.work import workshop as workshops
from pages.parts import frame, state
from pages.parts.parking import parking
from pages.parts.projecting import clock, large
from pages.parts.state import say
from pages.parts.words import escape
from pages.parts.workshop import step
from pages.parts.workshop_opening import opening

if TYPE_CHECKING:
    from kpi_core.model import Workshop


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.workshop.empty"), say("page.workshop.empty.missing"), say("page.nodata.do"), "start")
    at = state.read(workshops.workshop)
    if at is None:
        opening()
        return
    st.set_page_config(initial_sidebar_state="collapsed")
    large()
    _top(at)
    can_go_on = step(at)
    _foot(at, can_go_on=can_go_on)


def _top(at: Workshop) -> None:
    place, count = workshops.STEPS.index(at.step) + 1, len(workshops.STEPS)
    where = say("page.workshop.where", place=place, count=count)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="top"):
        st.markdown(f":gray[{escape(state.workspace_name())} · {where} · **{say(f'page.workshop.step.{at.step}')}**]")
        with st.container(width="content"):
            clock(at.since, workshops.MINUTES[at.step])


def _foot(at: Workshop, *, can_go_on: bool) -> None:
    st.space("small")
    first, last = at.step == workshops.STEPS[0], at.step == workshops.STEPS[-1]
    with st.container(horizontal=True, vertical_alignment="center", key="workshop_foot"):
        if not first:
            st.button(say("page.workshop.back"), shortcut="Left", on_click=_move, args=("back",))
        if last:
            st.button(say("page.workshop.end"), type="primary", on_click=_end)
        else:
            st.button(
                say(f"page.workshop.next.{at.step}" if can_go_on else f"page.workshop.wait.{at.step}"),
                type="primary",
                shortcut="Right",
                disabled=not can_go_on,
                on_click=_move,
                args=("onward",),
            )
        if state.read(workshops.can_undo):
            st.button(say("page.undo"), icon=":material/undo:", type="tertiary", on_click=_undo)
        parking()
        if not last:
            st.button(say("page.workshop.stop"), type="tertiary", on_click=_end)


def _move(way: str) -> None:
    move = workshops.onward if way == "onward" else workshops.back
    move(state.store(), state.workspace_id(), state.now())
    state.forget_fields("workshop_")


def _undo() -> None:
    workshops.undo_workshop(state.store(), state.workspace_id())
    state.forget_fields("workshop_")


def _end() -> None:
    workshops.end_workshop(state.store(), state.workspace_id())
