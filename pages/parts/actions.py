"""Actions: a form to record one, and the list of those that run, with what to do about each and what it did."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.work.doing import change_asked, change_example, doings
from pages.parts import frame, state
from pages.parts.cards import verdict_badge
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
LEFT = "action_changed"
ROW = (4, 1)
"""How wide the words of an action and what can be done about it are; on a phone they stand under each other."""


def action_form(
    kpi: str,
    key: str,
    *,
    segment: tuple[str, str] | None = None,
    round: str = "",  # noqa: A002 - the noun's own name
    primary: bool = False,
) -> Action | None:
    """Draw the fields of a new action; return it at the moment it is kept, None until then. key: begins its widgets' keys."""
    known, today = state.kpis()[kpi], state.today()
    _suggest(kpi, key)
    text = st.text_input(say("action.text"), key=f"{key}_text", max_chars=300)
    left, right = st.columns(2)
    with left:
        owner = person(say("action.owner"), f"{key}_owner", state.me())
    due = right.date_input(say("action.due"), today + SOON, min_value=today, format="DD-MM-YYYY", key=f"{key}_due")
    left, right = st.columns(2)
    example = say("action.effect.example")
    effect = left.text_input(say("action.effect"), key=f"{key}_effect", max_chars=200, placeholder=example)
    with right:
        asked, example = change_asked(known, state.lang()), change_example(known)
        expected = number_input(asked, known.unit, f"{key}_expected", None, example=example)
    kind = "primary" if primary else "secondary"
    if not st.button(say("action.add"), key=f"{key}_add", icon=":material/add_task:", type=kind):
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
    state.leave(LEFT, (made.id, "added"))
    state.forget_fields(f"{key}_")
    return made


def _suggest(kpi: str, key: str) -> None:
    """Offer what often helps; one press puts it in the field, to be made one's own."""
    said = state.read(work.suggestions, kpi, state.lang())
    if said:
        st.caption(say("action.suggestions"))
        with st.container(horizontal=True, gap="xsmall", key=f"suggestions_{key}"):
            for place, words in enumerate(said):
                st.button(words, key=f"{key}_suggestion_{place}", on_click=state.put, args=(f"{key}_text", words))


def action_list(kpi: str | None = None, key: str = "actions") -> None:
    """Draw the actions of a KPI, or of all, that run; nothing while there are none."""
    show_actions(state.read(doings, state.today(), state.lang(), kpi=kpi).running, key)


def show_actions(found: Sequence[Doing], key: str, *, named: bool = False) -> None:
    """Draw a line per action with what can be done about it. named: say of which KPI it is, and how that stands."""
    if not found:
        return
    with st.container(key=f"rows_{key}"):
        for one in found:
            words, ways = st.columns(ROW, vertical_alignment="center", gap="xsmall")
            words.markdown(_words(one, named=named))
            with ways, st.container(horizontal=True, horizontal_alignment="right", gap="xsmall"):
                _ways(one, key)


def _words(one: Doing, *, named: bool) -> str:
    late = f":red-badge[:material/schedule: {one.late}] " if one.late else ""
    stands = f" {verdict_badge(one.badge)}" if one.badge else ""
    about = f":gray[{escape(one.about)}]{stands} :gray[·] " if named else ""
    lines = [f"{late}**{escape(one.action.text)}**", f"{about}:gray[{escape(one.by)}]"]
    if one.expects:
        lines[1] += f" :gray[· {escape(one.expects)}]"
    if one.effect:
        title = f"**{one.effect.title}** · " if one.effect.verdict != "cannot_tell" else ""
        lines.append(f":gray[{title}{escape(one.effect.text)}]")
    return "  \n".join(lines)


def _ways(one: Doing, key: str) -> None:
    id_ = one.action.id
    if not one.running:
        if st.button(say("action.undo"), key=f"{key}_undo_{id_}", type="tertiary"):
            _undo(id_)
        return
    if st.button(say("action.finish"), key=f"{key}_finish_{id_}", icon=":material/check:"):
        work.finish_action(state.store(), state.workspace_id(), id_, state.today())
        state.leave(LEFT, (id_, "finished"))
        st.rerun()
    if st.button(say("action.drop"), key=f"{key}_drop_{id_}", type="tertiary"):
        work.drop_action(state.store(), state.workspace_id(), id_, state.today())
        state.leave(LEFT, (id_, "dropped"))
        st.rerun()


def changed() -> None:
    """Say what was just done to an action, with the way back."""
    left = state.held(LEFT)
    if not isinstance(left, tuple):
        return
    id_, did = left
    with st.container(horizontal=True, vertical_alignment="center", key="panel_action"):
        st.markdown(f":material/check: {say(f'action.did.{did}')}", width="stretch")
        if st.button(say("action.undo"), type="tertiary", key="action_undo"):
            _undo(id_)


def _undo(id_: str) -> None:
    work.undo_action(state.store(), state.workspace_id(), id_)
    state.leave(LEFT, None)
    st.rerun()
