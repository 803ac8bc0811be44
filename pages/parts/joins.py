"""Tables that belong together: how many rows find each other, and a switch to keep them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.joining import APART, TOGETHER
from kpi_core.numbers import show_count
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.work import DraftJoin


def joins(found: Sequence[DraftJoin]) -> None:
    """Draw every join that needs no answer any more; those that are asked stand among the questions."""
    settled = [entry for entry in found if not entry.asked]
    if not settled:
        return
    with st.container(key="panel_joins"):
        st.subheader(say("page.joins"), anchor=False)
        for entry in settled:
            st.markdown(escape(_found(entry)))
            label = say("page.joins.together", table=escape(entry.table), list=escape(entry.list))
            wanted = st.toggle(label, entry.together, key=f"join_{entry.join.id}_{entry.together}")
            if wanted != entry.together:
                work.answer(state.store(), state.workspace_id(), entry.join.id, TOGETHER if wanted else APART)
                st.rerun()


def _found(entry: DraftJoin) -> str:
    join = entry.join
    counts = {"matched": show_count(join.matched, state.lang()), "count": show_count(join.rows, state.lang())}
    return say("page.joins.found", table=entry.table, list=entry.list, column=join.left_column, n=join.rows, **counts)
