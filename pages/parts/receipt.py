"""The receipt on the columns page: the facts, the hidden sheets, and what there is to remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts, work
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import Draft, DraftTable


def facts(entry: DraftTable) -> None:
    """Show what was read, what was skipped, and our sum beside the file's own."""
    table, mapping = entry.table, entry.mapping
    found = receipts.facts(table, mapping, state.lang())
    for cell, fact in zip(st.columns(len(found), gap="medium"), found, strict=True):
        with cell, st.container(gap="xxsmall", key=f"figure_{table.name}_{fact.label}"):
            st.caption(escape(fact.label))
            st.markdown(escape(fact.value))
            colour = {True: "green", False: "red", None: "gray"}[fact.good]
            icon = {True: ":material/check: ", False: ":material/close: ", None: ""}[fact.good]
            st.caption(f":{colour}[{icon}{escape(fact.note)}]")


def hidden_sheets(draft: Draft) -> None:
    """Offer to read the hidden sheets too, where there are any."""
    read = any(entry.table.hidden for entry in draft.tables)
    if read or any(issue.code == "hidden_sheet" for issue in draft.issues):
        asked = st.toggle(say("page.columns.hidden"), read, key="hidden")
        if asked != read:
            work.set_hidden(state.store(), state.workspace_id(), include=asked)
            st.rerun()


def remarks(draft: Draft) -> None:
    """List what there is to know about the file, with the cells it is about."""
    lines = receipts.issue_lines(draft.issues, state.lang())
    if not lines:
        return
    with st.expander(say("page.columns.issues", n=len(lines), count=len(lines)), icon=":material/report:"):
        for sheet, cells, sentence in lines:
            place = " ".join(part for part in (escape(sheet), escape(cells)) if part)
            st.markdown(f"{escape(sentence)}" + (f"  \n:gray[{place}]" if place else ""))
