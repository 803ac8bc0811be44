"""Do customers come back: the block of the explore page with the triangle of groups and what is known of the customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.periods import Grain
from kpi_core.work.cohorts import returning
from pages.parts import frame, state
from pages.parts.charts import chart_or_table, draw
from pages.parts.customers import show_gone, show_worth
from pages.parts.known import how
from pages.parts.state import say
from pages.parts.tables import show_table
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work.cohorts import Returning
    from kpi_core.work.explored import Explored, View

NARROWEST = 640
"""Below this width the triangle scrolls sideways inside its card."""


def render(view: View, seen: Explored) -> None:
    """Draw the block under the explore page of a KPI about customers; nothing under any other."""
    del seen
    found = _read(view, None)
    if found is None:
        return
    with st.container(border=True, key="returning"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(found.title, anchor=False, width="content")
            grain, shown = _choose(found) if found.chart else (found.grain, "chart")
        found = _read(view, grain) or found
        st.markdown(escape(found.sentence))
        _groups(found, shown)
        left, right = st.columns([1.22, 1], gap="large") if found.worth else (st.container(), st.container())
        with left:
            show_worth(found)
        with right:
            show_gone(found, view)
        how("cohorts")


def _read(view: View, grain: Grain | None) -> Returning | None:
    return state.read(returning, view, grain, today=state.today(), lang=state.lang(), mode=state.mode())


def _choose(found: Returning) -> tuple[Grain, str]:
    """Draw the choices at the right of the title: by month or quarter, and picture or table."""
    options = [grain.value for grain in found.grains]
    grain = str(state.from_address("groups", options, found.grain.value))
    with st.container(horizontal=True, width="content"):
        st.segmented_control(
            say("page.cohorts.by"),
            options,
            key="groups",
            required=True,
            format_func=lambda one: say(f"page.cohorts.{one}"),
            label_visibility="collapsed",
        )
        shown = chart_or_table(say("page.cohorts.as"), "groups_as")
    return Grain(grain), shown


def _groups(found: Returning, shown: str) -> None:
    if found.chart is None or found.table is None:
        return
    if shown == "table":
        show_table(found.table)
    else:
        with st.grid(1, min_column_width=NARROWEST, wrap=False).cell():
            draw(found.chart, "triangle")
    st.caption(found.legend)
    frame.notes(found.notes)
