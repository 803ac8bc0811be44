"""The passport of a KPI, in a drawer: the list behind it keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import passports, work
from pages.parts import state
from pages.parts.badges import badge
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Kpi


def show_passport(kpi: Kpi) -> None:
    """Open the drawer."""
    st.dialog(state.kpi_name(kpi.id), width="medium", position="right")(_draw)(kpi)


def _draw(kpi: Kpi) -> None:
    found = state.read(work.availability)[kpi.id]
    passport = passports.passport(kpi, found, state.lang())
    st.markdown(" ".join(badge(entry) for entry in passport.badges))
    st.markdown(escape(passport.meaning))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{say('page.passport.formula')}**")
        st.markdown(passport.formula)
        st.code(passport.source, language=None, wrap_lines=True)
    for fact in passport.short:
        left, right = st.columns([1, 3.4], gap="small")
        left.markdown(f":gray[{fact.title}]")
        right.markdown(escape(" ".join(fact.texts)))
    if st.button(say("page.passport.whole"), icon=":material/arrow_forward:", icon_position="right", key="passport"):
        state.go("passport", kpi=kpi.id)
