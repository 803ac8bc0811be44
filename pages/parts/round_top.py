"""The first line of a round: which one, the time left, a pause, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.work import rounds
from kpi_core.work.closing import close_round
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.model import Round

EVERY = 15.0
"""Seconds between two looks at the clock: it tells minutes."""


def top(going: Round, period: str) -> None:
    """Draw the line; the clock lives with the round, so that a reload keeps it."""
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        (_clock if going.running_since else _still)(going, period)
        paused = going.running_since is None
        label = say("page.round.resume") if paused else say("page.round.pause")
        if st.button(label, key="pause", icon=":material/play_arrow:" if paused else ":material/pause:"):
            rounds.pause(state.store(), state.workspace_id(), going.id, state.now())
            st.rerun()
        if not rounds.decisions(state.store(), state.workspace_id(), round_=going.id):
            st.button(say("page.undo"), icon=":material/undo:", type="tertiary", on_click=_unbegin, args=(going,))
        if st.button(say("page.round.close"), key="close"):
            close(going)


def _unbegin(going: Round) -> None:
    """Take a round away that was begun by mistake; once something is decided it can only be closed."""
    rounds.drop_round(state.store(), state.workspace_id(), going.id)
    state.in_address(round=None, kpi=None)


def close(going: Round) -> None:
    """Close the round and show its minutes."""
    close_round(state.store(), state.workspace_id(), going.id, state.today())
    state.in_address(round=going.id, kpi=None)
    st.rerun()


@st.fragment(run_every=EVERY)
def _clock(going: Round, period: str) -> None:
    _still(going, period)


def _still(going: Round, period: str) -> None:
    left = rounds.minutes_left(going, state.now())
    told = say("page.round.left", n=left) if left > 0 else say("page.round.over")
    name = say(f"page.round.name.{rounds.grain_of(going)}", period=period)
    st.markdown(f":gray[{name}] · **{told}**", width="stretch")
