"""The one row of filters of the explore page, kept in the page's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.passports import segment_name
from kpi_core.periods import Grain
from kpi_core.phrases import value_name
from kpi_core.work.cautions import grains
from kpi_core.work.explored import View, dimensions
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = {"12": 12, "24": 24, "all": None}
WHOLE = "none"
BETWEEN = "~"


def choose_view(kpis: Sequence[str]) -> View:
    """Draw the filters and return what is looked at."""
    kpi = str(state.from_address("kpi", kpis, kpis[0], always=True))
    span = str(state.from_address("span", list(MONTHS), "24"))
    variant = next((c.variant for c in work.choices(state.store(), state.workspace_id()) if c.kpi == kpi), None)
    dataset = work.current(state.store(), state.workspace_id())
    periods = grains(state.kpis()[kpi], variant, dataset) if dataset else tuple(Grain)
    grain = str(state.from_address("grain", [one.value for one in periods], Grain.MONTH.value))
    roles = [WHOLE, *(dimensions(dataset, state.kpis()[kpi], variant) if dataset else ())]
    by = str(state.from_address("by", roles, WHOLE))
    with st.container(horizontal=True, vertical_alignment="top", key="filters"):
        st.selectbox(
            say("page.targets.kpi"),
            kpis,
            key="kpi",
            format_func={one: state.kpis()[one].name[state.lang()] for one in kpis}.__getitem__,
            width=280,
            placeholder=say("page.targets.kpi"),
        )
        st.segmented_control(
            say("page.explore.span"),
            list(MONTHS),
            key="span",
            required=True,
            format_func=lambda s: say(f"page.explore.span.{s}"),
        )
        st.segmented_control(
            say("page.explore.grain"),
            [one.value for one in periods],
            key="grain",
            required=True,
            format_func=lambda g: say(f"page.explore.grain.{g}"),
        )
    if len(roles) > 1:
        st.pills(say("page.explore.by"), roles, key="by", required=True, format_func=_role)
    return View(kpi, MONTHS[span], Grain(grain), None if by == WHOLE else by, _only(roles))


def _role(role: str) -> str:
    return say("page.explore.by.none") if role == WHOLE else segment_name(role, state.lang())


def _only(roles: Sequence[str]) -> tuple[str, str] | None:
    """Show the part that is kept, with a way out; None = everything."""
    role, _, value = st.query_params.get("only", "").partition(BETWEEN)
    if role not in roles or not value:
        state.in_address(only=None)
        return None
    label = say(
        "explore.only", role=segment_name(role, state.lang()), value=escape(value_name(role, value, state.lang()))
    )
    if st.button(label, icon=":material/filter_alt_off:", key="only_off"):
        state.in_address(only=None)
        st.rerun()
    return role, value


def can_keep(role: str) -> bool:
    """Tell whether one part of what is split by can be looked at alone: a cohort is no column to filter on."""
    return not role.startswith("cohort")


def keep_only(role: str, value: str) -> None:
    """Keep one part of what is split by, and look at that as a whole."""
    state.in_address(only=f"{role}{BETWEEN}{value}", by=None)
    state.reset("by")
    st.rerun()
