"""The blocks of the explore page that are always there: the line over time, and the parts beside and under each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.cards import verdict_badge
from pages.parts.charts import chart_or_table, draw, draw_choosable, key_line
from pages.parts.filters import can_keep, keep_only
from pages.parts.known import how
from pages.parts.state import say
from pages.parts.tables import show_table
from pages.parts.words import escape, named

if TYPE_CHECKING:
    from kpi_core.work.explored import Explored, Split


def show_trend(seen: Explored) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(escape(seen.kpi.name[state.lang()]), anchor=False, width="content")
            shown = chart_or_table(say("page.explore.as"), "as")
        if shown == "table":
            show_table(seen.table)
        else:
            key_line(seen.line.chart)
            draw(seen.line.chart, "trend")
        with st.container(gap="xxsmall"):
            if seen.line.signal:
                badge = verdict_badge(seen.line.badge) if seen.line.badge else ""
                st.markdown(f"{badge} {escape(seen.line.signal)}")
            for note in filter(None, (seen.running, *seen.line.notes)):
                st.caption(escape(note))
        how("forecast", "signals")


def show_split(split: Split, by: str) -> None:
    left, right = st.columns([1.22, 1])
    with left, st.container(border=True, height="stretch"):
        st.header(split.title, anchor=False)
        st.caption(split.span)
        picked = draw_choosable(split.chart, "ranking", "segment")
        key_line(split.chart, upright=True)
        if can_keep(by):
            st.caption(say("page.explore.click"))
            if picked is not None:
                keep_only(by, picked)
    with right, st.container(border=True, height="stretch"):
        st.header(say("page.explore.numbers"), anchor=False)
        show_table(split.table)
        if split.note:
            st.caption(split.note)


def show_small(split: Split) -> None:
    with st.container(border=True):
        st.header(say("page.explore.small"), anchor=False)
        grid = st.grid(min(len(split.small), 4) or 1, min_column_width=220)
        for name, chart in split.small.items():
            with grid.cell():
                alert = split.alerts.get(name)
                st.markdown(f"**{named(name)}** {verdict_badge(alert) if alert else ''}")
                draw(chart, f"small_{name}")
