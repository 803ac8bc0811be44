"""What leads to the yearly look: a calm line when it is due, and the days on which a KPI was looked at."""

from __future__ import annotations

import streamlit as st

from kpi_core.work.renewing import count_look, due_words
from pages.parts import state
from pages.parts.state import say


def review_line() -> None:
    """Say that the yearly look is due, and lead on to it; nothing while it is not."""
    told = state.read(due_words, state.today(), state.lang())
    if told:
        with st.container(horizontal=True, vertical_alignment="center", key="review_line"):
            st.caption(f":material/event_repeat: {told}", width="content")
            if st.button(say("page.review.open"), key="to_review", type="tertiary"):
                state.go("review-kpis")


def looked_at(kpi: str) -> None:
    """Count that a KPI is looked at, once per session and day."""
    mark = f"looked_{kpi}_{state.today():%Y%m%d}_{state.workspace_id()}"
    if not state.held(mark):
        state.leave(mark, True)
        count_look(state.store(), state.workspace_id(), kpi, state.today())
