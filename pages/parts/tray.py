"""The tray: the five places of a level, who sits on the bench, whether looking ahead and back are in balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import offers, work
from kpi_core.catalogue import GOALS
from kpi_core.phrases import in_sentence
from kpi_core.work.steered import guards_wanted, vanities
from pages.parts import state
from pages.parts.icons import icon_button
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.store import Choice

SIXTH = "sixth"


def pick(level: str, kpi: str, variant: str | None = None) -> None:
    """Choose a KPI; when every place is taken, ask which one goes to the bench. variant: another definition of it."""
    done = work.choose(state.store(), state.workspace_id(), kpi, level, variant=variant)
    state.leave(SIXTH, done if isinstance(done, work.NeedsBench) else None)
    st.rerun()


def ask_sixth(level: str) -> None:
    """Ask which KPI makes room for the sixth; nothing changes until that is said."""
    full = state.held(SIXTH)
    if not isinstance(full, work.NeedsBench) or full.level != level:
        return
    with st.container(key="panel_sixth"):
        st.subheader(say("page.tray.sixth"), anchor=False)
        st.caption(say("page.tray.sixth.why", kpi=_name(full.kpi)))
        with st.container(horizontal=True):
            for choice in full.candidates:
                if st.button(_name(choice.kpi), key=f"bench_{choice.kpi}", icon=":material/event_seat:"):
                    work.choose(state.store(), state.workspace_id(), full.kpi, level, bench=choice.kpi)
                    _done()
            if st.button(say("page.tray.sixth.never"), type="tertiary"):
                _done()


def _done() -> None:
    state.leave(SIXTH, None)
    st.rerun()


def _name(kpi: str) -> str:
    return state.kpi_name(kpi)


def tray(level: str, chosen: Sequence[Choice]) -> None:
    """Draw the choice of one level."""
    active = [choice.kpi for choice in chosen if not choice.benched]
    most = work.MOST_PER_LEVEL
    with st.container(border=True, key="tray"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(say("page.tray.title"), anchor=False, width="content")
            st.markdown(f"**{say('page.tray.count', count=len(active), most=most)}**", width="content")
        slots = "".join(f"<i class=on{int(place < len(active))}></i>" for place in range(most))
        st.html(f'<div class="kk-slots">{slots}</div>')
        for kpi in active:
            _seat(kpi, level)
        if not active:
            st.caption(say("page.tray.empty"))
        _advice(level, active)
        _goals(active)
        _bench(level, [choice.kpi for choice in chosen if choice.benched])


def _seat(kpi: str, level: str) -> None:
    definition = state.kpis()[kpi]
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        words = f"{say(f'passport.timing.{definition.timing}')} · {say(f'passport.review.{definition.review}')}"
        under = state.read(work.hung).under.get(kpi)
        if under:
            words += f" · {say('goals.for', goal=in_sentence(GOALS[under].name[state.lang()]))}"
        st.markdown(f"**{_name(kpi)}**  \n:gray[{words}]", width="stretch")
        remove = say("page.tray.remove", kpi=_name(kpi))
        if icon_button("close", remove, f"drop_{kpi}"):
            work.unchoose(state.store(), state.workspace_id(), kpi, level)
            state.leave("removed", kpi)
            st.rerun()


def _advice(level: str, kpis: list[str]) -> None:
    known = state.kpis()
    balance = offers.balance([known[kpi] for kpi in kpis], state.lang())
    if balance:
        st.caption(f":material/balance: {balance}")
    for kpi, told in state.read(vanities, state.today(), state.lang()).items():
        if kpi in kpis:
            st.caption(f":material/visibility: {escape(told)}")
    wanted = state.read(guards_wanted, level)
    for kpi, guard in list(wanted.items())[:1]:
        st.caption(f":material/shield: {say('page.tray.guard', guard=_name(guard), kpi=_name(kpi))}")
        if st.button(say("guard.follow", guard=_name(guard)), key=f"guard_{guard}", icon=":material/add:"):
            pick(level, guard)


def _goals(active: list[str]) -> None:
    """Tell which goal has no KPI and which KPI no goal, and lead on to how all hang together."""
    found = state.read(work.hung)
    for goal in found.idle:
        st.caption(f":material/flag: {say('goals.idle', goal=GOALS[goal].name[state.lang()])}")
    loose = [_name(kpi) for kpi in found.loose if kpi in active]
    if loose:
        st.caption(f":material/link_off: {say('goals.loose', n=len(loose), kpis=', '.join(loose))}")
    if found.under and st.button(say("goals.tree"), key="to_tree", type="tertiary", icon=":material/account_tree:"):
        state.go("tree")
    if found.under and st.button(say("tree.review"), key="to_yearly", type="tertiary", icon=":material/event_repeat:"):
        state.go("review-kpis")


def _bench(level: str, benched: list[str]) -> None:
    removed = state.held("removed")
    if removed and st.button(say("page.tray.undo", kpi=_name(str(removed))), icon=":material/undo:", type="tertiary"):
        state.leave("removed", None)
        pick(level, str(removed))
    if benched:
        st.caption(say("page.tray.bench"))
    for kpi in benched:
        if st.button(_name(kpi), key=f"unbench_{kpi}", icon=":material/event_seat:", type="tertiary"):
            pick(level, kpi)
