"""Notes on the KPI that is looked at: what was going on, in people's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.numbers import show_period
from kpi_core.work.notes import note_line
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpi_core.model import Note
    from kpi_core.work.explored import Explored, View

LEFT, CHANGING = "note_changed", "note_changing"
WHOLE = ""


def render(view: View, seen: Explored) -> None:
    """Draw the notes of the KPI, and the field for a new one, folded away."""
    found = state.read(work.notes, view.kpi)
    _undo()
    if found:
        st.header(say("note.title"), anchor=False)
        _list(found)
    with st.expander(say("note.new"), icon=":material/sticky_note_2:"):
        st.caption(say("note.why"))
        _new(view.kpi, seen)


def _list(found: Sequence[Note]) -> None:
    if not found:
        return
    with st.container(key="rows_notes"):
        for note in found:
            if state.held(CHANGING) == note.id:
                _change(note)
            else:
                _line(note)


def _line(note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        line = escape(note_line(note, state.lang()))
        st.markdown(f"{escape(note.text)}  \n:gray[{line}]", width="stretch")
        if st.button(say("note.change"), key=f"note_change_{note.id}", type="tertiary"):
            state.leave(CHANGING, note.id)
            st.rerun()
        if st.button(say("note.remove"), key=f"note_remove_{note.id}", type="tertiary"):
            _do(lambda: work.remove_note(state.store(), state.workspace_id(), note.id), note.id, "removed")


def _change(note: Note) -> None:
    text = st.text_area(say("note.text"), note.text, key=f"note_text_{note.id}", max_chars=2000)
    if st.button(say("note.keep"), key=f"note_keep_{note.id}"):
        state.leave(CHANGING, None)
        _do(lambda: work.change_note(state.store(), state.workspace_id(), note.id, text or ""), note.id, "changed")


def _new(kpi: str, seen: Explored) -> None:
    periods = {WHOLE: say("note.period.none"), **{one.id: show_period(one, state.lang()) for one in seen.periods}}
    with st.form(f"note_{kpi}", clear_on_submit=True, enter_to_submit=False, border=False):
        text = st.text_area(say("note.text"), key=f"note_new_{kpi}", max_chars=2000, height=68)
        period = st.selectbox(
            say("note.period"), list(periods), key=f"note_period_{kpi}", format_func=periods.__getitem__
        )
        if not st.form_submit_button(say("note.add"), key="note_add"):
            return
    try:
        made = work.add_note(
            state.store(), state.workspace_id(), text or "", on=state.today(), kpi=kpi, period=period or ""
        )
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.leave(LEFT, (made.id, "added"))
    st.rerun()


def _do(change: Callable[[], object], id_: str, did: str) -> None:
    try:
        change()
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.leave(LEFT, (id_, did))
    st.rerun()


def _undo() -> None:
    left = state.held(LEFT)
    if not isinstance(left, tuple):
        return
    id_, did = left
    with st.container(horizontal=True, vertical_alignment="center", key="panel_note"):
        st.markdown(f":material/check: {say(f'note.did.{did}')}", width="stretch")
        if st.button(say("note.undo"), type="tertiary", key="note_undo"):
            work.undo_note(state.store(), state.workspace_id(), id_)
            state.leave(LEFT, None)
            st.rerun()
