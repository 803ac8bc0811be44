"""What a target is about: everything, one part, or only the rows with some values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kpi_core import work
from kpi_core.passports import segment_name
from kpi_core.phrases import value_name
from kpi_core.work.aims import segments
from pages.parts import state
from pages.parts.state import say
from pages.parts.words import escape

if TYPE_CHECKING:
    from kpi_core.model import Kpi, Target

Segment = tuple[str, str] | None
Where = tuple[tuple[str, tuple[str, ...]], ...]


def own_of(target: Target) -> str:
    """Return what the fields of a target are named by: its KPI and the part it is about."""
    filters = (text for role, values in target.where for text in (role, *values))
    return "_".join((target.kpi, *(target.segment or ()), *filters))


def about(kpi: Kpi, variant: str | None) -> tuple[Segment, Where]:
    """Draw the choice of a part and of a filter, and return both; a KPI about people has no filter beside a part."""
    found = segments(state.store(), state.workspace_id(), kpi.id, variant)
    names = {None: say("page.targets.everything")} | {one: _part(*one) for one in found}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        segment = st.selectbox(
            say("page.targets.of"),
            list(names),
            format_func=names.__getitem__,
            key=f"segment_{kpi.id}",
            placeholder=say("page.targets.of"),
        )
        roles = dict.fromkeys(role for role, _ in found if not segment or role != segment[0])
        if not roles or (kpi.min_group and segment):
            return segment, ()
        where = _filter(kpi, list(roles), found)
    _kept(kpi, segment, where)
    return segment, where


def _filter(kpi: Kpi, roles: list[str], found: tuple[tuple[str, str], ...]) -> Where:
    chosen = state.widget(f"where_{kpi.id}") or ()
    named = {one: segment_name(one, state.lang()) for one in roles}
    with st.popover(say("page.aim.filter"), icon=":material/filter_alt:", type="secondary" if chosen else "tertiary"):
        role = st.selectbox(
            say("page.aim.filter.role"),
            roles,
            key=f"where_role_{kpi.id}",
            format_func=named.__getitem__,
            placeholder=say("page.aim.filter.role"),
        )
        parts = {value: value_name(role, value, state.lang()) for one, value in found if one == role}
        values = st.multiselect(
            say("page.aim.filter.values"),
            list(parts),
            key=f"where_{kpi.id}",
            format_func=parts.__getitem__,
            placeholder=say("page.aim.filter.values"),
            max_selections=20,
        )
    return ((role, tuple(values)),) if values else ()


def _kept(kpi: Kpi, segment: Segment, where: Where) -> None:
    """Name the filtered targets there are, each a button that goes to it."""
    for target in work.targets(state.store(), state.workspace_id()):
        if target.kpi != kpi.id or not target.where or (target.segment, target.where) == (segment, where):
            continue
        named = ", ".join(_part(role, value) for role, values in target.where for value in values)
        st.button(
            f"{say('page.aim.filter.set')} {escape(named)}",
            key=f"go_{kpi.id}_{target.where}",
            type="tertiary",
            icon=":material/flag:",
            on_click=_go,
            args=(kpi.id, target.segment, target.where[0]),
        )


def _go(kpi: str, segment: Segment, where: tuple[str, tuple[str, ...]]) -> None:
    state.put(f"segment_{kpi}", segment)
    state.put(f"where_role_{kpi}", where[0])
    state.put(f"where_{kpi}", list(where[1]))


def _part(role: str, value: str) -> str:
    return say("explore.only", role=segment_name(role, state.lang()), value=value_name(role, value, state.lang()))
