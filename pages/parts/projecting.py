"""Large type for a projector: the menu away, one thing at a time, a clock that does not hurry anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.numbers import show_clock
from pages.parts import state
from pages.parts.charts import LARGE
from pages.parts.frame import HERE
from pages.parts.state import say

if TYPE_CHECKING:
    from datetime import datetime


def large() -> None:
    """Show this page for a room: call it first."""
    state.leave(LARGE, True)
    st.html(HERE / "projector.css")


@st.fragment(run_every=5.0)
def clock(since: datetime, minutes: int) -> None:
    """Draw how much of the time of a step is left; once it is over, say so and stay."""
    left = minutes * 60 - int((state.now() - since).total_seconds())
    text = show_clock(left) if left > 0 else say("page.workshop.over")
    st.html(f'<div class="kk-clock" role="timer">{text}</div>')
