"""The parking lot: what has to wait is written down in a word and looked at again at the end."""

from __future__ import annotations

import streamlit as st

from kpi_core.work import workshop as workshops
from pages.parts import state
from pages.parts.icons import icon_button
from pages.parts.state import say
from pages.parts.words import escape


def parking() -> None:
    """Draw the button that opens the parking lot."""
    standing = state.read(workshops.parked)
    label = say("page.parking.count", n=len(standing), count=len(standing)) if standing else say("page.parking")
    with st.popover(label, icon=":material/local_parking:", type="tertiary"):
        st.text_input(
            say("page.parking.what"),
            key="parking_text",
            max_chars=300,
            placeholder=say("page.parking.example"),
            on_change=_park,
        )
        parking_list()


def parking_list() -> None:
    """Draw what is parked, each with a way to take it out; the last one taken out can be put back."""
    for note in state.read(workshops.parked):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(escape(note.text), width="stretch")
            about = say("page.parking.done", text=escape(note.text))
            icon_button("close", about, f"unpark_{note.id}", on_click=_unpark, args=(note.id,))
    gone = state.held("unparked")
    if gone:
        st.button(
            say("page.undo"), key="repark", icon=":material/undo:", type="tertiary", on_click=_repark, args=(gone,)
        )


def _park() -> None:
    workshops.park(state.store(), state.workspace_id(), str(state.widget("parking_text") or ""), state.today())
    state.put("parking_text", "")


def _unpark(id_: str) -> None:
    workshops.unpark(state.store(), state.workspace_id(), id_)
    state.leave("unparked", id_)


def _repark(id_: str) -> None:
    workshops.repark(state.store(), state.workspace_id(), id_)
    state.leave("unparked", None)
