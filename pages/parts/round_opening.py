"""Before a round begins: who has not delivered yet, what was restated, who is there, and about which period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.numbers import show_date, show_period
from kpi_core.periods import parse_period
from kpi_core.work import round_page, rounds
from kpi_core.work.closing import take_over, undo_take_over
from pages.parts import frame, state
from pages.parts.people import persons
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Round
    from kpi_core.periods import Grain, Period
    from kpi_core.work.round_page import Late

BACK = 6
TAKEN = "taken_over"


def render(grain: Grain) -> None:
    held = [one for one in rounds.rounds(state.store(), state.workspace_id()) if rounds.grain_of(one) is grain]
    closed = {one.period for one in held if one.closed_on}
    last = rounds.due(grain, state.today())
    options = [last.shifted(-back) for back in range(BACK)]
    free = [period for period in options if period.id not in closed]
    chosen = _chosen(free or options)
    name = show_period(chosen, state.lang())
    late = state.read_figures(round_page.late, chosen, state.today(), state.lang())
    reach = work.standing(state.store(), state.workspace_id()).reach
    meta = f"{escape(state.workspace_name())} · {say(f'page.round.kind.{grain}')} · {reach_words(reach)}"
    st.markdown(f":gray[{meta}]")
    code = "late" if late else "done" if not free or last.id in closed else "ready"
    frame.headline(say(f"page.round.{code}", period=name if code != "done" else show_period(last, state.lang())))
    left, right = st.columns([1, 1.22], gap="large")
    with left:
        _begin(grain, free, chosen, held)
    with right:
        _delivered(late, name)
        _restated()
    _held(held)


def _chosen(options: Sequence[Period]) -> Period:
    """Return the period the address asks for, else the last one that is not closed."""
    asked = state.asked_for("period", [period.id for period in options])
    return next((period for period in options if period.id == asked), options[0])


def _begin(grain: Grain, free: Sequence[Period], chosen: Period, held: Sequence[Round]) -> None:
    with st.container(border=True, key="begin_round"):
        before = held[-1].present if held else work.team(state.store(), state.workspace_id())
        present = persons(say("page.round.present"), f"present_{grain}", before)
        if not free:
            return
        ids = [period.id for period in free]
        st.selectbox(
            say("page.round.which"),
            ids,
            index=ids.index(chosen.id) if chosen.id in ids else 0,
            format_func=lambda one: show_period(parse_period(one), state.lang()),
            key=f"period_{grain}",
            on_change=lambda: state.in_address(period=state.widget(f"period_{grain}")),
        )
        if st.button(say("page.round.begin"), type="primary", key="begin", icon=":material/play_arrow:"):
            _start(chosen, present)


def _start(period: Period, present: tuple[str, ...]) -> None:
    asked = {"today": state.today(), "lang": state.lang(), "mode": state.mode()}
    order = [item.kpi for item in state.read_figures(round_page.items, period, **asked)]
    try:
        rounds.begin_round(
            state.store(), state.workspace_id(), period, present, state.today(), kpis=order, now=state.now()
        )
    except KpiError as error:
        frame.refused(state.refusal(error))
        return
    state.in_address(period=None, kpi=None)
    st.rerun()


def _delivered(late: Sequence[Late], name: str) -> None:
    with st.container(border=True, key="delivered"):
        st.header(say("page.round.delivered"), anchor=False)
        if not late:
            st.markdown(f":green-badge[:material/check: {say('page.round.delivered.all', period=name)}]")
            return
        with st.container(key="rows_late"):
            for one in late:
                who = f" · {escape(one.owners)}" if one.owners else ""
                told = say("page.round.late.until", date=one.until)
                st.markdown(f":orange-badge[:material/schedule: {told}] **{escape(one.name)}**{who}")
                st.caption(say("page.round.late.for", kpis=escape(one.kpis)))
        if st.button(say("page.round.deliver"), key="deliver", icon=":material/upload_file:"):
            state.go("start")


def _restated() -> None:
    """Draw what was restated since it was closed, with one button that takes it over; and its undo once that is done."""
    found = state.read_figures(round_page.moved, state.today(), state.lang())
    taken = state.held(TAKEN)
    if not found and not isinstance(taken, tuple):
        return
    with st.container(border=True, key="restated"):
        if found:
            st.header(say("page.round.restated"), anchor=False)
            with st.container(key="rows_restated"):
                for one in found:
                    st.markdown(escape(one.text))
            st.caption(say("page.round.restated.note"))
            if st.button(say("page.round.take"), key="take_over"):
                state.leave(TAKEN, take_over(state.store(), state.workspace_id(), [one.of for one in found]))
                st.rerun()
        elif isinstance(taken, tuple):
            st.markdown(f":material/check: {say('page.round.taken')}")
            if st.button(say("page.round.take.undo"), key="take_undo", type="tertiary"):
                undo_take_over(state.store(), state.workspace_id(), taken)
                state.leave(TAKEN, None)
                st.rerun()


def _held(held: Sequence[Round]) -> None:
    closed = [one for one in reversed(held) if one.closed_on]
    if not closed:
        return
    st.header(say("page.round.held"), anchor=False)
    with st.container(key="rows_held"):
        for one in closed[:12]:
            with st.container(horizontal=True, vertical_alignment="center"):
                name, on = show_period(parse_period(one.period), state.lang()), show_date(one.closed_on, state.lang())
                st.markdown(f"**{name}** :gray[· {say('page.round.closed_on', date=on)}]", width="stretch")
                if st.button(say("page.round.minutes"), key=f"held_{one.id}", type="tertiary"):
                    state.in_address(round=one.id)
                    st.rerun()
