"""The five letters of a target as a form; what is valid is kept at once, every earlier state stays in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.model import Target
from kpi_core.units import Direction
from kpi_core.work.aims import aim, usual_span, with_baseline
from pages.parts import state
from pages.parts.number import number_input
from pages.parts.state import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kpi_core.model import Kpi

FORMAT = "DD-MM-YYYY"


def smart_form(kpi: Kpi, variant: str | None) -> Target:
    """Draw the form of one KPI's target, keep it when it is valid, and return it as it stands."""
    kept = work.target_of(state.store(), state.workspace_id(), kpi.id)
    start, until = usual_span(state.today())
    target = kept or Target(kpi=kpi.id, start=start, until=until, variant=variant)
    slots = {letter: st.container(gap="small") for letter in "SMART"}
    with slots["S"]:
        spoken = st.empty()
        target = _amount(kpi, target)
    with slots["A"]:
        agreed = st.empty()
        target = _agreed(target)
    with slots["T"]:
        timed = st.empty()
        target = _timed(target)
    if target != kept and _is_whole(target):
        target = work.set_target(
            state.store(),
            state.workspace_id(),
            with_baseline(state.store(), state.workspace_id(), target, state.today()),
        )
    weighed = aim(state.store(), state.workspace_id(), target, today=state.today(), lang=state.lang())
    places = {"S": spoken, "M": slots["M"], "A": agreed, "R": slots["R"], "T": timed}
    for letter in weighed.letters:
        with places[letter.letter].container():
            _letter(letter.letter, letter.name, letter.text, done=letter.done)
    _remove(kpi, kept)
    return target


def _is_whole(target: Target) -> bool:
    valued = target.value is not None or (target.low is not None and target.high is not None)
    return valued and target.until > target.start


def _letter(letter: str, name: str, text: str, *, done: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.html(f'<b class="kk-letter on{int(done)}">{letter}</b>', width=34)
        open_ = "" if done else f" · {say('page.targets.open')}"
        st.markdown(f"**{name}{open_}**  \n:gray[{text}]", width="stretch")


def _amount(kpi: Kpi, target: Target) -> Target:
    if kpi.direction is Direction.RANGE:
        left, right = st.columns(2)
        with left:
            low = number_input(say("page.targets.low"), kpi.unit, _key("low", kpi), target.low)
        with right:
            high = number_input(say("page.targets.high"), kpi.unit, _key("high", kpi), target.high)
        return replace(target, low=low.value, high=high.value)
    side = "most" if kpi.direction is Direction.LOWER else "least"
    typed = number_input(say(f"page.targets.value.{side}"), kpi.unit, _key("value", kpi), target.value)
    return replace(target, value=typed.value)


def _agreed(target: Target) -> Target:
    agreed = st.toggle(say("page.targets.agreed"), target.agreed, key=f"agreed_{target.kpi}")
    doubts = st.text_input(
        say("page.targets.doubts"),
        target.doubts,
        key=f"doubts_{target.kpi}",
        max_chars=2000,
        placeholder=say("page.targets.doubts.example"),
    )
    day = (target.agreed_on or state.today()) if agreed else None
    return replace(target, agreed=agreed, agreed_on=day, doubts=doubts or "")


def _timed(target: Target) -> Target:
    days = tuple(_days(target))
    owner = st.text_input(
        say("page.targets.owner"),
        target.owner,
        key=f"owner_{target.kpi}",
        max_chars=120,
        placeholder=say("page.targets.owner.example"),
    )
    return replace(target, start=days[0], until=days[1], owner=owner or "")


def _days(target: Target) -> Iterator[date]:
    for cell, name, day in zip(st.columns(2), ("start", "until"), (target.start, target.until), strict=True):
        chosen = cell.date_input(
            say(f"page.targets.{name}"), day, key=f"{name}_{target.kpi}", format=FORMAT, min_value=None, max_value=None
        )
        yield chosen or day


def _key(name: str, kpi: Kpi) -> str:
    return f"{name}_{kpi.id}_{state.lang()}"


def _remove(kpi: Kpi, kept: Target | None) -> None:
    if kept and st.button(say("page.targets.remove"), icon=":material/delete:", type="tertiary"):
        work.remove_target(state.store(), state.workspace_id(), kpi.id)
        state.forget(kpi.id)
        state.leave("target_removed", kpi.id)
        st.rerun()
    if not kept and state.held("target_removed") == kpi.id:
        undo = st.button(say("page.targets.undo"), icon=":material/undo:", type="tertiary")
        if undo:
            work.undo_target(state.store(), state.workspace_id(), kpi.id)
            state.forget(kpi.id)
            st.rerun()
