"""One open question at a time: every reading is an equal card with the outcome it gives, and none is chosen beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import receipts, work
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.receipts import QuestionCard, ReadingCard
    from kpi_core.work import Draft

BESIDE = 3


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
        for row in _rows(question.readings):
            for cell, reading in zip(st.columns(len(row)), row, strict=True):
                with cell, st.container(border=True, gap="xsmall", height="stretch"):
                    _card(question, reading)


def _rows(readings: Sequence[ReadingCard]) -> Iterator[Sequence[ReadingCard]]:
    """Give the cards in rows of equal length where that can be: four are two by two."""
    lines = -(-len(readings) // BESIDE)
    width = -(-len(readings) // max(lines, 1))
    for start in range(0, len(readings), max(width, 1)):
        yield readings[start : start + width]


def _card(question: QuestionCard, reading: ReadingCard) -> None:
    st.markdown(f"**{escape(reading.title)}**")
    if reading.value:
        with st.container(key=f"figure_{question.id}_{reading.choice}"):
            st.markdown(escape(reading.value))
        st.caption(escape(reading.note))
    label = say("page.question.choose", answer=escape(reading.title))
    if st.button(label, key=f"answer_{question.id}_{reading.choice}", width="stretch"):
        work.answer(state.store(), state.workspace_id(), question.id, reading.choice)
        st.rerun()


def answers(draft: Draft) -> None:
    """List what was answered; an answer taken back is asked again."""
    if not draft.answers:
        return
    given = [
        receipts.answer_line(question, choice, state.lang())
        for question, choice in work.answered(state.store(), state.workspace_id())
    ]
    if not given:
        return
    with st.expander(say("page.answers", n=len(given), count=len(given)), icon=":material/question_answer:"):
        for line in given:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{escape(line.title)}  \n**{escape(line.answer)}**", width="stretch")
                if st.button(say("page.answers.change"), key=f"reopen_{line.id}", type="tertiary"):
                    work.reopen(state.store(), state.workspace_id(), line.id)
                    st.rerun()
