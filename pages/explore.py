"""Explore: one KPI over time, which part makes the difference, the parts over time, and the rows behind a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.work.explored import explored
from pages.parts import frame, state
from pages.parts.cards import verdict_badge
from pages.parts.charts import draw, draw_choosable, key_line
from pages.parts.filters import can_keep, choose_view, keep_only
from pages.parts.passport import to_passport
from pages.parts.rows import show_rows
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.tables import downloads, show_table
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work.explored import Explored, Split


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.explore.empty"), say("page.explore.empty.missing"), say("page.nodata.do"), "start")
    available = state.read(work.availability)
    followed = [choice.kpi for choice in work.choices(state.store(), state.workspace_id())]
    kpis = list(dict.fromkeys([*followed, *(kpi for kpi, found in available.items() if found.status == "now")]))
    if not kpis:
        frame.empty(say("page.explore.empty"), say("page.explore.none"), say("page.nodata.do"), "start")
    top, story = st.container(key="top_explore"), st.container(key="story_explore")
    view = choose_view(kpis)
    seen = state.read(explored, view, today=state.today(), lang=state.lang(), mode=state.mode())
    assert seen  # there is a version
    with (
        top,
        frame.top(f"{escape(state.workspace_name())} · **{state.kpi_name(seen.kpi.id)}** · {reach_words(seen.reach)}"),
    ):
        to_passport(seen.kpi.id, "explore")
        downloads(seen, view.only)
    with story:
        if seen.card.badge:
            st.markdown(f"{verdict_badge(seen.card.badge)} :gray[{seen.card.foot}]")
        frame.headline(escape(seen.headline))
        st.caption(seen.card.comparison)
    _trend(seen)
    frame.notes(seen.notes)
    if seen.split:
        _split(seen.split, view.by or "")
    show_rows(seen, view)


def _trend(seen: Explored) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.subheader(escape(seen.kpi.name[state.lang()]), anchor=False, width="content")
            shown = st.segmented_control(
                say("page.explore.as"),
                ["chart", "table"],
                default="chart",
                required=True,
                format_func=lambda form: say(f"page.{form}"),
                label_visibility="collapsed",
                key="as",
            )
        if shown == "table":
            show_table(seen.table)
        else:
            key_line(seen.trend)
            draw(seen.trend, "trend")


def _split(split: Split, by: str) -> None:
    left, right = st.columns([1.22, 1])
    with left, st.container(border=True, height="stretch"):
        st.subheader(split.title, anchor=False)
        st.caption(split.span)
        picked = draw_choosable(split.chart, "ranking", "segment")
        key_line(split.chart, upright=True)
        if can_keep(by):
            st.caption(say("page.explore.click"))
            if picked is not None:
                keep_only(by, picked)
    with right, st.container(border=True, height="stretch"):
        st.subheader(say("page.explore.numbers"), anchor=False)
        show_table(split.table)
        if split.note:
            st.caption(split.note)
    with st.container(border=True):
        st.subheader(say("page.explore.small"), anchor=False)
        grid = st.grid(min(len(split.small), 4) or 1, min_column_width=220)
        for name, chart in split.small.items():
            with grid.cell():
                st.markdown(f"**{escape(name)}**")
                draw(chart, f"small_{name}")
