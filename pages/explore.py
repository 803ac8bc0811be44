"""Explore: one KPI over time, which part makes the difference, the parts over time, and the rows behind a number."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from kpi_core.insights import with_cause
from kpi_core.work.drivers import cause
from kpi_core.work.explored import explored
from pages.parts import acting, compared, frame, leading, marks, notes, returning, state, why
from pages.parts.cards import verdict_badge
from pages.parts.filters import choose_view
from pages.parts.looking import show_small, show_split, show_trend
from pages.parts.passport import to_passport
from pages.parts.renewal import looked_at
from pages.parts.rows import show_rows
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.tables import downloads
from pages.parts.words import escape


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.explore.empty"), say("page.explore.empty.missing"), say("page.nodata.do"), "start")
    available = state.read(work.availability)
    followed = [choice.kpi for choice in work.choices(state.store(), state.workspace_id())]
    kpis = list(dict.fromkeys([*followed, *(kpi for kpi, found in available.items() if found.status == "now")]))
    if not kpis:
        frame.empty(say("page.explore.empty"), say("page.explore.none"), say("page.nodata.do"), "start")
    top, story = st.container(key="top_explore"), st.container(key="story_explore")
    view = choose_view(kpis)
    looked_at(view.kpi)
    seen = state.read(explored, view, today=state.today(), lang=state.lang(), mode=state.mode())
    assert seen  # there is a version
    about = (f"**{state.kpi_name(seen.kpi.id)}**", say(f"passport.timing.{seen.kpi.timing}"), reach_words(seen.reach))
    with top, frame.top(" · ".join((escape(state.workspace_name()), *about))):
        to_passport(seen.kpi.id, "explore")
        downloads(seen, view.only)
    with story:
        if seen.card.badge:
            told = " · ".join(filter(None, (seen.line.since, seen.card.foot if seen.card.target else "")))
            st.markdown(f"{verdict_badge(seen.card.badge)} :gray[{told}]")
        retell = frame.headline(escape(seen.headline))
        st.caption(seen.card.comparison)
        if seen.line.story:
            st.markdown(escape(seen.line.story))
    if seen.valued:
        show_trend(seen)
    marks.render(view, seen)
    notes.render(view, seen)
    frame.notes(seen.notes)
    why.render(view, seen)
    if seen.card.target and not view.only:
        found = state.read(cause, view.kpi, today=state.today(), lang=state.lang())
        retell(escape(with_cause(seen.headline, found)))
    if seen.split:
        show_split(seen.split, view.by or "")
        compared.render(view, seen)
        show_small(seen.split)
    acting.render(view, seen)
    returning.render(view, seen)
    leading.render(view, seen)
    show_rows(seen, view)
