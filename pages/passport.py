"""The passport of one KPI: its value as a sum, where the numbers stand, what it is made of, and how to steer by it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi_core.passports import markdown
from kpi_core.work.passports import kpi_passport
from pages.parts import frame, state
from pages.parts.badges import badge
from pages.parts.passport import show_facts, show_sum, show_tree
from pages.parts.rows import show_rows_of
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape


def render() -> None:
    known = state.kpis()
    if state.workspace() is None:
        frame.empty(say("page.passport.empty"), say("page.dashboard.empty.missing"), say("page.nodata.do"), "start")
    kpi = state.asked_for("kpi", list(known))
    if kpi is None:
        state.go("catalogue")
    seen = state.read(kpi_passport, kpi, today=state.today(), lang=state.lang(), mode=state.mode())
    reach = f" · {reach_words(seen.reach)}" if seen.reach else ""
    with frame.top(f"{escape(state.workspace_name())} · **{escape(seen.passport.name)}**{reach}"):
        st.download_button(
            say("page.passport.take"),
            partial(markdown, seen.passport, state.lang(), seen.figures),
            file_name=f"{kpi}.md",
            mime="text/markdown",
            icon=":material/download:",
            on_click="ignore",
        )
        if seen.figures and st.button(say("page.passport.explore"), type="primary", key="to_explore"):
            state.go("explore", kpi=kpi)
    frame.headline(escape(seen.figures.lead if seen.figures else say("page.passport.without", kpi=seen.passport.name)))
    st.markdown(" ".join(badge(entry) for entry in seen.passport.badges))
    st.markdown(escape(seen.passport.meaning))
    if seen.passport.why:
        st.caption(escape(seen.passport.why))
    show_sum(seen.passport, seen.figures)
    if seen.period:
        show_rows_of(seen)
    if seen.tree and seen.chart:
        show_tree(seen.tree, seen.chart)
    show_facts(seen.passport)
