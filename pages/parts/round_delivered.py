"""Before a round: who has not delivered yet, and which closed figures say something else by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.work import round_page
from kpi_core.work.closing import take_over, undo_take_over
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.work.round_page import Late

TAKEN = "taken_over"


def show_delivered(late: Sequence[Late], name: str) -> None:
    """Draw who has not delivered the period with this name, or that everyone did."""
    with st.container(border=True, key="delivered"):
        st.header(say("page.round.delivered"), anchor=False)
        if not late:
            st.markdown(f":green-badge[:material/check: {say('page.round.delivered.all', period=name)}]")
            return
        with st.container(key="rows_late"):
            for one in late:
                who = f" · {escape(one.owners)}" if one.owners else ""
                told = say("page.round.late.until", date=one.until)
                st.markdown(f":orange-badge[:material/schedule: {told}] **{escape(one.name)}**{who}")
                st.caption(say("page.round.late.for", kpis=escape(one.kpis)))
        if st.button(say("page.round.deliver"), key="deliver", icon=":material/upload_file:"):
            state.go("start")


def show_restated() -> None:
    """Draw what was restated since it was closed, with one button that takes it over; and its undo once that is done."""
    found = state.read_figures(round_page.moved, state.today(), state.lang())
    taken = state.held(TAKEN)
    if not found and not isinstance(taken, tuple):
        return
    with st.container(border=True, key="restated"):
        if found:
            st.header(say("page.round.restated"), anchor=False)
            with st.container(key="rows_restated"):
                for one in found:
                    st.markdown(escape(one.text))
            st.caption(say("page.round.restated.note"))
            if st.button(say("page.round.take"), key="take_over"):
                state.leave(TAKEN, take_over(state.store(), state.workspace_id(), [one.of for one in found]))
                st.rerun()
        elif isinstance(taken, tuple):
            st.markdown(f":material/check: {say('page.round.taken')}")
            if st.button(say("page.round.take.undo"), key="take_undo", type="tertiary"):
                undo_take_over(state.store(), state.workspace_id(), taken)
                state.leave(TAKEN, None)
                st.rerun()
