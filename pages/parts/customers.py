"""What customers brought so far, who is quiet or left, and what is to come of those there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.work.cohorts import look_ahead
from pages.parts import state
from pages.parts.charts import draw
from pages.parts.state import say
from pages.parts.tables import show_table
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work.cohorts import Returning
    from kpi_core.work.explored import View


def show_worth(found: Returning) -> None:
    """Draw what a customer has brought by age, and what that is counted in."""
    if found.worth is None:
        return
    st.markdown(f"**{say('cohorts.worth')}**")
    st.markdown(escape(found.worth.sentence))
    draw(found.worth.chart, "brought")
    if found.worth.note:
        st.caption(found.worth.note)


def show_gone(found: Returning, view: View) -> None:
    """Say who is quiet or left, and look ahead when that is asked for."""
    if found.quiet:
        st.markdown(f"**{say('cohorts.quiet.title')}**")
        st.markdown(escape(found.quiet))
    if found.leavers:
        st.markdown(f"**{say('page.cohorts.left')}**")
        st.markdown(escape(found.leavers.sentence))
        st.markdown(escape(found.leavers.stay))
        show_table(found.leavers.table)
    if found.missing:
        st.caption(found.missing)
    if found.can_look_ahead and st.toggle(say("page.cohorts.ahead"), key="groups_ahead"):
        st.markdown(escape(state.read(look_ahead, view, today=state.today(), lang=state.lang())))
