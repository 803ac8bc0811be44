"""How realistic a target is: the question, the answer in words, the years, the line, the scale, three suggestions, the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.aiming import begin_with
from pages.parts.apart import parts_of
from pages.parts.cards import verdict_badge
from pages.parts.charts import draw, key_line
from pages.parts.known import how
from pages.parts.state import say
from pages.parts.tables import show_table
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work.aims import Aim
    from kpi_core.work.weighed import Offer


def weighing(seen: Aim, own: str) -> None:
    """Draw what stands beside the form of a target; `own`: what the fields of this target are named by."""
    found = seen.weighed
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(escape(found.title) or say("page.targets.past"), anchor=False, width="content")
        if found.label:
            st.badge(found.label, icon=":material/trending_up:", color="blue")
    if found.story:
        st.markdown(found.story)
    _verdict(seen)
    _pictures(seen)
    if found.scale:
        draw(found.scale, "scale")
    _offers(found.offers, own)
    if found.months:
        with st.expander(say("weigh.months"), icon=":material/calendar_month:"):
            show_table(found.months)
            st.caption(escape(found.route))
    parts_of(seen)
    how("realism")


def _verdict(seen: Aim) -> None:
    texts = [escape(text) for text in (seen.came, seen.reason, seen.needed) if text]
    if seen.badge:
        texts.insert(0, verdict_badge(seen.badge))
    if texts:
        st.markdown(" ".join(texts))


def _pictures(seen: Aim) -> None:
    small, large = st.columns([1, 1.9], vertical_alignment="bottom") if seen.years else (None, st.container())
    if seen.years and small:
        with small:
            draw(seen.years, "years")
    with large:
        draw(seen.trend, "path")
    key_line(seen.trend)
    if seen.years:
        key_line(seen.years)


def _offers(offers: tuple[Offer, ...], own: str) -> None:
    if not offers:
        return
    with st.container(key="suggestions_target"):
        st.markdown(f"**{say('weigh.suggestions')}**")
        for place, (cell, offer) in enumerate(zip(st.columns(len(offers), gap="small"), offers, strict=True)):
            cell.button(
                offer.text,
                key=f"offer_{place}_{own}_{state.lang()}",
                width="stretch",
                on_click=begin_with,
                args=(own, offer.sentence),
            )
