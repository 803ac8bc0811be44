"""What is decided about a KPI: go on, steer with an action, or set another target. Every field is kept as it is filled in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.work import rounds
from pages.parts import frame, state
from pages.parts.people import person
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.model import Action, Decision, Round
    from kpi_core.work.round_page import Item

SOON = timedelta(days=30)


def decide_here(going: Round, item: Item, decision: Decision | None, cause: str) -> bool:
    """Draw the fields of a decision and keep what is filled in at once, so that no reload or next page loses it.

    Return whether a choice waits for who takes it up: until then it is not kept.
    """
    key = f"round_{item.kpi}_"
    st.header(say("page.round.step.decision"), anchor=False)
    names = {one: say(f"round.choice.{one}") for one in rounds.CHOICES}
    choice = st.radio(
        say("page.round.choice"),
        rounds.CHOICES,
        index=rounds.CHOICES.index(decision.choice) if decision else None,
        format_func=names.__getitem__,
        key=f"{key}choice",
        horizontal=True,
        label_visibility="collapsed",
    )
    if choice is None:
        return False
    action = next(
        (one for one in work.actions(state.store(), state.workspace_id(), item.kpi) if one.round == going.id), None
    )
    if choice == "steer":
        text, owner = _action(going, item, action, key)
    else:
        usual = decision.text if decision else ""
        label = say("page.round.why" if choice == "revise" else "page.round.remark")
        text = st.text_input(label, usual, key=f"{key}text", max_chars=300)
        owner = person(say("page.round.who"), f"{key}owner", decision.owner if decision else _usual(item, going))
        if choice == "revise" and st.button(say("page.round.revise"), key=f"{key}revise", icon=":material/flag:"):
            state.go("targets", kpi=item.kpi, back=going.id)
        st.caption(f"**{say('page.round.step.next')}** · {say('page.round.next_time.go_on')}")
    asked = {"choice": choice, "owner": owner, "text": "" if choice == "steer" else work.clean(text, 300)}
    _keep(going, item, asked, cause, decision)
    _saved(going, item, key, kept=decision is not None and bool(asked["owner"]))
    return not asked["owner"]


def _action(going: Round, item: Item, action: Action | None, key: str) -> tuple[str, str]:
    """Draw the fields of the one action of this round on this KPI, and keep them once it says what and who."""
    said = state.read(work.suggestions, item.kpi, state.lang())
    field = f"{key}action"
    state.put_first(field, action.text if action else "")
    if said and not state.widget(field):
        with st.container(horizontal=True, gap="xsmall", key=f"suggestions_{item.kpi}"):
            for place, words in enumerate(said):
                st.button(words, key=f"{key}suggestion_{place}", on_click=state.put, args=(field, words))
    text = st.text_area(say("page.round.action"), key=field, max_chars=300, height=80)
    left, right = st.columns(2)
    with left:
        owner = person(say("page.round.who"), f"{key}doer", action.owner if action else _usual(item, going))
    due = right.date_input(
        say("page.round.due"), action.due if action else state.today() + SOON, format="DD-MM-YYYY", key=f"{key}due"
    )
    effect = st.text_input(say("page.round.effect"), action.effect if action else "", key=f"{key}effect", max_chars=200)
    st.caption(f"**{say('page.round.step.next')}** · {say('page.round.next_time')}")
    wanted: dict[str, Any] = {"text": work.clean(text or "", 300), "owner": owner, "due": due, "effect": effect or ""}
    if not wanted["text"] or not owner:
        if owner:
            st.caption(say("page.round.needs_action"))
        return "", owner
    try:
        if action is None:
            begun = state.today()
            work.add_action(state.store(), state.workspace_id(), kpi=item.kpi, begun=begun, round=going.id, **wanted)
        elif wanted != {name: getattr(action, name) for name in wanted}:
            work.change_action(state.store(), state.workspace_id(), action.id, **wanted)
    except KpiError as error:
        frame.refused(state.refusal(error))
    return wanted["text"], owner


def _keep(going: Round, item: Item, asked: dict[str, str], cause: str, decision: Decision | None) -> None:
    if not asked["owner"]:
        return
    if decision and all(getattr(decision, name) == value for name, value in asked.items()):
        return
    status = item.card.status
    rounds.decide(
        state.store(),
        state.workspace_id(),
        going.id,
        kpi=item.kpi,
        choice=cast("rounds.Choice", asked["choice"]),
        owner=asked["owner"],
        text=asked["text"],
        on=state.today(),
        cause=cause,
        verdict=str(status.verdict) if status else "",
        told=item.told,
    )
    st.rerun()


def _saved(going: Round, item: Item, key: str, *, kept: bool) -> None:
    """Say that the decision is kept, and offer to undo its last change."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f":material/cloud_done: {say('page.saved')}" if kept else say("page.round.needs_owner"), width="stretch"
        )
        st.button(
            say("page.round.undo"),
            key=f"undo_{item.kpi}",
            type="tertiary",
            icon=":material/undo:",
            on_click=_undo,
            args=(going, item, key),
        )


def _undo(going: Round, item: Item, key: str) -> None:
    """Go one step back, and let the choice be open again where nothing is decided any more."""
    left = rounds.undo_decision(state.store(), state.workspace_id(), rounds.decision_id(going.id, item.kpi))
    state.forget_fields(key)
    if left is None:
        state.put(f"{key}choice", None)


def _usual(item: Item, going: Round) -> str:
    """Return who most likely takes this up: who owns the target, else who writes this down, else who is there."""
    return item.owner or state.me() or next(iter(going.present), "")
