"""Overview: the verdict in a sentence, what needs attention first, then the cards per level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.insights import with_cause
from kpi_core.phrases import in_sentence
from kpi_core.store import COMPANY
from pages.parts import frame, state
from pages.parts.attention import show_attention, tell_causes
from pages.parts.cards import card_grid
from pages.parts.known import how
from pages.parts.renewal import review_line
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.insights import Journey
    from kpi_core.work import Dashboard, LevelCards


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.dashboard.empty"), say("page.dashboard.empty.missing"), say("page.nodata.do"), "start")
    board = state.read(work.dashboard, state.today(), state.lang(), state.mode())
    if board is None:
        missing = say("page.dashboard.unchosen.missing")
        frame.empty(say("page.dashboard.unchosen"), missing, say("page.dashboard.choose"), "catalogue")
    _top(board)
    retell = frame.headline(escape(board.headline))
    if board.journey:
        _journey(board.journey)
    places = show_attention(board.attention)
    for level in board.levels:
        _level(level)
    frame.notes((*board.notes, *state.read(work.own_problems, state.lang())))
    review_line()
    how("forecast", "signals")
    first = tell_causes(board.attention, places)
    if first:
        retell(escape(with_cause(board.outcome, first)))


def _top(board: Dashboard) -> None:
    loose = f" · {board.unfinished}" if board.unfinished else ""
    with frame.top(f"{escape(state.workspace_name())} · {reach_words(board.reach)}{loose}"):
        if st.button(say("page.dashboard.export"), icon=":material/upload_file:"):
            state.go("start")
        if st.button(say("page.dashboard.targets"), type="primary"):
            state.go("targets")


def _journey(journey: Journey) -> None:
    steps = (journey.came, journey.stand, journey.head)
    for cell, (label, text) in zip(st.columns(len(steps), gap="medium"), steps, strict=True):
        with cell, st.container(gap="xxsmall"):
            st.caption(f"**{label}**")
            st.markdown(escape(text))


def _level(level: LevelCards) -> None:
    st.space("xsmall")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(say(f"page.level.{level.level}"), anchor=False, width="content")
        goal = state.read(work.goal) if level.level == COMPANY else None
        if goal:
            st.caption(say("goals.level", goal=in_sentence(goal.name[state.lang()])), width="content")
        if level.level != COMPANY:
            st.caption(level.tally, width="content")
    card_grid(level.cards, level.level)
