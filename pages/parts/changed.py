"""What a target asked before: why it was changed, in one short field, and a list to go back by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.targets import as_variant, phrase
from pages.parts import state
from pages.parts.about import own_of
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Target
    from kpi_core.work import TargetState


def why_changed(target: Target) -> None:
    """Ask why a target is another than it was; nothing waits for the answer."""
    now, *before = state.read(work.target_states, target, state.lang()) or (None,)
    own = own_of(target)
    if now is None or not before or (now.why and state.held(f"explained_{own}") != now.since):
        return
    key = f"why_{own}"
    state.put(key, now.why)

    def explain() -> None:
        work.explain_change(state.store(), state.workspace_id(), target, str(state.widget(key) or ""))
        state.leave(f"explained_{own}", now.since)

    st.text_input(
        say("changed.why"), key=key, max_chars=2000, placeholder=say("changed.why.example"), on_change=explain
    )
    st.caption(say("changed.before", words=escape(before[0].words)))


def earlier(target: Target) -> None:
    """Draw everything this target asked, newest first; nothing while it asked one thing."""
    states = state.read(work.target_states, target, state.lang())
    if len(states) < 2:
        return
    with (
        st.expander(say("changed.title"), icon=":material/history:"),
        st.container(key=f"rows_changed_{own_of(target)}"),
    ):
        for one in states:
            _line(one, target)


def _line(one: TargetState, target: Target) -> None:
    why = f" · “{escape(one.why)}”" if one.why else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escape(one.words)}**  \n:gray[{escape(one.by)}{why}]", width="stretch")
        if one.now:
            st.badge(say("changed.now"), color="gray")
        elif one.target:
            back = say("changed.back")
            st.button(back, key=f"back_{one.version}", type="tertiary", on_click=_back, args=(target, one.version))


def _back(target: Target, version: int) -> None:
    kept = work.restore_target(state.store(), state.workspace_id(), target, version)
    shows(target, phrase(kept, as_variant(state.kpis()[kept.kpi], kept.variant), state.lang()))


def shows(target: Target, text: str) -> None:
    """Let the fields show what is kept; the sentence is put there, or the browser would go on showing what was typed."""
    state.forget(own_of(target))
    state.put(f"value_{own_of(target)}_{state.lang()}", text)
