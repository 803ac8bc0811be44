"""Beside the form of an own KPI: what the formula says in words, what is wrong with it, and what it shows on the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from pages.parts import frame, state
from pages.parts.charts import draw, key_line
from pages.parts.own_form import NEW, key
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.own import Checked
    from kpi_core.work import OwnDraft


def in_words(formula: str, chosen: str) -> Checked:
    """Say what the formula works out, or what is wrong with it; return what it comes to."""
    kpi = None if chosen == NEW else chosen
    found = work.check_own(state.store(), state.workspace_id(), formula, state.lang(), kpi)
    with st.container(border=True, key="own_words"):
        if found.tree is not None:
            st.markdown(f":green-badge[:material/check: {say('page.own.right')}] **{say('page.own.words')}**")
            st.markdown(escape(found.words))
        elif formula.strip():
            st.markdown(f":orange-badge[:material/edit: {say('page.own.wrong')}] {escape(found.problem)}")
            _meant(found, chosen)
        else:
            st.markdown(f":gray[{say('page.own.waiting')}]")
    return found


def _meant(found: Checked, chosen: str) -> None:
    """Offer what was probably meant; one click puts it in place."""
    if not found.offers:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("page.own.meant"), width="content")
        for place, offer in enumerate(found.offers):
            st.button(
                escape(offer.text),
                key=f"own_offer_{place}",
                on_click=state.put,
                args=(key("formula", chosen), offer.typed),
            )


def on_data(found: Checked, draft: OwnDraft) -> None:
    """Show what the KPI would be on the data there is."""
    if found.tree is None:
        return
    shown = replace(draft, name="", meaning="")
    seen = state.read(work.preview, found, shown, today=state.today(), lang=state.lang(), mode=state.mode())
    if seen is None:
        return
    with st.container(border=True, key="own_preview"):
        st.subheader(say("page.own.preview"), anchor=False)
        if seen.missing:
            st.markdown(f":material/view_column: {escape(seen.missing)}")
            return
        st.metric(say("page.own.preview"), seen.value, label_visibility="collapsed", width="content")
        st.caption(" · ".join(part for part in (seen.comparison, seen.rows) if part))
        if seen.chart:
            draw(seen.chart, "own_trend")
            key_line(seen.chart)
        frame.notes(seen.notes)
