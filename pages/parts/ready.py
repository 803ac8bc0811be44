"""What is ready to hand over and what is not: calm lines, each with the way to put it in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.reports.ready import Check


def check_list(checks: Sequence[Check]) -> None:
    """Draw what is not in order first, then what is; nothing of it stands in the way."""
    st.header(say("page.report.checks"), anchor=False)
    with st.container(border=True, key="rows_ready"):
        for check in sorted(checks, key=lambda one: one.done):
            _line(check)


def _line(check: Check) -> None:
    icon = ":green[:material/check_circle:]" if check.done else ":gray[:material/radio_button_unchecked:]"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"{icon} {escape(check.text)}", width="stretch")
        if not check.done and check.place:
            _way(check)


def _way(check: Check) -> None:
    if st.button(say(f"page.report.go.{check.place}"), type="tertiary", key=f"ready_{check.code}"):
        state.go(check.place, **({"kpi": check.kpi} if check.kpi else {}))
