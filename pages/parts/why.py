"""Why it changed: one sentence, the bridge that shows it, and the same figures as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.work.drivers import why
from pages.parts import state
from pages.parts.charts import draw, key_line
from pages.parts.known import how
from pages.parts.state import say
from pages.parts.tables import show_table
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.work.bridged import Bridge
    from kpi_core.work.explored import Explored, View

SPANS = ("last", "year")


def render(view: View, seen: Explored) -> None:
    """Draw why the KPI of the page changed; nothing while there is nothing to compare."""
    year = state.widget("why_span") == SPANS[1]
    found = state.read(why, view, today=state.today(), lang=state.lang(), mode=state.mode(), year=year)
    if found is None:
        return
    with st.container(border=True, key="why"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(say("why.title"), anchor=False, width="content")
            if found.yearly:
                st.segmented_control(
                    say("why.window"),
                    SPANS,
                    default=SPANS[0],
                    required=True,
                    format_func=lambda one: say(f"why.span.{one}"),
                    label_visibility="collapsed",
                    key="why_span",
                )
        st.caption(f"{escape(seen.kpi.name[state.lang()])} · {found.span}")
        if found.reason:
            st.markdown(escape(found.reason))
            return
        shown = _chosen(found.bridges)
        st.markdown(f"**{escape(shown.sentence)}**")
        draw(shown.chart, "bridge")
        key_line(shown.chart)
        if found.proposed and shown is found.bridges[0]:
            st.caption(say("why.proposed"))
        with st.expander(say("why.table")):
            show_table(shown.table)
        how("drivers")


def _chosen(bridges: Sequence[Bridge]) -> Bridge:
    """Let one way to divide the change be chosen, when there is more than one."""
    if len(bridges) == 1:
        return bridges[0]
    places = list(range(len(bridges)))
    picked = st.segmented_control(
        say("why.as"),
        places,
        default=0,
        required=True,
        format_func=lambda place: bridges[place].label,
        key=f"why_as_{bridges[0].by}",
    )
    return bridges[picked or 0]
