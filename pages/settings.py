"""Settings: the workspace's name, the values formulas ask for, earlier versions of the data, and the trash."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from kpi_core.catalogue import SETTINGS
from kpi_core.errors import KpiError
from pages.parts import frame, marks, state
from pages.parts.project import project_section
from pages.parts.setting import setting_field
from pages.parts.standing import version_words
from pages.parts.state import say
from pages.parts.words import escape


def render() -> None:
    frame.headline(say("page.settings.title"))
    with st.container(width=720):
        if state.workspace() is not None:
            _name()
            _params()
            marks.settings()
            _versions()
            project_section()
            _remove()
        _trash()


def _name() -> None:
    st.header(say("page.settings.workspace"), anchor=False)
    refused = state.held("refused_name")
    st.text_input(
        say("page.settings.name"), state.workspace_name(), max_chars=120, key="workspace_name", on_change=_rename
    )
    if isinstance(refused, KpiError):
        frame.refused(state.refusal(refused))


def _rename() -> None:
    state.leave("refused_name", None)
    try:
        work.rename(state.store(), state.workspace_id(), str(state.widget("workspace_name")))
    except KpiError as error:
        state.leave("refused_name", error)


def _params() -> None:
    st.header(say("page.settings.params"), anchor=False)
    st.caption(say("page.settings.params.why"))
    known = work.params(state.store(), state.workspace_id())
    for name in (one for one in SETTINGS if one in work.param_names()):
        typed = setting_field(name, f"param_{name}", known.get(name))
        usual = known.get(name, SETTINGS[name].default)
        if typed is not None and typed.value != usual and (typed.empty or typed.value is not None):
            work.set_param(state.store(), state.workspace_id(), name, typed.value)


def _versions() -> None:
    versions = work.versions(state.store(), state.workspace_id())
    if len(versions) < 2:
        return
    st.header(say("page.settings.versions"), anchor=False)
    st.caption(say("page.settings.versions.why"))
    with st.container(border=True, key="rows_versions"):
        for version in versions:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(version_words(version), width="stretch")
                if version.current:
                    st.markdown(f":material/check: {say('page.settings.version.current')}", width="content")
                elif st.button(say("page.settings.version.use"), key=f"version_{version.id}", type="tertiary"):
                    work.go_to_version(state.store(), state.workspace_id(), version.id)
                    st.rerun()


def _remove() -> None:
    st.header(say("page.settings.remove"), anchor=False)
    st.caption(say("page.settings.remove.why"))
    if st.button(say("page.settings.remove.do", name=escape(state.workspace_name())), icon=":material/delete:"):
        work.trash(state.store(), state.workspace_id())
        state.open_workspace(None)
        st.rerun()


def _trash() -> None:
    gone = work.trashed(state.store())
    if not gone:
        return
    st.header(say("page.settings.trash"), anchor=False)
    with st.container(border=True, key="rows_trash"):
        for space in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{escape(space.name)}**", width="stretch")
                if st.button(say("page.settings.restore"), key=f"restore_{space.id}", icon=":material/undo:"):
                    work.restore(state.store(), space.id)
                    state.open_workspace(space.id)
                    st.rerun()
