"""Targets: the five letters as questions, and beside them how the target compares with the KPI's own past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.phrases import in_sentence
from kpi_core.work.aims import Aim, aim
from pages.parts import frame, state
from pages.parts.apart import parts_of
from pages.parts.cards import verdict_badge
from pages.parts.charts import draw, key_line
from pages.parts.smart import smart_form
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Target


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.targets.empty"), say("page.targets.empty.missing"), say("page.nodata.do"), "start")
    followed = [choice for choice in work.choices(state.store(), state.workspace_id()) if not choice.benched]
    if not followed:
        missing = say("page.targets.unchosen.missing")
        frame.empty(say("page.targets.empty"), missing, say("page.dashboard.choose"), "catalogue")
    kpis = list(dict.fromkeys(choice.kpi for choice in followed))
    kpi = str(state.from_address("kpi", kpis, kpis[0]))
    top = st.container(key="top_targets")
    known = state.kpis()
    frame.headline(say("page.targets.title", kpi=escape(in_sentence(known[kpi].name[state.lang()]))))
    with_target = {target.kpi for target in work.targets(state.store(), state.workspace_id())}
    st.pills(
        say("page.targets.kpi"),
        kpis,
        key="kpi",
        required=True,
        label_visibility="collapsed",
        format_func=lambda one: state.kpi_name(one) + (" :material/check:" if one in with_target else ""),
    )
    variant = next(choice.variant for choice in followed if choice.kpi == kpi)
    left, right = st.columns([1, 1.22], gap="large")
    with left:
        try:
            target = smart_form(known[kpi], variant)
        except KpiError as error:
            frame.refused(state.refusal(error))
            return
    weighed = state.read(aim, target, today=state.today(), lang=state.lang(), mode=state.mode())
    with top:
        _top(weighed, target)
    with right, st.container(border=True):
        _past(weighed)


def _top(weighed: Aim, target: Target) -> None:
    reach = work.standing(state.store(), state.workspace_id()).reach
    saved = (
        f":material/cloud_done: {say('page.saved')} · "
        if target in work.targets(state.store(), state.workspace_id())
        else ""
    )
    letters = saved + say("page.targets.letters", count=weighed.done)
    with frame.top(f"{escape(state.workspace_name())} · {reach_words(reach)} · {letters}"):
        if st.button(say("page.targets.more")):
            state.go("catalogue")
        if st.button(say("page.targets.next"), type="primary"):
            state.go("dashboard")


def _past(weighed: Aim) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(say("page.targets.past"), anchor=False, width="content")
        if weighed.badge:
            st.markdown(verdict_badge(weighed.badge), width="content")
    realistic = next(letter for letter in weighed.letters if letter.letter == "R")
    st.markdown(" ".join(escape(text) for text in (realistic.text, weighed.needed) if text))
    if weighed.reason:
        st.caption(escape(weighed.reason))
    small, large = st.columns([1, 1.9], vertical_alignment="bottom") if weighed.years else (None, st.container())
    if weighed.years and small:
        with small:
            draw(weighed.years, "years")
    with large:
        draw(weighed.trend, "path")
    key_line(weighed.trend)
    parts_of(weighed)
