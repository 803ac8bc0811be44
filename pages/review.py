"""The yearly look at the KPIs: what the year says of each, a proposal with its reason, and what the owner decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.errors import KpiError
from kpi_core.numbers import show_date
from kpi_core.steering import OUTCOMES
from kpi_core.work.renewing import renew, review, undo_renewal
from pages.parts import frame, state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Renewal
    from kpi_core.work.renewing import Renewed

ICONS = {"keep": "check", "change": "swap_horiz", "retire": "event_seat"}


def render() -> None:
    found = state.read(review, state.today(), state.lang()) if state.workspace() else None
    if found is None:
        missing = say("page.review.empty.missing")
        frame.empty(say("page.review.empty"), missing, say("page.dashboard.choose"), "catalogue")
    days = {name: show_date(getattr(found, name), state.lang()) for name in ("first", "last")}
    with frame.top(say("page.review.meta", name=escape(state.workspace_name()), **days)):
        if st.button(say("page.review.done"), type="primary", key="review_done"):
            state.go("dashboard")
    frame.headline(found.headline)
    st.markdown(f":gray[{say('page.review.text', date=show_date(found.due_on, state.lang()))}]")
    for level in dict.fromkeys(line.level for line in found.lines):
        st.header(say(f"page.level.{level}"), anchor=False)
        for line in (one for one in found.lines if one.level == level):
            _line(line)


def _line(line: Renewed) -> None:
    own = f"{line.level}_{line.kpi}"
    with st.container(border=True, key=f"renewal_{own}"):
        left, right = st.columns([1.5, 1], gap="large")
        with left:
            st.subheader(escape(line.name), anchor=False)
            badge = f":gray-badge[:material/{ICONS[line.proposal]}: {say(f'renewal.proposed.{line.proposal}')}]"
            st.markdown(f"{badge} {escape(line.reason)}")
            st.caption(" ".join(escape(sign) for sign in line.signs))
        with right:
            if line.decided:
                _decided(line, line.decided)
            elif not line.young:
                _decide(line, own)


def _decided(line: Renewed, made: Renewal) -> None:
    outcome, day = say(f"renewal.outcome.{made.outcome}"), show_date(made.on, state.lang())
    st.markdown(f"**{say('page.review.decided', outcome=outcome, date=day)}**  \n:gray[{escape(made.reason)}]")
    with st.container(horizontal=True):
        if made.outcome != "retire" and st.button(say("page.review.target"), key=f"target_{made.id}"):
            state.go("targets", kpi=line.kpi)
        if st.button(say("page.review.undo"), key=f"undo_{made.id}", type="tertiary", icon=":material/undo:"):
            try:
                undo_renewal(state.store(), state.workspace_id(), made.id)
            except KpiError as error:
                frame.refused(state.refusal(error))
                return
            st.rerun()


def _decide(line: Renewed, own: str) -> None:
    picked = st.segmented_control(
        say("page.review.outcome", kpi=escape(line.name)),
        OUTCOMES,
        default=line.proposal,
        required=True,
        key=f"outcome_{own}",
        format_func=lambda one: say(f"renewal.outcome.{one}"),
        label_visibility="collapsed",
    )
    usual = line.reason if picked == line.proposal else ""
    why = st.text_input(say("page.review.why"), usual, key=f"why_{own}_{picked}_{state.lang()}", max_chars=300)
    if st.button(say("page.review.keep"), key=f"renew_{own}"):
        kept = {"kpi": line.kpi, "level": line.level, "outcome": picked, "reason": why or ""}
        try:
            renew(state.store(), state.workspace_id(), on=state.today(), **kept)
        except KpiError as error:
            frame.refused(state.refusal(error))
            return
        st.rerun()
