"""The five letters of a target as a form; what is valid is kept at once, every earlier state stays in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.model import Target
from kpi_core.passports import segment_name
from kpi_core.phrases import value_name
from kpi_core.units import Direction
from kpi_core.work.aims import aim, segments, usual_span, with_baseline
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
    slots = {letter: st.container(gap="small") for letter in "SMART"}
    with slots["S"]:
        spoken = st.empty()
        segment = _segment(kpi, variant)
        kept = work.target_of(state.store(), state.workspace_id(), kpi.id, segment)
        start, until = usual_span(state.today(), work.standing(state.store(), state.workspace_id()).reach)
        target = kept or Target(kpi=kpi.id, start=start, until=until, variant=variant, segment=segment)
        target = _amount(kpi, target)
    with slots["A"]:
        agreed = st.empty()
        target = _agreed(target)
    with slots["T"]:
        timed = st.empty()
        target = _timed(target)
    target = _keep(target, kept)
    weighed = state.read(aim, target, today=state.today(), lang=state.lang(), mode=state.mode())
    places = {"S": spoken, "M": slots["M"], "A": agreed, "R": slots["R"], "T": timed}
    for letter in weighed.letters:
        with places[letter.letter].container():
            _letter(letter.letter, letter.name, letter.text, done=letter.done)
    _remove(target, kept)
    return target


def _keep(target: Target, kept: Target | None) -> Target:
    """Keep what was changed here; what another tab changed meanwhile is not put back by merely looking."""
    form = f"form_{_own(target)}"
    if kept and kept.start != target.start:
        target = replace(target, baseline=None)
    before = state.held(form)
    state.leave(form, replace(target, baseline=None))
    if target == kept or not _is_whole(target) or replace(target, baseline=None) == before:
        return target
    whole = with_baseline(state.store(), state.workspace_id(), target, state.today())
    return work.set_target(state.store(), state.workspace_id(), whole)


def _segment(kpi: Kpi, variant: str | None) -> tuple[str, str] | None:
    found = segments(state.store(), state.workspace_id(), kpi.id, variant)
    names = {None: say("page.targets.everything")} | {
        one: say("explore.only", role=segment_name(one[0], state.lang()), value=value_name(*one, state.lang()))
        for one in found
    }
    return st.selectbox(
        say("page.targets.of"),
        list(names),
        format_func=names.__getitem__,
        key=f"segment_{kpi.id}",
        placeholder=say("page.targets.of"),
    )


def _own(target: Target) -> str:
    return "_".join((target.kpi, *(target.segment or ())))


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
            low = number_input(say("page.targets.low"), kpi.unit, _key("low", target), target.low)
        with right:
            high = number_input(say("page.targets.high"), kpi.unit, _key("high", target), target.high)
        return replace(target, low=low.value, high=high.value)
    side = "most" if kpi.direction is Direction.LOWER else "least"
    typed = number_input(say(f"page.targets.value.{side}"), kpi.unit, _key("value", target), target.value)
    return replace(target, value=typed.value)


def _agreed(target: Target) -> Target:
    agreed = st.toggle(say("page.targets.agreed"), target.agreed, key=f"agreed_{_own(target)}")
    doubts = st.text_input(
        say("page.targets.doubts"),
        target.doubts,
        key=f"doubts_{_own(target)}",
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
        key=f"owner_{_own(target)}",
        max_chars=120,
        placeholder=say("page.targets.owner.example"),
    )
    return replace(target, start=days[0], until=days[1], owner=owner or "")


def _days(target: Target) -> Iterator[date]:
    for cell, name, day in zip(st.columns(2), ("start", "until"), (target.start, target.until), strict=True):
        chosen = cell.date_input(
            say(f"page.targets.{name}"),
            day,
            key=f"{name}_{_own(target)}",
            format=FORMAT,
            min_value=None,
            max_value=None,
        )
        yield chosen or day


def _key(name: str, target: Target) -> str:
    return f"{name}_{_own(target)}_{state.lang()}"


def _remove(target: Target, kept: Target | None) -> None:
    own = _own(target)
    if kept and st.button(say("page.targets.remove"), icon=":material/delete:", type="tertiary"):
        work.remove_target(state.store(), state.workspace_id(), target.kpi, target.segment)
        state.forget(own)
        state.leave("target_removed", own)
        st.rerun()
    if not kept and state.held("target_removed") == own:
        undo = st.button(say("page.targets.undo"), icon=":material/undo:", type="tertiary")
        if undo:
            work.undo_target(state.store(), state.workspace_id(), target.kpi, target.segment)
            state.forget(own)
            st.rerun()
