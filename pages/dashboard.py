"""Overview: the verdict in a sentence, what needs attention first, then the cards per level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.store import COMPANY
from pages.parts import frame, state
from pages.parts.cards import card_grid, looked_at, verdict_badge
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.insights import Attention, Journey
    from kpi_core.work import Dashboard, LevelCards

ROW = (1.3, 6, 1)
"""How wide the badge, the words and the way on of a row are; on a phone they stand under each other."""


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.dashboard.empty"), say("page.dashboard.empty.missing"), say("page.nodata.do"), "start")
    board = state.read(work.dashboard, state.today(), state.lang(), state.mode())
    if board is None:
        missing = say("page.dashboard.unchosen.missing")
        frame.empty(say("page.dashboard.unchosen"), missing, say("page.dashboard.choose"), "catalogue")
    _top(board)
    frame.headline(escape(board.headline))
    if board.journey:
        _journey(board.journey)
    if board.attention:
        _attention(board.attention)
    for level in board.levels:
        _level(level)
    frame.notes((*board.notes, *state.read(work.own_problems, state.lang())))


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


def _attention(rows: tuple[Attention, ...]) -> None:
    with st.container(key="panel_attention"):
        st.header(say("page.dashboard.attention"), anchor=False)
        with st.container(key="rows_attention"):
            for place, row in enumerate(rows):
                badge, text, way = st.columns(ROW, vertical_alignment="center", gap="small")
                badge.markdown(verdict_badge(row.badge))
                text.markdown(f"**{escape(row.title)}** :gray[· {escape(row.text)}]")
                with way:
                    why = say("page.dashboard.why")
                    icon = ":material/arrow_forward:"
                    if st.button(why, key=f"why_{place}", type="tertiary", icon=icon, icon_position="right"):
                        state.go("explore", **looked_at(row.card))


def _level(level: LevelCards) -> None:
    st.space("xsmall")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(say(f"page.level.{level.level}"), anchor=False, width="content")
        if level.level != COMPANY:
            st.caption(level.tally, width="content")
    card_grid(level.cards, level.level)
