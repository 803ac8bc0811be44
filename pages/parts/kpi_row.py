"""One KPI in the list: what it means, whether it can be measured, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.badges import badge
from pages.parts.passport import show_passport
from pages.parts.state import say
from pages.parts.tray import pick
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.passports import Line


def kpi_row(line: Line, level: str, *, chosen: bool) -> None:
    """Draw the row; its passport opens beside the list."""
    text, action = st.columns([4.6, 1.4], vertical_alignment="center")
    badges = " ".join(badge(entry) for entry in line.badges)
    text.markdown(f"**{escape(line.name)}** {badges}  \n:gray[{escape(line.text)}]")
    with action, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if chosen:
            st.markdown(f":material/check: {say('page.catalogue.chosen')}", width="content")
        elif line.can_choose and st.button(say("page.catalogue.choose"), key=f"choose_{line.kpi}"):
            pick(level, line.kpi)
        about = say("page.catalogue.about", kpi=escape(line.name))
        where = "" if line.can_choose else say("page.catalogue.where")
        if st.button(where or " ", key=f"info_{line.kpi}", type="tertiary", icon=":material/info:", help=about):
            show_passport(state.kpis()[line.kpi])
