"""The five letters of a target as a form; what is valid is kept at once, every earlier state stays in the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.model import Target
from kpi_core.targets import as_variant, is_asked, phrase, same_start
from kpi_core.work.aims import aim, usual_span, with_baseline
from pages.parts import state
from pages.parts.about import about, own_of
from pages.parts.adding import add_up, towards
from pages.parts.agreeing import agreeing, refused_line
from pages.parts.aiming import asked
from pages.parts.changed import earlier, shows, why_changed
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
        segment, where = about(kpi, variant)
        kept = work.target_of(state.store(), state.workspace_id(), kpi.id, segment, where)
        start, until = usual_span(state.today(), work.standing(state.store(), state.workspace_id()).reach)
        new = Target(kpi=kpi.id, start=start, until=until, variant=variant, segment=segment, where=where)
        target, sure = asked(kpi, kept or new, own_of(kept or new))
    agreed = slots["A"].empty()
    with slots["T"]:
        timed = st.empty()
        target = _timed(target)
    target = keep(target, kept) if sure else target
    now = work.target_of(state.store(), state.workspace_id(), kpi.id, segment, where)
    if now and now == target:
        with slots["S"]:
            why_changed(target)
        with slots["A"]:
            agreeing(target)
    else:
        with slots["A"]:
            refused_line()
    weighed = state.read(aim, target, today=state.today(), lang=state.lang(), mode=state.mode())
    places = {"S": spoken, "M": slots["M"], "A": agreed, "R": slots["R"], "T": timed}
    for letter in weighed.letters:
        with places[letter.letter].container():
            _letter(letter.letter, letter.name, letter.text, done=letter.done)
    add_up(kpi.id)
    towards(kpi.id)
    earlier(target)
    _remove(target, now)
    return target


def keep(target: Target, kept: Target | None, *, owner: str | None = None) -> Target:
    """Keep what was changed here; what another tab changed meanwhile is not put back by merely looking. owner: None = as it is."""
    target = target if owner is None else replace(target, owner=owner)
    form = f"form_{own_of(target)}"
    before = state.held(form)
    state.leave(form, target)
    same = target == before
    if kept and target.baseline is None and same_start(kept, target):
        target = replace(target, baseline=kept.baseline)
    if target == kept or same or not _is_whole(target):
        return target
    whole = with_baseline(state.store(), state.workspace_id(), target, state.today())
    return work.change_target(state.store(), state.workspace_id(), whole)


def _is_whole(target: Target) -> bool:
    return is_asked(target) and target.until > target.start


def _letter(letter: str, name: str, text: str, *, done: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.html(f'<b class="kk-letter on{int(done)}">{letter}</b>', width=34)
        open_ = "" if done else f" · {say('page.targets.open')}"
        st.markdown(f"**{name}{open_}**  \n:gray[{text}]", width="stretch")


def _timed(target: Target) -> Target:
    days = tuple(_days(target))
    owner = st.text_input(
        say("page.targets.owner"),
        target.owner,
        key=f"owner_{own_of(target)}",
        max_chars=120,
        placeholder=say("page.targets.owner.example"),
    )
    return replace(target, start=days[0], until=days[1], owner=owner or "")


def _days(target: Target) -> Iterator[date]:
    for cell, name, day in zip(st.columns(2), ("start", "until"), (target.start, target.until), strict=True):
        chosen = cell.date_input(
            say(f"page.targets.{name}"),
            day,
            key=f"{name}_{own_of(target)}",
            format=FORMAT,
            min_value=None,
            max_value=None,
        )
        yield chosen or day


def _remove(target: Target, kept: Target | None) -> None:
    own = own_of(target)
    if kept:
        st.button(
            say("page.targets.remove"), icon=":material/delete:", type="tertiary", on_click=_take_away, args=(target,)
        )
    elif state.held("target_removed") == own:
        st.button(say("page.targets.undo"), icon=":material/undo:", type="tertiary", on_click=_put_back, args=(target,))


def _take_away(target: Target) -> None:
    work.remove_target(state.store(), state.workspace_id(), target.kpi, target.segment, target.where)
    shows(target, "")
    state.leave("target_removed", own_of(target))


def _put_back(target: Target) -> None:
    place = (target.kpi, target.segment, target.where)
    work.undo_target(state.store(), state.workspace_id(), *place)
    kept = work.target_of(state.store(), state.workspace_id(), *place) or target
    shows(target, phrase(kept, as_variant(state.kpis()[kept.kpi], kept.variant), state.lang()))
