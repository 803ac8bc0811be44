"""Columns: the receipt of an upload with its proof, the open questions, and the role of every column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts, work
from kpi_core.errors import KpiError
from pages.parts import frame, state
from pages.parts.questions import ask
from pages.parts.receipt import facts, hidden_sheets, remarks
from pages.parts.roles import choose_roles
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import Draft, DraftTable


def render() -> None:
    space = state.workspace()
    draft = work.draft(state.store(), space.id) if space else None
    if draft is None:
        frame.empty(say("page.columns.empty"), say("page.columns.empty.missing"), say("page.columns.empty.do"), "start")
    _top(draft)
    used = [entry.table for entry in draft.tables if entry.used]
    waiting = len(draft.questions)
    frame.headline(receipts.headline(used, state.lang(), waiting=waiting) if used else say("page.columns.nothing"))
    names = [entry.table.name for entry in draft.tables]
    sheet = names[0]
    if len(names) > 1:
        state.from_address("sheet", names, names[0])
        sheet = st.pills(say("page.columns.sheet"), names, key="sheet", required=True, format_func=escape)
    entry = draft.table(sheet)
    hidden_sheets(draft)
    facts(entry)
    ask(receipts.question_cards(draft.questions, state.lang()))
    _table(entry)
    remarks(draft)


def _top(draft: Draft) -> None:
    left = len(draft.questions)
    with frame.top(say("page.columns.meta", file=escape(draft.name))):
        if st.button(say("page.columns.other")):
            work.discard(state.store(), state.workspace_id())
            state.go("start")
        label = say("page.columns.questions", n=left, count=left) if left else say("page.columns.confirm")
        if st.button(label, type="primary", disabled=draft.state != "ready", key="confirm"):
            _confirm()


def _confirm() -> None:
    try:
        with st.spinner(say("page.columns.confirming")):
            work.confirm(state.store(), state.workspace_id())
    except KpiError as error:
        frame.refused(state.refusal(error))
    else:
        state.go("dashboard" if work.choices(state.store(), state.workspace_id()) else "catalogue")


def _table(entry: DraftTable) -> None:
    table = entry.table
    st.header(say("page.columns.roles"), anchor=False)
    st.caption(say("page.columns.roles.how"))
    choose_roles(table, entry.mapping)
    skipped = receipts.skipped_lines(table, state.lang())
    if skipped:
        label = say("page.columns.skipped", n=len(table.receipt.skipped), count=len(table.receipt.skipped))
        with st.expander(label, icon=":material/playlist_remove:"):
            st.dataframe(
                {
                    say("page.columns.row"): [row for row, _ in skipped],
                    say("page.columns.why"): [why for _, why in skipped],
                },
                hide_index=True,
            )
