"""The second half of a workshop: a target per KPI, whether the group stands behind it, what to do, and the hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.model import Target
from kpi_core.phrases import in_sentence
from kpi_core.targets import is_asked, promised
from kpi_core.work.aims import aim as aim_of
from kpi_core.work.aims import usual_span
from kpi_core.work.workshop import parked
from pages.parts import frame, state
from pages.parts.about import own_of
from pages.parts.actions import action_form, action_list
from pages.parts.agreeing import agreeing
from pages.parts.aiming import asked
from pages.parts.parking import parking_list
from pages.parts.people import person
from pages.parts.smart import keep
from pages.parts.state import say
from pages.parts.weighing import weighing
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Kpi, Workshop


def aim(at: Workshop) -> bool:
    """Ask where one KPI should stand, with what is realistic beside it."""
    if not at.chosen:
        return _nothing()
    kpi = _kpi(at)
    kept = _target(kpi)
    frame.headline(say("page.workshop.targets", kpi=escape(in_sentence(kpi.name[state.lang()]))))
    _which(at)
    left, right = st.columns([1, 1.22], gap="large")
    with left:
        target, sure = asked(kpi, kept or _new(kpi), own_of(kept or _new(kpi)))
        owner = person(say("page.targets.owner"), f"workshop_owner_{kpi.id}", target.owner)
        target = keep(target, kept, owner=owner) if sure else target
    with right, st.container(border=True):
        weighing(state.read(aim_of, target, today=state.today(), lang=state.lang(), mode=state.mode()), own_of(target))
    return True


def agree(at: Workshop) -> bool:
    """Ask whether the group stands behind the target of one KPI."""
    if not at.chosen:
        return _nothing()
    kpi = _kpi(at)
    target = _target(kpi)
    if target is None or not is_asked(target):
        frame.headline(say("page.workshop.agreement.none", kpi=escape(in_sentence(kpi.name[state.lang()]))))
        _which(at)
        return True
    name = escape(kpi.name[state.lang()])
    asks = escape(promised(target, kpi.defined(target.variant), state.lang()))
    frame.headline(say("page.workshop.agreement", kpi=name, target=asks))
    st.markdown(f":gray[{say('page.workshop.agreement.how')}]")
    agreeing(target, at.people)
    return True


def act(at: Workshop) -> bool:
    """Ask what someone will do for one KPI, who, and by when."""
    if not at.chosen:
        return _nothing()
    kpi = _kpi(at)
    frame.headline(say("page.workshop.actions", kpi=escape(in_sentence(kpi.name[state.lang()]))))
    _which(at)
    left, right = st.columns([1.22, 1], gap="large")
    with left:
        if action_form(kpi.id, f"workshop_action_{kpi.id}"):
            st.rerun()
    with right:
        action_list(kpi.id, key=f"workshop_list_{kpi.id}")
    return True


def hand_over(at: Workshop) -> bool:
    """Say what was agreed, what still waits, and lead on to the pack."""
    targets = [target for target in work.targets(state.store(), state.workspace_id()) if target.kpi in at.chosen]
    running = [action for action in work.actions(state.store(), state.workspace_id()) if action.kpi in at.chosen]
    doing = say("page.workshop.handover.actions", n=len(running), count=len(running))
    count, aimed = len(at.chosen), len({one.kpi for one in targets})
    frame.headline(say("page.workshop.handover", n=count, count=count, targets=aimed, actions=doing))
    known = state.kpis()
    with st.container(key="rows_handover"):
        for target in targets:
            kpi = known[target.kpi]
            words = promised(target, kpi.defined(target.variant), state.lang())
            owner = f" · {escape(target.owner)}" if target.owner else ""
            st.markdown(f"**{state.kpi_name(kpi.id)}** {escape(words)}:gray[{owner}]")
    if state.read(parked):
        st.header(say("page.parking"), anchor=False)
        parking_list()
    if st.button(say("page.workshop.pack"), icon=":material/inventory_2:"):
        state.go("report")
    return True


def _nothing() -> bool:
    frame.headline(say("page.workshop.unchosen"))
    return False


def _which(at: Workshop) -> None:
    st.markdown(f":gray[{say('page.workshop.which', place=at.at + 1, count=len(at.chosen))}]")


def _kpi(at: Workshop) -> Kpi:
    return state.kpis()[at.chosen[min(at.at, len(at.chosen) - 1)]]


def _target(kpi: Kpi) -> Target | None:
    return work.target_of(state.store(), state.workspace_id(), kpi.id)


def _new(kpi: Kpi) -> Target:
    start, until = usual_span(state.today(), work.standing(state.store(), state.workspace_id()).reach)
    followed = {choice.kpi: choice.variant for choice in work.choices(state.store(), state.workspace_id())}
    return Target(kpi=kpi.id, start=start, until=until, variant=followed.get(kpi.id))
