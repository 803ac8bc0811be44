"""A KPI's card: name, value with its verdict, comparison, picture, foot; the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.charts import draw, key_line
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.cards import Badge, Card

THIRDS, HALVES = 3, 2


def verdict_badge(badge: Badge) -> str:
    """Return a verdict inside a line of text: word, shape and colour together."""
    return f":{badge.color}-badge[:material/{badge.icon}: {badge.word}]"


def card_grid(cards: Sequence[Card], level: str) -> None:
    """Lay the cards out: the hero takes two places; four stand two by two, all others in threes."""
    columns = HALVES if len(cards) == 4 and not cards[0].hero else THIRDS
    grid = st.grid(columns, min_column_width=300, gap="small")
    for card in cards:
        with grid.cell(column_span=2 if card.hero else 1):
            show_card(card, level)


def show_card(card: Card, level: str) -> None:
    """Draw one card; its foot leads on: to explore, or to a first target."""
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{level}_{card.kpi.id}"):
        st.subheader(escape(card.title), anchor=False)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.metric(card.title, card.value, label_visibility="collapsed", width="content")
            if card.badge:
                st.badge(card.badge.word, icon=f":material/{card.badge.icon}:", color=card.badge.color)
        st.caption(card.comparison)
        draw(card.chart, f"chart_{level}_{card.kpi.id}")
        if card.hero:
            key_line(card.chart)
        if card.course:
            draw(card.course, f"course_{level}_{card.kpi.id}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(card.foot, width="stretch")
            _onward(card, level)


def _onward(card: Card, level: str) -> None:
    go_on = say("page.card.explore", kpi=card.kpi.name[state.lang()])
    if card.target is None:
        label = say("page.card.target")
        if st.button(label, key=f"set_{level}_{card.kpi.id}", type="tertiary", icon=":material/flag:"):
            state.go("targets", kpi=card.kpi.id)
    if st.button(
        " ", key=f"explore_{level}_{card.kpi.id}", type="tertiary", icon=":material/arrow_forward:", help=go_on
    ):
        state.go("explore", kpi=card.kpi.id)
