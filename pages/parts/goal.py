"""Where someone wants to go: one or two goals, asked once before anything is chosen, and changed whenever they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import offers, work
from kpi_core.catalogue import GOALS
from kpi_core.store import COMPANY
from kpi_core.work.wanted import MOST_GOALS
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Goal

ASKING, SKIPPED, LOOKS = "goal_asked", "goal_skipped", "looks_first"
PICKED, PROPOSING = "goals_picked", "proposing"


def looks_first() -> bool:
    """Without data, offer to add it; tell whether someone rather looks at what there is to measure, and what it needs."""
    if not state.held(LOOKS):
        frame.headline(say("page.catalogue.empty"))
        st.markdown(f":gray[{say('page.catalogue.empty.missing')}]")
        with st.container(horizontal=True):
            if st.button(say("page.nodata.do"), type="primary"):
                state.go("start")
            if st.button(say("page.goal.look"), key="look_first", type="tertiary"):
                state.ensure_workspace()
                state.leave(LOOKS, True)
                st.rerun()
    return bool(state.held(LOOKS))


def goal_is_asked(goal: Goal | None) -> bool:
    """Tell whether the goal is the question now: someone wants another one, or nothing was chosen at all yet."""
    fresh = goal is None and not work.choices(state.store(), state.workspace_id())
    return bool(state.held(ASKING)) or (fresh and not state.held(SKIPPED))


def set_is_proposed(goal: Goal | None) -> bool:
    """Tell whether the set for the goals just picked is the question now."""
    return goal is not None and bool(state.held(PROPOSING))


def done_proposing() -> None:
    """Go on to the whole list."""
    state.leave(PROPOSING, None)


def ask_goal() -> None:
    """Ask for the goals; what was chosen before stays."""
    picked = _picked()
    with frame.top(escape(state.workspace_name())):
        if st.button(say("page.goal.none"), type="tertiary", key="goal_none"):
            _done()
        count = len(picked)
        onward = say("page.goals.next", n=count, count=count) if picked else say("page.goals.next.none")
        if st.button(onward, type="primary", disabled=not picked, key="goals_next"):
            _take(picked)
    frame.headline(say("page.goal.title"))
    st.markdown(f":gray[{say('page.goal.text')}]")
    available = state.read(work.measurable_today, state.today())
    grid = st.grid(2, min_column_width=300)
    for goal in GOALS.values():
        with grid.cell():
            _tile(goal, offers.reach(goal, available, state.lang()), picked)


def _picked() -> list[str]:
    held = state.held(PICKED)
    if isinstance(held, list):
        return held
    return [goal.id for goal in work.goals(state.store(), state.workspace_id())]


def _tile(goal: Goal, reach: str, picked: list[str]) -> None:
    chosen, full = goal.id in picked, len(picked) >= MOST_GOALS
    with (
        st.container(border=True, height="stretch"),
        st.container(horizontal=True, vertical_alignment="center", wrap=False),
    ):
        text = f"**{goal.name[state.lang()]}**  \n{goal.sentence[state.lang()]}  \n:gray[{reach}]"
        st.markdown(text, width="stretch")
        st.button(
            say("page.goals.picked" if chosen else "page.catalogue.choose"),
            key=f"goal_{goal.id}",
            icon=":material/check:" if chosen else None,
            disabled=full and not chosen,
            help=say("page.goals.full") if full and not chosen else None,
            on_click=_toggle,
            args=(goal.id, picked),
        )


def _toggle(goal: str, picked: list[str]) -> None:
    state.leave(PICKED, [one for one in picked if one != goal] if goal in picked else [*picked, goal])


def _take(picked: list[str]) -> None:
    work.set_goals(state.store(), state.workspace_id(), picked)
    state.reset("department")
    state.in_address(department=None)
    if not work.choices(state.store(), state.workspace_id(), COMPANY):
        state.leave(PROPOSING, True)
    _done()


def goal_button(goal: Goal | None) -> None:
    """Offer to choose another goal, or a first one."""
    if st.button(say("page.goal.other" if goal else "page.goal.pick"), key="goal_other"):
        state.leave(ASKING, True)
        st.rerun()


def _done() -> None:
    state.leave(ASKING, None)
    state.leave(PICKED, None)
    state.leave(SKIPPED, True)
    st.rerun()
