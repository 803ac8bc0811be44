"""A number that formulas ask the user for: its question, what was understood, and the bounds it keeps to."""

from __future__ import annotations

import streamlit as st

from kpi_core import offers
from kpi_core.catalogue import SETTINGS
from pages.parts import state
from pages.parts.number import Typed, number_input


def setting_field(name: str, key: str, value: float | None) -> Typed | None:
    """Draw the field; the value shown at first is `value`, else the usual one. None = what was typed cannot be used."""
    setting = SETTINGS[name]
    shown = setting.default if value is None else value
    typed = number_input(setting.question[state.lang()], setting.unit, key, shown, example=name)
    refusal = offers.out_of_bounds(setting, typed.value, state.lang())
    if refusal:
        st.caption(f":red[{refusal}]")
        return None
    return typed
