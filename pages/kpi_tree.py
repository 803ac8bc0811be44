"""How the KPIs hang under the goals: a tree per goal with the values of today, and under which goal each KPI hangs."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from kpi_core.catalogue import GOALS
from kpi_core.work.hanging import GoalTree, hanging
from pages.parts import frame, state
from pages.parts.charts import draw_choosable, key_line
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

NOTHING = ""


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.dashboard.empty"), say("page.dashboard.empty.missing"), say("page.nodata.do"), "start")
    found = state.read(hanging, state.today(), state.lang(), state.mode())
    if found is None:
        missing = say("page.dashboard.unchosen.missing")
        frame.empty(say("page.dashboard.unchosen"), missing, say("page.dashboard.choose"), "catalogue")
    reach = work.standing(state.store(), state.workspace_id()).reach
    with frame.top(f"{escape(state.workspace_name())} · {reach_words(reach)}"):
        if st.button(say("tree.review"), key="to_review"):
            state.go("review-kpis")
        if st.button(say("page.goals.choose"), type="primary", key="to_catalogue"):
            state.go("catalogue")
    frame.headline(escape(found.headline))
    for tree in found.trees:
        _tree(tree)
    _under()


def _tree(tree: GoalTree) -> None:
    with st.container(border=True):
        st.header(escape(tree.name), anchor=False)
        key_line(tree.chart)
        picked = draw_choosable(tree.chart, f"goal_tree_{tree.goal}", "kpi")
        with st.container(horizontal=True, gap="xxsmall"):
            for kpi in tree.kpis:
                icon = ":material/query_stats:"
                if st.button(state.kpi_name(kpi), key=f"see_{tree.goal}_{kpi}", type="tertiary", icon=icon):
                    state.go("explore", kpi=kpi)
    if picked in tree.kpis:
        state.go("explore", kpi=str(picked))


def _under() -> None:
    chosen = work.goals(state.store(), state.workspace_id())
    if not chosen:
        return
    st.header(say("tree.under"), anchor=False)
    st.caption(say("tree.under.how"))
    options = [*(one.id for one in chosen), NOTHING]
    names = {one: GOALS[one].name[state.lang()] if one else say("tree.none") for one in options}
    with st.container(border=True, key="rows_under"):
        for kpi, goal in state.read(work.hung).under.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{state.kpi_name(kpi)}**", width="stretch")
                picked = st.segmented_control(
                    say("tree.under.of", kpi=state.kpi_name(kpi)),
                    options,
                    default=goal,
                    required=True,
                    key=f"under_{kpi}_{goal}",
                    format_func=names.__getitem__,
                    label_visibility="collapsed",
                )
                if picked is not None and picked != goal:
                    work.set_kpi_goal(state.store(), state.workspace_id(), kpi, picked)
                    st.rerun()
