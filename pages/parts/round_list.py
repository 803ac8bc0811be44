"""The KPIs of a round beside each other: how each stands, and which have a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from pages.parts.cards import verdict_badge
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kpi_core.work.round_page import Item

GLAD = "glad"


def place_of(order: Sequence[str], done: Collection[str], *, glad: bool, fresh: bool) -> str | None:
    """Return the KPI that is on, None for what went well: the one in the address, else the first that is not settled.

    fresh: nothing was decided yet, so that what went well comes first.
    """
    asked = state.asked_for("kpi", [GLAD, *order] if glad else list(order))
    if asked is None:
        asked = GLAD if glad and fresh else next((kpi for kpi in order if kpi not in done), order[-1])
        to(asked)
    return None if asked == GLAD else asked


def to(kpi: str) -> None:
    """Go on with a KPI; it stands in the address, so that a reload shows it again."""
    state.in_address(kpi=kpi)


def show_list(items: Sequence[Item], done: Collection[str], at: str | None, *, glad: bool) -> None:
    """Draw a line per KPI; a press goes to it."""
    with st.container(gap="xsmall", key="list_round"):
        if glad:
            with st.container(key="on_glad" if at is None else "off_glad", gap="xxsmall"):
                _go(GLAD, say("page.round.glad"), here=at is None)
        for item in items:
            here = item.kpi == at
            with st.container(key=f"{'on' if here else 'off'}_{item.kpi}", gap="xxsmall"):
                _go(item.kpi, escape(item.name), here=here)
                badge = verdict_badge(item.card.badge) if item.card.badge else f":gray[{say('page.round.untold')}]"
                mark = f" :gray[:material/check: {say('page.round.decided')}]" if item.kpi in done else ""
                st.markdown(badge + mark)


def _go(kpi: str, name: str, *, here: bool) -> None:
    st.button(f"**{name}**" if here else name, key=f"to_{kpi}", type="tertiary", on_click=to, args=(kpi,))
