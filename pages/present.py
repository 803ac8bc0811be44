"""Projector: the overview for a room, one thing at a time; the arrow keys go on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.charts import enlarged
from kpi_core.insights import outcome
from pages.parts import frame, state
from pages.parts.cards import verdict_badge
from pages.parts.charts import draw, key_line
from pages.parts.projecting import large
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.cards import Card
    from kpi_core.work import Dashboard

HIGH = 320


def render() -> None:
    board = state.read(work.dashboard, state.today(), state.lang(), state.mode()) if state.version() else None
    if board is None:
        frame.empty(say("page.present.empty"), say("page.present.empty.missing"), say("page.present.do"), "dashboard")
        return
    st.set_page_config(initial_sidebar_state="collapsed")
    large()
    cards = [card for level in board.levels for card in level.cards]
    places = [str(place) for place in range(len(cards) + 1)]
    at = int(state.asked_for("at", places) or 0)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="top"):
        st.markdown(f":gray[{escape(state.workspace_name())} · {reach_words(board.reach)}]")
        st.markdown(f":gray[{say('page.present.place', place=at + 1, count=len(places))}]", width="content")
    if at:
        _card(cards[at - 1], at)
    else:
        _story(board)
    _foot(at, len(cards))


def _story(board: Dashboard) -> None:
    frame.headline(escape(board.headline))
    st.space("medium")
    if board.journey:
        for label, text in (board.journey.came, board.journey.stand, board.journey.head):
            st.markdown(f":gray[{label}]  \n**{escape(text)}**")


def _card(card: Card, at: int) -> None:
    told = outcome([card], state.lang()) or say("page.present.kpi", kpi=card.title, value=card.value)
    frame.headline(escape(told))
    badge = f"{verdict_badge(card.badge)} " if card.badge else ""
    st.markdown(f"{badge}**{escape(card.title)}** {card.value} · :gray[{card.comparison}]")
    draw(enlarged(card.chart, HIGH), f"present_{at}")
    key_line(card.chart)
    st.markdown(f":gray[{card.foot}]")


def _foot(at: int, last: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="present_foot"):
        if at:
            st.button(say("page.present.back"), shortcut="Left", on_click=_show, args=(at - 1,))
        if at < last:
            st.button(
                say("page.present.next"),
                type="primary",
                shortcut="Right",
                on_click=_show,
                args=(at + 1,),
            )
        if st.button(say("page.present.close"), type="tertiary", shortcut="Esc"):
            state.go("dashboard")


def _show(at: int) -> None:
    state.in_address(at=str(at) if at else None)
