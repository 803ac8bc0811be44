"""What a table is about and the role of each of its columns, changed in place; a change is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts, work
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.work import DraftTable


def choose_roles(entry: DraftTable) -> None:
    """Draw the picker of the table's kind and the table of its columns."""
    table, mapping = entry.table, entry.mapping
    lang = state.lang()
    kinds = receipts.kind_names(lang)
    options = list(kinds)
    chosen = st.selectbox(
        say("page.columns.kind"),
        options,
        index=options.index(mapping.kind),
        format_func=kinds.__getitem__,
        key=f"kind_{entry.key}_{mapping.kind}",
        width=320,
        placeholder=say("page.columns.kind"),
    )
    if chosen != mapping.kind:
        work.set_kind(state.store(), state.workspace_id(), entry.key, chosen)
        st.rerun()
    lines = receipts.column_lines(table, mapping, lang)
    names = receipts.role_names(mapping.kind, lang)
    role = say("page.columns.role")
    letters = (
        {say("page.columns.column"): [line.letter for line in lines]} if any(line.letter for line in lines) else {}
    )
    shown = letters | {
        say("page.columns.header"): [line.header for line in lines],
        say("page.columns.example"): [line.example for line in lines],
        say("page.columns.read_as"): [line.read_as for line in lines],
        role: [line.role for line in lines],
        say("page.columns.certainty"): [line.certainty for line in lines],
        say("page.columns.why"): [line.reason for line in lines],
    }
    key = f"roles_{entry.key}_{hash((lang, mapping.kind, tuple(line.role for line in lines)))}"
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        height="content",
        disabled=[name for name in shown if name != role],
        column_config={role: st.column_config.SelectboxColumn(options=list(names.values()), required=True)},
    )
    for row, changes in state.widget(key)["edited_rows"].items():
        wanted = next((id_ for id_, name in names.items() if name == changes.get(role)), None)
        work.set_role(state.store(), state.workspace_id(), entry.key, lines[int(row)].column, wanted)
        st.rerun()
