"""What only the owner can tell about the past: special periods and gaps on the explore page, season and alarms in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.periods import parse_period
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import GapQuestion, Past, Remark
    from kpi_core.work.explored import Explored, View


OPEN = "marks_of"
"""The KPI whose list was just changed: it stays open, so that the change is seen."""


def render(view: View, seen: Explored) -> None:
    """Ask about gaps, and list what was told about the past of the whole KPI; of one part nothing is told."""
    if view.only or not seen.periods:
        return
    found = work.past(state.store(), state.workspace_id(), seen.kpi, seen.gaps, seen.periods, lang=state.lang())
    for question in found.gaps[:1]:
        _ask(seen.kpi.id, question)
    with st.expander(found.title, icon=":material/event_note:", expanded=state.held(OPEN) == seen.kpi.id):
        st.caption(say("mark.why"))
        _told(seen.kpi.id, found)
        _mark(seen.kpi.id, found)
        if found.seasonal is not None:
            _season_of(seen.kpi.id, seasonal=found.seasonal)


def _ask(kpi: str, question: GapQuestion) -> None:
    with st.container(key="panel_gap"):
        st.header(escape(question.question), anchor=False)
        st.caption(question.until)
        for cell, reading in zip(st.columns(2), question.readings, strict=True):
            with cell, st.container(border=True, gap="xsmall", height="stretch"):
                with st.container(key=f"figure_gap_{reading.answer}"):
                    st.markdown(escape(reading.value))
                st.caption(reading.note)
                if st.button(reading.title, key=f"gap_{reading.answer}", width="stretch"):
                    work.answer_gap(state.store(), state.workspace_id(), kpi, question.periods, reading.answer)
                    st.rerun()


def _told(kpi: str, found: Past) -> None:
    if not found.remarks:
        return
    with st.container(key="rows_marks"):
        for remark in found.remarks:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(escape(remark.words), width="stretch")
                key = f"unmark_{remark.period.id}_{remark.kpi}_{remark.answered}"
                if st.button(say("mark.undo"), key=key, type="tertiary"):
                    _take_back(kpi, remark)
                    state.leave(OPEN, kpi)
                    st.rerun()


def _take_back(kpi: str, remark: Remark) -> None:
    if remark.answered:
        work.answer_gap(state.store(), state.workspace_id(), kpi, [remark.period], None)
    else:
        work.unmark(state.store(), state.workspace_id(), remark.kpi, remark.period)


def _mark(kpi: str, found: Past) -> None:
    with st.form("mark", clear_on_submit=True, enter_to_submit=False, border=False):
        left, right = st.columns([1, 2])
        chosen = left.selectbox(
            say("mark.period"),
            list(found.choices),
            index=None,
            format_func=found.choices.__getitem__,
            key="mark_period",
            placeholder=say("mark.choose"),
        )
        reason = right.text_input(say("mark.reason"), max_chars=120, key="mark_reason")
        everywhere = st.checkbox(say("mark.everywhere"), key="mark_everywhere")
        if not st.form_submit_button(say("mark.do"), key="mark_do"):
            return
    try:
        whose = None if everywhere else kpi
        period = parse_period(chosen) if chosen else None
        work.mark_special(state.store(), state.workspace_id(), whose, period, reason)
        state.leave(OPEN, kpi)
        st.rerun()
    except KpiError as error:
        frame.refused(state.refusal(error))


def _season_of(kpi: str, *, seasonal: bool) -> None:
    ticked = st.checkbox(say("mark.seasonal.kpi"), seasonal, key=f"seasonal_{kpi}")
    st.caption(say("mark.seasonal.kpi.why"))
    if ticked != seasonal:
        whole = work.seasonal(state.store(), state.workspace_id())
        work.set_seasonal(state.store(), state.workspace_id(), None if ticked == whole else ticked, kpi)
        st.rerun()


def settings() -> None:
    """Draw what expectations and warnings go by, for the whole workspace."""
    st.header(say("mark.expecting"), anchor=False)
    seasonal = work.seasonal(state.store(), state.workspace_id())
    if st.checkbox(say("mark.seasonal"), seasonal, key="seasonal") != seasonal:
        work.set_seasonal(state.store(), state.workspace_id(), not seasonal)
    st.caption(say("mark.seasonal.why"))
    names = {level: say(f"mark.sensitivity.{level}") for level in work.SENSITIVITIES}
    chosen = st.segmented_control(
        say("mark.sensitivity"),
        list(names),
        default=work.sensitivity(state.store(), state.workspace_id()),
        required=True,
        format_func=names.__getitem__,
        key="sensitivity",
    )
    work.set_sensitivity(state.store(), state.workspace_id(), chosen)
    st.caption(say(f"mark.sensitivity.{chosen}.why"))
