"""After an import: one line that says it is done, and that undoes it. Until the next import, in this session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.store import DatasetVersion

LEFT = "import_before"


def remember(before: DatasetVersion | None) -> None:
    """Keep which version was there before an import; the first one has nothing to go back to."""
    state.leave(LEFT, before.id if before else None)


def undo_line() -> None:
    """Draw the line when an import was just made."""
    before = state.held(LEFT)
    if not isinstance(before, int):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="panel_undo"):
        st.markdown(f":material/check: {say('page.imported')}", width="stretch")
        if st.button(say("page.imported.undo"), type="tertiary", key="undo_import"):
            work.go_to_version(state.store(), state.workspace_id(), before)
            state.leave(LEFT, None)
            st.rerun()
        if st.button(say("page.close"), type="tertiary", key="close_import"):
            state.leave(LEFT, None)
            st.rerun()
