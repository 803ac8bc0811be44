"""A number as people type it: "2.345,75", "€ 1.200", "12,5%". What was understood is said back; a doubt is asked."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kpi_core.numbers import Ambiguous, parse_number, show_value
from kpi_core.units import Unit
from pages.parts.state import lang, say

PERCENT = 100


@dataclass(frozen=True)
class Typed:
    """What was typed: the value in the unit (percent as a proportion), None = nothing yet or not a number."""

    value: float | None
    empty: bool


def number_input(label: str, unit: Unit, key: str, value: float | None, *, example: str | None = None) -> Typed:
    """Draw the field; the value shown at first is `value`. example: the code of another example than the unit's own."""
    shown = show_value(value, unit, lang()) if value is not None else ""
    text = st.text_input(label, shown, key=key, placeholder=say(f"page.number.example.{example or unit}"))
    if not text or not text.strip():
        return Typed(None, empty=True)
    if text == shown:
        return Typed(value, empty=False)
    found = _fitting(parse_number(text, lang()), unit)
    if isinstance(found, Ambiguous):
        readings = [_in_unit(reading, text, unit) for reading in found.readings]
        chosen = st.segmented_control(
            say("page.number.which"),
            readings,
            key=f"{key}_which_{text}",
            format_func=lambda reading: show_value(reading, unit, lang()),
        )
        return Typed(chosen, empty=False)
    if found is None:
        st.caption(f":red[{say('page.number.unread')}]")
        return Typed(None, empty=False)
    typed = _in_unit(found, text, unit)
    st.caption(say("page.number.read", value=show_value(typed, unit, lang())))
    return Typed(typed, empty=False)


def _fitting(found: float | Ambiguous | None, unit: Unit) -> float | Ambiguous | None:
    """Return the one reading a count can have; what is counted comes in wholes, so 1.234 is no doubt there."""
    if not isinstance(found, Ambiguous) or unit is not Unit.COUNT:
        return found
    whole = [reading for reading in found.readings if reading.is_integer()]
    return whole[0] if len(whole) == 1 else found


def _in_unit(number: float, text: str, unit: Unit) -> float:
    """Return the number in the unit: a percentage typed without its sign is one all the same, 36 is 36%."""
    return number / PERCENT if unit is Unit.PERCENT and "%" not in text else number
