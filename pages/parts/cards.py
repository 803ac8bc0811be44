"""A KPI's card: name, value with its verdict, comparison, picture, foot; the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.targets import only_part
from pages.parts import state
from pages.parts.charts import draw, key_line
from pages.parts.filters import BETWEEN
from pages.parts.icons import icon_button
from pages.parts.passport import to_passport
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.alerts import AlertBadge
    from kpi_core.cards import Badge, Card

THIRDS, HALVES, FOUR = 3, 2, 4
ONE_SIZE = (3, 4)
TALL = 180


def verdict_badge(badge: Badge | AlertBadge) -> str:
    """Return a verdict or a signal inside a line of text: word, shape and colour together."""
    return f":{badge.color}-badge[:material/{badge.icon}: {badge.word}]"


def looked_at(card: Card) -> dict[str, str]:
    """Return the address of what explore shows of a card: its KPI, the part its target is about, or the parts apart."""
    segment = only_part(card.target) if card.target else None
    parts = {"by": card.target.by} if card.target and card.target.by else {}
    return {"kpi": card.kpi.id} | parts | ({"only": BETWEEN.join(segment)} if segment else {})


def card_grid(cards: Sequence[Card], level: str) -> None:
    """Lay the cards out: the hero takes two places, but three stand in one row and four two by two."""
    columns = HALVES if len(cards) == FOUR else THIRDS
    grid = st.grid(columns, min_column_width=300, gap="small")
    wide = len(cards) not in ONE_SIZE
    beside_hero = cards[1] if wide and len(cards) > 1 and cards[0].hero else None
    for card in cards:
        with grid.cell(column_span=2 if card.hero and wide else 1):
            show_card(card, level, tall=card is beside_hero)


def show_card(card: Card, level: str, *, tall: bool = False) -> None:
    """Draw one card; it leads on to explore, or to a first target. A tall one has a picture as high as the hero's."""
    name = state.kpi_name(card.kpi.id)
    own = f"{level}_{card.kpi.id}"
    with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{own}"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.subheader(escape(card.title), anchor=False, width="stretch")
            to_passport(card.kpi.id, own)
            about = say("page.card.explore", kpi=name)
            if icon_button("arrow_forward", about, f"explore_{own}"):
                state.go("explore", **looked_at(card))
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.metric(card.title, card.value, label_visibility="collapsed", width="content")
            if card.badge:
                st.badge(card.badge.word, icon=f":material/{card.badge.icon}:", color=card.badge.color)
        st.caption(card.comparison)
        draw(card.chart, f"chart_{own}", height=TALL if tall else None)
        if card.hero:
            key_line(card.chart)
        if card.course:
            draw(card.course, f"course_{own}")
        if card.target:
            with st.container(gap="xxsmall"):
                st.caption(card.foot)
                if card.ahead:
                    st.caption(card.ahead)
            return
        if card.ahead:
            st.caption(card.ahead)
        if st.button(card.foot, key=f"set_{own}", type="tertiary", icon=":material/flag:"):
            state.go("targets", kpi=card.kpi.id)
