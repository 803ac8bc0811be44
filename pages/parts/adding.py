"""Targets that must add up: a calm line with both amounts and the way to the other one; and what a KPI contributes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.store import COMPANY
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import Adding

NOTHING = ""


def add_up(kpi: str) -> None:
    """Say what about a KPI's targets does not add up; nothing where they do."""
    found = [one for one in state.read(work.adding, state.today(), state.lang()) if kpi in (one.kpi, *one.others)]
    for place, one in enumerate(found):
        _line(one, kpi, place)


def _line(one: Adding, kpi: str, place: int) -> None:
    badge = f":orange-badge[:material/warning: {say('adding.badge')}] " if one.warns else ":material/info: "
    st.markdown(f"{badge}{escape(one.text)}")
    for other in dict.fromkeys((one.kpi, *one.others)):
        if other != kpi:
            icon = ":material/arrow_forward:"
            label = say("adding.go", kpi=state.kpi_name(other))
            if st.button(label, key=f"to_{place}_{other}", type="tertiary", icon=icon, icon_position="right"):
                state.go("targets", kpi=other)


def towards(kpi: str) -> None:
    """Draw per department that follows a KPI the choice of what of the company it contributes to."""
    followed = [one for one in work.choices(state.store(), state.workspace_id()) if not one.benched]
    company = [one.kpi for one in followed if one.level == COMPANY]
    levels = [one.level for one in followed if one.kpi == kpi and one.level != COMPANY]
    if not company or kpi in company:
        return
    found = state.read(work.contributes)
    for level in levels:
        _choice(level, kpi, company, found.get((level, kpi), NOTHING))


def _choice(level: str, kpi: str, company: list[str], now: str) -> None:
    key = f"towards_{level}_{kpi}"
    names = {one: state.kpi_name(one) for one in company} | {NOTHING: say("adding.towards.none")}
    st.selectbox(
        say("adding.towards", level=say(f"page.level.{level}")),
        list(names),
        index=list(names).index(now),
        key=key,
        format_func=names.__getitem__,
        on_change=lambda: work.set_contribution(
            state.store(), state.workspace_id(), level, kpi, str(state.widget(key) or NOTHING)
        ),
        placeholder=say("page.targets.kpi"),
    )
