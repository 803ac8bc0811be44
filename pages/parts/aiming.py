"""What a target asks, as a person types it, said back as it was read; buttons begin a sentence for who does not type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.model import Form, Target
from kpi_core.targets import as_variant, is_asked, phrase
from kpi_core.work.wishes import age_axes, readings, starters
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.model import Kpi
    from kpi_core.work.wishes import Reading


def asked(kpi: Kpi, target: Target, own: str) -> tuple[Target, bool]:
    """Draw the sentence and the forms; return the target asking it, and whether it may be kept.

    It has no value while it cannot be read; its baseline is only what the sentence says it is. A sentence begun by a button
    is kept once its number is changed, or it is said to be right as it is.
    """
    shown = phrase(target, as_variant(kpi, target.variant), state.lang())
    key = _field(own)
    target = replace(target, baseline=None)
    plain = Target(
        kpi.id, target.until, target.start, variant=target.variant, segment=target.segment, where=target.where
    )
    begun = state.read(starters, plain, today=state.today(), lang=state.lang())
    example = say("page.aim.example", example=begun[0][2]) if begun else ""
    text = st.text_input(say("page.aim.label"), shown, key=key, max_chars=120, placeholder=example) or ""
    made = target if text == shown else _read(text, target, key)
    if shown and not is_asked(made):
        st.caption(say("page.aim.still", text=shown))
    sure = text == shown or state.held(f"begun_{key}") != text or _is_right(key)
    _forms(begun, made, own)
    return _axis(made, own) if made.form is Form.AT_AGE else made, sure


def _is_right(key: str) -> bool:
    """Ask whether our own example may be the target: one press on a form must not take the place of what was agreed."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("page.aim.begun"), width="stretch")
        right = st.button(say("page.aim.right"), key=f"right_{key}")
    if right:
        state.leave(f"begun_{key}", None)
    return right


def _read(text: str, target: Target, key: str) -> Target:
    nothing = replace(target, value=None, low=None, high=None)
    if not text.strip():
        return nothing
    found = state.read(readings, text, target, state.lang())
    if not found:
        st.caption(f":red[{say('page.aim.unread')}]")
        return nothing
    if len(found) == 1:
        st.caption(say("page.aim.read", text=found[0].words))
        return found[0].target
    return _which(found, f"{key}_which_{text}") or nothing


def _which(found: tuple[Reading, ...], key: str) -> Target | None:
    words = {place: one.words for place, one in enumerate(found)}
    place = st.radio(say("page.aim.which"), list(words), index=None, key=key, format_func=words.__getitem__)
    return None if place is None else found[place].target


def begin_with(own: str, sentence: str) -> None:
    """Put a sentence of ours in the field of a target; it is kept once its number is changed, or it is said to be right."""
    key = _field(own)
    state.put(key, sentence)
    state.leave(f"begun_{key}", sentence)


def _field(own: str) -> str:
    return f"value_{own}_{state.lang()}"


def _forms(begun: tuple[tuple[Form, str, str], ...], target: Target, own: str) -> None:
    """Offer the forms that suit the KPI; one chosen puts its sentence in the field, to change the number in."""
    names = {form: name for form, name, _ in begun}
    sentences = {form: sentence for form, _, sentence in begun}
    pills = f"form_of_{own}_{state.lang()}"

    def begin() -> None:
        chosen = state.widget(pills)
        if chosen:
            begin_with(own, sentences[chosen])

    asks = target.value is not None or target.low is not None
    state.put(pills, target.form if asks and target.form in names else None)
    st.pills(say("page.aim.choose"), list(names), key=pills, format_func=names.__getitem__, on_change=begin)


def _axis(target: Target, own: str) -> Target:
    axes = age_axes(state.store(), state.workspace_id(), target.kpi, target.variant)
    axis = st.segmented_control(
        say("page.aim.axis"),
        axes,
        default=target.by,
        required=True,
        key=f"axis_{own}",
        format_func=lambda one: say(f"page.aim.axis.{one}"),
    )
    return replace(target, by=axis)
