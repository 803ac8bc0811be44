"""The passport of a KPI, in parts for its own page, and in short in a drawer: the list behind it keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import passports, work
from pages.parts import frame, state
from pages.parts.badges import badge
from pages.parts.charts import draw_choosable, key_line
from pages.parts.icons import icon_button
from pages.parts.state import say
from pages.parts.tables import show_wide
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.charts import Chart
    from kpi_core.model import Kpi
    from kpi_core.passports import Fact, Figures, Passport
    from kpi_core.passports.tree import Tree


def show_passport(kpi: Kpi) -> None:
    """Open the drawer."""
    st.dialog(state.kpi_name(kpi.id), width="medium", position="right")(_draw)(kpi)


def to_passport(kpi: str, key: str) -> None:
    """Draw the small button that leads to the passport of a KPI."""
    about = say("page.passport.about", kpi=state.kpi_name(kpi))
    if icon_button("menu_book", about, f"passport_{key}"):
        state.go("passport", kpi=kpi)


def _draw(kpi: Kpi) -> None:
    found = state.read(work.availability)[kpi.id]
    passport = passports.passport(kpi, found, state.lang())
    st.markdown(" ".join(badge(entry) for entry in passport.badges))
    st.markdown(escape(passport.meaning))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{say('page.passport.formula')}**")
        st.markdown(escape(passport.formula))
        _parts(passport)
    for fact in passport.short:
        _fact(fact)
    if st.button(say("page.passport.whole"), icon=":material/arrow_forward:", icon_position="right", key="passport"):
        state.go("passport", kpi=kpi.id)


def show_sum(passport: Passport, figures: Figures | None) -> None:
    """Show how the value is worked out: in words, with the numbers of the period, and where each stands."""
    with st.container(border=True, gap="small"):
        st.header(say("passport.title.formula"), anchor=False)
        st.markdown(escape(passport.formula))
        if figures:
            for place, line in enumerate(figures.arithmetic.lines):
                with st.container(key=f"{'figure' if place == 0 else 'under'}_sum_{place}"):
                    st.markdown(escape(line))
            if figures.arithmetic.reason:
                st.markdown(escape(figures.arithmetic.reason))
            frame.notes(figures.notes)
        _parts(passport)
        if figures and figures.sources:
            st.subheader(say("page.passport.sources"), anchor=False)
            show_wide(figures.table(state.lang()))
        with st.expander(say("page.passport.source")):
            st.code(passport.source, language=None, wrap_lines=True)


def _parts(passport: Passport) -> None:
    """Say what each named part of the formula is."""
    with st.container(gap="xxsmall"):
        for sentence in passport.parts:
            st.caption(escape(sentence))


def show_tree(tree: Tree, chart: Chart) -> None:
    """Draw what the KPI is made of; a click on a box, or the list under it, leads to the passport of that KPI."""
    with st.container(border=True):
        st.header(say("passport.title.tree"), anchor=False)
        key_line(chart)
        picked = draw_choosable(chart, "tree", "kpi")
        for line in tree.lines:
            st.caption(escape(line))
        with st.container(horizontal=True):
            for kpi in tree.kpis:
                if st.button(state.kpi_name(kpi), key=f"tree_{kpi}", type="tertiary", icon=":material/menu_book:"):
                    state.go("passport", kpi=kpi)
    if picked in tree.kpis:
        state.go("passport", kpi=str(picked))


def show_facts(passport: Passport) -> None:
    """Show how to read the KPI and how to steer by it."""
    with st.container(border=True, gap="small"):
        st.header(say("passport.title.facts"), anchor=False)
        for fact in passport.facts:
            _fact(fact)


def _fact(fact: Fact) -> None:
    left, right = st.columns([1, 3.4], gap="xxsmall")
    left.markdown(f":gray[{fact.title}]")
    marks = "- " if len(fact.texts) > 1 else ""
    right.markdown("\n".join(f"{marks}{escape(text)}" for text in fact.texts))
