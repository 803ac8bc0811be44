"""A round that is closed: its minutes, to take away and to copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.export.minutes import minutes_docx
from kpi_core.reports.minutes import as_text
from kpi_core.work.closing import reopen_round
from kpi_core.work.minutes import minutes, tasks
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Round
    from kpi_core.reports.minutes import Line, Minutes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_held(held: Round) -> None:
    """Draw the minutes of a round."""
    found = state.read(minutes, held.id, state.today(), state.lang())
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.markdown(f":gray[{escape(found.title)} · {escape(found.held)}]", width="stretch")
        if st.button(say("page.round.all"), key="to_rounds"):
            state.in_address(round=None)
            st.rerun()
    frame.headline(found.outcome)
    with st.container(horizontal=True, key="take_away"):
        name = say("page.round.file", period=held.period)
        st.download_button(
            say("page.round.docx"),
            lambda: minutes_docx(found),
            f"{name}.docx",
            DOCX,
            key="docx",
            type="primary",
            icon=":material/description:",
        )
        st.download_button(
            say("page.round.ics"),
            partial(
                tasks, state.store(), state.workspace_id(), held.id, state.lang(), state.now()
            ),  # made outside the session
            f"{name}.ics",
            "text/calendar",
            key="ics",
            icon=":material/event:",
        )
        if st.button(say("page.round.reopen"), key="reopen", type="tertiary", icon=":material/undo:"):
            reopen_round(state.store(), state.workspace_id(), held.id)
            state.in_address(round=None, kpi=None)
            st.rerun()
    _show(found)
    with st.expander(say("page.round.copy"), icon=":material/content_copy:"):
        st.code(as_text(found), language=None, wrap_lines=True)


def _show(found: Minutes) -> None:
    if found.present:
        st.markdown(f"**{found.words['present']}** {escape(found.present)}")
    if found.restated:
        with st.container(border=True):
            st.header(found.words["restated"], anchor=False)
            for text in found.restated:
                st.markdown(escape(text))
    for line in found.lines:
        _line(line, found)
    if found.upcoming:
        st.caption(escape(found.upcoming))


def _line(line: Line, found: Minutes) -> None:
    with st.container(border=True, gap="xsmall"):
        st.header(escape(line.name), anchor=False)
        status = f"**{escape(line.status)}** · " if line.status else ""
        st.markdown(f"{status}{escape(line.told)}")
        for label, text in line.facts:
            st.markdown(f"**{found.words[label]}** {escape(text)}")
