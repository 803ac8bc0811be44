"""What is kept of an own KPI: its earlier states, taking it away and back, and all of them as a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.numbers import show_date
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import Listed

REMOVED = "own_removed"


def history(own: Listed) -> None:
    """List every state the KPI had, and let one stand again."""
    versions = work.own_history(state.store(), state.workspace_id(), own.kpi.id)
    if len(versions) < 2:
        return
    with st.expander(say("page.own.history")):
        for version in versions[1:]:
            with st.container(horizontal=True, vertical_alignment="center"):
                day = show_date(version.created_at.date(), state.lang())
                what = f"{version.kpi.name}: {version.kpi.formula}" if version.kpi else say("page.own.gone")
                st.markdown(f":gray[{day}] {escape(what)}", width="stretch")
                label = say("page.own.restore")
                if version.kpi and st.button(label, key=f"own_back_{version.id}", type="tertiary"):
                    _restore(own.kpi.id, version.id)


def _restore(kpi: str, version: int) -> None:
    try:
        work.restore_own(state.store(), state.workspace_id(), kpi, version)
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.forget_fields("own_")
    st.rerun()


def remove_button(own: Listed) -> None:
    """Take the KPI away; it can be brought back."""
    if not st.button(say("page.own.remove"), icon=":material/delete:", type="tertiary", key="own_remove"):
        return
    try:
        work.remove_own(state.store(), state.workspace_id(), own.kpi.id)
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.leave(REMOVED, (own.kpi.id, own.kpi.name))
    state.forget_fields("own_")
    st.rerun()


def undo_removed() -> None:
    """Say that a KPI was taken away, with the way back."""
    removed = state.held(REMOVED)
    if not isinstance(removed, tuple):
        return
    kpi, name = removed
    with st.container(horizontal=True, vertical_alignment="center", key="panel_own_removed"):
        st.markdown(say("page.own.removed", name=escape(name)), width="stretch")
        if st.button(say("page.own.undo", name=escape(name)), type="tertiary", key="own_undo"):
            work.undo_own(state.store(), state.workspace_id(), kpi)
            state.leave(REMOVED, None)
            st.rerun()


def file_exchange(*, has_own: bool) -> None:
    """Offer all own KPIs as a file, and take those of a file over."""
    with st.expander(say("page.own.file")):
        if has_own:
            st.download_button(
                say("page.own.export"),
                partial(work.export_own, state.store(), state.workspace_id()),
                file_name="eigen-kpis.yaml",
                mime="application/yaml",
                icon=":material/download:",
                on_click="ignore",
                key="own_export",
            )
        sent = st.file_uploader(say("page.own.import"), type=["yaml", "yml"], key="own_import", max_upload_size=1)
        if sent is not None and state.held("own_file") != sent.file_id:
            _take(sent.getvalue())
            state.leave("own_file", sent.file_id)


def _take(data: bytes) -> None:
    try:
        taken = work.import_own(state.store(), state.workspace_id(), data, state.lang())
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.leave("own_said", say("page.own.taken", added=taken.added, changed=taken.changed, same=taken.same))
    st.rerun()
