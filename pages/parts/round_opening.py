"""Before a round begins: who has not delivered yet, what was restated, who is there, and about which period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.numbers import show_date, show_period
from kpi_core.periods import parse_period
from kpi_core.work import round_page, rounds
from kpi_core.work.minutes import next_round
from pages.parts import frame, state
from pages.parts.people import persons
from pages.parts.round_delivered import show_delivered, show_restated
from pages.parts.standing import reach_words
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Round
    from kpi_core.periods import Grain, Period

BACK = 6


def render(grain: Grain) -> None:
    held = [one for one in rounds.rounds(state.store(), state.workspace_id()) if rounds.grain_of(one) is grain]
    closed = [one for one in reversed(held) if one.closed_on]
    last = rounds.due(grain, state.today())
    until = max((parse_period(one.period).end for one in closed), default=None)
    options = [last.shifted(-back) for back in range(BACK)]
    free = [period for period in options if until is None or period.end > until]
    if not free:
        _done(grain, closed, show_period(last, state.lang()))
        return
    chosen = _chosen(free)
    name = show_period(chosen, state.lang())
    late = state.read_figures(round_page.late, chosen, state.today(), state.lang())
    _top(grain)
    frame.headline(say("page.round.late" if late else "page.round.ready", period=name))
    left, right = st.columns([1, 1.22], gap="large")
    with left:
        _begin(grain, free, chosen, held)
    with right:
        show_delivered(late, name)
        show_restated()
    _held(closed)


def _top(grain: Grain) -> None:
    """Draw the first line, with the choice between rounds about weeks, months and quarters."""
    names = {str(one): say(f"page.round.grain.{one}") for one in rounds.GRAINS}
    reach = work.standing(state.store(), state.workspace_id()).reach
    with frame.top(f"{escape(state.workspace_name())} · {say(f'page.round.kind.{grain}')} · {reach_words(reach)}"):
        st.segmented_control(
            say("page.round.grain"),
            list(names),
            default=str(grain),
            required=True,
            format_func=names.__getitem__,
            label_visibility="collapsed",
            key="grain_pick",
            on_change=lambda: state.in_address(grain=state.widget("grain_pick"), period=None),
        )


def _done(grain: Grain, closed: Sequence[Round], name: str) -> None:
    """Say that nothing is due, when the next round is, and lead to the minutes of the last one."""
    _top(grain)
    upcoming = show_date(next_round(closed[0]), state.lang())
    frame.headline(say("page.round.done", period=name, date=upcoming))
    if st.button(say("page.round.minutes"), type="primary", key="last_minutes"):
        state.in_address(round=closed[0].id)
        st.rerun()
    show_restated()
    _held(closed)


def _chosen(options: Sequence[Period]) -> Period:
    """Return the period the address asks for, else the last one that is not closed."""
    asked = state.asked_for("period", [period.id for period in options])
    return next((period for period in options if period.id == asked), options[0])


def _begin(grain: Grain, free: Sequence[Period], chosen: Period, held: Sequence[Round]) -> None:
    with st.container(border=True, key="begin_round"):
        before = held[-1].present if held else work.team(state.store(), state.workspace_id())
        present = persons(say("page.round.present"), f"present_{grain}", before)
        ids = [period.id for period in free]
        names = {period.id: show_period(period, state.lang()) for period in free}
        st.selectbox(
            say("page.round.which"),
            ids,
            index=ids.index(chosen.id) if chosen.id in ids else 0,
            format_func=names.__getitem__,
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


def _held(closed: Sequence[Round]) -> None:
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
