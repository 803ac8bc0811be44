"""Drawers beside the list: how to get what a KPI lacks, and which of its definitions to use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import offers, work
from pages.parts import state
from pages.parts.setting import setting_field
from pages.parts.state import say
from pages.parts.tray import pick
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Kpi


def show_guide(kpi: Kpi) -> None:
    """Open the drawer that tells how to get what is missing."""
    st.dialog(state.kpi_name(kpi.id), width="medium", position="right")(_guide)(kpi)


def show_definitions(kpi: Kpi, level: str) -> None:
    """Open the drawer with the definitions of a KPI."""
    st.dialog(state.kpi_name(kpi.id), width="medium", position="right")(_definitions)(kpi, level)


def _guide(kpi: Kpi) -> None:
    available = state.read(work.measurable_today, state.today())
    told = offers.guide(kpi, available.found[kpi.id], state.lang(), available.exports)
    st.markdown(escape(told.sentence))
    for need in told.needs:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{escape(need.title)}**")
            for sentence in need.text:
                st.markdown(escape(sentence))
    if told.settings:
        _settings(told.settings)
    elif st.button(say("page.guide.files"), type="primary", key="guide_files"):
        state.go("start")


def _settings(names: tuple[str, ...]) -> None:
    """Ask for numbers only the user knows; they are kept for every KPI that needs them."""
    known = work.params(state.store(), state.workspace_id())
    typed = {name: setting_field(name, f"setting_{name}", known.get(name)) for name in names}
    given = {name: one.value for name, one in typed.items() if one is not None and one.value is not None}
    ready = len(given) == len(names)
    if st.button(say("page.guide.save"), type="primary", key="guide_save", disabled=not ready):
        for name, value in given.items():
            work.set_param(state.store(), state.workspace_id(), name, value)
        st.rerun()


def _definitions(kpi: Kpi, level: str) -> None:
    known = state.read(work.definitions, kpi.id, state.today())
    followed = {one.kpi: one for one in work.choices(state.store(), state.workspace_id(), level)}
    used = followed[kpi.id].variant if kpi.id in followed else state.read(work.availability)[kpi.id].variant
    if kpi.why.get(state.lang()):
        st.markdown(escape(kpi.why[state.lang()]))
    names = {one.variant or "": escape(offers.definition_name(kpi, one, state.lang())) for one in known}
    picked = st.radio(say("page.definitions"), list(names), list(names).index(used or ""), names.__getitem__)
    can = next(one for one in known if (one.variant or "") == picked).found.status == "now"
    if kpi.id in followed:
        st.caption(say("page.definitions.chosen"))
    if st.button(say("page.definitions.pick"), type="primary", key="definition_pick", disabled=not can):
        if kpi.id in followed:
            work.set_variant(state.store(), state.workspace_id(), kpi.id, level, picked or None)
            st.rerun()
        pick(level, kpi.id, picked or None)
