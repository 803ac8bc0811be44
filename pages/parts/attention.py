"""What needs attention first: a row each with its badge, its reason, and the way on; the cause follows when it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.insights import with_cause
from kpi_core.work.drivers import cause
from pages.parts import state
from pages.parts.cards import looked_at, verdict_badge
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from kpi_core.insights import Attention

ROW = (1.3, 6, 1)
"""How wide the badge, the words and the way on of a row are; on a phone they stand under each other."""


def show_attention(rows: Sequence[Attention]) -> list[DeltaGenerator]:
    """Draw what needs attention, nothing without rows; return where the words of each row stand."""
    places: list[DeltaGenerator] = []
    if not rows:
        return places
    with st.container(key="panel_attention"):
        st.header(say("page.dashboard.attention"), anchor=False)
        with st.container(key="rows_attention"):
            for place, row in enumerate(rows):
                badge, text, way = st.columns(ROW, vertical_alignment="center", gap="xsmall")
                badge.markdown(verdict_badge(row.badge))
                places.append(text.empty())
                places[-1].markdown(_words(row))
                with way:
                    icon = ":material/arrow_forward:"
                    label = say("page.dashboard.why")
                    if st.button(label, key=f"why_{place}", type="tertiary", icon=icon, icon_position="right"):
                        state.go(row.page, **looked_at(row.card))
        _to_action(rows)
    return places


def _to_action(rows: Sequence[Attention]) -> None:
    """Lead on to an action for the first that nobody does anything about."""
    unheeded = [row for row in rows if row.unheeded]
    if unheeded and st.button(say("actions.new"), key="to_action", icon=":material/add_task:"):
        state.go("actions", kpi=unheeded[0].card.kpi.id)


def tell_causes(rows: Sequence[Attention], places: Sequence[DeltaGenerator]) -> str:
    """Add to each row what its gap comes from, and return that of the first; the first time it takes a moment to find."""
    causes = [_cause(row) for row in rows]
    for row, place, found in zip(rows, places, causes, strict=True):
        if found:
            place.markdown(_words(row, found))
    return causes[0] if causes else ""


def _cause(row: Attention) -> str:
    return state.read(cause, row.behind, today=state.today(), lang=state.lang()) if row.behind else ""


def _words(row: Attention, found: str = "") -> str:
    return f"**{escape(row.title)}** :gray[· {escape(with_cause(row.text, found))}]"
