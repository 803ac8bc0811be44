"""The rows behind a number: which lines of which file and sheet it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.numbers import show_count, show_period
from kpi_core.work.traced import traced
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.work.explored import Explored, View


def show_rows(seen: Explored, view: View) -> None:
    """Offer the rows of one period; they are looked up only when that is asked."""
    if not seen.periods or not st.toggle(say("page.rows.show"), key="rows"):
        return
    names = {one: show_period(one, state.lang()) for one in seen.periods}
    period = st.selectbox(
        say("page.rows.period"),
        seen.periods,
        format_func=names.__getitem__,
        key="rows_period",
        width=280,
        placeholder=say("page.rows.period"),
    )
    where = {view.only[0]: (view.only[1],)} if view.only else {}
    count, table = traced(state.store(), state.workspace_id(), seen.kpi.id, period, lang=state.lang(), where=where)
    st.caption(say("page.rows.count", n=count, count=show_count(count, state.lang())))
    st.dataframe(table, hide_index=True)
