"""Choose KPIs: search or browse, read a passport, and keep three to five per level; a sixth asks which one rests."""

from __future__ import annotations

import streamlit as st

from kpi_core import passports, work
from kpi_core.catalogue import DEPARTMENTS
from kpi_core.catalogue.search import find_in
from kpi_core.own import OWN_GROUP
from kpi_core.store import COMPANY
from pages.parts import frame, state
from pages.parts.kpi_row import kpi_row
from pages.parts.state import say
from pages.parts.tray import ask_sixth, tray
from pages.parts.words import escape

FIRST = 12


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.catalogue.empty"), say("page.catalogue.empty.missing"), say("page.nodata.do"), "start")
    levels = list(work.LEVELS)
    level = str(state.from_address("level", levels, COMPANY))
    chosen = work.choices(state.store(), state.workspace_id(), level)
    active = {choice.kpi for choice in chosen if not choice.benched}
    _top(level, len(active))
    frame.headline(say(f"page.catalogue.title.{level}"))
    ask_sixth(level)
    left, right = st.columns([2.35, 1], gap="large")
    with right:
        st.selectbox(
            say("page.catalogue.level"),
            levels,
            key="level",
            format_func={one: _level_name(one) for one in levels}.__getitem__,
            placeholder=say("page.catalogue.level"),
        )
        tray(level, chosen)
    with left:
        _list(level, active)


def _level_name(level: str) -> str:
    return say(f"page.level.{level}")


def _top(level: str, count: int) -> None:
    with frame.top(say("page.catalogue.meta", name=escape(state.workspace_name()), level=_level_name(level))):
        label = say("page.catalogue.next", n=count, count=count) if count else say("page.catalogue.next.none")
        if st.button(label, type="primary", disabled=not count, key="next"):
            state.go("targets")


def _list(level: str, active: set[str]) -> None:
    text = st.text_input(
        say("page.catalogue.search"),
        key="search",
        label_visibility="collapsed",
        placeholder=say("page.catalogue.search"),
        icon=":material/search:",
    )
    department = state.from_address("department", (*DEPARTMENTS, OWN_GROUP), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pills(
            say("page.catalogue.department"),
            (*DEPARTMENTS, OWN_GROUP),
            key="department",
            format_func=_level_name,
            label_visibility="collapsed",
            wrap=True,
        )
        only = st.toggle(say("page.catalogue.only"), key="only")
    lines = passports.lines(
        [
            kpi
            for kpi in find_in(state.kpis().values(), text or "", state.lang())
            if department in (None, *kpi.departments)
        ],
        state.read(work.availability),
        state.lang(),
        ranked=bool(text),
        only_measurable=only,
    )
    if not lines:
        st.markdown(f":gray[{say('page.catalogue.nothing')}]")
    most = len(lines) if state.held("all_kpis") else FIRST
    with st.container(border=bool(lines), key="rows_kpis"):
        for line in lines[:most]:
            kpi_row(line, level, chosen=line.kpi in active)
    if len(lines) > most and st.button(say("page.catalogue.more", n=len(lines), count=len(lines))):
        state.leave("all_kpis", True)
        st.rerun()
