"""The receipt on the columns page: the facts, the sums, what was left out, the hidden sheets, and what there is to remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts, work
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.work import Draft, DraftTable

PROOF = {True: ("green", ":material/check: "), False: ("red", ":material/close: "), None: ("gray", "")}


def facts(entry: DraftTable) -> None:
    """Show what was read, what was skipped, and our sum beside the file's own."""
    found = receipts.facts(entry.table, entry.mapping, state.lang())
    for cell, fact in zip(st.columns(len(found), gap="medium"), found, strict=True):
        with cell, st.container(gap="xxsmall", key=f"figure_{entry.key}_{fact.label}"):
            st.caption(escape(fact.label))
            st.markdown(escape(fact.value))
            colour, icon = PROOF[fact.good]
            st.caption(f":{colour}[{icon}{escape(fact.note)}]")


def sums(entry: DraftTable) -> None:
    """Fold out every sum beside the file's own total, where there is more than the one already shown."""
    found = receipts.sum_lines(entry.table, entry.mapping, state.lang())
    if len(found) < 2 or not any(line.own for line in found):
        return
    with st.expander(say("page.receipt.sums"), icon=":material/functions:"):
        right = st.column_config.TextColumn(alignment="right")
        shown = {
            say("page.columns.column"): [line.column for line in found],
            say("page.receipt.ours"): [line.ours for line in found],
            say("page.receipt.own"): [line.own for line in found],
            say("page.receipt.cell"): [line.cell for line in found],
            say("page.receipt.verdict"): [line.verdict for line in found],
        }
        amounts = (say("page.receipt.ours"), say("page.receipt.own"))
        st.dataframe(shown, hide_index=True, column_config=dict.fromkeys(amounts, right))


def left_out(entry: DraftTable) -> None:
    """Fold out the rows that were skipped, with why."""
    skipped = receipts.skipped_lines(entry.table, state.lang())
    if not skipped:
        return
    count = len(entry.table.receipt.skipped)
    with st.expander(say("page.columns.skipped", n=count, count=count), icon=":material/playlist_remove:"):
        rows, reasons = zip(*skipped, strict=True)
        st.dataframe({say("page.columns.row"): rows, say("page.columns.why"): reasons}, hide_index=True)


def hidden_sheets(draft: Draft) -> None:
    """Offer to read the hidden sheets too, where there are any."""
    read = any(entry.table.hidden for entry in draft.tables)
    if read or any(issue.code == "hidden_sheet" for issue in draft.issues):
        asked = st.toggle(say("page.columns.hidden"), read, key="hidden")
        if asked != read:
            work.set_hidden(state.store(), state.workspace_id(), include=asked)
            st.rerun()


def refused_files(draft: Draft) -> None:
    """Say of each file that could not be read why; the others go on."""
    for name, error in draft.refused:
        frame.refused(f"{name}: {state.refusal(error)}")


def remarks(draft: Draft) -> None:
    """List what there is to know about the files, with the cells it is about."""
    lines = receipts.issue_lines(draft.issues, state.lang())
    if not lines:
        return
    with st.expander(say("page.columns.issues", n=len(lines), count=len(lines)), icon=":material/report:"):
        for sheet, cells, sentence in lines:
            place = " ".join(part for part in (escape(sheet), escape(cells)) if part)
            st.markdown(f"{escape(sentence)}" + (f"  \n:gray[{place}]" if place else ""))
