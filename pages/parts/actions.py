"""Actions: a form to record one, and the list of those that run, with what to do about each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.work.doing import doing
from pages.parts import frame, state
from pages.parts.number import number_input
from pages.parts.people import person
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Action
    from kpi_core.work.doing import Doing

SOON = timedelta(days=30)
"""How long an action has at first: a month, until the next look back."""


def action_form(kpi: str, key: str, *, segment: tuple[str, str] | None = None, round: str = "") -> Action | None:  # noqa: A002
    """Draw the fields of a new action; return it at the moment it is kept, None until then. key: begins its widgets' keys."""
    field = f"{key}_text"
    _suggest(kpi, key, field)
    text = st.text_input(say("action.text"), key=field, max_chars=300)
    left, right = st.columns(2)
    with left:
        owner = person(say("action.owner"), f"{key}_owner", state.me())
    today = state.today()
    due = right.date_input(say("action.due"), today + SOON, min_value=today, format="DD-MM-YYYY", key=f"{key}_due")
    known = state.kpis()[kpi]
    left, right = st.columns(2)
    example = say("action.effect.example")
    effect = left.text_input(say("action.effect"), key=f"{key}_effect", max_chars=200, placeholder=example)
    with right:
        period = say(f"action.period.{known.grain}")
        expected = number_input(say("action.expected", period=period), known.unit, f"{key}_expected", None)
    if not st.button(say("action.add"), key=f"{key}_add", icon=":material/add_task:"):
        return None
    try:
        made = work.add_action(
            state.store(),
            state.workspace_id(),
            kpi=kpi,
            text=text or "",
            owner=owner,
            due=due,
            begun=today,
            segment=segment,
            effect=effect or "",
            expected=expected.value,
            round=round,
        )
    except KpiError as error:
        frame.refused(state.refusal(error))
        return None
    state.forget_fields(f"{key}_")
    return made


def _suggest(kpi: str, key: str, field: str) -> None:
    """Offer what often helps; one press puts it in the field, to be made one's own."""
    said = state.read(work.suggestions, kpi, state.lang())
    if said:
        st.caption(say("action.suggestions"))
        with st.container(horizontal=True, gap="xsmall", key=f"suggestions_{key}"):
            for place, words in enumerate(said):
                st.button(words, key=f"{key}_suggestion_{place}", on_click=state.put, args=(field, words))


def action_list(kpi: str | None = None, key: str = "actions") -> None:
    """Draw the actions of a KPI, or of all; nothing while there are none."""
    found = state.read(doing, state.today(), state.lang(), kpi)
    show_actions([one for one in found if one.running], key)


def show_actions(found: Sequence[Doing], key: str) -> None:
    """Draw a line per action with what can be done about it."""
    if not found:
        return
    with st.container(key=f"rows_{key}"):
        for one in found:
            _line(one, key)


def _line(one: Doing, key: str) -> None:
    id_ = one.action.id
    with st.container(horizontal=True, vertical_alignment="center"):
        badge = f":red-badge[:material/schedule: {one.late}] " if one.late else ""
        st.markdown(f"{badge}**{escape(one.action.text)}**  \n:gray[{escape(one.by)}]", width="stretch")
        if one.running:
            if st.button(say("action.finish"), key=f"{key}_finish_{id_}", icon=":material/check:"):
                work.finish_action(state.store(), state.workspace_id(), id_, state.today())
                st.rerun()
            if st.button(say("action.drop"), key=f"{key}_drop_{id_}", type="tertiary"):
                work.drop_action(state.store(), state.workspace_id(), id_, state.today())
                st.rerun()
        if st.button(say("action.undo"), key=f"{key}_undo_{id_}", type="tertiary"):
            work.undo_action(state.store(), state.workspace_id(), id_)
            st.rerun()
