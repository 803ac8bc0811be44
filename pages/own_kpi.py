"""Make a KPI of your own: a formula that is checked while it is typed, in words and on your data, before it is kept."""

from __future__ import annotations

import streamlit as st

from kpi_core import work
from pages.parts import frame, state
from pages.parts.own_form import NEW, begin, fill_from, keep_button, name_and_formula, said, the_rest
from pages.parts.own_kept import file_exchange, history, remove_button, undo_removed
from pages.parts.own_look import in_words, on_data
from pages.parts.state import say
from pages.parts.words import distinct, escape

HALVES = (1, 1.1)


def render() -> None:
    if state.version() is None:
        frame.empty(say("page.own.empty"), say("page.own.empty.missing"), say("page.nodata.do"), "start")
    listed = {one.kpi.id: one for one in state.read(work.own_kpis, state.lang())}
    with frame.top(escape(state.workspace_name())):
        if st.button(say("page.own.back"), icon=":material/arrow_back:", key="own_back"):
            state.go("catalogue")
    chosen = str(state.from_address("own", [NEW, *listed], NEW))
    own = listed.get(chosen)
    frame.headline(say("page.own.title.change", name=escape(own.kpi.name)) if own else say("page.own.title"))
    said()
    undo_removed()
    if listed:
        names = distinct({NEW: say("page.own.new")} | {id_: one.kpi.name for id_, one in listed.items()})
        st.pills(
            say("page.own.which"),
            list(names),
            key="own",
            required=True,
            format_func=lambda one: escape(names[one]),
            label_visibility="collapsed",
        )
    if own and own.problem:
        frame.notes([say("page.own.broken", problem=own.problem)])
    if own is None:
        begin()
    fill_from(own)
    _form(chosen)
    if own:
        history(own)
        remove_button(own)
    file_exchange(has_own=bool(listed))


@st.fragment
def _form(chosen: str) -> None:
    left, right = st.columns(HALVES, gap="large")
    with left:
        name, formula = name_and_formula(chosen)
    with right:
        found = in_words(formula, chosen)
    left, right = st.columns(HALVES, gap="large")
    with left:
        draft = the_rest(name, formula, chosen)
        keep_button(draft, found, chosen)
    with right:
        on_data(found, draft)
