"""A workspace to a project file and back, and a new one for a next client: each in a drawer, with what goes along said first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.work.project import export_project, import_project, project_name
from kpi_core.work.templates import begin_from, template
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import css_text, distinct, escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.store import Workspace

KINDS = ("whole", "bare", "template")
EMPTY = ""
LONGEST_NAME = 120


def show_new() -> None:
    """Open the drawer in which a workspace for a next client is made."""
    st.dialog(say("page.clients.new"))(_new)()


def show_import() -> None:
    """Open the drawer in which a project file is read."""
    st.dialog(say("page.project.take"))(_import)()


def show_export(workspace: str, name: str) -> None:
    """Open the drawer in which a project file of a workspace is made. name: as the page shows it, not escaped."""
    st.dialog(say("page.project.of", name=escape(name)))(_export)(workspace, name)


def project_section() -> None:
    """Draw the part of the settings about the project file of the workspace that is open."""
    st.header(say("page.project"), anchor=False)
    st.caption(say("page.project.why"))
    with st.container(horizontal=True):
        if st.button(say("page.project.make"), icon=":material/download:"):
            show_export(state.workspace_id(), state.workspace_name())
        if st.button(say("page.project.take"), icon=":material/upload_file:", key="take_project"):
            show_import()


def _new() -> None:
    name = st.text_input(say("page.clients.name"), max_chars=LONGEST_NAME, key="client_name")
    known = distinct({one.id: one.name for one in state.workspaces()})
    begin = EMPTY
    if known:
        options = {EMPTY: say("page.clients.begin.empty")}
        options |= {id_: say("page.clients.begin.of", name=one) for id_, one in known.items()}
        begin = st.selectbox(say("page.clients.begin"), list(options), key="client_begin", format_func=options.get)
        if begin:
            st.caption(say("page.clients.begin.why"))
    if st.button(say("page.clients.make"), type="primary"):
        _make(lambda: _made(name, begin))


def _made(name: str, begin: str) -> Workspace:
    if begin:
        return begin_from(state.store(), begin, work.clean_name(name))
    return work.create(state.store(), name, state.lang())


def _import() -> None:
    st.caption(say("page.project.take.why"))
    drop, pick, limit = (css_text(say(f"page.{key}")) for key in ("project.drop", "start.pick", "project.limit"))
    st.html(f"<style>.st-key-project_zone{{--kk-drop:{drop};--kk-pick:{pick};--kk-limit:{limit};}}</style>")
    with st.container(key="project_zone"):
        file = st.file_uploader(
            say("page.project.take"), type=["kompas"], label_visibility="collapsed", key="project_file"
        )
    name = st.text_input(
        say("page.project.take.name"),
        max_chars=LONGEST_NAME,
        key="project_name",
        placeholder=say("page.project.take.usual"),
    )
    if st.button(say("page.project.take.do"), type="primary", disabled=file is None) and file is not None:
        with st.spinner(say("page.project.taking")):
            _make(lambda: import_project(state.store(), file.getvalue(), name=name))


def _make(make: Callable[[], Workspace]) -> None:
    """Make a workspace and go on in it, or say why not."""
    try:
        made = make()
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.open_workspace(made.id)
    found = work.standing(state.store(), made.id)
    state.go("dashboard" if found.has_data else "start")


def _export(workspace: str, name: str) -> None:
    kind = st.radio(
        say("page.project.kind"),
        KINDS,
        key=f"project_kind_{workspace}",
        format_func=lambda one: say(f"page.project.{one}"),
        captions=[say(f"page.project.{one}.why") for one in KINDS],
    )
    try:
        with st.spinner(say("page.project.making")):
            data = _project(workspace, kind)
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    st.download_button(
        say("page.project.download"),
        data,
        project_name(name, template=kind == "template"),
        "application/zip",
        type="primary",
        icon=":material/download:",
        key=f"project_get_{workspace}_{kind}",
        on_click="ignore",
    )


def _project(workspace: str, kind: str) -> bytes:
    if kind == "template":
        return template(state.store(), workspace)
    return export_project(state.store(), workspace, data=kind == "whole")
