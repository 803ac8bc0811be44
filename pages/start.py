"""Start: drop a file or try the sample company, and go on where you were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.roles import KINDS
from pages.parts import frame, state
from pages.parts.dropping import drop
from pages.parts.standing import part_words, standing_words
from pages.parts.state import say
from pages.parts.words import distinct, escape

if TYPE_CHECKING:
    from kpi_core.store import DatasetVersion
    from kpi_core.work import Standing


def render() -> None:
    with st.container(horizontal_alignment="center"), st.container(width=720, key="start"):
        st.space("small")
        version = state.version()
        frame.headline(say("page.start.title.more" if version else "page.start.title"))
        st.markdown(f":gray[{say('page.start.intro.more' if version else 'page.start.intro')}]")
        drop()
        spaces = work.workspaces(state.store())
        _draft([space for space in spaces if space.workspace == state.workspace() and space.has_draft])
        if version:
            _parts(version)
        _recent([space for space in spaces if space.workspace != state.workspace() or not version])


def _draft(waiting: list[Standing]) -> None:
    if waiting:
        with st.container(horizontal=True, vertical_alignment="center", key="panel_draft"):
            st.markdown(say("page.start.draft"), width="stretch")
            if st.button(say("page.start.draft.open"), type="primary"):
                state.go("columns")


def _parts(version: DatasetVersion) -> None:
    st.space("small")
    st.header(say("page.start.files", name=escape(state.workspace_name())), anchor=False)
    with st.container(border=True, key="rows_files"):
        for part in version.parts:
            kind = KINDS[part.kind].name[state.lang()] if part.kind else say("page.start.list")
            st.markdown(f"**{kind}** · {escape(part.file)}, {escape(part.sheet)}  \n:gray[{part_words(part)}]")


def _recent(spaces: list[Standing]) -> None:
    if not spaces:
        return
    st.space("small")
    st.header(say("page.start.resume"), anchor=False)
    names = distinct({space.workspace.id: space.workspace.name for space in work.workspaces(state.store())})
    with st.container(border=True, key="rows_recent"):
        for space in spaces:
            with st.container(horizontal=True, vertical_alignment="center"):
                name = escape(names[space.workspace.id])
                st.markdown(f"**{name}**  \n:gray[{standing_words(space)}]", width="stretch")
                if st.button(
                    say("page.start.open"),
                    key=f"open_{space.workspace.id}",
                    type="tertiary",
                    icon=":material/arrow_forward:",
                    icon_position="right",
                ):
                    state.open_workspace(space.workspace.id)
                    state.go("dashboard" if space.has_data else "columns" if space.has_draft else "start")
