"""One KPI in the list: what it means, whether it can be measured, and the one thing to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.badges import badge
from pages.parts.guide import show_definitions, show_guide
from pages.parts.icons import icon_button
from pages.parts.passport import show_passport
from pages.parts.state import say
from pages.parts.tray import pick
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.offers import Line


def kpi_row(line: Line, level: str, *, chosen: bool) -> None:
    """Draw the row; its passport, its definitions and how to get what it lacks open beside the list."""
    text, action = st.columns([4, 1.7], vertical_alignment="center")
    badges = " ".join(badge(entry) for entry in line.badges)
    text.markdown(f"**{escape(line.name)}** {badges}  \n:gray[{escape(line.text)}]")
    kpi, name = state.kpis()[line.kpi], escape(line.name)
    with (
        action,
        st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="xsmall"),
    ):
        if chosen:
            st.markdown(f":material/check: {say('page.catalogue.chosen')}", width="content")
        elif line.action == "choose":
            if st.button(line.button, key=f"choose_{line.kpi}"):
                pick(level, line.kpi)
        elif st.button(line.button, key=f"get_{line.kpi}", type="tertiary"):
            show_guide(kpi)
        if line.has_variants and icon_button("rule", say("page.definitions.about", kpi=name), f"def_{line.kpi}"):
            show_definitions(kpi, level)
        if icon_button("info", say("page.catalogue.about", kpi=name), f"info_{line.kpi}"):
            show_passport(kpi)
