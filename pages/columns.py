"""Columns: the receipt of an upload with its proof, the open questions, and the role of every column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts, work
from kpi_core.errors import KpiError
from pages.parts import frame, receipt, state, undo
from pages.parts.changes import changes
from pages.parts.joins import joins
from pages.parts.labels import label
from pages.parts.questions import answers, ask
from pages.parts.roles import choose_roles
from pages.parts.sheet import show_sheet
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import Draft, DraftTable

MOST_PILLS = 6


def render() -> None:
    space = state.workspace()
    draft = work.draft(state.store(), space.id) if space else None
    if draft is None:
        frame.empty(say("page.columns.empty"), say("page.columns.empty.missing"), say("page.columns.empty.do"), "start")
    _top(draft)
    used = [entry.table for entry in draft.tables if entry.used]
    waiting = len(draft.questions)
    frame.headline(receipts.headline(used, state.lang(), waiting=waiting) if used else say("page.columns.nothing"))
    receipt.refused_files(draft)
    entry = _picked(draft)
    receipt.hidden_sheets(draft)
    receipt.facts(entry)
    meant = [(known.table, known.mapping) for known in draft.tables]
    ask(receipts.question_cards(draft.questions, state.lang(), meant))
    answers(draft)
    changes(draft)
    joins(draft.joins.found)
    st.header(say("page.columns.roles"), anchor=False)
    st.caption(say("page.columns.roles.how"))
    choose_roles(entry)
    show_sheet(entry.table)
    receipt.sums(entry)
    receipt.left_out(entry)
    receipt.remarks(draft)


def _top(draft: Draft) -> None:
    left = len(draft.questions)
    with frame.top(say("page.columns.meta", file=escape(draft.name))):
        if st.button(say("page.columns.other")):
            work.discard(state.store(), state.workspace_id())
            state.go("start")
        onward = say("page.columns.questions", n=left, count=left) if left else say("page.columns.confirm")
        if st.button(onward, type="primary", disabled=draft.state != "ready", key="confirm"):
            _confirm()


def _picked(draft: Draft) -> DraftTable:
    """Return the table to look at; those that are used come first, and of those the ones that wait for an answer."""
    ordered = sorted(draft.tables, key=lambda entry: (not entry.used, not entry.questions))
    lists = draft.joins.lists
    looked = {entry.key for place, entry in enumerate(draft.tables) if place in lists}
    names = {entry.key: label(entry, looked=entry.key in looked) for entry in ordered}
    keys = list(names)
    chosen = state.from_address("sheet", keys, keys[0]) or keys[0]
    if len(keys) > MOST_PILLS:
        many = say("page.columns.tables", n=len(keys), count=len(keys))
        chosen = st.selectbox(many, keys, key="sheet", format_func=names.__getitem__, width=480, placeholder=many)
    elif len(keys) > 1:
        chosen = st.pills(
            say("page.columns.sheet"), keys, key="sheet", required=True, format_func=lambda key: escape(names[key])
        )
    return draft.table(chosen)


def _confirm() -> None:
    before = state.version()
    try:
        with st.spinner(say("page.columns.confirming")):
            work.confirm(state.store(), state.workspace_id())
    except KpiError as error:
        frame.refused(state.refusal(error))
    else:
        undo.remember(before)
        state.go("dashboard" if work.choices(state.store(), state.workspace_id()) else "catalogue")
