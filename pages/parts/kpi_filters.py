"""The filters of the list of KPIs: words, what fits the goal or a department, and only what can be measured now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from kpi_core.catalogue import DEPARTMENTS, find
from kpi_core.own import OWN_GROUP
from pages.parts import state
from pages.parts.state import say

if TYPE_CHECKING:
    from kpi_core.model import Goal, Kpi

FITS = "goal"
YES = "1"
LONGEST = 100


@dataclass(frozen=True)
class Wanted:
    """The KPIs that pass the words and the department, and how to show them."""

    kpis: tuple[Kpi, ...]
    searched: bool
    only_goal: bool
    only_now: bool


def choose_filters(goal: Goal | None) -> Wanted:
    """Draw the filters; words look through everything, whatever the goal."""
    state.put_first("search", str(st.query_params.get("words") or "")[:LONGEST])
    text = st.text_input(
        say("page.catalogue.search"),
        key="search",
        max_chars=LONGEST,
        label_visibility="collapsed",
        placeholder=say("page.catalogue.search"),
        icon=":material/search:",
    )
    known = tuple(state.kpis().values())
    own = any(OWN_GROUP in kpi.departments for kpi in known)
    options = ((FITS,) if goal else ()) + DEPARTMENTS + ((OWN_GROUP,) if own else ())
    department = state.from_address("department", options, FITS if goal else None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pills(
            say("page.catalogue.department"),
            options,
            key="department",
            format_func=_pill,
            label_visibility="collapsed",
            wrap=True,
        )
        state.put_first("only", state.asked_for("now", [YES]) is not None)
        only_now = st.toggle(say("page.catalogue.only"), key="only")
    state.in_address(words=(text or "").strip() or None, now=YES if only_now else None)
    searched = bool(text and text.strip())
    fits = department == FITS and not searched
    found = find(text or "", state.lang(), state.kpis())
    anywhere = searched and department == FITS
    kpis = tuple(kpi for kpi in found if fits or anywhere or department in (None, *kpi.departments))
    return Wanted(kpis, searched, fits, only_now)


def _pill(option: str) -> str:
    return say("page.goal.fits") if option == FITS else say(f"page.level.{option}")
