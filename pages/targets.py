"""Targets: the five letters as questions, and beside them how realistic the target is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.phrases import in_sentence
from kpi_core.work.aims import Aim, aim
from pages.parts import frame, state
from pages.parts.smart import own_of, smart_form
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.weighing import weighing
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
    kpi = str(state.from_address("kpi", kpis, kpis[0], always=True))
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
        weighing(weighed, own_of(target))


def _top(weighed: Aim, target: Target) -> None:
    reach = work.standing(state.store(), state.workspace_id()).reach
    kept = target in work.targets(state.store(), state.workspace_id())
    saved = f":material/cloud_done: {say('page.saved')} · " if kept else ""
    letters = saved + say("page.targets.letters", count=weighed.done)
    with frame.top(f"{escape(state.workspace_name())} · {reach_words(reach)} · {letters}"):
        if st.button(say("page.targets.more")):
            state.go("catalogue")
        onward = say("agree.later" if kept and not weighed.carried else "page.targets.next")
        if st.button(onward, type="primary", key="targets_next"):
            state.go("dashboard")
