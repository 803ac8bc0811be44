"""Choose KPIs: first where to go, then what fits it and can be measured today; three to five per level, a sixth asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import offers, work
from kpi_core.store import COMPANY
from pages.parts import frame, state
from pages.parts.goal import ask_goal, goal_button, goal_is_asked, looks_first, set_is_proposed
from pages.parts.kpi_filters import choose_filters
from pages.parts.kpi_row import kpi_row
from pages.parts.proposal import propose
from pages.parts.state import say
from pages.parts.tray import ask_sixth, tray
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Goal
    from kpi_core.offers import Group

FIRST = 20


def render() -> None:
    if state.version() is None and not looks_first():
        return
    goal = state.read(work.goal)
    if goal_is_asked(goal):
        ask_goal()
        return
    if goal and set_is_proposed(goal):
        propose(goal)
        return
    levels = list(work.LEVELS)
    level = str(state.from_address("level", levels, COMPANY))
    chosen = work.choices(state.store(), state.workspace_id(), level)
    active = {choice.kpi for choice in chosen if not choice.benched}
    _top(level, len(active), goal)
    frame.headline(say(f"page.catalogue.title.{level}"))
    ask_sixth(level)
    left, right = st.columns([2.35, 1], gap="large")
    with right:
        st.selectbox(
            say("page.catalogue.level"),
            levels,
            key="level",
            format_func={one: say(f"page.level.{one}") for one in levels}.__getitem__,
            placeholder=say("page.catalogue.level"),
        )
        tray(level, chosen)
        if st.button(say("page.own.make"), icon=":material/calculate:", key="own_make", width="stretch"):
            state.go("own")
    with left:
        _list(level, active, goal)


def _top(level: str, count: int, goal: Goal | None) -> None:
    name = escape(state.workspace_name())
    meta = (
        say("page.goal.meta", name=name, goal=goal.name[state.lang()], level=say(f"page.level.{level}"))
        if goal
        else say("page.catalogue.meta", name=name, level=say(f"page.level.{level}"))
    )
    with frame.top(meta):
        goal_button(goal)
        label = say("page.catalogue.next", n=count, count=count) if count else say("page.catalogue.next.none")
        if st.button(label, type="primary", disabled=not count, key="next"):
            state.go("targets")


def _list(level: str, active: set[str], goal: Goal | None) -> None:
    wanted = choose_filters(goal)
    available = state.read(work.measurable_today, state.today())
    groups = offers.groups(
        [kpi for kpi in wanted.kpis if not wanted.only_now or available.found[kpi.id].status == "now"],
        available,
        state.lang(),
        goal=goal,
        only_goal=wanted.only_goal,
        ranked=wanted.searched,
    )
    st.markdown(f":gray[{offers.summary(groups, state.lang()) or say('page.catalogue.nothing')}]")
    for place, group in enumerate(groups):
        if group.heading:
            st.header(group.heading, anchor=False)
        _rows(group, place, level, active)


def _rows(group: Group, place: int, level: str, active: set[str]) -> None:
    total = len(group.lines)
    most = total if group.heading or state.held("all_kpis") else FIRST
    with st.container(border=True, key=f"rows_kpis_{place}"):
        for line in group.lines[:most]:
            kpi_row(line, level, chosen=line.kpi in active)
    if total > most and st.button(say("page.catalogue.more", n=total, count=total)):
        state.leave("all_kpis", True)
        st.rerun()
