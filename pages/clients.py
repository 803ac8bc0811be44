"""Clients: every workspace on one line, what needs attention first, with the one thing to do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.numbers import show_count
from kpi_core.work.desk import headline, in_order, line
from pages.parts import frame, state
from pages.parts.badges import badge
from pages.parts.icons import icon_button
from pages.parts.project import show_export, show_import, show_new
from pages.parts.state import say
from pages.parts.words import distinct, escape

if TYPE_CHECKING:
    from kpi_core.work.desk import Line


def render() -> None:
    known = state.workspaces()
    with frame.top(say("page.clients.meta", n=len(known), count=show_count(len(known), state.lang()))):
        if st.button(say("page.project.take"), icon=":material/upload_file:"):
            show_import()
        if st.button(say("page.clients.new"), icon=":material/add:", type="primary"):
            show_new()
    if not known:
        frame.headline(say("page.clients.empty"))
        st.markdown(f":gray[{say('page.clients.empty.missing')}]")
        return
    with st.spinner(say("page.clients.looking")):
        lines = in_order(state.read_in(one.id, line, state.today(), state.lang()) for one in known)
    frame.headline(headline(lines, state.lang()))
    names = distinct({one.id: one.name for one in known})
    with st.container(border=True, key="rows_clients"):
        for one in lines:
            _row(one, names[one.workspace.id])


def _row(one: Line, name: str) -> None:
    text, action = st.columns([3.4, 1.6], vertical_alignment="center")
    badges = " ".join(badge(entry) for entry in one.badges)
    with text, st.container(gap="xxsmall"):
        st.markdown(f"**{escape(name)}**  \n:gray[{one.facts}]")
        if badges:
            st.markdown(badges)
        if one.problem:
            st.caption(escape(one.problem))
    with action, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"):
        if st.button(
            one.next,
            key=f"open_{one.workspace.id}",
            type="tertiary",
            icon=":material/arrow_forward:",
            icon_position="right",
        ):
            state.open_workspace(one.workspace.id)
            state.go(one.page)
        if icon_button("download", say("page.project.of", name=escape(name)), f"file_{one.workspace.id}"):
            show_export(one.workspace.id, name)
