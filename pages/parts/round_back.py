"""On the way from a round to a target and back."""

from __future__ import annotations

import streamlit as st

from kpi_core.work.rounds import rounds
from pages.parts import state
from pages.parts.state import say


def back_line() -> None:
    """Draw the way back to the round one came from; nothing for who did not."""
    going = [one.id for one in rounds(state.store(), state.workspace_id()) if one.closed_on is None]
    if state.asked_for("back", going) is None:
        return
    if st.button(say("page.round.back"), key="to_round", type="tertiary", icon=":material/arrow_back:"):
        kpi = state.asked_for("kpi", list(state.kpis()))
        state.go("round", **({"kpi": kpi} if kpi else {}))
