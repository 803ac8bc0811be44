"""One open question at a time: every reading is an equal card with the outcome it gives, and none is chosen beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.receipts import QuestionCard


def ask(questions: Sequence[QuestionCard]) -> None:
    """Show the first question; an answer is kept at once and the next one comes."""
    if not questions:
        return
    question = questions[0]
    with st.container(key="panel_question"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(escape(question.title), anchor=False, width="stretch")
            st.caption(say("page.question.count", n=1, all=len(questions)), width="content")
        st.caption(say("page.question.why", sheet=escape(question.sheet)))
        for cell, reading in zip(st.columns(len(question.readings)), question.readings, strict=True):
            with cell, st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f"**{escape(reading.title)}**")
                with st.container(key=f"figure_{question.id}_{reading.choice}"):
                    st.markdown(escape(reading.value))
                st.caption(escape(reading.note))
                label = say("page.question.choose", answer=escape(reading.title))
                if st.button(label, key=f"answer_{question.id}_{reading.choice}", width="stretch"):
                    work.answer(state.store(), state.workspace_id(), question.id, reading.choice)
                    st.rerun()
